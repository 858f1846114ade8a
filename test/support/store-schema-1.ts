import { createHmac } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { canonicalJson } from '../../lib/ledger/canonical-json';
import { GENESIS_HASH, hashEventText, type EventText } from '../../lib/ledger/chain';
import { evidenceDigest } from '../../lib/ledger/evidence';
import type { ContactAddress } from '../../lib/store/port';
import { SCHEMA_1 } from '../../lib/store/sqlite/schema-1';
import { ANNA, BEN, BRAND, day, isoDay, ORIGIN } from './store-changes';

export const SCHEMA_1_TABLES = ['meta', 'brands', 'events', 'decided', 'evidence', 'change_keys', 'subjects', 'consents', 'suppressions'] as const;

type Row = Record<string, unknown>;

/** All rows of some tables, byte by byte. */
export function rowsOf(file: string, tables: readonly string[]): Record<string, Row[]> {
	const db = new DatabaseSync(file);
	const rows = tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all().map((row) => ({ ...row }))] as const);
	db.close();
	return Object.fromEntries(rows);
}

/** An event as the first two schemas know it, before it has its place in the chain; `at` is a day of March 2026. */
export type Entry = Pick<EventText, 'kind' | 'subject' | 'channel' | 'evidenceDigest'> & { at: number; payload: object };

export const KEY = Buffer.alloc(32, 7);
export const EVIDENCE = { salt: 'c2FsdA', body: '{"ip":"192.0.2.1"}' };
export const CONSENT = { messageClass: 'marketing', source: 'web_form', state: 'granted', timestamp: isoDay(1) };
export const STOP = { id: 's2', reason: 'opt_out_keyword', classes: ['marketing'], direction: 'outgoing', since: isoDay(2) };
export const OUTCOME = { at: isoDay(3), channel: 'sms', codes: [], messageClass: 'marketing', policyVersion: 'built-in-1', status: 'compliant', verdict: 'send' };

/** Makes a store file as the first version of the package wrote it, with rows in every table: two brands, four events and one. */
export function fillSchema1(file: string): void {
	const db = new DatabaseSync(file);
	db.exec(`PRAGMA journal_mode = WAL; ${SCHEMA_1}; PRAGMA application_id = ${0x4d437374}; PRAGMA user_version = 1`);
	db.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run('subject_key', KEY);
	const [anna, ben] = [subjectOf(ANNA), subjectOf(BEN)];
	const key = hashed(`${BRAND}\0key\0message-1`);
	const head = addEvents(db, 1, BRAND, [
		{ kind: 'consent', at: 1, subject: anna, channel: 'sms', payload: { ...CONSENT, outcome: 'applied', timeZone: 'Europe/Paris' }, evidenceDigest: evidenceDigest(EVIDENCE) },
		{ kind: 'suppress', at: 2, subject: ben, channel: 'sms', payload: { ...STOP, outcome: 'applied', key } },
		{ kind: 'decisions', at: 3, payload: { outcomes: [OUTCOME], rows: [[anna, 0], [null, 0]] } },
		{ kind: 'lift', at: 4, subject: ben, payload: { by: 'staff', outcome: 'already' } },
	]);
	const other = addEvents(db, 2, 'other', [{ kind: 'lift', at: 1, subject: ben, payload: { by: 'staff', outcome: 'already' } }]);
	db.prepare('INSERT INTO brands (id, name, seq, hash) VALUES (1, ?, 4, ?), (2, ?, 1, ?)').run(BRAND, bytes(head), 'other', bytes(other));
	db.prepare('INSERT INTO evidence (brand_id, seq, salt, body) VALUES (1, 1, ?, ?)').run(EVIDENCE.salt, EVIDENCE.body);
	db.prepare('INSERT INTO decided (brand_id, seq, prefixes) VALUES (1, 3, ?)').run(anna.slice(0, 6));
	db.prepare('INSERT INTO change_keys (brand_id, key, seq) VALUES (1, ?, 2)').run(key);
	const addSubject = db.prepare('INSERT INTO subjects (subject, brand_id, kind, address, time_zone) VALUES (?, 1, ?, ?, ?)');
	addSubject.run(anna, ANNA.kind, ANNA.address, 'Europe/Paris');
	addSubject.run(ben, BEN.kind, BEN.address, null);
	db.prepare("INSERT INTO consents (subject, channel, message_class, brand_id, effective, seq, record) VALUES (?, 'sms', 'marketing', 1, ?, 1, ?)").run(anna, day(1).getTime(), JSON.stringify({ channel: 'sms', ...CONSENT }));
	db.prepare('INSERT INTO suppressions (subject, seq, brand_id, until, record) VALUES (?, 2, 1, NULL, ?)').run(ben, JSON.stringify({ channel: 'sms', ...STOP }));
	db.close();
}

/** An event in its place in the chain; `recorded` as stores keep instants, in milliseconds. */
export type ChainedEvent = EventText & { recorded: number; hash: string };

/** Chains events of a brand. */
export function chainOf(brand: string, entries: readonly Entry[]): ChainedEvent[] {
	let previousHash = GENESIS_HASH;
	return entries.map(({ at, payload, ...entry }, index) => {
		const event: EventText = { ...entry, brand, seq: index + 1, at: isoDay(at), payload: canonicalJson(payload), origin: canonicalJson(ORIGIN), previousHash };
		previousHash = hashEventText(event);
		return { ...event, recorded: day(at).getTime(), hash: previousHash };
	});
}

/** Adds a chain of events. @returns the hash of the last. */
export function addEvents(db: DatabaseSync, brandId: number, brand: string, entries: readonly Entry[]): string {
	const add = db.prepare('INSERT INTO events (brand_id, seq, at, kind, subject, channel, payload, origin, evidence_digest, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
	db.exec('PRAGMA foreign_keys = OFF');
	const events = chainOf(brand, entries);
	for (const { seq, recorded, kind, subject = null, channel = null, payload, origin, evidenceDigest: digest, previousHash, hash } of events) {
		add.run(brandId, seq, recorded, kind, subject, channel, payload, origin, digest === undefined ? null : bytes(digest), bytes(previousHash), bytes(hash));
	}
	return events.at(-1)?.hash ?? GENESIS_HASH;
}

export function subjectOf({ kind, address }: ContactAddress, brand = BRAND): string {
	return hashed(`${brand}\0${kind}\0${address}`);
}

export function hashed(text: string): string {
	return createHmac('sha256', KEY).update(text).digest('base64url').slice(0, 22);
}

export function bytes(hex: string): Buffer {
	return Buffer.from(hex, 'hex');
}
