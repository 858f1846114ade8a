import { DIRECTIONS, MESSAGE_CLASSES, type Channel, type Direction, type MessageClass } from '../model/channel';
import { isAbsent } from '../model/is-absent';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES, type SuppressionReason, type SuppressionRule } from '../model/suppression';
import type { SuppressChange } from '../store/port';
import { readInstant } from '../time/instant';
import { readUtcInstant } from '../time/utc-instant';
import { textOf, wordOf } from './cell';
import { readClasses } from './classes';
import type { RawRow } from './columns';
import type { Note } from './findings';

type Scope = Omit<SuppressChange, 'kind' | 'contact' | 'key' | 'evidence'>;

/** For a row whose reason nobody can read: staff can't lift it. */
const UNREADABLE_REASON: SuppressionReason = 'opt_out_recorded';

/**
 * What a row stops. It never stops less than the row says: what is there and can't be read counts as the widest, and `notes` says so.
 *
 * @param channel as far as it fits the address.
 */
export function readSuppression(row: RawRow, channel: Channel | undefined, notes: Note[]): Scope[] {
	const reason = SUPPRESSION_REASONS.find((known) => known === wordOf(row.reason));
	if (reason === undefined) notes.push('reason_unreadable');
	const rule: SuppressionRule = SUPPRESSION_RULES[reason ?? UNREADABLE_REASON];
	const shared = {
		reason: reason ?? UNREADABLE_REASON,
		channel: channelOf(row, channel, notes),
		classes: classesOf(row, reason === undefined ? MESSAGE_CLASSES : rule.classes, notes),
		// A sender narrows a stop; what exports write for nothing names none.
		...(isAbsent(textOf(row.sender)) ? {} : { sender: textOf(row.sender) }),
		...(textOf(row.received_by) === '' ? {} : { receivedBy: textOf(row.received_by) }),
		...timesOf(row, rule, notes),
	};
	return directionsOf(row, rule, notes).map((direction) => ({ ...shared, direction }));
}

function channelOf(row: RawRow, channel: Channel | undefined, notes: Note[]): Channel | 'all' {
	if (channel === undefined && wordOf(row.channel) !== 'all') notes.push('channel_unreadable');
	return channel ?? 'all';
}

function classesOf({ classes }: RawRow, usual: readonly MessageClass[], notes: Note[]): readonly MessageClass[] {
	if (isAbsent(classes)) return usual;
	const known = readClasses(classes);
	if (known !== undefined) return known;
	notes.push('classes_unreadable');
	return MESSAGE_CLASSES;
}

function directionsOf({ direction }: RawRow, rule: SuppressionRule, notes: Note[]): readonly Direction[] {
	if (isAbsent(direction)) return [rule.direction];
	const known = DIRECTIONS.find((one) => one === wordOf(direction));
	if (known !== undefined) return [known];
	notes.push('direction_unreadable');
	return DIRECTIONS;
}

/** An end needs a time zone: a date alone may be meant to end with its day. */
function timesOf({ time, until }: RawRow, { liftedBy }: SuppressionRule, notes: Note[]): { occurredAt?: string; until?: string } {
	const [begun, end] = [readUtcInstant(time), readInstant(until)];
	if (begun === undefined && !isAbsent(time)) notes.push('time_unreadable');
	const mayEnd = liftedBy.includes('expiry');
	if (!isAbsent(until) && (end === undefined || !mayEnd)) notes.push(mayEnd ? 'until_unreadable' : 'until_dropped');
	return { ...(begun !== undefined && { occurredAt: begun.toISOString() }), ...(end !== undefined && mayEnd && { until: end.toISOString() }) };
}
