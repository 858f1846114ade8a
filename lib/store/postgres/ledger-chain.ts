import type { LedgerEvent, LedgerHead } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import { ledgerEvent, type StoredEvent } from '../event-row';
import { UNNAMED_CHAINS } from '../unnamed-chains';
import { EVENT_COLUMNS } from './event-columns';
import type { MakeStatement, Session, Statement } from './statement';

/** An event with the decisions of a batch is some 30 kB. */
const EVENTS_PER_PAGE = 500;

const IN_BRAND = 'brand_id = (SELECT id FROM @brands WHERE name = $1)';

/**
 * Reads chains from `brands`, `events` and `evidence`, which are alike in all schemas. Each page is a query of its own, so that a long reading keeps no old rows
 * from being cleared away.
 */
export class LedgerChain {
	private readonly getBrands: Statement;
	private readonly getUnnamed: Statement;
	private readonly getBrand: Statement;
	private readonly getPage: Statement;
	private readonly getEvidence: Statement;

	constructor(statement: MakeStatement) {
		this.getBrands = statement('brands', 'SELECT name FROM @brands ORDER BY id');
		this.getUnnamed = statement('unnamed_chains', UNNAMED_CHAINS);
		this.getBrand = statement('brand', "SELECT id, seq, encode(hash, 'hex') AS hash FROM @brands WHERE name = $1 AND seq > 0");
		this.getPage = statement('event_page', `SELECT ${EVENT_COLUMNS} FROM @events AS e WHERE e.${IN_BRAND} AND e.seq > $2 ORDER BY e.seq LIMIT ${EVENTS_PER_PAGE}`);
		this.getEvidence = statement('evidence_page', `SELECT seq, salt, body FROM @evidence WHERE ${IN_BRAND} AND seq > $2 ORDER BY seq LIMIT ${EVENTS_PER_PAGE}`);
	}

	/** Names of the brands. */
	async brands(session: Session): Promise<string[]> {
		return (await session.rows<{ name: Buffer }>(this.getBrands)).map(({ name }) => name.toString());
	}

	/** How many chains belong to no brand that has a name. */
	async unnamed(session: Session): Promise<number> {
		const [row] = await session.rows<{ chains: number }>(this.getUnnamed);
		return row?.chains ?? 0;
	}

	async head(session: Session, brand: string): Promise<LedgerHead | undefined> {
		const row = await this.brand(session, brand);
		return row && { seq: row.seq, hash: row.hash };
	}

	/** The events after one, at most a page of them; none at the end of the chain. */
	async page(session: Session, brand: string, after: number): Promise<LedgerEvent[]> {
		return (await this.chain(session, brand, after)).map((row) => ledgerEvent(row, brand));
	}

	/** The rows after a number as they are on record, at most a page of them. */
	async chain(session: Session, brand: string, after: number): Promise<StoredEvent[]> {
		return await session.rows<StoredEvent>(this.getPage, [Buffer.from(brand), after]);
	}

	/** The evidence of events after one, at most a page of it. */
	async evidencePage(session: Session, brand: string, after: number): Promise<StoredEvidence[]> {
		return await session.rows<StoredEvidence>(this.getEvidence, [Buffer.from(brand), after]);
	}

	protected async brand(session: Session, brand: string): Promise<({ id: number } & LedgerHead) | undefined> {
		const [row] = await session.rows<{ id: number } & LedgerHead>(this.getBrand, [Buffer.from(brand)]);
		return row;
	}
}
