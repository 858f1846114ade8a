import { existsSync, realpathSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { ComplianceError } from '../../model/errors';
import { LedgerChain } from './ledger-chain';
import { loadSqlite } from './load-sqlite';
import { checkIdentity } from './migrations';

/** A file that is open for reading. */
export interface LedgerView {
	db: DatabaseSync;
	rows: LedgerChain;
	/** Whether what was read so far can be relied on. If not, somebody began to write meanwhile, and the file has to be opened again. */
	isCurrent(): boolean;
}

/**
 * Opens a store file without leaving a trace. Where its log is there somebody may be writing, and SQLite's locks see to it that we read one state. Where there is
 * none SQLite would begin one, if only to read; it is told that the file does not change, and we look whether that is so.
 *
 * @param path of a file that is there.
 * @throws ComplianceError `STORE_UNSUPPORTED`, `STORE_NOT_OURS` or `STORE_TOO_NEW`; what SQLite throws.
 */
export function openView(path: string): LedgerView {
	const { DatabaseSync } = loadSqlite();
	const found = isAtRest(path) && readsUrls(DatabaseSync) ? stateOf(path) : undefined;
	const db = new DatabaseSync(found === undefined ? path : `${pathToFileURL(path).href}?immutable=1`, { readOnly: true });
	try {
		db.exec('PRAGMA busy_timeout = 100');
		if (checkIdentity(db) === 0) throw new ComplianceError('STORE_NOT_OURS', 'The file given as the compliance store is empty.', 'Name the file that the store is in.');
		return { db, rows: new LedgerChain(db), isCurrent: () => found === undefined || (isAtRest(path) && stateOf(path) === found) };
	} catch (error) {
		db.close();
		throw error;
	}
}

/** Whether nobody has the file open to write. A log without an entry and without its index was left behind by somebody who has gone. */
function isAtRest(path: string): boolean {
	const target = realpathSync(path);
	const log = statSync(`${target}-wal`, { throwIfNoEntry: false });
	return (log === undefined || (log.size === 0 && !existsSync(`${target}-shm`))) && !existsSync(`${target}-journal`);
}

function stateOf(path: string): string {
	const { dev, ino, size, mtimeNs } = statSync(path, { bigint: true });
	return [dev, ino, size, mtimeNs].join(' ');
}

/** Node before 22.15 does not: there an empty log stays behind. */
function readsUrls(Database: typeof DatabaseSync): boolean {
	try {
		new Database('file::memory:', { readOnly: true }).close();
		return true;
	} catch {
		return false;
	}
}
