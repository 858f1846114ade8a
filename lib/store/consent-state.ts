import { CONSENT_BASES, CONSENT_STATES, type ConsentFault, type ConsentRecord } from '../model/consent';
import type { JsonObject } from '../model/json';
import { readMillis, writeInstant } from './instants';
import type { ConsentChange } from './port';

/** The current consent of one subject for one channel and class, as a backend keeps it. */
export interface StoredConsent {
	subject: string;
	channel: string;
	messageClass: string;
	/** The instant by which it is newer or older than another, in milliseconds. */
	effective: number;
	/** Of the event that holds the proof. */
	seq: number;
	/** Without `ref`. */
	record: ConsentRecord;
}

/** A dated consent whose date can't be read: never newer than another. */
const UNDATED = Number.MIN_SAFE_INTEGER;

/**
 * Whether a consent becomes the current one; undefined where it does not.
 *
 * The newer one wins, by the contact's own time, which can't be later than the recording; between equals a
 * withdrawal. A withdrawal without a time is the contact's latest word even if the clock went backwards
 * since, and a grant whose time can't be read replaces nothing.
 *
 * @param at the instant of recording, milliseconds.
 */
export function nextConsent(
	current: StoredConsent | undefined,
	change: ConsentChange,
	subject: string,
	seq: number,
	at: number,
): StoredConsent | undefined {
	const record = consentRecord(change, at);
	const effective = effectiveInstant(record, change, current, at);
	const { channel, messageClass } = record;
	const next = { subject, channel, messageClass, effective, seq, record };
	return current === undefined || replaces(next, current, change.isOld === true) ? next : undefined;
}

/** @param isOld whether the next one comes from a list: of the same time it tells nothing newer, and may tell less. */
function replaces(next: StoredConsent, current: StoredConsent, isOld: boolean): boolean {
	if (next.effective !== current.effective) return next.effective > current.effective;
	if ((isOld || isWithdrawal(current.record)) && !isWithdrawal(next.record)) return false;
	return JSON.stringify(next.record) !== JSON.stringify(current.record);
}

function effectiveInstant(record: ConsentRecord, { timestamp, isOld }: ConsentChange, current: StoredConsent | undefined, at: number): number {
	const said = readMillis(record.timestamp);
	if (said !== undefined) return Math.min(said, at);
	if (isWithdrawal(record)) return Math.max(at, current?.effective ?? at);
	return isGiven(timestamp) || isOld === true ? UNDATED : at;
}

/** What an erasure leaves of a consent: that it was withdrawn and when, so that no older one takes its place; nothing of one that was not. */
export function erasedConsent({ record, ...consent }: StoredConsent): StoredConsent | undefined {
	if (!isWithdrawal(record)) return undefined;
	const { channel, messageClass, state, timestamp } = record;
	return { ...consent, record: present({ channel, messageClass, state, timestamp }) as ConsentRecord };
}

/** What is kept of a change. Fields that are empty or of a wrong type count as never given. */
export function consentRecord(change: ConsentChange, at: number): ConsentRecord {
	const faults: ConsentFault[] = [];
	const timestamp = readMillis(change.timestamp);
	if (timestamp === undefined && isGiven(change.timestamp)) faults.push('TIMESTAMP_INVALID');
	const state = CONSENT_STATES.find((known) => known === change.state);
	if (state === undefined && isGiven(change.state)) faults.push('PREFERENCE_UNREADABLE');
	const basis = CONSENT_BASES.find((known) => known === change.basis);
	if (basis === undefined && isGiven(change.basis)) faults.push('BASIS_UNREADABLE');
	const confirmed = readMillis(change.confirmedAt);
	const fields = {
		channel: change.channel,
		messageClass: change.messageClass,
		state,
		source: text(change.source),
		timestamp: timestamp === undefined ? undefined : writeInstant(timestamp),
		wordingVersion: text(change.wordingVersion),
		region: text(change.region),
		basis,
		// One that can't be read confirms nothing.
		confirmedAt: confirmed === undefined ? undefined : writeInstant(confirmed),
		expiresAt: expiry(change.expiresAt, at),
		faults: faults.length > 0 ? faults : undefined,
	};
	return present(fields) as ConsentRecord;
}

/** Without the fields that are not known. */
function present<T extends object>(fields: T): Partial<T> {
	const known: Partial<T> = {};
	for (const name of Object.keys(fields) as Array<keyof T>) {
		if (fields[name] !== undefined) known[name] = fields[name];
	}
	return known;
}

/** The record as the payload of its event, which has the channel in a field of its own. */
export function consentPayload(record: ConsentRecord): JsonObject {
	const { channel: _channel, ...fields } = record;
	return fields as JsonObject;
}

/** An end that can't be read is an end at once: a consent of unknown length proves nothing. */
function expiry(value: unknown, at: number): string | undefined {
	return isGiven(value) ? writeInstant(readMillis(value) ?? at) : undefined;
}

function isWithdrawal(record: ConsentRecord): boolean {
	return record.state === 'withdrawn';
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

/** A text that says something. */
export function text(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
