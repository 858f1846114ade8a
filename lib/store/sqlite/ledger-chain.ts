import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LedgerEvent, LedgerHead } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import { ledgerEvent, type StoredEvent } from '../event-row';
import { toHex } from '../hex';
import { UNNAMED_CHAINS } from '../unnamed-chains';
import { CHAIN_COLUMNS, EVENT_COLUMNS, SAFE } from './event-columns';

/** An event with the decisions of a batch is some 30 kB. */
const EVENTS_PER_PAGE = 500;

export const IN_BRAND = 'brand_id = (SELECT id FROM brands WHERE name = ?)';

/**
 * Reads chains from `brands`, `events` and `evidence`, which are alike in all schemas. Each page is a query of its own, so that a long reading keeps nobody from
 * writing.
 */
export class LedgerChain {
	private readonly getBrands: StatementSync;
	private readonly getUnnamed: StatementSync;
	private readonly getHead: StatementSync;
	private readonly getPage: StatementSync;
	private readonly getChain: StatementSync;
	private readonly getEvidence: StatementSync;

	constructor(db: DatabaseSync) {
		this.getBrands = db.prepare('SELECT name FROM brands ORDER BY id');
		this.getUnnamed = db.prepare(UNNAMED_CHAINS.replaceAll('@', ''));
		this.getHead = db.prepare(`SELECT min(seq, ${SAFE}) AS seq, hash FROM brands WHERE name = ? AND seq > 0`);
		this.getPage = db.prepare(`SELECT ${EVENT_COLUMNS} FROM events AS e WHERE e.${IN_BRAND} AND e.seq > ? ORDER BY e.seq LIMIT ${EVENTS_PER_PAGE}`);
		this.getChain = db.prepare(`SELECT ${CHAIN_COLUMNS} FROM events AS e WHERE e.${IN_BRAND} AND e.seq > ? ORDER BY e.seq LIMIT ${EVENTS_PER_PAGE}`);
		this.getEvidence = db.prepare(`SELECT min(v.seq, ${SAFE}) AS seq, v.salt, v.body FROM evidence AS v WHERE v.${IN_BRAND} AND v.seq > ? ORDER BY v.seq LIMIT ${EVENTS_PER_PAGE}`);
	}

	/** Names of the brands. */
	brands(): string[] {
		return this.getBrands.all().map((row) => String(row['name']));
	}

	/** How many chains belong to no brand that has a name. */
	unnamed(): number {
		return Number(this.getUnnamed.get()?.['chains']);
	}

	head(brand: string): LedgerHead | undefined {
		const row = this.getHead.get(brand);
		return row && { seq: Number(row['seq']), hash: toHex(row['hash']) };
	}

	/** The events after one, at most a page of them; none at the end of the chain. */
	page(brand: string, after: number): LedgerEvent[] {
		return (this.getPage.all(brand, after) as unknown as StoredEvent[]).map((row) => ledgerEvent(row, brand));
	}

	/** The rows after a number as they are on record, at most a page of them. */
	chain(brand: string, after: number): StoredEvent[] {
		return this.getChain.all(brand, after) as unknown as StoredEvent[];
	}

	/** The evidence of events after one, at most a page of it. */
	evidencePage(brand: string, after: number): StoredEvidence[] {
		return this.getEvidence.all(brand, after) as unknown as StoredEvidence[];
	}
}
