import { isHeldByOther } from '../feed-lease';
import type { FeedPosition, FeedReader } from '../port';
import type { Chain } from './batch-writer';
import { readText, writeText } from './json-text';
import type { MakeStatement, Session, Statement } from './statement';

/** Where the readers of the feed stand and who holds them. All methods run inside a transaction of the caller, who holds the brand. */
export class FeedLeases {
	private readonly getReader: Statement;
	private readonly addReader: Statement;
	private readonly takeReader: Statement;
	private readonly moveReader: Statement;

	constructor(statement: MakeStatement) {
		this.getReader = statement('feed_reader', 'SELECT owner, leased_at, lease_ms, after_seq, attempts FROM @feed_readers WHERE brand_id = $1 AND name = $2');
		this.addReader = statement('add_feed_reader', 'INSERT INTO @feed_readers (brand_id, name, owner, leased_at, lease_ms, after_seq, attempts) VALUES ($1, $2, $3, $4, $5, $6, 0)');
		this.takeReader = statement('take_feed_reader', 'UPDATE @feed_readers SET owner = $1, leased_at = $2, lease_ms = $3 WHERE brand_id = $4 AND name = $5');
		this.moveReader = statement('move_feed_reader', 'UPDATE @feed_readers SET owner = $1, leased_at = $2, lease_ms = $3, after_seq = $4, attempts = $5 WHERE brand_id = $6 AND name = $7 AND owner = $8');
	}

	/** @param at milliseconds. */
	async claim(session: Session, { brandId, head }: Chain, { name, owner, leaseMs }: FeedReader, start: 'now' | 'beginning', at: number): Promise<FeedPosition | undefined> {
		const [row] = await session.rows<ReaderRow>(this.getReader, [brandId, Buffer.from(name)]);
		if (row === undefined) {
			const after = start === 'now' ? head.seq : 0;
			await session.run(this.addReader, [brandId, Buffer.from(name), writeText(owner), at, leaseMs, after]);
			return { after, attempts: 0 };
		}
		const lease = { owner: row.owner === null ? undefined : readText(row.owner), leasedAt: row.leased_at, leaseMs: row.lease_ms };
		if (isHeldByOther(lease, owner, at)) return undefined;
		await session.run(this.takeReader, [writeText(owner), at, leaseMs, brandId, Buffer.from(name)]);
		return { after: row.after_seq, attempts: row.attempts };
	}

	/** @returns whether the owner still had it. */
	async move(session: Session, { brandId }: Chain, { name, owner, leaseMs }: FeedReader, { after, attempts }: FeedPosition, at: number, release: boolean): Promise<boolean> {
		const next = release ? null : writeText(owner);
		return (await session.run(this.moveReader, [next, at, leaseMs, after, attempts, brandId, Buffer.from(name), writeText(owner)])) === 1;
	}
}

interface ReaderRow {
	owner: string | null;
	leased_at: number;
	lease_ms: number;
	after_seq: number;
	attempts: number;
}
