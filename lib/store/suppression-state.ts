import { CHANNELS, DIRECTIONS, MESSAGE_CLASSES, type MessageClass } from '../model/channel';
import { KEPT_BY_PROVIDER, SUPPRESSION_RULES, type Suppression } from '../model/suppression';
import { readMillis, writeInstant } from './instants';
import type { SuppressChange } from './port';

/** A suppression that was not lifted, as a backend keeps it. */
export interface StoredSuppression {
	subject: string;
	/** Of the event that began it. */
	seq: number;
	/** First instant at which it no longer holds, milliseconds; absent: until lifted. */
	until?: number | undefined;
	record: Omit<Suppression, 'until'>;
}

/** What `suppress` does to the suppressions of one contact. */
export interface Suppressed {
	outcome: 'applied' | 'already';
	/** The one in force after it. */
	suppression: StoredSuppression;
	/** The equal one whose place it takes. */
	replaced?: StoredSuppression;
}

/** Names a suppression by the event that began it, so that the name is unique within the brand. */
export function suppressionId(seq: number): string {
	return `s${seq}`;
}

/**
 * Adds a suppression. Where an equal one is in force it takes its place, said at the later time of the two and with their
 * later end, and received by whom it was said to last, as far as that is known. When it happened is known only where both tell it.
 *
 * @param at the instant of recording, milliseconds.
 */
export function suppress(
	existing: Iterable<StoredSuppression>,
	change: SuppressChange,
	subject: string,
	seq: number,
	at: number,
): Suppressed {
	const record = suppressionRecord(change, seq, at);
	const until = readMillis(change.until);
	let wanted: string | undefined;
	for (const one of existing) {
		if (hasEnded(one, at) || scopeOf(one.record) !== (wanted ??= scopeOf(record))) continue;
		// Under a new name: whoever read the old one before, and lifts it now, has not heard what was said since.
		const { occurredAt: _, ...kept } = one.record;
		const renewed = { ...kept, ...happenedLast(one.record, record), ...heardBy(change), id: suppressionId(seq), since: later(one.record.since, record.since) };
		return { outcome: 'already', replaced: one, suppression: { subject, seq, until: laterEnd(one.until, until), record: renewed } };
	}
	return { outcome: 'applied', suppression: { subject, seq, until, record } };
}

/** Whether its end has come; one without an end never ends by itself. */
export function hasEnded(suppression: StoredSuppression, at: number): boolean {
	return suppression.until !== undefined && suppression.until <= at;
}

/**
 * Whether everything by which a suppression stops somebody is there. One that was written over, or that a newer version of the package has recorded, would
 * otherwise stop nobody.
 */
export function isReadable({ record, until }: Pick<StoredSuppression, 'record' | 'until'>): boolean {
	if (typeof record !== 'object' || record === null) return false;
	const { reason, channel, classes, direction } = record;
	const stopsSome = Array.isArray(classes) && classes.length > 0 && classes.every((one) => MESSAGE_CLASSES.includes(one));
	const isScoped = (channel === 'all' || CHANNELS.includes(channel)) && DIRECTIONS.includes(direction);
	return stopsSome && isScoped && Object.hasOwn(SUPPRESSION_RULES, reason) && (until === undefined || Number.isSafeInteger(until));
}

/** The suppression as a gate sees it. */
export function visibleSuppression({ record, until }: Pick<StoredSuppression, 'record' | 'until'>): Suppression {
	return until === undefined ? record : { ...record, until: writeInstant(until) };
}

function suppressionRecord(change: SuppressChange, seq: number, at: number): StoredSuppression['record'] {
	const sender = ours(change.sender, change);
	return {
		id: suppressionId(seq),
		reason: change.reason,
		channel: change.channel,
		classes: classesOf(change),
		direction: change.direction,
		...(sender === undefined ? {} : { sender }),
		...heardBy(change),
		...happened(change, at),
		since: writeInstant(at),
	};
}

/** Our own number that was told, where the change names one. */
export function heardBy(change: SuppressChange): { receivedBy?: string } {
	const number = ours(change.receivedBy, change);
	return number === undefined ? {} : { receivedBy: number };
}

function happened({ occurredAt }: SuppressChange, at: number): { occurredAt?: string } {
	const then = readMillis(occurredAt);
	return then === undefined || then > at ? {} : { occurredAt: writeInstant(then) };
}

/** One that tells no time may have happened as late as it was recorded. */
function happenedLast({ occurredAt: one }: StoredSuppression['record'], { occurredAt: other }: StoredSuppression['record']): { occurredAt?: string } {
	return one === undefined || other === undefined ? {} : { occurredAt: later(one, other) };
}

/** The contact's own address is no number of ours, but a field mapped the wrong way round; it would outlive the erasure of the contact. */
function ours(name: unknown, { contact }: SuppressChange): string | undefined {
	return typeof name === 'string' && name !== '' && bare(name) !== bare(String(contact.address)) ? name : undefined;
}

/** Without what providers write around an address. */
function bare(address: string): string {
	return address.toLowerCase().replace(/^(?:whatsapp|rcs|sms|tel|mailto):/, '').replace(/[\s()+.-]/g, '');
}

/** In one order and once each; a suppression that names none stops what its reason stops. */
function classesOf(change: SuppressChange): MessageClass[] {
	const named = MESSAGE_CLASSES.filter((known) => change.classes.includes(known));
	return named.length > 0 ? named : [...SUPPRESSION_RULES[change.reason].classes];
}

/**
 * Equal for suppressions that say the same. A provider that blocks two of our numbers has said two things, and two unclear replies are never equal:
 * who decides about one has not read the other.
 */
function scopeOf({ id, reason, channel, classes, direction, sender, receivedBy }: StoredSuppression['record']): string {
	return JSON.stringify([reason, channel, classes, direction, sender ?? null, KEPT_BY_PROVIDER.has(reason) ? (receivedBy ?? null) : null, reason === 'review_hold' ? id : null]);
}

/** Of two instants as `writeInstant` writes them; a clock that was set back makes nothing older. */
function later(one: string, other: string): string {
	return one > other ? one : other;
}

function laterEnd(one: number | undefined, other: number | undefined): number | undefined {
	return one === undefined || other === undefined ? undefined : Math.max(one, other);
}
