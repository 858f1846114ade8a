import { createRequire } from 'node:module';
import { join } from 'node:path';
import { N8N_2 } from '../local-n8n/releases.mjs';

const TABLE = 'compliance_bench_contacts';
const SELECT = `SELECT id, status, dnd, zone FROM ${TABLE}`;

const statusOf = ({ id }) => ({ id, status: id % 10 === 0 ? null : 'granted', dnd: id % 30 === 1 || id % 40 === 2, zone: id % 3 === 0 ? 'America/Chicago' : 'America/New_York' });

/** PostgreSQL where one answers: n8n brings the client library along. */
async function connect() {
	const { Client } = createRequire(join(N8N_2.folder, 'node_modules', 'n8n', 'package.json'))('pg');
	const { PGHOST = '127.0.0.1', PGPORT = '5432', PGUSER = 'postgres', PGPASSWORD = '', PGDATABASE = 'postgres' } = process.env;
	const client = new Client({ host: PGHOST, port: Number(PGPORT), user: PGUSER, password: PGPASSWORD, database: PGDATABASE, connectionTimeoutMillis: 2000 });
	await client.connect();
	return client;
}

/**
 * Puts the contacts' status where the hand-built workflow looks it up.
 *
 * @returns `step(size, credential)` for the workflow, the `credential` to make for it, and `clear()`.
 */
export async function fillPostgres(contacts, say) {
	let client;
	try {
		client = await connect();
	} catch {
		say('No PostgreSQL answers: the hand-built workflow looks contacts up in the data of a Code node.');
		return { name: 'Code', clear: async () => {}, step: (size) => ({ code: codeLookUp(size) }) };
	}
	const rows = contacts.map(statusOf);
	await client.query(`DROP TABLE IF EXISTS ${TABLE}`);
	await client.query(`CREATE TABLE ${TABLE} (id integer PRIMARY KEY, status text, dnd boolean, zone text)`);
	await client.query(`INSERT INTO ${TABLE} SELECT * FROM unnest($1::int[], $2::text[], $3::bool[], $4::text[])`, ['id', 'status', 'dnd', 'zone'].map((name) => rows.map((row) => row[name])));
	const { host, port, user, password, database } = client;
	return {
		name: 'PostgreSQL',
		credential: { name: 'Bench PostgreSQL', type: 'postgres', data: { host, port, user, password: password ?? '', database, ssl: 'disable', sshTunnel: false } },
		step: (size, { id, name }) => ({ query: `${SELECT} WHERE id < ${size}`, credentials: { postgres: { id, name } } }),
		clear: async () => {
			await client.query(`DROP TABLE ${TABLE}`);
			await client.end();
		},
	};
}

function codeLookUp(size) {
	return `const statusOf = ${statusOf.toString()};\nreturn Array.from({ length: ${size} }, (_, id) => ({ json: statusOf({ id }) }));`;
}
