import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/** Tables that the parts of the facts are read from. */
const TABLES = { consents: 'consents', suppressions: 'suppressions', place: 'subjects' };
const COLUMNS = { consents: 'subject, seq, record', suppressions: 'subject, seq, until, record', subjects: 'subject, time_zone, jurisdiction' };
/** As an event, without what makes it part of a chain, and as what is known of a contact. */
const PLAIN = {
	events: 'seq, at, kind, subject, channel, payload, origin, previous_hash, hash',
	keyed: 'subject, record',
};

const megabytes = (bytes) => `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`;
const parsed = (rows) => rows.map(({ record, ...row }) => ({ ...row, record: record && JSON.parse(record) }));

let seq = 0;
const subject = () => randomBytes(16).toString('base64url');
const eventRow = (letters) => [++seq, 1_772_366_400_000, 'suppress', subject(), 'sms', 'x'.repeat(letters), '{"workflow":"bench"}', randomBytes(32), randomBytes(32)];
const keyedRow = () => [subject(), 'x'.repeat(180)];
const rowsOf = ({ events, letters, keyed }) => ({ events: Array.from({ length: events }, () => eventRow(letters)), keyed: Array.from({ length: keyed }, keyedRow) });

/** The embedded store, beside prepared statements that are run once for each key or row. */
export async function sqliteBackend({ SqliteStore }, folder) {
	const file = join(folder, 'store.sqlite');
	const store = await SqliteStore.open(file);
	const db = new DatabaseSync(file);
	db.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -32000');
	db.exec('CREATE TABLE plain_events (seq INTEGER PRIMARY KEY, at INTEGER, kind TEXT, subject TEXT, channel TEXT, payload TEXT, origin TEXT, previous_hash BLOB, hash BLOB)');
	db.exec('CREATE TABLE plain_keyed (subject TEXT PRIMARY KEY, record TEXT) WITHOUT ROWID');
	const inserts = Object.entries(PLAIN).map(([name, columns]) => [name, db.prepare(`INSERT INTO plain_${name} (${columns}) VALUES (${columns.replace(/\w+/g, '?')})`)]);
	let raw;
	const selects = Object.fromEntries(Object.values(TABLES).map((table) => [table, db.prepare(`SELECT ${COLUMNS[table]} FROM ${table} WHERE subject = ?`)]));
	return {
		name: 'embedded (SQLite)',
		store,
		readPlain: async (subjects, parts) => {
			for (const part of parts) subjects.map((subject) => parsed(selects[TABLES[part]].all(subject)));
		},
		fillRaw: async (rows, key) => {
			db.exec('DROP TABLE IF EXISTS raw_loop; CREATE TABLE raw_loop (key TEXT PRIMARY KEY, value TEXT); BEGIN');
			const insert = db.prepare('INSERT INTO raw_loop (key, value) VALUES (?, ?)');
			for (let index = 0; index < rows; index++) insert.run(key(index), `value ${index}`);
			db.exec('COMMIT');
			raw = db.prepare('SELECT t.key, t.value FROM json_each(?) AS k CROSS JOIN raw_loop AS t ON t.key = k.value');
		},
		readRaw: async (keys) => raw.all(JSON.stringify(keys)),
		writePlain: async (size) => {
			const rows = rowsOf(size);
			db.exec('BEGIN IMMEDIATE');
			for (const [name, insert] of inserts) for (const row of rows[name]) insert.run(...row);
			db.exec('COMMIT');
		},
		settle: async () => {},
		size: async () => `file: ${megabytes(statSync(file).size)}`,
		remove: async () => {
			db.close();
			await store.close();
		},
	};
}

/** The store in PostgreSQL, beside one `= ANY` for each table and one insertion of arrays, as the driver sends them. */
export async function postgresBackend({ PostgresStore }) {
	const { PGHOST: host = '127.0.0.1', PGPORT = '5432', PGUSER: user = 'postgres', PGPASSWORD: password = '', PGDATABASE: database = 'postgres' } = process.env;
	const schema = `bench_${randomBytes(4).toString('hex')}`;
	const store = await PostgresStore.open({ backend: 'postgres', schema, connectionString: `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${PGPORT}/${encodeURIComponent(database)}?sslmode=disable` });
	const client = new pg.Client({ host, port: Number(PGPORT), user, password, database });
	await client.connect();
	await client.query(`CREATE TABLE ${schema}.plain_events (seq BIGINT PRIMARY KEY, at BIGINT, kind TEXT, subject BYTEA, channel TEXT, payload TEXT, origin TEXT, previous_hash BYTEA, hash BYTEA)`);
	await client.query(`CREATE TABLE ${schema}.plain_keyed (subject BYTEA PRIMARY KEY, record TEXT)`);
	const types = { events: 'bigint, bigint, text, bytea, text, text, text, bytea, bytea', keyed: 'bytea, text' };
	const insert = (name) => ({ name, text: `INSERT INTO ${schema}.plain_${name} (${PLAIN[name]}) SELECT * FROM unnest(${types[name].split(', ').map((type, index) => `$${index + 1}::${type}[]`)})` });
	const bytes = { events: 3, keyed: 0 };
	const select = (table) => ({ name: table, text: `SELECT ${COLUMNS[table]} FROM ${schema}.${table} WHERE subject = ANY($1::bytea[])` });
	return {
		name: 'PostgreSQL',
		store,
		readPlain: async (subjects, parts) => {
			for (const part of parts) parsed((await client.query({ ...select(TABLES[part]), values: [subjects.map((subject) => Buffer.from(subject))] })).rows);
		},
		fillRaw: async (rows, key) => {
			await client.query(`DROP TABLE IF EXISTS ${schema}.raw_loop`);
			await client.query(`CREATE TABLE ${schema}.raw_loop (key TEXT PRIMARY KEY, value TEXT)`);
			for (let start = 0; start < rows; start += 10_000) {
				const numbers = Array.from({ length: 10_000 }, (_, index) => start + index);
				await client.query(`INSERT INTO ${schema}.raw_loop (key, value) SELECT * FROM unnest($1::text[], $2::text[])`, [numbers.map(key), numbers.map((index) => `value ${index}`)]);
			}
		},
		readRaw: async (keys) => await client.query({ name: 'raw_loop', text: `SELECT key, value FROM ${schema}.raw_loop WHERE key = ANY($1::text[])`, values: [keys], rowMode: 'array' }),
		writePlain: async (size) => {
			await client.query('BEGIN');
			for (const [name, rows] of Object.entries(rowsOf(size)).filter(([, list]) => list.length > 0)) {
				const sent = rows.map((row) => row.with(bytes[name], Buffer.from(row[bytes[name]])));
				await client.query({ ...insert(name), values: sent[0].map((_, column) => sent.map((row) => row[column])) });
			}
			await client.query('COMMIT');
		},
		settle: async () => void (await client.query('VACUUM ANALYZE')),
		size: async () => {
			const { rows } = await client.query("SELECT c.relname AS name, pg_relation_size(c.oid) AS bytes FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'i') ORDER BY 2 DESC LIMIT 8", [schema]);
			return rows.map(({ name, bytes }) => `${name} ${megabytes(Number(bytes))}`).join(', ');
		},
		remove: async () => {
			await client.query(`DROP SCHEMA ${schema} CASCADE`);
			await client.end();
			await store.close();
		},
	};
}
