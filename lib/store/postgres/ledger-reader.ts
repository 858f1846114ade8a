import type { EvidenceColumn, StoredEvent } from '../event-row';
import { decisionEntries, historyEntry } from '../history-entries';
import type { HistoryEntry } from '../port';
import { SUBJECT_PREFIX } from '../subject-prefix';
import { EVENT_COLUMNS } from './event-columns';
import { OF_SUBJECTS, ofSubjects } from './events-of-subjects';
import { LedgerChain } from './ledger-chain';
import type { MakeStatement, Session, Statement } from './statement';

/** Reads chains, and what they say about one contact. */
export class LedgerReader extends LedgerChain {
	private readonly getHistory: Statement;
	private readonly getSheets: Statement;

	constructor(statement: MakeStatement) {
		super(statement);
		this.getHistory = statement('history', `SELECT ${EVENT_COLUMNS}, v.body FROM @events AS e LEFT JOIN @evidence AS v ON v.brand_id = e.brand_id AND v.seq = e.seq WHERE ${OF_SUBJECTS} ORDER BY e.seq`);
		this.getSheets = statement(
			'sheets',
			`SELECT ${EVENT_COLUMNS} FROM @decided AS d JOIN @events AS e ON e.brand_id = d.brand_id AND e.seq = d.seq
			WHERE d.brand_id = $1 AND position($2::bytea IN d.prefixes) > 0 ORDER BY e.seq`,
		);
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
}
