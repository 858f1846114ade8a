#!/bin/sh
# Runs once, when the database is new: a role and a database for n8n, and others for the compliance store, neither of which reads the other's.
set -eu

make_database() {
	psql --set=ON_ERROR_STOP=1 --set=name="$1" --set=password="$2" --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<-'SQL'
		CREATE ROLE :"name" LOGIN PASSWORD :'password';
		CREATE DATABASE :"name" OWNER :"name" ENCODING 'UTF8' TEMPLATE template0;
		REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
	SQL
}

make_database n8n "$N8N_DB_PASSWORD"
make_database compliance "$COMPLIANCE_DB_PASSWORD"
