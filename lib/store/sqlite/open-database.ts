import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import { explain } from '../explain';
import { isBusy } from './errors';
import { FilesInPlace, identityOf } from './files-in-place';
import { loadSqlite } from './load-sqlite';
import { checkIdentity, migrate } from './migrations';
import { requireSound } from './soundness';
import { ensureStoreFile } from './store-file';
import { refuseMoved } from './transfer-mark';

/** SQLite waits this long for a lock while everything else in the process stands still. */
const BLOCKING_WAIT_MS = 100;
/** After that we wait without blocking, this long in all. */
const PATIENCE_MS = 30_000;

/** A database ready for use, and the files it consists of. */
export interface OpenDatabase {
	db: DatabaseSync;
	files: FilesInPlace;
}

/**
 * Opens the file, creating or upgrading it, ready for several processes.
 *
 * A commit is on disk before it is acknowledged: in WAL mode that takes `synchronous = FULL`.
 */
export async function openDatabase(file: string): Promise<OpenDatabase> {
	const { DatabaseSync } = loadSqlite();
	const path = ensureStoreFile(file);
	const before = identityOf(path);
	const db = new DatabaseSync(path);
	try {
		db.exec(`PRAGMA busy_timeout = ${BLOCKING_WAIT_MS}`);
		await inTransaction(db, 'DEFERRED', () => {
			checkIdentity(db);
			refuseMoved(db);
		});
		await patiently(() => useWriteAheadLog(db));
		// What is deleted is overwritten: an erased address must not be found in the file.
		db.exec('PRAGMA secure_delete = ON');
		db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000');
		await inTransaction(db, 'IMMEDIATE', () => {
			refuseMoved(db);
			migrate(db);
		});
		await inTransaction(db, 'DEFERRED', () => {
			refuseMoved(db);
			requireSound(db);
		});
		return { db, files: FilesInPlace.of(path, before) };
	} catch (error) {
		db.close();
		throw error;
	}
}

/**
 * Runs `work` in a transaction: `DEFERRED` to see one state in several reads, `IMMEDIATE` to write, which
 * no other writer can interfere with. All of it is kept, or nothing. May run `work` again after a failure.
 */
export async function inTransaction<T>(db: DatabaseSync, type: 'DEFERRED' | 'IMMEDIATE', work: () => T): Promise<T> {
	return await patiently(() => {
		db.exec(`BEGIN ${type}`);
		try {
			const result = work();
			db.exec('COMMIT');
			return result;
		} catch (error) {
			rollBack(db);
			throw error;
		}
	});
}

/** After some errors SQLite has rolled back by itself; then there is nothing to do. */
function rollBack(db: DatabaseSync): void {
	try {
		db.exec('ROLLBACK');
	} catch {
		return;
	}
}

/**
 * Writes the log into the file and empties it, so that what was deleted is in neither. Left undone where another process is reading; what was
 * recorded stands either way.
 */
export function emptyLog(db: DatabaseSync): void {
	try {
		db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
	} catch {
		return;
	}
}

/** Waits for other processes without blocking this one. */
export async function patiently<T>(work: () => T): Promise<T> {
	const deadline = performance.now() + PATIENCE_MS;
	for (;;) {
		try {
			return work();
		} catch (error) {
			if (!isBusy(error) || performance.now() > deadline) throw error;
		}
		await sleep(1 + Math.random() * 20);
	}
}

function useWriteAheadLog(db: DatabaseSync): void {
	const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
	if (mode === 'wal') return;
	throw explain({
		code: 'STORE_UNAVAILABLE',
		message: 'The disk of the compliance store can not keep a write-ahead log.',
		remedy: 'Put the store on a local disk, not on a network share.',
	});
}
