import type { PoolConfig } from 'pg';
import { ComplianceError } from '../../model/errors';
import type { PostgresConfig } from './config';
import { parseConnectionString, type Server } from './connection-string';
import { isGiven, TLS_MODES, tlsOptions, type TlsMode } from './tls';

/** A configuration with everything decided. */
export interface PostgresSettings {
	schema: string;
	namedStatements: boolean;
	statementTimeoutMs: number;
	poolSize: number;
	client: PoolConfig;
}

const DEFAULT_SCHEMA = 'messaging_compliance';
const DEFAULT_POOL_SIZE = 10;
const MOST_CONNECTIONS = 1000;
const DEFAULT_STATEMENT_TIMEOUT_MS = 30_000;
const LONGEST_STATEMENT_MS = 3_600_000;
/** So many milliseconds a server may take to answer the first time. */
const CONNECT_MS = 10_000;
/** A server that has said nothing for so many milliseconds after it should have ended a statement is gone. */
const GRACE_MS = 5_000;
/** Keeps routers from forgetting a connection nobody uses, milliseconds. */
const KEEP_ALIVE_MS = 30_000;

/** So that people who look into the database need not quote it. */
const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** @throws ComplianceError `CONFIG_INVALID` for settings that can't be used; the message never repeats a value. */
export function readSettings(config: PostgresConfig): PostgresSettings {
	const server = parseConnectionString(config.connectionString);
	const { schema = DEFAULT_SCHEMA, namedStatements = true, ca, tls } = config;
	if (typeof schema !== 'string' || !SCHEMA_NAME.test(schema) || schema.startsWith('pg_')) {
		throw invalid('The name of the schema can not be used.', 'Use lower-case letters, digits and underscores, at most 63, with a letter first.');
	}
	if (tls !== undefined && !TLS_MODES.includes(tls)) throw invalid('The TLS mode of the database is not one that exists.', `Choose ${TLS_MODES.join(', ')}.`);
	const statementTimeoutMs = count(config.statementTimeoutMs, DEFAULT_STATEMENT_TIMEOUT_MS, LONGEST_STATEMENT_MS, 'statement timeout');
	const poolSize = count(config.poolSize, DEFAULT_POOL_SIZE, MOST_CONNECTIONS, 'number of database connections');
	const { host, port, database, user, password, options } = server;
	return {
		schema,
		namedStatements: namedStatements !== false,
		statementTimeoutMs,
		poolSize,
		client: {
			host,
			port,
			database,
			user,
			// Never a plain value: without one the driver looks for a password in the environment and in files.
			password: () => password,
			...(options !== undefined && { options }),
			ssl: tlsOptions(tls ?? defaultMode(server, ca), ca),
			sslnegotiation: 'postgres',
			application_name: 'n8n-nodes-messaging-compliance',
			connectionTimeoutMillis: CONNECT_MS,
			query_timeout: statementTimeoutMs + GRACE_MS,
			keepAlive: true,
			keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
			max: poolSize,
			allowExitOnIdle: true,
		},
	};
}

function defaultMode({ host, tls }: Server, ca: string | undefined): TlsMode {
	if (isGiven(ca)) return 'verify';
	return tls ?? (isThisMachine(host) ? 'off' : 'verify');
}

function isThisMachine(host: string): boolean {
	return host.startsWith('/') || host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function count(given: number | undefined, otherwise: number, most: number, what: string): number {
	const value = given ?? otherwise;
	if (Number.isInteger(value) && value >= 1 && value <= most) return value;
	throw invalid(`The ${what} is out of range.`, `Use a whole number from 1 to ${most}.`);
}

function invalid(message: string, remedy: string): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', message, remedy);
}
