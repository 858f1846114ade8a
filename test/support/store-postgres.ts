import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { PostgresConfig } from '../../lib/store/postgres/config';
import { PostgresStore } from '../../lib/store/postgres/postgres-store';
import type { ComplianceStore } from '../../lib/store/port';
import type { StorePlace } from './store-backend';

const { PGHOST = '127.0.0.1', PGPORT = '5432', PGUSER = 'postgres', PGPASSWORD = '', PGDATABASE = 'postgres' } = process.env;

/** The server that PGHOST and the like name, otherwise the one on this machine. */
export const CONNECTION_STRING = `postgres://${encodeURIComponent(PGUSER)}:${encodeURIComponent(PGPASSWORD)}@${encodeURIComponent(PGHOST)}:${PGPORT}/${encodeURIComponent(PGDATABASE)}?sslmode=${process.env['PGSSLMODE'] ?? 'disable'}`;

/** Asked in a process of its own, because tests are declared before anything can be awaited. */
const PROBE = `const { Client } = require('pg');
const client = new Client({ connectionString: process.argv[1], connectionTimeoutMillis: 3000 });
client.connect().then(() => client.end(), () => process.exit(1));`;

const isThere = spawnSync(process.execPath, ['-e', PROBE, CONNECTION_STRING], { cwd: __dirname, stdio: 'ignore' }).status === 0;
if (!isThere) process.stderr.write('No PostgreSQL answers (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE): its tests are skipped.\n');

/** `describe` where there is a server. */
export const describePostgres = isThere ? describe : describe.skip;

export interface PostgresPlace extends StorePlace {
	config: PostgresConfig & { schema: string };
	open(fields?: Partial<PostgresConfig>): Promise<PostgresStore>;
	/** Runs SQL beside the store, in which `@events` stands for its table of that name. */
	raw<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** A schema of its own, which the first to open it makes. */
export async function postgresPlace(connectionString = CONNECTION_STRING): Promise<PostgresPlace> {
	const schema = `test_${randomBytes(8).toString('hex')}`;
	const config = { backend: 'postgres' as const, connectionString, schema };
	const opened: ComplianceStore[] = [];
	const raw = async <Row>(sql: string, values?: unknown[]): Promise<Row[]> => {
		const client = new Client({ connectionString });
		await client.connect();
		try {
			return (await client.query(sql.replace(/@([a-z_]+)/g, `${schema}.$1`), values)).rows as Row[];
		} finally {
			await client.end();
		}
	};
	return {
		config,
		raw,
		async open(fields = {}) {
			const store = await PostgresStore.open({ ...config, ...fields });
			opened.push(store);
			return store;
		},
		async remove() {
			await Promise.all(opened.map((store) => store.close()));
			await raw(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
		},
	};
}
