import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { WaitingReply } from '../port';
import { rowLimit } from '../row-limit';
import { waitingReply, type WaitingRow } from '../waiting-reply';

/** Reads the suppressions that wait for a person, by the index that holds nothing else. */
export class WaitingReader {
	private readonly getWaiting: StatementSync;

	constructor(db: DatabaseSync) {
		this.getWaiting = db.prepare(
			`SELECT w.subject, w.seq, w.until, w.record, v.body, s.kind AS address_kind, s.address FROM suppressions AS w
			LEFT JOIN subjects AS s ON s.subject = w.subject
			LEFT JOIN evidence AS v ON v.brand_id = w.brand_id AND v.seq = w.seq
			WHERE json_extract(w.record, '$.reason') = 'review_hold' AND w.brand_id = (SELECT id FROM brands WHERE name = ?) AND w.seq > ?
			AND (w.until IS NULL OR w.until > ?) ORDER BY w.seq LIMIT ?`,
		);
	}

	/** @param at milliseconds; decides which of them have ended. */
	page(brand: string, at: number, after: number, limit: number): WaitingReply[] {
		const rows = this.getWaiting.all(brand, after, at, rowLimit(limit)) as unknown as WaitingRow[];
		return rows.map((row) => waitingReply(row, brand));
	}
}
