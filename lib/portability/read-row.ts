import { type RawConsent, readConsent } from '../consent';
import { canonicalJson } from '../ledger/canonical-json';
import { ADDRESS_KINDS, CHANNELS, MESSAGE_CLASSES, type AddressKind, type Channel } from '../model/channel';
import type { ConsentRecord } from '../model/consent';
import { isAbsent } from '../model/is-absent';
import type { JsonObject } from '../model/json';
import { normalizeAddress } from '../phone';
import type { Change, ConsentChange, ContactAddress } from '../store/port';
import { readZone } from '../time/zone';
import { UNREADABLE, type RawRow, type RecordType } from './columns';
import type { Note, Problem } from './findings';
import { readSuppression } from './read-suppression';

export interface RowRules {
	brand: string;
	/** ISO 3166-1 alpha-2, for numbers without a country code. */
	defaultCountry?: string | undefined;
	at: Date;
}

/** What a row says, in words of the store. */
export type ReadRow =
	| {
			type: RecordType;
			/** Whether it takes something away from whoever sends; such rows are recorded first. */
			stops: boolean;
			changes: Change[];
			/** The same for rows that say the same. */
			content: string;
			notes: Note[];
	  }
	| { problem: Problem };

/** Read by whichever channel takes the most forms: bare digits, as spreadsheets leave them, are an international number where there are enough of them. */
const READ_AS: Readonly<Record<AddressKind, Channel>> = { phone: 'whatsapp', email: 'email', facebook: 'facebook', gmb: 'gmb' };
const KINDS = Object.keys(READ_AS) as AddressKind[];
const PLACE = /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?(?: [A-Z]{2}(?:-[A-Z0-9]{1,3})?){0,5}$/;

/** Reads one row. Never throws on what the row holds; nothing of the row is in a problem or a note. */
export function readRow(row: RawRow, rules: RowRules): ReadRow {
	if (!isAbsent(row.brand) && textOf(row.brand) !== rules.brand) return { problem: 'brand_other' };
	if (isAbsent(row.address)) return { problem: isAbsent(row.subject) ? 'address_missing' : 'address_erased' };
	const channel = CHANNELS.find((known) => known === wordOf(row.channel));
	const kind = kindOf(row, channel);
	const address = normalizeAddress(READ_AS[kind], row.address, rules.defaultCountry === undefined ? {} : { defaultCountry: rules.defaultCountry });
	if (!address.ok) return { problem: PROBLEM_OF_ADDRESS[address.reason] };
	const contact: ContactAddress = { kind, address: address.address };
	const notes: Note[] = [];
	const read = typeOf(row, notes) === 'consent' ? consentOf(row, contact, channel, rules, notes) : suppressionOf(row, contact, channel, notes);
	if ('problem' in read) return read;
	return { ...read, content: canonicalJson(read.changes), notes };
}

const PROBLEM_OF_ADDRESS = { ADDRESS_MISSING: 'address_missing', ADDRESS_INVALID: 'address_invalid', ADDRESS_IMPRECISE: 'address_imprecise' } as const;

type Read = { type: RecordType; stops: boolean; changes: Change[] } | { problem: Problem };

function suppressionOf(row: RawRow, contact: ContactAddress, channel: Channel | undefined, notes: Note[]): Read {
	const fits = channel !== undefined && ADDRESS_KINDS[channel] === contact.kind;
	const evidence = evidenceOf(row.evidence);
	const changes = readSuppression(row, fits ? channel : undefined, notes).map((scope): Change => ({ kind: 'suppress', contact, ...scope, ...(evidence !== undefined && { evidence }) }));
	return { type: 'suppression', stops: true, changes };
}

function consentOf(row: RawRow, contact: ContactAddress, channel: Channel | undefined, { at }: RowRules, notes: Note[]): Read {
	const messageClass = MESSAGE_CLASSES.find((known) => known === wordOf(row.classes));
	if (channel === undefined || ADDRESS_KINDS[channel] !== contact.kind) return { problem: 'channel_unreadable' };
	if (messageClass === undefined) return { problem: 'class_unreadable' };
	const raw: RawConsent = { preference: row.state, timestamp: row.time, basis: row.basis, confirmedAt: row.confirmed_at, expiresAt: row.expires_at };
	const record: ConsentRecord = readConsent(raw, channel, messageClass) ?? { channel, messageClass };
	const stops = record.state === 'withdrawn';
	const problem = problemOf(row, record, at);
	if (problem !== undefined && !stops) return { problem };
	if (problem !== undefined) notes.push('withdrawal_incomplete');
	const { faults: _, ...said } = record;
	const evidence = evidenceOf(row.evidence);
	const names = { source: row.source, wordingVersion: row.wording_version, region: row.region };
	const change: ConsentChange = {
		kind: 'consent',
		contact,
		...said,
		...Object.fromEntries(Object.entries(names).flatMap(([name, value]) => (textOf(value) === '' ? [] : [[name, textOf(value)]]))),
		...asItWasUnreadable(row),
		...placeOf(row, notes),
		...(evidence !== undefined && { evidence }),
		isOld: true,
	};
	return { type: 'consent', stops, changes: [change] };
}

/** What is there and can't be read turns a consent away; our own word for it stands for what nobody could read the first time either. */
function problemOf(row: RawRow, record: ConsentRecord, at: Date): Problem | undefined {
	const { faults = [], timestamp } = record;
	if (faults.includes('PREFERENCE_UNREADABLE') && row.state !== UNREADABLE) return 'state_unreadable';
	if (faults.includes('BASIS_UNREADABLE') && row.basis !== UNREADABLE) return 'basis_unreadable';
	const times = [row.time === UNREADABLE ? undefined : row.time, row.confirmed_at, row.expires_at];
	if (faults.includes('TIMESTAMP_INVALID') && readConsent({ timestamp: times[0], confirmedAt: times[1], expiresAt: times[2] }, record.channel, record.messageClass)?.faults !== undefined) return 'time_unreadable';
	return timestamp !== undefined && Date.parse(timestamp) > at.getTime() ? 'time_in_future' : undefined;
}

/** The store finds the same fault in it again. */
function asItWasUnreadable({ state, basis, time }: RawRow): Partial<ConsentChange> {
	return {
		...(state === UNREADABLE && { state: UNREADABLE as never }),
		...(basis === UNREADABLE && { basis: UNREADABLE as never }),
		...(time === UNREADABLE && { timestamp: UNREADABLE }),
	};
}

/** A row that does not say what it is stops messages, unless it tells of a choice that is no refusal. */
function typeOf(row: RawRow, notes: Note[]): RecordType {
	const word = wordOf(row.record);
	if (word === 'consent' || word === 'suppression') return word;
	const choice = isAbsent(row.reason) && !isAbsent(row.state) ? readConsent({ preference: row.state }, 'sms', 'marketing')?.state : undefined;
	if (choice === 'granted' || choice === 'pending') return 'consent';
	notes.push('record_unreadable');
	return 'suppression';
}

function kindOf(row: RawRow, channel: Channel | undefined): AddressKind {
	const said = KINDS.find((kind) => kind === wordOf(row.kind));
	return said ?? (channel && ADDRESS_KINDS[channel]) ?? (textOf(row.address).includes('@') ? 'email' : 'phone');
}

function placeOf({ time_zone: zone, jurisdiction }: RawRow, notes: Note[]): { timeZone?: string; jurisdiction?: string } {
	const [knownZone, code] = [isAbsent(zone) ? undefined : readZone(zone), textOf(jurisdiction).trim()];
	const isCode = PLACE.test(code);
	if ((knownZone === undefined && !isAbsent(zone)) || (!isCode && !isAbsent(jurisdiction))) notes.push('place_unreadable');
	return { ...(knownZone !== undefined && { timeZone: knownZone }), ...(isCode && { jurisdiction: code }) };
}

/** An object, or its JSON; any other text is a note. */
function evidenceOf(value: unknown): JsonObject | undefined {
	if (isAbsent(value)) return undefined;
	const given = typeof value === 'string' ? parsed(value) : value;
	return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as JsonObject) : { note: typeof value === 'string' ? value : JSON.stringify(value) };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A word of ours, whatever its case. */
function wordOf(value: unknown): string {
	return textOf(value).trim().toLowerCase();
}
