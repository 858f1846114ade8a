import { DatabaseSync } from 'node:sqlite';
import { SCHEMA_2 } from '../../lib/store/sqlite/schema-2';
import { addEvents, bytes, fillSchema1, SCHEMA_1_TABLES, subjectOf } from './store-schema-1';
import { ANNA, day, isoDay } from './store-changes';

export const SCHEMA_2_TABLES = [...SCHEMA_1_TABLES, 'policies'] as const;

/** The brand that only the second schema has rows of. */
export const THIRD = 'third';

const PAUSE = { id: 's2', reason: 'unreachable', classes: ['marketing'], direction: 'outgoing', since: isoDay(2) };

/** Makes a store file as the package before the third schema wrote it: what the first schema holds, and a third brand with a policy and a pause. */
export function fillSchema2(file: string): void {
	fillSchema1(file);
	const db = new DatabaseSync(file);
	db.exec(`${SCHEMA_2}; PRAGMA user_version = 2`);
	const subject = subjectOf(ANNA, THIRD);
	const head = addEvents(db, 3, THIRD, [
		{ kind: 'policy', at: 1, payload: { version: 'v1', policy: { version: 'v1' }, inForce: true, outcome: 'applied' } },
		{ kind: 'suppress', at: 2, subject, channel: 'sms', payload: { ...PAUSE, until: isoDay(4), outcome: 'applied' } },
	]);
	db.prepare('INSERT INTO brands (id, name, seq, hash) VALUES (3, ?, 2, ?)').run(THIRD, bytes(head));
	db.prepare("INSERT INTO policies (brand_id, seq, version, in_force) VALUES (3, 1, 'v1', 1)").run();
	db.prepare("INSERT INTO subjects (subject, brand_id, kind, address, time_zone, jurisdiction) VALUES (?, 3, ?, ?, NULL, 'FR')").run(subject, ANNA.kind, ANNA.address);
	db.prepare('INSERT INTO suppressions (subject, seq, brand_id, until, record) VALUES (?, 2, 3, ?, ?)').run(subject, day(4).getTime(), JSON.stringify({ channel: 'sms', ...PAUSE }));
	db.close();
}
