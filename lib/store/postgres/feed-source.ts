import type { ContactColumns } from '../contact-columns';
import { endOfPage, feedPage, type FeedRow } from '../feed-events';
import { FEED_KINDS_IN_SQL } from '../feed-kinds';
import type { FeedPage } from '../port';
import { rowLimit } from '../row-limit';
import { EVENT_COLUMNS } from './event-columns';
import { readText } from './json-text';
import type { MakeStatement, Session, Statement } from './statement';

/** Reads the events that other systems are told of. */
export class FeedSource {
	private readonly getEnd: Statement;
	private readonly getEvents: Statement;

	constructor(statement: MakeStatement) {
		this.getEnd = statement('feed_end', 'SELECT id, seq FROM @brands WHERE name = $1');
		this.getEvents = statement(
			'feed_events',
			`SELECT ${EVENT_COLUMNS}, v.body, s.kind AS address_kind, s.address FROM @events AS e
			LEFT JOIN @subjects AS s ON s.subject = e.subject
			LEFT JOIN @evidence AS v ON v.brand_id = e.brand_id AND v.seq = e.seq
			WHERE e.brand_id = $1 AND e.seq > $2 AND e.seq <= $3 AND e.kind IN (${FEED_KINDS_IN_SQL})
			ORDER BY e.seq LIMIT $4`,
		);
	}

	async page(session: Session, brand: string, after: number, limit: number): Promise<FeedPage> {
		const [end] = await session.rows<{ id: number; seq: number }>(this.getEnd, [Buffer.from(brand)]);
		const upTo = endOfPage(after, end?.seq ?? 0);
		const most = rowLimit(limit);
		const rows = end === undefined ? [] : await session.rows<FeedRow>(this.getEvents, [end.id, after, upTo, most]);
		return feedPage(rows.map(withAddress), brand, upTo, most);
	}
}

/** The row with its address as it was recorded. */
export function withAddress<Row extends ContactColumns>(row: Row): Row {
	return row.address === null ? row : { ...row, address: readText(row.address) };
}
