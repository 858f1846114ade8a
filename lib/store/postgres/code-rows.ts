import { hash } from 'node:crypto';
import type { CodeCount } from '../code-counts';
import { writeInstant } from '../instants';
import type { UnknownCode } from '../port';
import { bigintArray, hexBytesArray, textArray } from './arrays';
import { readText, writeText } from './json-text';
import type { MakeStatement, Session, Statement } from './statement';

/** The codes in provider reports that no table knows. They are found by a digest: a code may be longer than an index takes. */
export class CodeRows {
	private readonly addCounts: Statement;
	private readonly getAll: Statement;

	constructor(statement: MakeStatement) {
		this.addCounts = statement(
			'add_counts',
			`INSERT INTO @unknown_codes AS t (brand_id, name, provider, code, count, first_at, last_at)
			SELECT $1::integer, u.name, u.provider, u.code, u.count, $2::bigint, $2::bigint FROM unnest($3::bytea[], $4::text[], $5::text[], $6::bigint[]) AS u (name, provider, code, count)
			ON CONFLICT (brand_id, name) DO UPDATE
			SET count = t.count + excluded.count, first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at)`,
		);
		this.getAll = statement(
			'all_codes',
			`SELECT provider, code, count, first_at, last_at FROM @unknown_codes WHERE brand_id = (SELECT id FROM @brands WHERE name = $1)
			ORDER BY last_at DESC, convert_to(provider, 'UTF8'), convert_to(code, 'UTF8')`,
		);
	}

	/** Runs inside a transaction of the caller. @param at milliseconds. */
	async add(session: Session, brandId: number, counts: readonly CodeCount[], at: number): Promise<void> {
		if (counts.length === 0) return;
		await session.run(this.addCounts, [
			brandId,
			at,
			hexBytesArray(counts.map(({ provider, code }) => hash('sha256', JSON.stringify([provider, code]), 'hex'))),
			textArray(counts.map(({ provider }) => writeText(provider))),
			textArray(counts.map(({ code }) => writeText(code))),
			bigintArray(counts.map(({ count }) => count)),
		]);
	}

	/** The latest first. */
	async all(session: Session, brand: string): Promise<UnknownCode[]> {
		const rows = await session.rows<CodeRow>(this.getAll, [Buffer.from(brand)]);
		return rows.map(({ provider, code, count, first_at, last_at }) => ({ provider: readText(provider), code: readText(code), count, first: writeInstant(first_at), last: writeInstant(last_at) }));
	}
}

interface CodeRow extends CodeCount {
	first_at: number;
	last_at: number;
}
