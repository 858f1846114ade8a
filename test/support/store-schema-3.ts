import { DatabaseSync } from 'node:sqlite';
import { SCHEMA_3 } from '../../lib/store/sqlite/schema-3';
import { addEvents, bytes, subjectOf } from './store-schema-1';
import { fillSchema2, SCHEMA_2_TABLES } from './store-schema-2';
import { ANNA, BEN, day, isoDay } from './store-changes';

export const SCHEMA_3_TABLES = [...SCHEMA_2_TABLES, 'answers', 'feed_readers', 'unknown_codes'] as const;

/** The brand that only the third schema has rows of. */
export const FOURTH = 'fourth';

const HOLD = { id: 's1', reason: 'review_hold', classes: ['marketing'], direction: 'outgoing', since: isoDay(1) };

/** Makes a store file as the package before the fourth schema wrote it: what the second schema holds, and a fourth brand with a hold, an answer, a code and a reader. */
export function fillSchema3(file: string): void {
	fillSchema2(file);
	const db = new DatabaseSync(file);
	db.exec(`${SCHEMA_3}; PRAGMA user_version = 3`);
	const [anna, ben] = [subjectOf(ANNA, FOURTH), subjectOf(BEN, FOURTH)];
	const head = addEvents(db, 4, FOURTH, [
		{ kind: 'suppress', at: 1, subject: anna, channel: 'sms', payload: { ...HOLD, outcome: 'applied' } },
		{ kind: 'answer', at: 2, subject: ben, channel: 'sms', payload: { to: 'help', until: isoDay(4), outcome: 'applied' } },
		{ kind: 'report', at: 3, payload: { provider: 'twilio', code: '39999' } },
	]);
	db.prepare('INSERT INTO brands (id, name, seq, hash) VALUES (4, ?, 3, ?)').run(FOURTH, bytes(head));
	db.prepare("INSERT INTO subjects (subject, brand_id, kind, address, time_zone, jurisdiction) VALUES (?, 4, ?, ?, 'Asia/Tokyo', 'JP')").run(anna, ANNA.kind, ANNA.address);
	db.prepare('INSERT INTO suppressions (subject, seq, brand_id, until, record) VALUES (?, 1, 4, NULL, ?)').run(anna, JSON.stringify({ channel: 'sms', ...HOLD }));
	db.prepare('INSERT INTO answers (subject, seq, brand_id, at, record) VALUES (?, 2, 4, ?, ?)').run(ben, day(2).getTime(), JSON.stringify({ id: 'a2', channel: 'sms', to: 'help', at: isoDay(2), until: isoDay(4) }));
	db.prepare("INSERT INTO feed_readers (brand_id, name, owner, leased_at, lease_ms, after_seq, attempts) VALUES (4, 'trigger', NULL, ?, 1000, 2, 1)").run(day(3).getTime());
	db.prepare("INSERT INTO unknown_codes (brand_id, provider, code, count, first_at, last_at) VALUES (4, 'twilio', '39999', 7, ?, ?)").run(day(1).getTime(), day(3).getTime());
	db.close();
}
