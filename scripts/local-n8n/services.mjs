import { once } from 'node:events';
import { connect } from 'node:net';
import pg from 'pg';

const { PGHOST = '127.0.0.1', PGPORT = '5432', PGUSER = 'postgres', PGPASSWORD = '', PGDATABASE = 'postgres', REDIS_HOST = '127.0.0.1', REDIS_PORT = '6379' } = process.env;
const ANSWER_MS = 3_000;

/** The PostgreSQL server that PGHOST and the like name, otherwise the one on this machine. */
export const POSTGRES = { host: PGHOST, port: Number(PGPORT), user: PGUSER, password: PGPASSWORD, database: PGDATABASE };

/** The Redis server that REDIS_HOST and REDIS_PORT name, otherwise the one on this machine. */
export const REDIS = { host: REDIS_HOST, port: Number(REDIS_PORT) };

/** Runs SQL, one or several statements, and gives the rows of the last one. */
export async function sql(text, { database = POSTGRES.database, values } = {}) {
	const client = new pg.Client({ ...POSTGRES, database, connectionTimeoutMillis: ANSWER_MS });
	await client.connect();
	try {
		const result = await client.query(text, values);
		return (Array.isArray(result) ? result.at(-1) : result).rows;
	} finally {
		await client.end();
	}
}

export async function createDatabase(name) {
	await sql(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
}

/** Also with connections open to it. */
export async function dropDatabase(name) {
	await sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** Takes a database away from everybody who uses it, as an outage does, or gives it back. */
export async function allowConnections(name, isAllowed) {
	await sql(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${isAllowed}`);
	if (!isAllowed) await sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', { values: [name] });
}

/** Removes the keys of one queue. */
export async function forgetQueue(prefix) {
	await askRedis(['EVAL', "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end return 1", '0', `${prefix}*`]);
}

/** One command in Redis' own protocol; gives the first line of the answer. */
async function askRedis(words) {
	const socket = connect(REDIS);
	socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('Redis does not answer')));
	try {
		socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
		const [data] = await once(socket, 'data');
		return String(data).split('\r\n')[0];
	} finally {
		socket.destroy();
	}
}

async function answersAsRedis() {
	try {
		return (await askRedis(['PING'])) === '+PONG';
	} catch {
		return false;
	}
}

async function answersAsPostgres() {
	try {
		await sql('SELECT 1');
		return true;
	} catch {
		return false;
	}
}

/** What queue mode needs and is not there, in words; `undefined` where nothing is missing. */
export async function missingForQueueMode() {
	if (!(await answersAsPostgres())) return `no PostgreSQL lets us in at ${POSTGRES.host}:${POSTGRES.port} (PGHOST, PGPORT, PGUSER, PGPASSWORD)`;
	if (!(await answersAsRedis())) return `no Redis answers at ${REDIS.host}:${REDIS.port} (REDIS_HOST, REDIS_PORT)`;
	return undefined;
}
