import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CodeCount } from '../code-counts';
import { writeInstant } from '../instants';
import type { UnknownCode } from '../port';

/** The codes in provider reports that no table knows. */
export class CodeRows {
	private readonly addCount: StatementSync;
	private readonly getAll: StatementSync;

	constructor(db: DatabaseSync) {
		this.addCount = db.prepare(
			`INSERT INTO unknown_codes (brand_id, provider, code, count, first_at, last_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
			ON CONFLICT (brand_id, provider, code) DO UPDATE
			SET count = count + ?4, first_at = min(first_at, ?5), last_at = max(last_at, ?5)`,
		);
		this.getAll = db.prepare(
			`SELECT provider, code, count, first_at, last_at FROM unknown_codes WHERE brand_id = (SELECT id FROM brands WHERE name = ?)
			ORDER BY last_at DESC, provider, code`,
		);
	}

	/** Runs inside a write transaction of the caller. @param at milliseconds. */
	add(brandId: number, counts: readonly CodeCount[], at: number): void {
		for (const { provider, code, count } of counts) this.addCount.run(brandId, provider, code, count, at);
	}

	/** The latest first. */
	all(brand: string): UnknownCode[] {
		const rows = this.getAll.all(brand) as unknown as CodeRow[];
		return rows.map(({ provider, code, count, first_at, last_at }) => ({ provider, code, count, first: writeInstant(first_at), last: writeInstant(last_at) }));
	}
}

interface CodeRow extends CodeCount {
	first_at: number;
	last_at: number;
}
