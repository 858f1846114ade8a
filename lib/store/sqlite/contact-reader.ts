import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Answer } from '../../model/answer';
import type { ConsentRecord } from '../../model/consent';
import type { BatchNeeds } from '../batch-needs';
import { chunks } from '../chunks';
import type { StoredConsent } from '../consent-state';
import { ContactStates } from '../contact-states';
import { FoundFacts } from '../found-facts';
import type { FactPart } from '../port';
import type { StoredSuppression } from '../suppression-state';

/** Position of the subject in the list asked for, then the columns. */
type ConsentRow = [position: number, effective: number, seq: number, record: ConsentRecord];
type SuppressionRow = [position: number, seq: number, until: number | null, record: StoredSuppression['record']];
type AnswerRow = [position: number, seq: number, at: number, record: Answer];
type ReservationRow = [position: number, at: number, channel: string, messageClass: string];
type PlaceRow = [position: number, timeZone: string | null, jurisdiction: string | null];

/** Reads consents, suppressions, answers and places of many subjects at a time. A subject belongs to one brand. */
export class ContactReader {
	private readonly consents: StatementSync;
	private readonly suppressions: StatementSync;
	private readonly answers: StatementSync;
	private readonly reservations: StatementSync;
	private readonly places: StatementSync;

	constructor(db: DatabaseSync) {
		// One JSON text for all rows: parsing it costs half of what the driver takes to make an object for each row. The records are JSON already and
		// are put in as they are, which saves a third of the query: SQLite would read and write each again. One that is no JSON fails when all are parsed, and
		// so does one that is null, which would silently take its row along otherwise.
		const select = (columns: readonly string[], table: string, and = '') =>
			db.prepare(
				`SELECT '[' || coalesce(group_concat('[' || k.key || ${columns.map((column) => `',' || coalesce(${column}, '')`).join(' || ')} || ']'), '') || ']' AS found
				FROM json_each(?) AS k CROSS JOIN ${table} AS t ON t.subject = k.value ${and}`,
			);
		this.consents = select(['t.effective', 't.seq', 't.record'], 'consents');
		this.suppressions = select(['t.seq', "coalesce(t.until, 'null')", 't.record'], 'suppressions');
		this.answers = select(['t.seq', 't.at', 't.record'], 'answers');
		this.reservations = select(['t.at', 'json_quote(t.channel)', 'json_quote(t.message_class)'], 'reservations', 'AND t.at >= ?');
		this.places = select(['json_quote(t.time_zone)', 'json_quote(t.jurisdiction)'], '(SELECT subject, time_zone, jurisdiction FROM subjects WHERE time_zone IS NOT NULL OR jurisdiction IS NOT NULL)');
	}

	/** What the recording of changes has to know: all current consents, suppressions that were not lifted, answers, and sends that caps count, of those it is about. */
	states({ consents, suppressions, answers, reservations, reservedSince }: BatchNeeds): ContactStates {
		const states = new ContactStates();
		for (const [row, subjects] of rows<ConsentRow>(this.consents, consents)) states.loadConsent(storedConsent(row, subjects));
		for (const [row, subjects] of rows<SuppressionRow>(this.suppressions, suppressions)) states.loadSuppression(storedSuppression(row, subjects));
		for (const [[position, seq, at, record], subjects] of rows<AnswerRow>(this.answers, answers)) states.answers.load({ subject: subjects[position] ?? '', seq, at, record });
		if (!Number.isFinite(reservedSince)) return states;
		for (const [[position, at, channel, messageClass], subjects] of rows<ReservationRow>(this.reservations, reservations, reservedSince)) states.reservations.load({ subject: subjects[position] ?? '', at, channel, messageClass });
		return states;
	}

	/**
	 * What the gates see.
	 *
	 * @param at milliseconds; decides which suppressions have ended, and which answers are of interest.
	 */
	facts(brand: string, subjects: Iterable<string>, at: number, parts: readonly FactPart[]): FoundFacts {
		const facts = new FoundFacts(brand, at, parts);
		const find = <Row>(asked: boolean, statement: StatementSync, keys: string): Row[] => (asked ? all<Row>(statement, keys) : []);
		const asksSuppressions = parts.includes('suppressions') || parts.includes('ended');
		for (const chunk of chunks(subjects)) {
			const keys = JSON.stringify(chunk);
			const of = (position: number): string => chunk[position] ?? '';
			for (const [position, , seq, record] of find<ConsentRow>(parts.includes('consents'), this.consents, keys)) facts.addConsent(of(position), seq, record);
			for (const [position, timeZone, jurisdiction] of find<PlaceRow>(parts.includes('place'), this.places, keys)) facts.addPlace(of(position), timeZone, jurisdiction);
			for (const row of find<SuppressionRow>(asksSuppressions, this.suppressions, keys)) facts.addSuppression(storedSuppression(row, chunk));
			for (const [position, , granted, record] of find<AnswerRow>(parts.includes('answers'), this.answers, keys)) facts.addAnswer(of(position), granted, record);
		}
		return facts;
	}
}

function all<Row>(statement: StatementSync, keys: string, ...values: number[]): Row[] {
	return JSON.parse(String(statement.get(keys, ...values)?.['found'] ?? '[]')) as Row[];
}

/** The rows of many subjects, each with the subjects that its position counts. */
function* rows<Row>(statement: StatementSync, subjects: Iterable<string>, ...values: number[]): Generator<[Row, readonly string[]]> {
	for (const chunk of chunks(subjects)) {
		for (const row of all<Row>(statement, JSON.stringify(chunk), ...values)) yield [row, chunk];
	}
}

function storedConsent([position, effective, seq, record]: ConsentRow, subjects: readonly string[]): StoredConsent {
	const { channel, messageClass } = record;
	return { subject: subjects[position] ?? '', channel, messageClass, effective, seq, record };
}

function storedSuppression([position, seq, until, record]: SuppressionRow, subjects: readonly string[]): StoredSuppression {
	return { subject: subjects[position] ?? '', seq, until: until ?? undefined, record };
}
