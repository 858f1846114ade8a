import { hash } from 'node:crypto';
import { canonicalJson, quoted } from './canonical-json';
import type { EventKind, LedgerEvent } from './event';

/** What stands in the place of the previous hash in the first event of a chain. */
export const GENESIS_HASH = '0'.repeat(64);

/** An event before it is chained, its objects written as canonical JSON already. */
export interface EventText {
	brand: string;
	seq: number;
	at: string;
	kind: EventKind;
	subject?: string | undefined;
	channel?: string | undefined;
	/** Canonical JSON. */
	payload: string;
	/** Canonical JSON. */
	origin: string;
	evidenceDigest?: string | undefined;
	previousHash: string;
}

/** An event as it is on record, to the letter: `payload` and `origin` are whatever text stands there. */
export interface ChainedText extends EventText {
	/** SHA-256, hex. */
	hash: string;
}

/**
 * The hash of an event: SHA-256 in hex over the canonical JSON of all its fields but `hash`, absent ones
 * left out. It holds the hash of the event before, which makes the chain.
 *
 * @example hashEvent(first) === second.previousHash // => true
 */
export function hashEvent(event: Omit<LedgerEvent, 'hash'>): string {
	return hashEventText({ ...event, payload: canonicalJson(event.payload), origin: canonicalJson(event.origin) });
}

/** The same as {@link hashEvent}, for a writer that has the canonical JSON at hand. */
export function hashEventText(event: EventText): string {
	return hash('sha256', eventText(event), 'hex');
}

function eventText(event: EventText): string {
	const channel = event.channel === undefined ? '' : `,"channel":${quoted(event.channel)}`;
	const digest = event.evidenceDigest === undefined ? '' : `,"evidenceDigest":${quoted(event.evidenceDigest)}`;
	const subject = event.subject === undefined ? '' : `,"subject":${quoted(event.subject)}`;
	return (
		`{"at":${quoted(event.at)},"brand":${quoted(event.brand)}${channel}${digest},"kind":${quoted(event.kind)}` +
		`,"origin":${event.origin},"payload":${event.payload},"previousHash":${quoted(event.previousHash)},"seq":${JSON.stringify(event.seq)}${subject}}`
	);
}
