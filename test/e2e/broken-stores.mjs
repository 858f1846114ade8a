import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

export const PASSWORD = 's3cret-Pa55word';

/** Rules of the server in front of the one that trusts everybody on this machine. */
export const ACCESS = ['host all guarded 127.0.0.1/32 scram-sha-256'];

async function run(server, statements, database = 'postgres') {
	const url = new URL(server.connectionString);
	url.pathname = `/${database}`;
	const client = new pg.Client({ connectionString: url.href });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}

/** A database with everything that a credential may be wrong about; `ssl` is left on. */
export async function prepareServer(server) {
	await run(server, [
		`CREATE ROLE guarded LOGIN PASSWORD '${PASSWORD}'`,
		`CREATE ROLE guest LOGIN PASSWORD '${PASSWORD}'`,
		"CREATE DATABASE compliance OWNER guarded ENCODING 'UTF8' TEMPLATE template0",
		"CREATE DATABASE latin OWNER guarded ENCODING 'LATIN1' TEMPLATE template0",
		'CREATE DATABASE standby OWNER guarded',
		'ALTER DATABASE standby SET default_transaction_read_only = on',
		'CREATE DATABASE closed OWNER guarded',
		'ALTER DATABASE closed ALLOW_CONNECTIONS false',
	]);
	await run(server, ['CREATE SCHEMA crm AUTHORIZATION guarded', 'CREATE TABLE crm.events (id INTEGER, title TEXT)', 'ALTER TABLE crm.events OWNER TO guarded'], 'compliance');
}

/** Takes TLS away from a running server. */
export async function turnTlsOff(server) {
	await run(server, ['ALTER SYSTEM SET ssl = off', 'SELECT pg_reload_conf()']);
}

/** What the dialog of the credential holds, with everything right. */
export function rightData(server) {
	const login = { host: '127.0.0.1', port: server.port, database: 'compliance', user: 'guarded', password: PASSWORD };
	return { brand: '', backend: 'postgres', file: '', sharedDisk: false, ...login, schema: 'messaging_compliance', tls: 'off', ca: '', poolSize: 10, statementTimeout: 30, namedStatements: true };
}

/** A port of this machine on which nobody listens. */
export async function closedPort() {
	const server = createServer();
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** What can be wrong with a credential for PostgreSQL: what is different, and what the words have to name: the cause and what to do. */
export function brokenServers(freePort) {
	return [
		['wrong password', { password: 'not-it' }, /did not let n8n in/, /Check user, password/],
		['no password', { password: '' }, /did not let n8n in/, /Check user, password/],
		['unknown user', { user: 'stranger' }, /did not let n8n in/, /Check user, password/],
		['no user', { user: '' }, /"User"/, /Fill it in/],
		['unknown host', { host: 'nowhere.invalid' }, /can not be found by its name/, /Check the host/],
		['closed port', { port: freePort }, /Nothing answers/, /Check host and port/],
		['impossible port', { port: 99_999 }, /"Port"/, /whole number/],
		['missing database', { database: 'complience' }, /database .* does not exist/, /Correct its name/],
		['database closed for connections', { database: 'closed' }, /takes no connections/, /opened/],
		['unusable schema name', { schema: 'My Schema' }, /schema can not be used/, /lower-case letters/],
		['schema of another program', { schema: 'crm' }, /another program/, /\w{5}/],
		['user without rights', { user: 'guest', schema: 'other' }, /does not have the rights/, /granted/],
		['database in another encoding', { database: 'latin' }, /UTF-8/, /UTF8/],
		['server that can only be read', { database: 'standby' }, /can only be read/, /primary server/],
		['certificate nobody vouches for', { host: 'localhost', tls: 'verify' }, /certificate/, /CA/],
		['CA that is no certificate', { host: 'localhost', tls: 'verify', ca: 'a letter' }, /PEM/, /Paste the whole certificate/],
	];
}

/** A server that does not speak TLS is asked for it. */
export const WITHOUT_TLS = ['TLS of a server without', { host: 'localhost', tls: 'encrypt' }, /does not offer TLS/, /turn it off in the credential/];

/** The same for the embedded store. */
export function brokenFiles(folder) {
	mkdirSync(folder, { recursive: true });
	const [letter, crm] = [join(folder, 'letter.sqlite'), join(folder, 'crm.sqlite')];
	writeFileSync(letter, 'This is a letter and not a database.\n'.repeat(500));
	const database = new DatabaseSync(crm);
	database.exec('CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT)');
	database.close();
	return [
		['file that is no database', { file: letter }, /not a database/, /Name another file/],
		['file of another program', { file: crm }, /another program/, /another file/],
		['folder that can not be written', { file: join(unwritableFolder(folder), 'store.sqlite') }, /can not be (opened|written)|may not be written/, /right|folder/],
		['folder in the place of the file', { file: folder }, /is a folder, a device/, /Name a file/],
		['file in the place of the folder', { file: join(letter, 'store.sqlite') }, /can not be opened/, /folder/],
		['no file but memory', { file: ':memory:' }, /no usable file name/, /local disk/],
	];
}

/** Whoever is root may write everywhere, except where the system itself lets nobody make a file. */
function unwritableFolder(folder) {
	if (process.getuid?.() === 0) return '/sys/kernel';
	const locked = join(folder, 'locked');
	mkdirSync(locked, { mode: 0o500 });
	return locked;
}
