import type { AddressKind } from '../../model/channel';
import { HEARD_BY, KINDS_WITH_TERMS, type ProvenEvent } from '../retention-rules';
import { type Look, type OldContact, type OldReservation, RETENTION_SLICE } from '../retention-run';
import { bigintArray, textBytesArray } from './arrays';
import { OF_SUBJECTS, ofSubjects } from './events-of-subjects';
import { readText } from './json-text';
import type { MakeStatement, Session, Statement } from './statement';

const quoted = (kinds: Iterable<string>): string => [...kinds].map((kind) => `'${kind}'`).join(', ');

/** What retention looks at and deletes. All that begins with `drop` runs inside a transaction of the caller. */
export class RetentionRows {
	private readonly getLast: Statement;
	private readonly getEvidence: Statement;
	private readonly getTimes: Statement;
	private readonly getContacts: Statement;
	private readonly getHeard: Statement;
	private readonly getReservations: Statement;
	private readonly deleteEvidence: Statement;
	private readonly deleteReservations: Statement;
	private readonly deleteCodes: Statement;
	private readonly deleteReaders: Statement;

	constructor(statement: MakeStatement) {
		this.getLast = statement('retain_last', 'SELECT b.id AS "brandId", e.at FROM @brands AS b JOIN @events AS e ON e.brand_id = b.id AND e.seq = b.seq WHERE b.name = $1');
		this.getEvidence = statement(
			'retain_evidence',
			`SELECT v.seq, e.at, e.kind, encode(e.subject, 'escape') AS subject, e.channel, CASE WHEN e.kind IN (${quoted(KINDS_WITH_TERMS)}) THEN e.payload END AS payload
			FROM (SELECT brand_id, seq FROM @evidence WHERE brand_id = $1 AND seq > $2 ORDER BY seq LIMIT ${RETENTION_SLICE}) AS v
			JOIN @events AS e ON e.brand_id = v.brand_id AND e.seq = v.seq ORDER BY v.seq`,
		);
		this.getTimes = statement('retain_times', 'SELECT seq, at FROM @events WHERE brand_id = $1 AND seq = ANY($2::bigint[])');
		this.getContacts = statement('retain_contacts', `SELECT encode(subject, 'escape') AS subject, brand_id, kind, address FROM @subjects WHERE subject > $1::bytea ORDER BY subject LIMIT ${RETENTION_SLICE}`);
		this.getHeard = statement('retain_heard', `SELECT encode(e.subject, 'escape') AS subject, max(e.at) AS at FROM @events AS e WHERE ${OF_SUBJECTS} AND e.kind IN (${quoted(HEARD_BY)}) GROUP BY e.subject`);
		this.getReservations = statement(
			'retain_reservations',
			`SELECT encode(subject, 'escape') AS subject, at, seq, brand_id FROM @reservations WHERE (subject, at, seq) > ($1::bytea, $2::bigint, $3::bigint) ORDER BY subject, at, seq LIMIT ${RETENTION_SLICE}`,
		);
		this.deleteEvidence = statement('drop_evidence', 'DELETE FROM @evidence WHERE brand_id = $1 AND seq = ANY($2::bigint[])');
		this.deleteReservations = statement(
			'drop_reservations',
			'DELETE FROM @reservations AS r USING unnest($1::bytea[], $2::bigint[], $3::bigint[]) AS u (subject, at, seq) WHERE r.subject = u.subject AND r.at = u.at AND r.seq = u.seq',
		);
		this.deleteCodes = statement('drop_codes', `DELETE FROM @unknown_codes WHERE brand_id = $1 AND name IN (SELECT name FROM @unknown_codes WHERE brand_id = $1 AND last_at <= $2 LIMIT ${RETENTION_SLICE})`);
		this.deleteReaders = statement('drop_readers', 'DELETE FROM @feed_readers WHERE brand_id = $1 AND leased_at + lease_ms <= $2');
	}

	/** The brand, and when its last event was recorded. */
	async last(session: Session, brand: string): Promise<{ brandId: number; at: number } | undefined> {
		const [row] = await session.rows<{ brandId: number; at: number }>(this.getLast, [Buffer.from(brand)]);
		return row;
	}

	/** Events after one whose evidence is still there, at most a slice of them. */
	async evidence(session: Session, brandId: number, after: number): Promise<ProvenEvent[]> {
		return await session.rows<ProvenEvent>(this.getEvidence, [brandId, after]);
	}

	/** When events were recorded, by their numbers. */
	async times(session: Session, brandId: number, seqs: readonly number[]): Promise<Map<number, number>> {
		if (seqs.length === 0) return new Map();
		const rows = await session.rows<{ seq: number; at: number }>(this.getTimes, [brandId, bigintArray(seqs)]);
		return new Map(rows.map(({ seq, at }) => [seq, at]));
	}

	/** Contacts of the brand after a subject, out of one slice of those of all brands. */
	async contacts(session: Session, brandId: number, after: string): Promise<Look<OldContact, string>> {
		const rows = await session.rows<ContactRow>(this.getContacts, [Buffer.from(after)]);
		const own = rows.filter((row) => row.brand_id === brandId);
		return { found: own.map(({ subject, kind, address }) => ({ subject, contact: { kind, address: readText(address) } })), next: rows.length < RETENTION_SLICE ? undefined : rows.at(-1)?.subject };
	}

	/** When something was last heard of contacts, milliseconds, by subject. @param last number of the brand's last event. */
	async lastHeard(session: Session, brandId: number, last: number, subjects: readonly string[]): Promise<Map<string, number>> {
		const rows = await session.rows<{ subject: string; at: number }>(this.getHeard, ofSubjects(brandId, last, subjects));
		return new Map(rows.map(({ subject, at }) => [subject, at]));
	}

	/** Sends of the brand granted up to an instant, out of one slice of those of all brands. */
	async reservations(session: Session, brandId: number, after: OldReservation, upTo: number): Promise<Look<OldReservation, OldReservation>> {
		const rows = await session.rows<OldReservation & { brand_id: number }>(this.getReservations, [Buffer.from(after.subject), after.at, after.seq]);
		const found = rows.filter((row) => row.brand_id === brandId && row.at <= upTo);
		return { found, next: rows.length < RETENTION_SLICE ? undefined : rows.at(-1) };
	}

	async dropEvidence(session: Session, brandId: number, seqs: readonly number[]): Promise<number> {
		return seqs.length === 0 ? 0 : await session.run(this.deleteEvidence, [brandId, bigintArray(seqs)]);
	}

	async dropReservations(session: Session, old: readonly OldReservation[]): Promise<number> {
		return await session.run(this.deleteReservations, [textBytesArray(old.map(({ subject }) => subject)), bigintArray(old.map(({ at }) => at)), bigintArray(old.map(({ seq }) => seq))]);
	}

	async dropCodes(session: Session, brandId: number, upTo: number): Promise<number> {
		return await session.run(this.deleteCodes, [brandId, upTo]);
	}

	async dropReaders(session: Session, brandId: number, upTo: number): Promise<number> {
		return await session.run(this.deleteReaders, [brandId, upTo]);
	}
}

interface ContactRow {
	subject: string;
	brand_id: number;
	kind: AddressKind;
	/** As between the quotes of a JSON string. */
	address: string;
}
