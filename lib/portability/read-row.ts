import { type RawConsent, readConsent } from '../consent';
import { canonicalJson } from '../ledger/canonical-json';
import { ADDRESS_KINDS, CHANNELS, channelsOfKind, MESSAGE_CLASSES, type AddressKind, type Channel, type MessageClass } from '../model/channel';
import type { ConsentRecord, ConsentState } from '../model/consent';
import { isAbsent } from '../model/is-absent';
import type { JsonObject } from '../model/json';
import { normalizeAddress } from '../phone';
import type { ConsentChange, ContactAddress, SuppressChange } from '../store/port';
import { readZone } from '../time/zone';
import { textOf, wordOf } from './cell';
import { readClasses } from './classes';
import { UNREADABLE, type RawRow, type RecordType } from './columns';
import type { Note, Problem } from './findings';
import { readSuppression } from './read-suppression';

export interface RowRules {
	brand: string;
	/** ISO 3166-1 alpha-2, for numbers without a country code. */
	defaultCountry?: string | undefined;
	at: Date;
}

/** What a list can tell. */
export type ListedChange = ConsentChange | SuppressChange;

/** What a row says, in words of the store. */
export type ReadRow =
	| {
			type: RecordType;
			/** Whether it takes something away from whoever sends; such rows are recorded first. */
			stops: boolean;
			changes: ListedChange[];
			/**
			 * Whether the same row tells the same when it comes again. A stop that does not say when it was may be a new one, of a contact who had opted in
			 * again after the first.
			 */
			isOnce: boolean;
			/** The same for rows that say the same. */
			content: string;
			notes: Note[];
	  }
	| { problem: Problem };

/**
 * The channel that takes the most forms: bare digits, as spreadsheets leave them, are an international number where there are enough of them. For rows that stop
 * messages only: whose number it is would be a guess, and nobody may be sent anything on a guess.
 */
const READ_AS: Readonly<Record<AddressKind, Channel>> = { phone: 'whatsapp', email: 'email', facebook: 'facebook', gmb: 'gmb' };
const KINDS = Object.keys(READ_AS) as AddressKind[];
const PLACE = /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?(?: [A-Z]{2}(?:-[A-Z0-9]{1,3})?){0,5}$/;

/** Reads one row. Never throws on what the row holds; nothing of the row is in a problem or a note. */
export function readRow(row: RawRow, rules: RowRules): ReadRow {
	if (!isAbsent(row.brand) && textOf(row.brand) !== rules.brand) return { problem: 'brand_other' };
	if (isAbsent(row.address)) return { problem: isAbsent(row.subject) ? 'address_missing' : 'address_erased' };
	const notes: Note[] = [];
	const type = typeOf(row, notes);
	const stops = type === 'suppression' || choiceOf(row) === 'withdrawn';
	const named = CHANNELS.find((known) => known === wordOf(row.channel));
	const kind = kindOf(row, named);
	const channel = named !== undefined && ADDRESS_KINDS[named] === kind ? named : undefined;
	const address = normalizeAddress(stops ? READ_AS[kind] : (channel ?? READ_AS[kind]), row.address, rules.defaultCountry === undefined ? {} : { defaultCountry: rules.defaultCountry });
	if (!address.ok) return { problem: PROBLEM_OF_ADDRESS[address.reason] };
	const contact: ContactAddress = { kind, address: address.address };
	const changes = type === 'suppression' ? suppressionsOf(row, contact, channel, notes) : stops ? withdrawalsOf(row, contact, channel, rules, notes) : consentOf(row, contact, channel, rules, notes);
	if ('problem' in changes) return changes;
	const isOnce = !stops || changes.some((change) => isReviewHold(change) || isDated(change, rules.at));
	return { type, stops, changes, isOnce, content: canonicalJson(changes), notes };
}

const PROBLEM_OF_ADDRESS = { ADDRESS_MISSING: 'address_missing', ADDRESS_INVALID: 'address_invalid', ADDRESS_IMPRECISE: 'address_imprecise' } as const;

/** Each of them is another reply: without a name of its own, the same one would be held twice. */
function isReviewHold(change: ListedChange): boolean {
	return change.kind === 'suppress' && change.reason === 'review_hold';
}

function isDated(change: ListedChange, at: Date): boolean {
	const time = change.kind === 'suppress' ? change.occurredAt : change.timestamp;
	return time !== undefined && Date.parse(time) <= at.getTime();
}

function suppressionsOf(row: RawRow, contact: ContactAddress, channel: Channel | undefined, notes: Note[]): SuppressChange[] {
	const evidence = evidenceOf(row.evidence);
	return readSuppression(row, channel, notes).map((scope): SuppressChange => ({ kind: 'suppress', contact, ...scope, ...(evidence !== undefined && { evidence }) }));
}

function consentOf(row: RawRow, contact: ContactAddress, channel: Channel | undefined, { at }: RowRules, notes: Note[]): ConsentChange[] | { problem: Problem } {
	const [messageClass, ...others] = readClasses(row.classes) ?? [];
	if (channel === undefined) return { problem: 'channel_unreadable' };
	if (messageClass === undefined || others.length > 0) return { problem: 'class_unreadable' };
	const record = recordOf(row, channel, messageClass);
	const problem = problemOf(row, record, at);
	return problem === undefined ? consentChanges(row, contact, [record], notes) : { problem };
}

/** Never narrower than the row, and never turned away: a consent on record would go on being used. */
function withdrawalsOf(row: RawRow, contact: ContactAddress, channel: Channel | undefined, { at }: RowRules, notes: Note[]): ConsentChange[] {
	const channels = channel === undefined ? channelsOfKind(contact.kind) : [channel];
	const classes = readClasses(row.classes);
	const records = channels.flatMap((one) => (classes ?? MESSAGE_CLASSES).map((messageClass) => recordOf(row, one, messageClass)));
	if (channel === undefined || classes === undefined || records.some((record) => problemOf(row, record, at) !== undefined)) notes.push('withdrawal_incomplete');
	return consentChanges(row, contact, records, notes);
}

function recordOf(row: RawRow, channel: Channel, messageClass: MessageClass): ConsentRecord {
	const raw: RawConsent = { preference: row.state, timestamp: row.time, basis: row.basis, confirmedAt: row.confirmed_at, expiresAt: row.expires_at };
	return readConsent(raw, channel, messageClass) ?? { channel, messageClass };
}

function consentChanges(row: RawRow, contact: ContactAddress, records: readonly ConsentRecord[], notes: Note[]): ConsentChange[] {
	const evidence = evidenceOf(row.evidence);
	const names = { source: row.source, wordingVersion: row.wording_version, region: row.region };
	const shared = {
		...Object.fromEntries(Object.entries(names).flatMap(([name, value]) => (textOf(value) === '' ? [] : [[name, textOf(value)]]))),
		...asItWasUnreadable(row),
		...placeOf(row, notes),
		...(evidence !== undefined && { evidence }),
		isOld: true,
	};
	return records.map(({ faults: _, ...said }): ConsentChange => ({ kind: 'consent', contact, ...said, ...shared }));
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
	const choice = isAbsent(row.reason) ? choiceOf(row) : undefined;
	if (choice === 'granted' || choice === 'pending') return 'consent';
	notes.push('record_unreadable');
	return 'suppression';
}

function choiceOf({ state }: RawRow): ConsentState | undefined {
	return readConsent({ preference: state }, 'sms', 'marketing')?.state;
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
