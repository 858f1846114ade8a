import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ConsentRecord } from '../../model/consent';
import type { Suppression } from '../../model/suppression';
import type { StoredConsent } from '../consent-state';
import { ContactStates } from '../contact-states';
import type { FactPart, StoredFacts } from '../port';
import { hasEnded, type StoredSuppression, visibleSuppression } from '../suppression-state';
import { chunks } from './chunks';

/** Position of the subject in the list asked for, then the columns. */
type ConsentRow = [position: number, effective: number, seq: number, record: ConsentRecord];
type SuppressionRow = [position: number, seq: number, until: number | null, record: StoredSuppression['record']];
type PlaceRow = [position: number, timeZone: string | null, jurisdiction: string | null];

/** Facts that are still being gathered. */
interface FoundFacts extends StoredFacts {
	consents: ConsentRecord[];
	suppressions: Suppression[];
}

/** Reads consents, suppressions and places of many subjects at a time. A subject belongs to one brand. */
export class ContactReader {
	private readonly consents: StatementSync;
	private readonly suppressions: StatementSync;
	private readonly places: StatementSync;

	constructor(db: DatabaseSync) {
		// One JSON text for all rows: parsing it costs half of what the driver takes to make an object for each row.
		const select = (columns: string, table: string) =>
			db.prepare(
				`SELECT json_group_array(json_array(k.key, ${columns})) AS found FROM json_each(?) AS k CROSS JOIN ${table} AS t ON t.subject = k.value`,
			);
		this.consents = select('t.effective, t.seq, json(t.record)', 'consents');
		this.suppressions = select('t.seq, t.until, json(t.record)', 'suppressions');
		this.places = select('t.time_zone, t.jurisdiction', '(SELECT subject, time_zone, jurisdiction FROM subjects WHERE time_zone IS NOT NULL OR jurisdiction IS NOT NULL)');
	}

	/** All current consents and all suppressions that were not lifted, for the recording of changes. */
	states(subjects: Iterable<string>): ContactStates {
		const states = new ContactStates();
		for (const chunk of chunks(subjects)) {
			const keys = JSON.stringify(chunk);
			for (const row of all<ConsentRow>(this.consents, keys)) states.loadConsent(storedConsent(row, chunk));
			for (const row of all<SuppressionRow>(this.suppressions, keys)) states.loadSuppression(storedSuppression(row, chunk));
		}
		return states;
	}

	/**
	 * What the gates see, one entry for each subject of whom something is known.
	 *
	 * @param at milliseconds; decides which suppressions have ended.
	 */
	facts(brand: string, subjects: Iterable<string>, at: number, parts: readonly FactPart[]): Map<string, StoredFacts> {
		const find = <Row>(part: FactPart, statement: StatementSync, keys: string): Row[] => (parts.includes(part) ? all<Row>(statement, keys) : []);
		const facts = new Map<string, FoundFacts>();
		for (const chunk of chunks(subjects)) {
			const of = (position: number): FoundFacts => {
				const subject = chunk[position] ?? '';
				const known = facts.get(subject);
				if (known) return known;
				const fresh = { subject, consents: [], suppressions: [] };
				facts.set(subject, fresh);
				return fresh;
			};
			const keys = JSON.stringify(chunk);
			for (const [position, , seq, record] of find<ConsentRow>('consents', this.consents, keys)) {
				record.ref = `${brand}:${seq}`;
				of(position).consents.push(record);
			}
			for (const [position, timeZone, jurisdiction] of find<PlaceRow>('place', this.places, keys)) {
				const found = of(position);
				if (timeZone !== null) found.timeZone = timeZone;
				if (jurisdiction !== null) found.jurisdiction = jurisdiction;
			}
			for (const row of find<SuppressionRow>('suppressions', this.suppressions, keys)) {
				const suppression = storedSuppression(row, chunk);
				if (!hasEnded(suppression, at)) of(row[0]).suppressions.push(visibleSuppression(suppression));
			}
		}
		return facts;
	}
}

function all<Row>(statement: StatementSync, keys: string): Row[] {
	return JSON.parse(String(statement.get(keys)?.['found'] ?? '[]')) as Row[];
}

function storedConsent([position, effective, seq, record]: ConsentRow, subjects: readonly string[]): StoredConsent {
	const { channel, messageClass } = record;
	return { subject: subjects[position] ?? '', channel, messageClass, effective, seq, record };
}

function storedSuppression([position, seq, until, record]: SuppressionRow, subjects: readonly string[]): StoredSuppression {
	return { subject: subjects[position] ?? '', seq, until: until ?? undefined, record };
}
