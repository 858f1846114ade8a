import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ComplianceError } from '../../model/errors';
import { explain } from '../explain';

/**
 * Makes sure that the file and its folder exist, readable by nobody but the user n8n runs as.
 *
 * @returns the absolute path.
 * @throws ComplianceError `CONFIG_INVALID` for something that names no file, `STORE_CORRUPT` where the
 * file is gone but its log is still there.
 */
export function ensureStoreFile(file: string): string {
	const path = resolve(requireFileName(file));
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	const hasLog = existsSync(`${path}-wal`);
	if (existsSync(path)) return path;
	if (hasLog) {
		throw explain({
			code: 'STORE_CORRUPT',
			message: 'The file of the compliance store is gone, but its write-ahead log is still there.',
			remedy: 'Put the file back beside its log (it ends in -wal), or restore both from a backup.',
		});
	}
	createPrivately(path);
	return path;
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
