import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventKind } from '../../ledger/event';
import type { AddressKind } from '../../model/channel';
import { HEARD_BY, KINDS_WITH_TERMS, type ProvenEvent } from '../retention-rules';
import { type Look, type OldContact, type OldReservation, RETENTION_SLICE } from '../retention-run';
import { subjectEvents } from './subject-events';

const KINDS = KINDS_WITH_TERMS.map((kind) => `'${kind}'`).join(', ');

/** What retention looks at and deletes. All that begins with `drop` runs inside a write transaction of the caller. */
export class RetentionRows {
	private readonly getLast: StatementSync;
	private readonly getEvidence: StatementSync;
	private readonly getTimes: StatementSync;
	private readonly getContacts: StatementSync;
	private readonly getEvents: StatementSync;
	private readonly getReservations: StatementSync;
	private readonly dropOneEvidence: StatementSync;
	private readonly dropReservation: StatementSync;
	private readonly dropOldCodes: StatementSync;
	private readonly dropOldReaders: StatementSync;

	constructor(db: DatabaseSync) {
		this.getLast = db.prepare('SELECT b.id, e.at FROM brands AS b JOIN events AS e ON e.brand_id = b.id AND e.seq = b.seq WHERE b.name = ?');
		this.getEvidence = db.prepare(
			`SELECT v.seq, e.at, e.kind, e.subject, e.channel, CASE WHEN e.kind IN (${KINDS}) THEN e.payload END AS payload
			FROM evidence AS v CROSS JOIN events AS e ON e.brand_id = v.brand_id AND e.seq = v.seq WHERE v.brand_id = ? AND v.seq > ? ORDER BY v.seq LIMIT ${RETENTION_SLICE}`,
		);
		this.getTimes = db.prepare('SELECT e.seq, e.at FROM json_each(?) AS k CROSS JOIN events AS e ON e.brand_id = ? AND e.seq = k.value');
		this.getContacts = db.prepare(`SELECT subject, brand_id, kind, address FROM subjects WHERE subject > ? ORDER BY subject LIMIT ${RETENTION_SLICE}`);
		this.getEvents = db.prepare(subjectEvents('e.kind, e.at', ''));
		this.getReservations = db.prepare(`SELECT subject, at, seq, brand_id FROM reservations WHERE (subject, at, seq) > (?, ?, ?) ORDER BY subject, at, seq LIMIT ${RETENTION_SLICE}`);
		this.dropOneEvidence = db.prepare('DELETE FROM evidence WHERE brand_id = ? AND seq = ?');
		this.dropReservation = db.prepare('DELETE FROM reservations WHERE subject = ? AND at = ? AND seq = ?');
		this.dropOldCodes = db.prepare(
			`DELETE FROM unknown_codes WHERE brand_id = ?1 AND (provider, code) IN (SELECT provider, code FROM unknown_codes WHERE brand_id = ?1 AND last_at <= ?2 LIMIT ${RETENTION_SLICE})`,
		);
		this.dropOldReaders = db.prepare('DELETE FROM feed_readers WHERE brand_id = ? AND leased_at + lease_ms <= ?');
	}

	/** The brand, and when its last event was recorded. */
	last(brand: string): { brandId: number; at: number } | undefined {
		const row = this.getLast.get(brand);
		return row && { brandId: Number(row['id']), at: Number(row['at']) };
	}

	/** Events after one whose evidence is still there, at most a slice of them. */
	evidence(brandId: number, after: number): ProvenEvent[] {
		return this.getEvidence.all(brandId, after) as unknown as ProvenEvent[];
	}

	/** When events were recorded, by their numbers. */
	times(brandId: number, seqs: readonly number[]): Map<number, number> {
		return new Map(this.getTimes.all(JSON.stringify(seqs), brandId).map((row) => [Number(row['seq']), Number(row['at'])]));
	}

	/** Contacts of the brand after a subject, out of one slice of those of all brands. */
	contacts(brandId: number, after: string): Look<OldContact, string> {
		const rows = this.getContacts.all(after) as unknown as ContactRow[];
		const own = rows.filter((row) => row.brand_id === brandId);
		return { found: own.map(({ subject, kind, address }) => ({ subject, contact: { kind, address } })), next: rows.length < RETENTION_SLICE ? undefined : rows.at(-1)?.subject };
	}

	/** When something was last heard of a contact, milliseconds. */
	lastHeard(brand: string, subject: string): number | undefined {
		const heard = this.getEvents.all(brand, subject).filter(({ kind }) => HEARD_BY.has(kind as EventKind));
		return heard.length === 0 ? undefined : Math.max(...heard.map(({ at }) => Number(at)));
	}

	/** Sends of the brand granted up to an instant, out of one slice of those of all brands. */
	reservations(brandId: number, after: OldReservation, upTo: number): Look<OldReservation, OldReservation> {
		const rows = this.getReservations.all(after.subject, after.at, after.seq) as unknown as Array<OldReservation & { brand_id: number }>;
		const found = rows.filter((row) => row.brand_id === brandId && row.at <= upTo);
		return { found, next: rows.length < RETENTION_SLICE ? undefined : rows.at(-1) };
	}

	dropEvidence(brandId: number, seqs: readonly number[]): number {
		return seqs.reduce((count, seq) => count + Number(this.dropOneEvidence.run(brandId, seq).changes), 0);
	}

	dropReservations(old: readonly OldReservation[]): number {
		return old.reduce((count, { subject, at, seq }) => count + Number(this.dropReservation.run(subject, at, seq).changes), 0);
	}

	dropCodes(brandId: number, upTo: number): number {
		return Number(this.dropOldCodes.run(brandId, upTo).changes);
	}

	dropReaders(brandId: number, upTo: number): number {
		return Number(this.dropOldReaders.run(brandId, upTo).changes);
	}
}

interface ContactRow {
	subject: string;
	brand_id: number;
	kind: AddressKind;
	address: string;
}
