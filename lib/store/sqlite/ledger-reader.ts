import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LedgerEvent, LedgerHead } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import { type EvidenceColumn, ledgerEvent, type StoredEvent } from '../event-row';
import { toHex } from '../hex';
import { decisionEntries, historyEntry } from '../history-entries';
import type { HistoryEntry } from '../port';
import { EVENT_COLUMNS } from './event-columns';
import { subjectEvents } from './subject-events';

/** An event with the decisions of a batch is some 30 kB. */
const EVENTS_PER_PAGE = 500;

const IN_BRAND = 'brand_id = (SELECT id FROM brands WHERE name = ?)';

/** Reads chains. Each page is a query of its own, so that a long reading keeps nobody from writing. */
export class LedgerReader {
	private readonly getHead: StatementSync;
	private readonly getPage: StatementSync;
	private readonly getEvidence: StatementSync;
	private readonly getHistory: StatementSync;
	private readonly getSheets: StatementSync;

	constructor(db: DatabaseSync) {
		this.getHead = db.prepare('SELECT seq, hash FROM brands WHERE name = ? AND seq > 0');
		this.getPage = db.prepare(`SELECT ${EVENT_COLUMNS} FROM events AS e WHERE e.${IN_BRAND} AND e.seq > ? ORDER BY e.seq LIMIT ${EVENTS_PER_PAGE}`);
		this.getEvidence = db.prepare(`SELECT seq, salt, body FROM evidence WHERE ${IN_BRAND} AND seq > ? ORDER BY seq LIMIT ${EVENTS_PER_PAGE}`);
		this.getHistory = db.prepare(subjectEvents(`${EVENT_COLUMNS}, v.body`, 'LEFT JOIN evidence AS v ON v.brand_id = e.brand_id AND v.seq = e.seq'));
		this.getSheets = db.prepare(
			`SELECT ${EVENT_COLUMNS} FROM decided AS d CROSS JOIN events AS e ON e.brand_id = d.brand_id AND e.seq = d.seq
			WHERE d.${IN_BRAND} AND instr(d.prefixes, substr(?, 1, 6)) ORDER BY d.seq`,
		);
	}

	head(brand: string): LedgerHead | undefined {
		const row = this.getHead.get(brand);
		return row && { seq: Number(row['seq']), hash: toHex(row['hash']) };
	}

	/** The events after one, at most a page of them; none at the end of the chain. */
	page(brand: string, after: number): LedgerEvent[] {
		return (this.getPage.all(brand, after) as unknown as StoredEvent[]).map((row) => ledgerEvent(row, brand));
	}

	/** The evidence of events after one, at most a page of it. */
	evidencePage(brand: string, after: number): StoredEvidence[] {
		return this.getEvidence.all(brand, after) as unknown as StoredEvidence[];
	}

	history(brand: string, subject: string, withDecisions: boolean): HistoryEntry[] {
		const rows = this.getHistory.all(brand, subject) as unknown as Array<StoredEvent & EvidenceColumn>;
		const entries = rows.map((row) => historyEntry(row, brand));
		if (!withDecisions) return entries;
		const sheets = this.getSheets.all(brand, subject) as unknown as StoredEvent[];
		return [...entries, ...sheets.flatMap((sheet) => decisionEntries(sheet, brand, subject))].sort((a, b) => a.seq - b.seq);
	}
}
