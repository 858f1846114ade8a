import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ConsentRecord } from '../../model/consent';
import type { StoredConsent } from '../consent-state';
import { ContactStates } from '../contact-states';
import type { StoredFacts } from '../port';
import { hasEnded, type StoredSuppression, visibleSuppression } from '../suppression-state';
import { chunks } from './chunks';

interface ConsentRow {
	i: number;
	effective: number;
	seq: number;
	record: string;
}

interface SuppressionRow {
	i: number;
	seq: number;
	until: number | null;
	record: string;
}

interface ZoneRow {
	i: number;
	time_zone: string;
}

/** Reads consents, suppressions and zones of many subjects at a time. A subject belongs to one brand. */
export class ContactReader {
	private readonly consents: StatementSync;
	private readonly suppressions: StatementSync;
	private readonly zones: StatementSync;

	constructor(db: DatabaseSync) {
		const select = (columns: string, table: string) =>
			db.prepare(`SELECT k.key AS i, ${columns} FROM json_each(?) AS k CROSS JOIN ${table} AS t ON t.subject = k.value`);
		this.consents = select('t.effective, t.seq, t.record', 'consents');
		this.suppressions = select('t.seq, t.until, t.record', 'suppressions');
		this.zones = select('t.time_zone', '(SELECT subject, time_zone FROM subjects WHERE time_zone IS NOT NULL)');
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
	 * What the gates see, one entry for each subject.
	 *
	 * @param at milliseconds; decides which suppressions have ended.
	 */
	facts(brand: string, subjects: Iterable<string>, at: number): Map<string, StoredFacts> {
		const facts = new Map<string, StoredFacts>();
		for (const chunk of chunks(subjects)) {
			const found = chunk.map((subject): StoredFacts => ({ subject, consents: [], suppressions: [] }));
			const keys = JSON.stringify(chunk);
			for (const row of all<ConsentRow>(this.consents, keys)) found[row.i]?.consents.push(visibleConsent(row, brand));
			for (const row of all<ZoneRow>(this.zones, keys)) Object.assign(found[row.i] ?? {}, { timeZone: row.time_zone });
			for (const row of all<SuppressionRow>(this.suppressions, keys)) {
				const suppression = storedSuppression(row, chunk);
				if (!hasEnded(suppression, at)) found[row.i]?.suppressions.push(visibleSuppression(suppression));
			}
			for (const one of found) facts.set(one.subject, one);
		}
		return facts;
	}
}

function all<Row>(statement: StatementSync, keys: string): Row[] {
	return statement.all(keys) as Row[];
}

function visibleConsent(row: ConsentRow, brand: string): ConsentRecord {
	const record = JSON.parse(row.record) as ConsentRecord;
	record.ref = `${brand}:${row.seq}`;
	return record;
}

function storedConsent(row: ConsentRow, subjects: readonly string[]): StoredConsent {
	const record = JSON.parse(row.record) as ConsentRecord;
	const { channel, messageClass } = record;
	return { subject: subjects[row.i] ?? '', channel, messageClass, effective: row.effective, seq: row.seq, record };
}

function storedSuppression(row: SuppressionRow, subjects: readonly string[]): StoredSuppression {
	return {
		subject: subjects[row.i] ?? '',
		seq: row.seq,
		until: row.until ?? undefined,
		record: JSON.parse(row.record) as StoredSuppression['record'],
	};
}
