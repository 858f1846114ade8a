import type { JsonObject } from '../model/json';
import type { ContactOnRecord } from '../store/port';
import { UNREADABLE, type FlatRecord, type RecordType } from './columns';

/** The rows of one contact: what stops messages first, so that a list that is cut off anywhere never holds a consent without it. */
export function flatten(brand: string, contact: ContactOnRecord, types: readonly RecordType[]): FlatRecord[] {
	return types.flatMap((type) => (type === 'suppression' ? suppressionRows(brand, contact) : consentRows(brand, contact)));
}

function suppressionRows(brand: string, contact: ContactOnRecord): FlatRecord[] {
	return contact.suppressions.map(({ reason, channel, classes, direction, sender, receivedBy, occurredAt, since, until, evidence }) =>
		present({
			record: 'suppression',
			...named(brand, contact),
			channel,
			classes: classes.join(' '),
			reason,
			direction,
			sender,
			received_by: receivedBy,
			time: occurredAt ?? since,
			until,
			evidence: evidence && besides(evidence, receivedBy),
		}),
	);
}

function consentRows(brand: string, contact: ContactOnRecord): FlatRecord[] {
	return contact.consents.map(({ channel, messageClass, state, basis, source, wordingVersion, region, confirmedAt, expiresAt, timestamp, faults = [], evidence }) =>
		present({
			record: 'consent',
			...named(brand, contact),
			channel,
			classes: messageClass,
			state: faults.includes('PREFERENCE_UNREADABLE') ? UNREADABLE : state,
			basis: faults.includes('BASIS_UNREADABLE') ? UNREADABLE : basis,
			source,
			wording_version: wordingVersion,
			region,
			confirmed_at: confirmedAt,
			expires_at: expiresAt,
			time: faults.includes('TIMESTAMP_INVALID') ? UNREADABLE : timestamp,
			evidence,
		}),
	);
}

function named(brand: string, { subject, contact, timeZone, jurisdiction }: ContactOnRecord): Partial<Record<keyof FlatRecord, string | undefined>> {
	return { brand, subject, kind: contact?.kind, address: contact?.address, time_zone: timeZone, jurisdiction };
}

/** The store keeps our own number in the evidence as well; it has a column of its own. */
function besides(evidence: JsonObject, receivedBy: string | undefined): JsonObject {
	if (receivedBy === undefined || evidence.receivedBy !== receivedBy) return evidence;
	const { receivedBy: _, ...others } = evidence;
	return others;
}

function present({ evidence, ...fields }: Partial<Record<keyof FlatRecord, unknown>>): FlatRecord {
	const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
	const hasEvidence = typeof evidence === 'object' && evidence !== null && Object.keys(evidence).length > 0;
	return { ...known, ...(hasEvidence && { evidence }) } as FlatRecord;
}
