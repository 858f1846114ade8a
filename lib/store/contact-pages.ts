import type { ConsentRecord } from '../model/consent';
import type { JsonObject } from '../model/json';
import { contactOf, type ContactColumns } from './contact-columns';
import type { ContactOnRecord, ContactPage } from './port';
import { type StoredSuppression, visibleSuppression } from './suppression-state';

/** A row of `subjects`. */
export interface AddressRow extends ContactColumns {
	subject: string;
	time_zone: string | null;
	jurisdiction: string | null;
}

/** A row of `consents` with the evidence of its event; null where there is none any more. */
export interface ConsentOnRecord {
	subject: string;
	seq: number;
	record: ConsentRecord;
	evidence: JsonObject | null;
}

/** A row of `suppressions`, those that have ended by themselves included. */
export interface SuppressionOnRecord extends StoredSuppression {
	evidence: JsonObject | null;
}

/** What a backend has read about the contacts of one page. */
export interface ContactRows {
	addresses: readonly AddressRow[];
	/** In the order in which they are to be told. */
	consents: readonly ConsentOnRecord[];
	/** The same. */
	suppressions: readonly SuppressionOnRecord[];
}

/**
 * Puts the rows of one page together, contact by contact.
 *
 * @param subjects in order; a contact that was erased since they were read has no rows and is left out.
 * @param limit how many subjects were asked for: fewer are the last page.
 */
export function contactPage(brand: string, subjects: readonly string[], limit: number, { addresses, consents, suppressions }: ContactRows): ContactPage {
	const found = new Map<string, ContactOnRecord>();
	const of = (subject: string): ContactOnRecord => {
		const known = found.get(subject) ?? { subject, consents: [], suppressions: [] };
		found.set(subject, known);
		return known;
	};
	for (const row of addresses) {
		Object.assign(of(row.subject), contactOf(row), row.time_zone !== null && { timeZone: row.time_zone }, row.jurisdiction !== null && { jurisdiction: row.jurisdiction });
	}
	for (const { subject, seq, record, evidence } of consents) of(subject).consents.push({ ...record, ref: `${brand}:${seq}`, ...(evidence !== null && { evidence }) });
	for (const { subject, evidence, ...stored } of suppressions) of(subject).suppressions.push({ ...visibleSuppression(stored), ...(evidence !== null && { evidence }) });
	const contacts = subjects.flatMap((subject) => found.get(subject) ?? []);
	const next = subjects.length < limit ? undefined : subjects.at(-1);
	return next === undefined ? { contacts } : { contacts, next };
}
