import type { ClientBase } from 'pg';
import { ComplianceError } from '../../model/errors';
import { explain } from '../explain';
import { READ_ONLY } from './errors';
import type { PostgresSettings } from './settings';

/** Distributed databases name the version whose language they speak, the oldest of them 11; of PostgreSQL itself 13 is the oldest that is maintained. */
const OLDEST_VERSION = 110_000;

/**
 * Turned off by name where the server knows the name. Every table is looked into by an index; a plan made while a table was small, or for a thousand
 * keys, would read it as a whole. Compiling a statement costs more than running it.
 */
const PLANNING = "SELECT set_config(name, 'off', false) FROM pg_catalog.pg_settings WHERE name IN ('enable_seqscan', 'jit')";

/** What connections are for. Whoever decides by what is read needs the primary; whoever checks the ledger can do so on a copy. */
export type Use = 'all' | 'proof';

const CHECK = `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS server_encoding,
	current_setting('client_encoding') AS client_encoding, current_setting('transaction_read_only') AS read_only`;

/**
 * Prepares a connection, and makes sure that the server is one that can be relied on: a copy of the database lags behind, so that an opt-out may
 * not be in it yet. For a proof it may.
 *
 * @throws ComplianceError `STORE_UNSUPPORTED`, or `STORE_UNAVAILABLE` where the server can only be read.
 */
export async function checkServer(connection: ClientBase, { namedStatements, statementTimeoutMs }: PostgresSettings, use: Use): Promise<void> {
	// Behind a pooler what is set now would stay with whoever gets the connection next.
	if (namedStatements) await connection.query(`SET client_encoding = 'UTF8'; SET statement_timeout = ${statementTimeoutMs}; ${PLANNING}`);
	const { rows } = await connection.query<ServerRow>(CHECK);
	const [row] = rows;
	if (row === undefined || !(Number(row.version) >= OLDEST_VERSION)) throw unsupported('The database server is too old for the compliance store.', 'Use PostgreSQL 13 or newer.');
	if (!isUtf8(row.server_encoding) || !isUtf8(row.client_encoding)) throw unsupported('The database does not keep its texts in UTF-8.', 'Create a database with the encoding UTF8 and name it in the credential.');
	if (use === 'all' && row.read_only !== 'off') throw explain(READ_ONLY);
}

interface ServerRow {
	version: string;
	server_encoding: string;
	client_encoding: string;
	read_only: string;
}

function isUtf8(encoding: string): boolean {
	return /^utf-?8$/i.test(encoding);
}

function unsupported(message: string, remedy: string): ComplianceError {
	return new ComplianceError('STORE_UNSUPPORTED', message, remedy);
}
