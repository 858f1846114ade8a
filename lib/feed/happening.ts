import { CHANNELS, channelsOfKind, type Channel } from '../model/channel';
import type { JsonObject, JsonValue } from '../model/json';
import type { ContactAddress, FeedEvent } from '../store/port';
import type { EventType } from './event-type';
import type { EventGroup } from './group-events';
import { isApplied, isHold, typesOf } from './meaning';

/** One thing that happened to one contact, put together from its ledger events. */
export interface Happening {
	/** `<brand>:<seq>` of its first event; stable. */
	id: string;
	/** Numbers of its first and its last event. */
	first: number;
	last: number;
	/** Never empty, the main one first. */
	types: readonly [EventType, ...EventType[]];
	/** Absent where the contact has been erased, and for the erasure itself: somebody who came back later is not to be erased elsewhere. */
	contact?: ContactAddress;
	/** Channels it concerns; none where it concerns the contact as a whole. `all` only where nobody knows any more which those were. */
	channels: ReadonlyArray<Channel | 'all'>;
	/** Reasons of the suppressions set or lifted, once each. */
	reasons: readonly string[];
	/** What is told of it, as plain JSON. */
	told: JsonObject;
}

/** Reads what a group of events means; `undefined` where it changed nothing that anybody is told of. Never throws on contents. */
export function readHappening(events: EventGroup): Happening | undefined {
	const [main, ...others] = typesOf(events);
	if (main === undefined) return undefined;
	const types = [main, ...others] as const;
	const [begin] = events;
	const { ref: id } = begin;
	const contact = main === 'erasure' ? undefined : begin.contact;
	const channels = channelsOf(events, contact);
	const reasons = distinct(events.flatMap((event) => (event.kind === 'lift' && isHold(event) ? [] : textOf(event.payload.reason))));
	const text = types.includes('unclear_reply') ? first(events, ({ evidence }) => evidence?.text) : undefined;
	const receivedBy = first(events, ({ evidence }) => evidence?.receivedBy);
	const until = lastEnd(events);
	const told: JsonObject = {
		eventId: id,
		event: main,
		events: [...types],
		brand: begin.brand,
		at: begin.at,
		...(contact !== undefined && { address: contact.address, addressKind: contact.kind }),
		subject: begin.subject,
		channels: [...channels],
		reasons,
		...(until !== undefined && { until }),
		consents: events.filter((event) => event.kind === 'consent' && isApplied(event)).map(toldConsent),
		...(text !== undefined && { text }),
		...(receivedBy !== undefined && { receivedBy }),
		changes: events.map(toldChange),
	};
	return { id, first: begin.seq, last: (events.at(-1) ?? begin).seq, types, ...(contact !== undefined && { contact }), channels, reasons, told };
}

/** In the order of `CHANNELS`; every channel of the address where all of them are meant. */
function channelsOf(events: EventGroup, contact: ContactAddress | undefined): Array<Channel | 'all'> {
	const named = new Set(events.flatMap(({ channel }) => (channel === 'all' && contact !== undefined ? channelsOfKind(contact.kind) : (channel ?? []))));
	return named.has('all') ? ['all'] : CHANNELS.filter((channel) => named.has(channel));
}

/** When everything is over that was set; `undefined` where something has no end, or nothing was set. Ends are written alike, so that the later one sorts last. */
function lastEnd(events: EventGroup): string | undefined {
	const set = events.filter(({ kind }) => kind === 'suppress');
	const ends = set.flatMap(({ payload }) => textOf(payload.until)).sort();
	return ends.length === set.length ? ends.at(-1) : undefined;
}

const CONSENT_FACTS = ['messageClass', 'state', 'source', 'wordingVersion', 'timestamp'] as const;

function toldConsent({ channel, payload }: FeedEvent): JsonObject {
	const facts = CONSENT_FACTS.flatMap((name) => (payload[name] === undefined ? [] : [[name, payload[name]] as const]));
	return { ...(channel !== undefined && { channel }), ...Object.fromEntries(facts) };
}

/** The key is a hash of what caused the change, of use to the store alone. */
function toldChange({ ref, kind, channel, payload: { key: _, ...payload } }: FeedEvent): JsonObject {
	return { ...payload, ref, kind, ...(channel !== undefined && { channel }) };
}

function first(events: EventGroup, read: (event: FeedEvent) => JsonValue | undefined): string | undefined {
	return events.flatMap((event) => textOf(read(event)))[0];
}

function textOf(value: JsonValue | undefined): string[] {
	return typeof value === 'string' ? [value] : [];
}

function distinct(values: readonly string[]): string[] {
	return [...new Set(values)];
}
