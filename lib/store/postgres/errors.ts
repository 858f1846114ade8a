import { ComplianceError } from '../../model/errors';
import { explain, type Explanation } from '../explain';

const NOTHING_RECORDED = 'Nothing of the failed call was recorded.';

const BUSY: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The compliance store is held up by others who are writing to it.',
	remedy: `Try again. ${NOTHING_RECORDED}`,
};
const LOGIN: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database did not let n8n in.',
	remedy: 'Check user, password and database in the credential, whether the server lets this machine in, and whether it asks for TLS.',
};
const NO_DATABASE: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database that the credential names does not exist.',
	remedy: 'Correct its name, or have it created.',
};
const CLOSED: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database takes no connections at present.',
	remedy: 'Have it opened for connections again.',
};
const NO_RIGHT: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database user does not have the rights that the compliance store needs.',
	remedy: `Have the rights granted that the page about PostgreSQL lists. ${NOTHING_RECORDED}`,
};
const NO_HOST: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database server can not be found by its name.',
	remedy: 'Check the host in the credential, and the name service of the machine that n8n runs on.',
};
const NO_ANSWER: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'Nothing answers at the address of the database server.',
	remedy: 'Check host and port in the credential, that the server runs, and that no firewall is in between.',
};
const STARTING: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database server is starting up or shutting down.',
	remedy: 'Try again in a moment.',
};
const FULL_HOUSE: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database server takes no more connections.',
	remedy: 'Have fewer connections opened by each n8n process, raise max_connections of the server, or put a pooler in front of it.',
};
const LOST: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The connection to the database was lost.',
	remedy: `Try again. ${NOTHING_RECORDED}`,
};
const TOO_LONG: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database took too long to answer.',
	remedy: `Try again, with fewer contacts at a time or a longer statement timeout. ${NOTHING_RECORDED}`,
};
export const READ_ONLY: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database can only be read.',
	remedy: `Name the primary server, not a copy of it, and let the user write. ${NOTHING_RECORDED}`,
};
const NO_ROOM: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database server has no room left.',
	remedy: `Free some disk space or memory of the server and try again. ${NOTHING_RECORDED}`,
};
const DISK: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database server could not read or write its disk.',
	remedy: `Have the server looked at. ${NOTHING_RECORDED}`,
};
const DAMAGED: Explanation = {
	code: 'STORE_CORRUPT',
	message: 'The compliance store in the database is damaged or incomplete.',
	remedy: 'Stop n8n and restore the schema of the store from a backup. Nothing is sent until then.',
};
const TLS_REFUSED: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database server does not offer TLS.',
	remedy: 'Have TLS turned on at the server; turn it off in the credential only where nobody else can listen in.',
};
const TLS_UNTRUSTED: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The database server could not prove by its certificate that it is the right one.',
	remedy: 'Put the certificate of its CA into the credential, and use the host name that the certificate was made for.',
};
const POOLER: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'Something between n8n and the database mixes up prepared statements.',
	remedy: `Turn off named statements where a pooler such as PgBouncer hands out connections by transaction. ${NOTHING_RECORDED}`,
};
const FOREIGN: Explanation = {
	code: 'STORE_UNSUPPORTED',
	message: 'The database server does not understand what the compliance store asks of it.',
	remedy: `Use PostgreSQL 13 or newer. ${NOTHING_RECORDED}`,
};
const UNEXPECTED: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The compliance store failed for an unexpected reason.',
	remedy: `Try again; if it happens again, report it with the code above. ${NOTHING_RECORDED}`,
};

/** While a commit is under way there is no telling. */
export const UNKNOWN_OUTCOME: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The connection to the database was lost before it confirmed the last changes.',
	remedy: 'Run the same changes again: those that were recorded after all are recognised by their keys.',
};

/** The row of the brand is not as it was when it was locked. */
export const CHAIN_LOST: Explanation = {
	code: 'STORE_CORRUPT',
	message: 'The chain of the brand was changed by another program while it was written to.',
	remedy: `Find out who else writes to the tables of the store. ${NOTHING_RECORDED}`,
};

/** By SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html; five characters, or the two of a whole class. */
const BY_SQL_STATE: Readonly<Record<string, Explanation>> = {
	'08': LOST,
	'08P01': POOLER,
	'0A': FOREIGN,
	'25006': READ_ONLY,
	'25P03': TOO_LONG,
	'26000': POOLER,
	'28': LOGIN,
	'3D000': NO_DATABASE,
	'3F000': DAMAGED,
	'40': BUSY,
	'42501': NO_RIGHT,
	'42601': FOREIGN,
	'42703': DAMAGED,
	'42704': FOREIGN,
	'42883': FOREIGN,
	'42P01': DAMAGED,
	'42P05': POOLER,
	'53': NO_ROOM,
	'53300': FULL_HOUSE,
	'55000': CLOSED,
	'55P03': BUSY,
	'57014': TOO_LONG,
	'57P': LOST,
	'57P03': STARTING,
	'58': DISK,
	XX001: DAMAGED,
	XX002: DAMAGED,
};

const BY_SYSTEM_CODE: Readonly<Record<string, Explanation>> = {
	ENOTFOUND: NO_HOST,
	EAI_AGAIN: NO_HOST,
	ECONNREFUSED: NO_ANSWER,
	ETIMEDOUT: NO_ANSWER,
	EHOSTUNREACH: NO_ANSWER,
	ENETUNREACH: NO_ANSWER,
	EADDRNOTAVAIL: NO_ANSWER,
	ENOENT: NO_ANSWER,
	EACCES: NO_ANSWER,
	ECONNRESET: LOST,
	EPIPE: LOST,
};

/** What the driver says in words alone; none of them quotes a value. */
const BY_DRIVER_MESSAGE: ReadonlyArray<readonly [start: string, Explanation]> = [
	['The server does not support SSL', TLS_REFUSED],
	['There was an error establishing an SSL', TLS_REFUSED],
	['Connection terminated due to connection timeout', NO_ANSWER],
	['timeout expired', NO_ANSWER],
	['timeout exceeded when trying to connect', FULL_HOUSE],
	['Connection terminated', LOST],
	['Client has encountered a connection error', LOST],
	['Client was closed', LOST],
	['Query read timeout', TOO_LONG],
	['SASL', LOGIN],
];

const TLS_CODE = /^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH)/;
/** Also where a commit may have happened or not (40003). */
const ENDS_CONNECTION = /^(?:|08...|57P..|25P03|40003)$/;

/** Two transactions met; one of them was undone and may begin anew. */
const CONTENTION = new Set(['40001', '40P01', '55P03']);

/**
 * Puts whatever failed into words. The cause is left behind, because the server's messages quote values and the driver's hold the connection;
 * only its code is kept.
 */
export function storeError(error: unknown): ComplianceError {
	if (error instanceof ComplianceError) return error;
	const code = codeOf(error);
	const detail = isFromServer(error) && code !== undefined ? `SQLSTATE ${code}` : code;
	return explain(explanationOf(error), detail);
}

/** Whether the server refused a transaction because of another one, so that it may be tried again from its beginning. */
export function isContention(error: unknown): boolean {
	return isFromServer(error) && CONTENTION.has(codeOf(error) ?? '');
}

/**
 * Whether the server refused a statement and the connection goes on; everything else leaves a connection that nobody may use again. By code,
 * because the severity is written in the server's language.
 */
export function isRefusal(error: unknown): boolean {
	return isFromServer(error) && !ENDS_CONNECTION.test(codeOf(error) ?? '');
}

/** Whether the connection broke while or before it was used. A server that only takes long may still be at work. */
export function isConnectionLoss(error: unknown): boolean {
	return explanationOf(error) === LOST;
}

/** Whether the answer was an error with one of these codes. */
export function hasSqlState(error: unknown, states: readonly string[]): boolean {
	return isFromServer(error) && states.includes(codeOf(error) ?? '');
}

function explanationOf(error: unknown): Explanation {
	if (error instanceof SyntaxError) return DAMAGED;
	const code = codeOf(error);
	if (code === undefined) return BY_DRIVER_MESSAGE.find(([start]) => messageOf(error).startsWith(start))?.[1] ?? UNEXPECTED;
	if (isFromServer(error)) return bySqlState(code) ?? UNEXPECTED;
	return TLS_CODE.test(code) ? TLS_UNTRUSTED : (BY_SYSTEM_CODE[code] ?? UNEXPECTED);
}

function bySqlState(state: string): Explanation | undefined {
	return [5, 3, 2].map((length) => BY_SQL_STATE[state.slice(0, length)]).find((known) => known !== undefined);
}

/** An error message of the server has a severity; the driver's own errors do not. */
function isFromServer(error: unknown): boolean {
	return typeof error === 'object' && error !== null && 'severity' in error && typeof error.severity === 'string';
}

function codeOf(error: unknown): string | undefined {
	const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
	return typeof code === 'string' && code !== '' ? code : undefined;
}

function messageOf(error: unknown): string {
	const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
	return typeof message === 'string' ? message : '';
}
