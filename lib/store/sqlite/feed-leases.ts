import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isHeldByOther } from '../feed-lease';
import type { FeedPosition, FeedReader } from '../port';
import type { Chain } from './batch-writer';

/** Where the readers of the feed stand and who holds them. All methods run inside a write transaction of the caller. */
export class FeedLeases {
	private readonly getReader: StatementSync;
	private readonly addReader: StatementSync;
	private readonly takeReader: StatementSync;
	private readonly moveReader: StatementSync;

	constructor(db: DatabaseSync) {
		this.getReader = db.prepare('SELECT owner, leased_at, lease_ms, after_seq, attempts FROM feed_readers WHERE brand_id = ? AND name = ?');
		this.addReader = db.prepare('INSERT INTO feed_readers (brand_id, name, owner, leased_at, lease_ms, after_seq, attempts) VALUES (?, ?, ?, ?, ?, ?, 0)');
		this.takeReader = db.prepare('UPDATE feed_readers SET owner = ?, leased_at = ?, lease_ms = ? WHERE brand_id = ? AND name = ?');
		this.moveReader = db.prepare(
			'UPDATE feed_readers SET owner = ?, leased_at = ?, lease_ms = ?, after_seq = ?, attempts = ? WHERE brand_id = ? AND name = ? AND owner = ?',
		);
	}

	/** @param at milliseconds. */
	claim({ brandId, head }: Chain, { name, owner, leaseMs }: FeedReader, start: 'now' | 'beginning', at: number): FeedPosition | undefined {
		const row = this.getReader.get(brandId, name) as unknown as ReaderRow | undefined;
		if (row === undefined) {
			const after = start === 'now' ? head.seq : 0;
			this.addReader.run(brandId, name, owner, at, leaseMs, after);
			return { after, attempts: 0 };
		}
		const lease = { owner: row.owner ?? undefined, leasedAt: row.leased_at, leaseMs: row.lease_ms };
		if (isHeldByOther(lease, owner, at)) return undefined;
		this.takeReader.run(owner, at, leaseMs, brandId, name);
		return { after: row.after_seq, attempts: row.attempts };
	}

	/** @returns whether the owner still had it. */
	move({ brandId }: Chain, { name, owner, leaseMs }: FeedReader, { after, attempts }: FeedPosition, at: number, release: boolean): boolean {
		const next = release ? null : owner;
		return this.moveReader.run(next, at, leaseMs, after, attempts, brandId, name, owner).changes === 1;
	}
}

interface ReaderRow {
	owner: string | null;
	leased_at: number;
	lease_ms: number;
	after_seq: number;
	attempts: number;
}
