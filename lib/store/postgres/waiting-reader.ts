import type { WaitingReply } from '../port';
import { rowLimit } from '../row-limit';
import { waitingReply, type WaitingRow } from '../waiting-reply';
import { withAddress } from './feed-source';
import type { MakeStatement, Session, Statement } from './statement';

/** Reads the suppressions that wait for a person, by the index that holds nothing else. */
export class WaitingReader {
	private readonly getWaiting: Statement;

	constructor(statement: MakeStatement) {
		this.getWaiting = statement(
			'waiting',
			`SELECT encode(w.subject, 'escape') AS subject, w.seq, w.until, w.record, v.body, s.kind AS address_kind, s.address FROM @suppressions AS w
			LEFT JOIN @subjects AS s ON s.subject = w.subject
			LEFT JOIN @evidence AS v ON v.brand_id = w.brand_id AND v.seq = w.seq
			WHERE w.reason = 'review_hold' AND w.brand_id = (SELECT id FROM @brands WHERE name = $1) AND w.seq > $2 AND (w.until IS NULL OR w.until > $3)
			ORDER BY w.seq LIMIT $4`,
		);
	}

	/** @param at milliseconds; decides which of them have ended. */
	async page(session: Session, brand: string, at: number, after: number, limit: number): Promise<WaitingReply[]> {
		const rows = await session.rows<WaitingRow>(this.getWaiting, [Buffer.from(brand), after, at, rowLimit(limit)]);
		return rows.map((row) => waitingReply(withAddress(row), brand));
	}
}
