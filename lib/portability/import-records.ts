import type { Origin } from '../ledger/event';
import { ComplianceError } from '../model/errors';
import type { Change, ChangeResult, ComplianceStore } from '../store/port';
import type { RecordType } from './columns';
import { NOTES, PROBLEMS, type Finding, type Note, type Problem } from './findings';
import { readRow, type ListedChange, type ReadRow, type RowRules } from './read-row';
import { Table, type TableRow } from './table';

/** Rows recorded in one transaction. */
const ROWS = 500;

/** Only decisions are ever outdated. */
export type Outcome = Exclude<ChangeResult['outcome'], 'outdated'>;

export interface ImportReport {
	/** Rows of the source; each of them is in one of the counts or among the rejected. */
	rows: number;
	/** `applied`: the state is different now. `already`: it was so, or a newer word is on record. `duplicate`: this row was imported before. */
	consents: Record<Outcome, number>;
	suppressions: Record<Outcome, number>;
	/** Every row that was not imported, and why. */
	rejected: Array<Finding<Problem>>;
	/** What was imported otherwise than the row says. */
	notes: Array<Finding<Note>>;
	/** Names of columns that were ignored. */
	unknownColumns: string[];
}

export interface ImportOptions extends RowRules {
	origin: Origin;
	/** Told of each row that was recorded. */
	onRow?: (row: number, outcome: Outcome) => void;
}

type Store = Pick<ComplianceStore, 'record'>;
type Recordable = Exclude<ReadRow, { problem: Problem }> & { row: number; key: string | undefined };

/**
 * Adds what the rows say to a store. Nothing on record is lifted, and no consent takes the place of a newer one. The rows that stop messages are
 * recorded first, all of them: an import that breaks off anywhere leaves no consent behind without the opt-out of the same list. What was recorded before
 * is recognised by what the row says, so that the same rows may be imported again; only a stop that does not say when it was counts each time.
 *
 * @param source gives the rows; called twice.
 * @throws ComplianceError `STORE_*`; what was recorded until then stays.
 */
export async function importRecords(store: Store, source: () => AsyncIterable<TableRow>, options: ImportOptions): Promise<ImportReport> {
	const report: ImportReport = { rows: 0, consents: { applied: 0, already: 0, duplicate: 0 }, suppressions: { applied: 0, already: 0, duplicate: 0 }, rejected: [], notes: [], unknownColumns: [] };
	for (const stops of [true, false]) {
		const writer = new Writer(store, options, report);
		for await (const row of read(source(), options, stops ? report : undefined)) {
			if (row.stops === stops) await writer.add(row);
		}
		await writer.flush();
	}
	return report;
}

const MALFORMED: ReadRow = { problem: 'row_malformed' };
const TWOFOLD: ReadRow = { problem: 'column_twice' };

/** Reads the rows that can be recorded. @param report takes what can't, in one of the readings. */
async function* read(source: AsyncIterable<TableRow>, options: ImportOptions, report: ImportReport | undefined): AsyncGenerator<Recordable> {
	const table = new Table();
	const repeats = new Repeats();
	for await (const values of source) {
		const { row } = values;
		const raw = table.read(values);
		const found = values.names.length !== values.values.length ? MALFORMED : raw === undefined ? TWOFOLD : readRow(raw, options);
		if (report !== undefined) report.rows += 1;
		if ('problem' in found) {
			report?.rejected.push({ row, code: found.problem, text: PROBLEMS[found.problem] });
			continue;
		}
		for (const code of found.notes) report?.notes.push({ row, code, text: NOTES[code] });
		yield { ...found, row, key: found.isOnce ? repeats.keyOf(found) : undefined };
	}
	if (report !== undefined) report.unknownColumns = table.ignored();
}

/** Names rows by what they say. The second of two equal rows that follow each other is another one: two unclear replies may be the same to the letter. */
class Repeats {
	private contact: string | undefined;
	private readonly counts = new Map<string, number>();

	keyOf({ content, changes }: { content: string; changes: readonly ListedChange[] }): string {
		const [first] = changes;
		const contact = JSON.stringify(first?.contact);
		if (contact !== this.contact) this.counts.clear();
		this.contact = contact;
		const count = (this.counts.get(content) ?? 0) + 1;
		this.counts.set(content, count);
		return `import ${count} ${content}`;
	}
}

/** Records rows many at a time. */
class Writer {
	private rows: Recordable[] = [];

	constructor(
		private readonly store: Store,
		private readonly options: ImportOptions,
		private readonly report: ImportReport,
	) {}

	async add(row: Recordable): Promise<void> {
		this.rows.push(row);
		if (this.rows.length >= ROWS) await this.flush();
	}

	async flush(): Promise<void> {
		const rows = this.rows;
		this.rows = [];
		if (rows.length === 0) return;
		const { brand, origin, at, onRow } = this.options;
		const changes = rows.flatMap((row) => row.changes.map((change): Change => (row.key === undefined ? change : { ...change, key: row.key })));
		const results = await this.store.record(brand, changes, origin, at);
		if (results.length !== changes.length) throw new ComplianceError('STORE_CORRUPT', 'The compliance store did not answer for everything that it was given.', 'Import the file again. If it happens again, check the store.');
		let next = 0;
		for (const row of rows) {
			const outcomes = results.slice(next, next + row.changes.length).map(({ outcome }) => outcome);
			next += row.changes.length;
			const outcome = (['applied', 'already', 'duplicate'] as const).find((known) => outcomes.includes(known)) ?? 'duplicate';
			this.counts(row.type)[outcome] += 1;
			onRow?.(row.row, outcome);
		}
	}

	private counts(type: RecordType): Record<Outcome, number> {
		return type === 'consent' ? this.report.consents : this.report.suppressions;
	}
}
