import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ComplianceError } from '../../model/errors';
import { explain, type Explanation } from '../explain';

const LOG_ALONE: Explanation = {
	code: 'STORE_CORRUPT',
	message: 'The file of the compliance store is gone or empty, but its write-ahead log is still there.',
	remedy: 'Put the file back beside its log (it ends in -wal), or restore both from a backup.',
};
const NO_FILE: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'What is named as the file of the compliance store is a folder, a device or something else that is no file.',
	remedy: 'Name a file on a local disk, or a new one, which is then created.',
};

/**
 * Makes sure that the file and its folder exist, readable by nobody but the user n8n runs as.
 *
 * @returns the absolute path.
 * @throws ComplianceError `CONFIG_INVALID` for something that names no file, `STORE_UNAVAILABLE` for something else than a file, `STORE_CORRUPT`
 * where the file is gone, or has lost all it held, but its log is still there.
 */
export function ensureStoreFile(file: string): string {
	const path = resolve(requireFileName(file));
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	// Asked for first: whoever makes a new store at the same time fills its file before the log.
	const log = sizeOf(`${path}-wal`);
	const size = sizeOf(path);
	// SQLite would throw the log away.
	if (log !== undefined && (size === undefined || (size === 0 && log > 0))) throw explain(LOG_ALONE);
	if (size === undefined) createPrivately(path);
	// SQLite would open it for reading, and leave a log beside it that may not be written even when the file may be again.
	else accessSync(path, constants.R_OK | constants.W_OK);
	return path;
}

/** Bytes in a file; undefined where there is none. */
function sizeOf(path: string): number | undefined {
	const found = statSync(path, { throwIfNoEntry: false });
	if (found && !found.isFile()) throw explain(NO_FILE);
	return found?.size;
}

/**
 * The path of a file that is only read.
 *
 * @throws ComplianceError `CONFIG_INVALID` for something that names no file, `STORE_UNAVAILABLE` where there is none, or something else than a file.
 */
export function existingStoreFile(file: string): string {
	const path = resolve(requireFileName(file));
	if (existsSync(path) && sizeOf(path) !== undefined) return path;
	throw explain({
		code: 'STORE_UNAVAILABLE',
		message: 'The file of the compliance store is not there.',
		remedy: 'Check the path, and that this user may look into its folder.',
	});
}

/** SQLite would take the first three for a database in memory, which forgets every opt-out. */
function requireFileName(file: string): string {
	const isName = typeof file === 'string' && file.trim() !== '' && !file.startsWith(':') && !file.startsWith('file:') && !file.includes('\0');
	if (isName) return file;
	throw new ComplianceError('CONFIG_INVALID', 'The compliance store has no usable file name.', 'Name a file on a local disk.');
}

/**
 * Only ever opens a file that was not there: closing a database file that this process has open elsewhere
 * would drop SQLite's locks on it (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 */
function createPrivately(path: string): void {
	try {
		closeSync(openSync(path, 'wx', 0o600));
	} catch (error) {
		if (!existsSync(path)) throw error;
	}
}
