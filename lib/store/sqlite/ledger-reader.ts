import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EvidenceColumn, StoredEvent } from '../event-row';
import { decisionEntries, historyEntry } from '../history-entries';
import type { HistoryEntry } from '../port';
import { EVENT_COLUMNS } from './event-columns';
import { IN_BRAND, LedgerChain } from './ledger-chain';
import { subjectEvents } from './subject-events';

/** Reads chains, and what they say about one contact. */
export class LedgerReader extends LedgerChain {
	private readonly getHistory: StatementSync;
	private readonly getSheets: StatementSync;

	constructor(db: DatabaseSync) {
		super(db);
		this.getHistory = db.prepare(subjectEvents(`${EVENT_COLUMNS}, v.body`, 'LEFT JOIN evidence AS v ON v.brand_id = e.brand_id AND v.seq = e.seq'));
		this.getSheets = db.prepare(
			`SELECT ${EVENT_COLUMNS} FROM decided AS d CROSS JOIN events AS e ON e.brand_id = d.brand_id AND e.seq = d.seq
			WHERE d.${IN_BRAND} AND instr(d.prefixes, substr(?, 1, 6)) ORDER BY d.seq`,
		);
	}

	history(brand: string, subject: string, withDecisions: boolean): HistoryEntry[] {
		const rows = this.getHistory.all(brand, subject) as unknown as Array<StoredEvent & EvidenceColumn>;
		const entries = rows.map((row) => historyEntry(row, brand));
		if (!withDecisions) return entries;
		const sheets = this.getSheets.all(brand, subject) as unknown as StoredEvent[];
		return [...entries, ...sheets.flatMap((sheet) => decisionEntries(sheet, brand, subject))].sort((a, b) => a.seq - b.seq);
	}
}
