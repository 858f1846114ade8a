import { evidenceDigest } from '../../lib/ledger/evidence';
import { SCHEMA_1 } from '../../lib/store/postgres/schema-1';
import { ANNA, BEN, BRAND, day, isoDay } from './store-changes';
import type { PostgresPlace } from './store-postgres';
import { bytes, chainOf, CONSENT, type Entry, EVIDENCE, hashed, KEY, OUTCOME, STOP, subjectOf } from './store-schema-1';

export const POSTGRES_SCHEMA_1_TABLES = ['brands', 'events', 'decided', 'evidence', 'change_keys', 'subjects', 'consents', 'suppressions', 'answers', 'policies', 'feed_readers', 'unknown_codes'] as const;

const META = 'CREATE TABLE @meta (application TEXT NOT NULL, schema_version INTEGER NOT NULL, subject_key BYTEA NOT NULL)';
const [anna, ben] = [subjectOf(ANNA), subjectOf(BEN)];
const key = hashed(`${BRAND}\0key\0message-1`);

const EVENTS: Entry[] = [
	{ kind: 'consent', at: 1, subject: anna, channel: 'sms', payload: { ...CONSENT, outcome: 'applied', timeZone: 'Europe/Paris' }, evidenceDigest: evidenceDigest(EVIDENCE) },
	{ kind: 'suppress', at: 2, subject: ben, channel: 'sms', payload: { ...STOP, outcome: 'applied', key } },
	{ kind: 'decisions', at: 3, payload: { outcomes: [OUTCOME], rows: [[anna, 0], [null, 0]] } },
	{ kind: 'policy', at: 4, payload: { version: 'v1', policy: { version: 'v1' }, inForce: true, outcome: 'applied' } },
	{ kind: 'answer', at: 5, subject: ben, channel: 'sms', payload: { to: 'help', until: isoDay(7), outcome: 'applied' } },
	{ kind: 'report', at: 6, payload: { provider: 'twilio', code: '39999' } },
];

/** Makes the tables as the package before the second schema wrote them, with rows in each: a brand with six events, and one without any. */
export async function fillPostgresSchema1({ raw, config }: PostgresPlace): Promise<void> {
	await raw(`CREATE SCHEMA ${config.schema}; ${META}; ${SCHEMA_1}`);
	await raw('INSERT INTO @meta VALUES ($1, 1, $2)', ['n8n-nodes-messaging-compliance', KEY]);
	const events = chainOf(BRAND, EVENTS);
	for (const { seq, recorded, kind, subject, channel, payload, origin, evidenceDigest: digest, previousHash, hash } of events) {
		await raw('INSERT INTO @events (brand_id, seq, at, kind, subject, channel, payload, origin, evidence_digest, previous_hash, hash) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
			seq,
			recorded,
			kind,
			subject === undefined ? null : Buffer.from(subject),
			channel,
			payload,
			origin,
			digest === undefined ? null : bytes(digest),
			bytes(previousHash),
			bytes(hash),
		]);
	}
	await raw('INSERT INTO @brands (id, name, seq, hash) OVERRIDING SYSTEM VALUE VALUES (1, $1, 6, $2), (2, $3, 0, $4)', [Buffer.from(BRAND), bytes(events.at(-1)?.hash ?? ''), Buffer.from('other'), bytes('0'.repeat(64))]);
	await raw("SELECT setval(pg_get_serial_sequence('@brands', 'id'), 2)");
	await raw('INSERT INTO @evidence (brand_id, seq, salt, body) VALUES (1, 1, $1, $2)', [EVIDENCE.salt, EVIDENCE.body]);
	await raw('INSERT INTO @decided (brand_id, seq, prefixes) VALUES (1, 3, $1)', [Buffer.from(anna.slice(0, 6))]);
	await raw('INSERT INTO @change_keys (brand_id, key, seq) VALUES (1, $1, 2)', [Buffer.from(key)]);
	await raw("INSERT INTO @subjects (subject, brand_id, kind, address, time_zone, jurisdiction) VALUES ($1, 1, 'phone', $2, 'Europe/Paris', 'FR'), ($3, 1, 'phone', $4, NULL, NULL)", [Buffer.from(anna), ANNA.address, Buffer.from(ben), BEN.address]);
	await raw("INSERT INTO @consents (subject, scope, brand_id, effective, seq, record) VALUES ($1, 'sms marketing', 1, $2, 1, $3)", [Buffer.from(anna), day(1).getTime(), JSON.stringify({ channel: 'sms', ...CONSENT })]);
	await raw("INSERT INTO @suppressions (subject, seq, brand_id, reason, until, record) VALUES ($1, 2, 1, 'opt_out_keyword', NULL, $2)", [Buffer.from(ben), JSON.stringify({ channel: 'sms', ...STOP })]);
	await raw('INSERT INTO @answers (subject, seq, brand_id, at, record) VALUES ($1, 5, 1, $2, $3)', [Buffer.from(ben), day(5).getTime(), JSON.stringify({ id: 'a5', channel: 'sms', to: 'help', at: isoDay(5), until: isoDay(7) })]);
	await raw("INSERT INTO @policies (brand_id, seq, version, in_force) VALUES (1, 4, 'v1', TRUE)");
	await raw("INSERT INTO @feed_readers (brand_id, name, owner, leased_at, lease_ms, after_seq, attempts) VALUES (1, 'trigger', NULL, $1, 1000, 2, 1)", [day(3).getTime()]);
	await raw("INSERT INTO @unknown_codes (brand_id, name, provider, code, count, first_at, last_at) VALUES (1, sha256('[\"twilio\",\"39999\"]'), 'twilio', '39999', 7, $1, $1)", [day(6).getTime()]);
}

/** All rows of some tables, in the order of their texts. */
export async function postgresRows({ raw }: PostgresPlace, tables: readonly string[]): Promise<Record<string, unknown[]>> {
	const rows = await Promise.all(tables.map(async (table) => [table, await raw(`SELECT t::text AS row FROM @${table} AS t ORDER BY 1`)] as const));
	return Object.fromEntries(rows);
}
