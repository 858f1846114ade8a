import type { LedgerEvent, LedgerHead } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import { type EvidenceColumn, ledgerEvent, type StoredEvent } from '../event-row';
import { decisionEntries, historyEntry } from '../history-entries';
import type { HistoryEntry } from '../port';
import { SUBJECT_PREFIX } from '../subject-prefix';
import { EVENT_COLUMNS } from './event-columns';
import { OF_SUBJECTS, ofSubjects } from './events-of-subjects';
import type { MakeStatement, Session, Statement } from './statement';

/** An event with the decisions of a batch is some 30 kB. */
const EVENTS_PER_PAGE = 500;

const IN_BRAND = 'brand_id = (SELECT id FROM @brands WHERE name = $1)';

/** Reads chains. Each page is a query of its own, so that a long reading keeps no old rows from being cleared away. */
export class LedgerReader {
	private readonly getBrand: Statement;
	private readonly getPage: Statement;
	private readonly getEvidence: Statement;
	private readonly getHistory: Statement;
	private readonly getSheets: Statement;

	constructor(statement: MakeStatement) {
		this.getBrand = statement('brand', "SELECT id, seq, encode(hash, 'hex') AS hash FROM @brands WHERE name = $1 AND seq > 0");
		this.getPage = statement('event_page', `SELECT ${EVENT_COLUMNS} FROM @events AS e WHERE e.${IN_BRAND} AND e.seq > $2 ORDER BY e.seq LIMIT ${EVENTS_PER_PAGE}`);
		this.getEvidence = statement('evidence_page', `SELECT seq, salt, body FROM @evidence WHERE ${IN_BRAND} AND seq > $2 ORDER BY seq LIMIT ${EVENTS_PER_PAGE}`);
		this.getHistory = statement('history', `SELECT ${EVENT_COLUMNS}, v.body FROM @events AS e LEFT JOIN @evidence AS v ON v.brand_id = e.brand_id AND v.seq = e.seq WHERE ${OF_SUBJECTS} ORDER BY e.seq`);
		this.getSheets = statement(
			'sheets',
			`SELECT ${EVENT_COLUMNS} FROM @decided AS d JOIN @events AS e ON e.brand_id = d.brand_id AND e.seq = d.seq
			WHERE d.brand_id = $1 AND position($2::bytea IN d.prefixes) > 0 ORDER BY e.seq`,
		);
	}

	async head(session: Session, brand: string): Promise<LedgerHead | undefined> {
		const row = await this.brand(session, brand);
		return row && { seq: row.seq, hash: row.hash };
	}

	/** The events after one, at most a page of them; none at the end of the chain. */
	async page(session: Session, brand: string, after: number): Promise<LedgerEvent[]> {
		return (await session.rows<StoredEvent>(this.getPage, [Buffer.from(brand), after])).map((row) => ledgerEvent(row, brand));
	}

	/** The evidence of events after one, at most a page of it. */
	async evidencePage(session: Session, brand: string, after: number): Promise<StoredEvidence[]> {
		return await session.rows<StoredEvidence>(this.getEvidence, [Buffer.from(brand), after]);
	}

	async history(session: Session, brand: string, subject: string, withDecisions: boolean): Promise<HistoryEntry[]> {
		const chain = await this.brand(session, brand);
		if (chain === undefined) return [];
		const rows = await session.rows<StoredEvent & EvidenceColumn>(this.getHistory, ofSubjects(chain.id, chain.seq, [subject]));
		const entries = rows.map((row) => historyEntry(row, brand));
		if (!withDecisions) return entries;
		const sheets = await session.rows<StoredEvent>(this.getSheets, [chain.id, Buffer.from(subject.slice(0, SUBJECT_PREFIX))]);
		return [...entries, ...sheets.flatMap((sheet) => decisionEntries(sheet, brand, subject))].sort((a, b) => a.seq - b.seq);
	}

	private async brand(session: Session, brand: string): Promise<({ id: number } & LedgerHead) | undefined> {
		const [row] = await session.rows<{ id: number } & LedgerHead>(this.getBrand, [Buffer.from(brand)]);
		return row;
	}
}
