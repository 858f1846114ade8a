import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { GENESIS_HASH } from '../../ledger/chain';
import type { LedgerHead } from '../../ledger/event';
import type { BatchPlan } from '../batch-plan';
import { chunks } from '../chunks';
import type { Trace } from '../erasure-state';
import { FEED_KINDS_IN_SQL } from '../feed-kinds';
import { toBytes, toHex } from '../hex';
import { prefixesOf } from '../subject-prefix';
import type { CodeRows } from './code-rows';
import { ErasureRows } from './erasure-rows';

/** The place on record and what was learnt: ?5 and ?7 replace, ?6 and ?8 count where there is nothing. A country leaves one of its regions in place, but where ?9 says no. */
const TIME_ZONE = 'CASE WHEN time_zone IS NULL THEN ?6 ELSE coalesce(?5, time_zone) END';
const JURISDICTION = "CASE WHEN jurisdiction IS NULL THEN ?8 WHEN ?9 = 0 AND substr(jurisdiction, 1, 3) = ?7 || '-' THEN jurisdiction ELSE coalesce(?7, jurisdiction) END";

/** The chain of one brand, which may be empty. */
export interface Chain {
	brandId: number;
	head: LedgerHead;
}

/** Writes a planned batch. All methods run inside a write transaction of the caller. */
export class BatchWriter {
	private readonly addBrand: StatementSync;
	private readonly getBrand: StatementSync;
	private readonly getKeys: StatementSync;
	private readonly getChanged: StatementSync;
	private readonly addEvent: StatementSync;
	private readonly addEvidence: StatementSync;
	private readonly addDecided: StatementSync;
	private readonly addKey: StatementSync;
	private readonly putSubject: StatementSync;
	private readonly putConsent: StatementSync;
	private readonly putSuppression: StatementSync;
	private readonly endSuppression: StatementSync;
	private readonly addAnswer: StatementSync;
	private readonly dropAnswer: StatementSync;
	private readonly addReservation: StatementSync;
	private readonly addPolicy: StatementSync;
	private readonly setHead: StatementSync;
	private readonly erasures: ErasureRows;

	constructor(
		db: DatabaseSync,
		private readonly codes: CodeRows,
	) {
		this.addBrand = db.prepare('INSERT INTO brands (name, hash) VALUES (?, ?) ON CONFLICT (name) DO NOTHING');
		this.getBrand = db.prepare('SELECT id, seq, hash FROM brands WHERE name = ?');
		this.getKeys = db.prepare(
			'SELECT t.key, t.seq FROM json_each(?) AS k CROSS JOIN change_keys AS t ON t.brand_id = ? AND t.key = k.value',
		);
		this.getChanged = db.prepare(`SELECT subject, max(seq) AS seq FROM events WHERE brand_id = ? AND seq > ? AND kind IN (${FEED_KINDS_IN_SQL}) GROUP BY subject`);
		this.addEvent = db.prepare(
			`INSERT INTO events (brand_id, seq, at, kind, subject, channel, payload, origin, evidence_digest, previous_hash, hash)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		);
		this.addEvidence = db.prepare('INSERT INTO evidence (brand_id, seq, salt, body) VALUES (?, ?, ?, ?)');
		this.addDecided = db.prepare('INSERT INTO decided (brand_id, seq, prefixes) VALUES (?, ?, ?)');
		this.addKey = db.prepare('INSERT INTO change_keys (brand_id, key, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
		this.putSubject = db.prepare(
			`INSERT INTO subjects (subject, brand_id, kind, address, time_zone, jurisdiction) VALUES (?1, ?2, ?3, ?4, ?6, ?8)
			ON CONFLICT (subject) DO UPDATE SET time_zone = ${TIME_ZONE}, jurisdiction = ${JURISDICTION}
			WHERE time_zone IS NOT ${TIME_ZONE} OR jurisdiction IS NOT ${JURISDICTION}`,
		);
		this.putConsent = db.prepare(
			`INSERT INTO consents (subject, channel, message_class, brand_id, effective, seq, record) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (subject, channel, message_class) DO UPDATE
			SET effective = excluded.effective, seq = excluded.seq, record = excluded.record`,
		);
		this.putSuppression = db.prepare(
			`INSERT INTO suppressions (subject, seq, brand_id, until, record) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (subject, seq) DO UPDATE SET until = excluded.until`,
		);
		this.endSuppression = db.prepare('DELETE FROM suppressions WHERE subject = ? AND seq = ?');
		this.addAnswer = db.prepare('INSERT INTO answers (subject, seq, brand_id, at, record) VALUES (?, ?, ?, ?, ?)');
		this.dropAnswer = db.prepare('DELETE FROM answers WHERE subject = ? AND seq = ?');
		this.addReservation = db.prepare('INSERT INTO reservations (subject, at, seq, brand_id, channel, message_class) VALUES (?, ?, ?, ?, ?, ?)');
		this.addPolicy = db.prepare('INSERT INTO policies (brand_id, seq, version, in_force) VALUES (?, ?, ?, ?)');
		this.setHead = db.prepare('UPDATE brands SET seq = ?, hash = ? WHERE id = ?');
		this.erasures = new ErasureRows(db);
	}

	/** The brand's chain, begun if there is none. */
	chain(brand: string): Chain {
		this.addBrand.run(brand, toBytes(GENESIS_HASH));
		const row = this.getBrand.get(brand);
		return { brandId: Number(row?.['id']), head: { seq: Number(row?.['seq']), hash: toHex(row?.['hash']) } };
	}

	/** Sequence numbers of the events recorded under these keys. */
	knownKeys(brandId: number, keys: readonly string[]): Map<string, number> {
		const known = new Map<string, number>();
		for (const chunk of chunks(keys)) {
			for (const row of this.getKeys.all(JSON.stringify(chunk), brandId)) known.set(String(row['key']), Number(row['seq']));
		}
		return known;
	}

	/** Number of the last event after this one that changed what is known about a contact, by subject. */
	changedSince(brandId: number, after: number): Map<string, number> {
		if (after === Infinity) return new Map();
		return new Map(this.getChanged.all(brandId, after).map((row) => [String(row['subject']), Number(row['seq'])]));
	}

	/** What is on record of contacts that are to be erased. */
	traces(brand: string, subjects: Iterable<string>): Map<string, Trace> {
		return this.erasures.traces(brand, subjects);
	}

	/** @param at the instant of recording, milliseconds. */
	write(brandId: number, plan: BatchPlan, at: number): void {
		this.erasures.delete(brandId, plan.erasures.changes());
		this.writeEvents(brandId, plan, at);
		for (const { seq, salt, body } of plan.evidence) this.addEvidence.run(brandId, seq, salt, body);
		for (const { seq, subjects } of plan.sheets) this.addDecided.run(brandId, seq, prefixesOf(subjects));
		for (const { key, seq } of plan.keys) this.addKey.run(brandId, key, seq);
		for (const [subject, { contact, place }] of plan.contacts) {
			const [said, alone] = [place?.replaces, place?.alone];
			const address = String(contact.address);
			this.putSubject.run(subject, brandId, contact.kind, address, said?.timeZone ?? null, alone?.timeZone ?? null, said?.jurisdiction ?? null, alone?.jurisdiction ?? null, place?.hasMoved === true ? 1 : 0);
		}
		for (const { seq, version, inForce } of plan.policies.added) this.addPolicy.run(brandId, seq, version, inForce ? 1 : 0);
		const { added, replacing, suppressions, ended } = plan.states.changes();
		for (const { subject, channel, messageClass, effective, seq, record } of [...added, ...replacing]) {
			this.putConsent.run(subject, channel, messageClass, brandId, effective, seq, JSON.stringify(record));
		}
		for (const { subject, seq, until, record } of suppressions) {
			this.putSuppression.run(subject, seq, brandId, until ?? null, JSON.stringify(record));
		}
		for (const { subject, seq } of ended) this.endSuppression.run(subject, seq);
		this.writeAnswers(brandId, plan);
		for (const { subject, at: granted, seq, channel, messageClass } of plan.states.reservations.changes()) this.addReservation.run(subject, granted, seq, brandId, channel, messageClass);
		this.codes.add(brandId, plan.codes.changes(), at);
		this.setHead.run(plan.head.seq, toBytes(plan.head.hash), brandId);
	}

	private writeAnswers(brandId: number, { states }: BatchPlan): void {
		const { granted, outdated } = states.answers.changes();
		for (const { subject, seq } of outdated) this.dropAnswer.run(subject, seq);
		for (const { subject, seq, at, record } of granted) this.addAnswer.run(subject, seq, brandId, at, JSON.stringify(record));
	}

	private writeEvents(brandId: number, { events, origin }: BatchPlan, at: number): void {
		let previousHash = toBytes(events[0]?.previousHash ?? GENESIS_HASH);
		for (const { seq, kind, subject, channel, payload, evidenceDigest, hash } of events) {
			const bytes = toBytes(hash);
			const digest = evidenceDigest === undefined ? null : toBytes(evidenceDigest);
			this.addEvent.run(brandId, seq, at, kind, subject ?? null, channel ?? null, payload, origin, digest, previousHash, bytes);
			previousHash = bytes;
		}
	}
}
