import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { ComplianceError } from '../../model/errors';
import { keyLost, tooNew } from '../explain';
import { SCHEMA_1 } from './schema-1';
import { SCHEMA_2 } from './schema-2';
import { SCHEMA_3 } from './schema-3';
import { SCHEMA_4 } from './schema-4';

/** `MCst`, in the header of the file: tells our databases from those of other programs. */
export const APPLICATION_ID = 0x4d437374;

const SUBJECT_KEY = 'subject_key';

/** Each takes the schema from its index to the next number. Released ones are never edited. */
const MIGRATIONS: ReadonlyArray<(db: DatabaseSync) => void> = [
	(db) => {
		db.exec(SCHEMA_1);
		db.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run(SUBJECT_KEY, randomBytes(32));
	},
	(db) => db.exec(SCHEMA_2),
	(db) => db.exec(SCHEMA_3),
	(db) => db.exec(SCHEMA_4),
];

/** The schema this code writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Refuses a database that is not ours or newer than this code, without changing it.
 *
 * @returns the version of its schema; 0 for a new file.
 * @throws ComplianceError `STORE_NOT_OURS` or `STORE_TOO_NEW`.
 */
export function checkIdentity(db: DatabaseSync): number {
	const version = schemaVersion(db);
	const id = numberOf(db, 'PRAGMA application_id');
	const isEmpty = id === 0 && version === 0 && numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
	if (!isEmpty && id !== APPLICATION_ID) {
		throw new ComplianceError(
			'STORE_NOT_OURS',
			'The file given as the compliance store is a database of another program.',
			'Name another file, or a new one, which is then created.',
		);
	}
	if (version > SCHEMA_VERSION) throw tooNew(version, SCHEMA_VERSION);
	return version;
}

/** Brings the schema up to date. Runs inside a write transaction of the caller, so that it runs once. */
export function migrate(db: DatabaseSync): void {
	const version = checkIdentity(db);
	for (const step of MIGRATIONS.slice(version)) step(db);
	if (version === SCHEMA_VERSION) return;
	db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
	db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/** The random key that subjects are hashed with. @throws ComplianceError `STORE_CORRUPT` where there is none. */
export function readSubjectKey(db: DatabaseSync): Uint8Array {
	const value = db.prepare('SELECT value FROM meta WHERE name = ?').get(SUBJECT_KEY)?.['value'];
	if (value instanceof Uint8Array && value.length === 32) return value;
	throw keyLost();
}

export function schemaVersion(db: DatabaseSync): number {
	return numberOf(db, 'PRAGMA user_version');
}

function numberOf(db: DatabaseSync, sql: string): number {
	return Number(Object.values(db.prepare(sql).get() ?? {})[0]);
}
