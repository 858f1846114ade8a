import { ComplianceError } from '../../model/errors';
import { explain, type Explanation } from '../explain';

const BUSY: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The compliance store is locked by another process.',
	remedy: 'Try again. If it stays locked, find the program that keeps the file open, such as a backup or a database viewer.',
};
const NO_ACCESS: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The compliance store may not be written.',
	remedy: 'Give the user that n8n runs as the right to write the store file, those beside it and their folder.',
};
export const DAMAGED: Explanation = {
	code: 'STORE_CORRUPT',
	message: 'The compliance store is damaged.',
	remedy: 'Stop n8n and restore the store file from a backup. Nothing is sent until then.',
};
const NO_ROOM: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'There is no room left on the disk of the compliance store.',
	remedy: 'Free some space and try again. Nothing of the failed call was recorded.',
};
const DISK: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The disk of the compliance store could not be read or written.',
	remedy: 'Check the disk. Nothing of the failed call was recorded.',
};
const NOT_OPEN: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The file of the compliance store can not be opened.',
	remedy: 'Check that its folder exists and that the user that n8n runs as may read and write both.',
};
const NOT_A_DATABASE: Explanation = {
	code: 'STORE_NOT_OURS',
	message: 'The file given as the compliance store is not a database.',
	remedy: 'Name another file, or a new one, which is then created.',
};
const UNEXPECTED: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The compliance store failed for an unexpected reason.',
	remedy: 'Try again; if it happens again, report it with the code above. Nothing of the failed call was recorded.',
};

/** Primary result codes, https://www.sqlite.org/rescode.html */
const BY_SQLITE_CODE: Readonly<Record<number, Explanation>> = {
	3: NO_ACCESS,
	5: BUSY,
	6: BUSY,
	8: NO_ACCESS,
	10: DISK,
	11: DAMAGED,
	13: NO_ROOM,
	14: NOT_OPEN,
	15: BUSY,
	23: NO_ACCESS,
	26: NOT_A_DATABASE,
};

const BY_SYSTEM_CODE: Readonly<Record<string, Explanation>> = {
	EACCES: NO_ACCESS,
	EPERM: NO_ACCESS,
	EROFS: NO_ACCESS,
	ENOSPC: NO_ROOM,
	EDQUOT: NO_ROOM,
	ENOENT: NOT_OPEN,
	ENOTDIR: NOT_OPEN,
	EISDIR: NOT_OPEN,
	EEXIST: NOT_OPEN,
	ELOOP: NOT_OPEN,
	ENAMETOOLONG: NOT_OPEN,
	EIO: DISK,
};

/**
 * Puts whatever failed into words. The cause is left behind, because SQLite's messages quote SQL and
 * Node's quote arguments; only its code is kept.
 */
export function storeError(error: unknown): ComplianceError {
	if (error instanceof ComplianceError) return error;
	const sqliteCode = primaryCode(error);
	if (error instanceof SyntaxError) return explain(DAMAGED, 'unreadable row');
	if (sqliteCode !== undefined) return explain(BY_SQLITE_CODE[sqliteCode] ?? UNEXPECTED, `SQLite code ${sqliteCode}`);
	const systemCode = String(field(error, 'code') ?? 'no code');
	return explain(BY_SYSTEM_CODE[systemCode] ?? UNEXPECTED, systemCode);
}

/** Whether another process holds the lock, so that waiting helps. */
export function isBusy(error: unknown): boolean {
	const code = primaryCode(error);
	return code !== undefined && BY_SQLITE_CODE[code] === BUSY;
}

/** A statement names a table that is not there, or a trigger refused it: the two ways in which calls fail after a move. https://www.sqlite.org/rescode.html */
export function isAboutSchema(error: unknown): boolean {
	const code = primaryCode(error);
	return code === 1 || code === 19;
}

/** The low byte; the rest of an extended code says more than anybody needs. */
export function primaryCode(error: unknown): number | undefined {
	const code = field(error, 'errcode');
	return typeof code === 'number' ? code & 0xff : undefined;
}

/** Not by `instanceof`: an error of Node's own modules is of another realm where we run in a sandbox. */
function field(error: unknown, name: 'code' | 'errcode'): unknown {
	return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}
