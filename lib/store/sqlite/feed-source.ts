import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { endOfPage, feedPage, type FeedRow } from '../feed-events';
import { FEED_KINDS_IN_SQL } from '../feed-kinds';
import type { FeedPage } from '../port';
import { rowLimit } from '../row-limit';
import { EVENT_COLUMNS } from './event-columns';

/** Reads the events that other systems are told of. */
export class FeedSource {
	private readonly getEnd: StatementSync;
	private readonly getEvents: StatementSync;

	constructor(db: DatabaseSync) {
		this.getEnd = db.prepare('SELECT id, seq FROM brands WHERE name = ?');
		this.getEvents = db.prepare(
			`SELECT ${EVENT_COLUMNS}, v.body, s.kind AS address_kind, s.address FROM events AS e
			LEFT JOIN subjects AS s ON s.subject = e.subject
			LEFT JOIN evidence AS v ON v.brand_id = e.brand_id AND v.seq = e.seq
			WHERE e.brand_id = ? AND e.seq > ? AND e.seq <= ? AND e.kind IN (${FEED_KINDS_IN_SQL})
			ORDER BY e.seq LIMIT ?`,
		);
	}

	page(brand: string, after: number, limit: number): FeedPage {
		const end = this.getEnd.get(brand);
		const upTo = endOfPage(after, Number(end?.['seq'] ?? 0));
		const most = rowLimit(limit);
		const rows = this.getEvents.all(Number(end?.['id'] ?? 0), after, upTo, most) as unknown as FeedRow[];
		return feedPage(rows, brand, upTo, most);
	}
}
