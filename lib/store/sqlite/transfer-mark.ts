import type { DatabaseSync } from 'node:sqlite';
import type { ComplianceError } from '../../model/errors';
import { movedAway, type MoveNote, readNote, writeNote } from '../transfer/move-note';
import { isAboutSchema } from './errors';
import { schemaVersion } from './migrations';

const NOTE = 'move';
/** They prove what was recorded, and are left where they are: a moved store can be verified. */
const KEPT_TABLES: ReadonlySet<string> = new Set(['meta', 'brands', 'events', 'evidence', 'decided']);
const PREFIX = 'moved_';
/** Every transaction that writes begins with the brand. */
const GUARD = 'moved_stays_as_it_is';

/** What the store says about a move; `undefined` for one that is in use, or has no tables yet. */
export function moveNote(db: DatabaseSync): MoveNote | undefined {
	if (schemaVersion(db) === 0) return undefined;
	const row = db.prepare('SELECT value FROM meta WHERE name = ?').get(NOTE);
	return row && readNote(row['value']);
}

/** @throws ComplianceError `STORE_UNAVAILABLE` where the store is being moved or was moved. */
export function refuseMoved(db: DatabaseSync): void {
	const note = moveNote(db);
	if (note !== undefined) throw movedAway(note);
}

/** Whether what failed did so because of a move that somebody began while the store was open. */
export function movedMeanwhile(db: DatabaseSync | undefined, error: unknown): ComplianceError | undefined {
	if (db === undefined || !isAboutSchema(error)) return undefined;
	try {
		const note = moveNote(db);
		return note && movedAway(note);
	} catch {
		return undefined;
	}
}

/**
 * Takes the store out of use, for every process and every version of this package: what facts are read from gets another name, so that the statements of
 * those who have it open fail, and no transaction that writes gets beyond its first statement. Runs inside a write transaction of the caller.
 */
export function putAway(db: DatabaseSync, note: MoveNote): void {
	const tables = tablesOf(db);
	db.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run(NOTE, writeNote(note));
	for (const table of tables) {
		if (!KEPT_TABLES.has(table)) db.exec(`ALTER TABLE ${table} RENAME TO ${PREFIX}${table}`);
	}
	db.exec(`CREATE TRIGGER ${GUARD} BEFORE INSERT ON brands BEGIN SELECT RAISE(ABORT, 'the store was moved'); END`);
}

/** Says that the new store is the one in use. Runs inside a write transaction of the caller. */
export function finish(db: DatabaseSync, note: MoveNote): void {
	db.prepare('UPDATE meta SET value = ? WHERE name = ?').run(writeNote(note), NOTE);
}

/** Brings the store back into use. Runs inside a write transaction of the caller. */
export function takeBack(db: DatabaseSync): void {
	db.exec(`DROP TRIGGER ${GUARD}`);
	for (const table of tablesOf(db)) {
		if (!KEPT_TABLES.has(table)) db.exec(`ALTER TABLE ${PREFIX}${table} RENAME TO ${table}`);
	}
	db.prepare('DELETE FROM meta WHERE name = ?').run(NOTE);
}

/** The tables of the store by the names they have while it is in use. */
export function tablesOf(db: DatabaseSync): string[] {
	const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name").all();
	return names.map(({ name }) => String(name).replace(new RegExp(`^${PREFIX}`), ''));
}

/** What a table is called while the store is put away. */
export function nameOfMoved(table: string): string {
	return KEPT_TABLES.has(table) ? table : `${PREFIX}${table}`;
}
