import type { ChainedText } from '../ledger/chain';
import type { EventKind, LedgerEvent, Origin } from '../ledger/event';
import type { JsonObject } from '../model/json';
import { toHex } from './hex';
import { writeInstant } from './instants';

/** Milliseconds from 1970 that a date can be away. */
const LATEST = 8.64e15;

/** An event as a backend keeps it. */
export interface StoredEvent {
	seq: number;
	/** Milliseconds. */
	at: number;
	kind: EventKind;
	subject: string | null;
	channel: LedgerEvent['channel'] | null;
	/** JSON. */
	payload: string;
	/** JSON. */
	origin: string;
	/** Hashes are bytes, or text in hexadecimal. */
	evidence_digest: Uint8Array | string | null;
	previous_hash: Uint8Array | string;
	hash: Uint8Array | string;
}

/** Of the row in `evidence`; null where there is none. */
export interface EvidenceColumn {
	body: string | null;
}

export function ledgerEvent(row: StoredEvent, brand: string): LedgerEvent {
	const event = { ...chainedText(row, brand), payload: readObject(row.payload), origin: readObject(row.origin) as Origin };
	return event as LedgerEvent;
}

/** An event to the letter, as verification wants it. */
export function chainedText(row: StoredEvent, brand: string): ChainedText {
	const event: ChainedText = {
		brand,
		seq: row.seq,
		at: readAt(row.at),
		kind: row.kind,
		payload: row.payload,
		origin: row.origin,
		previousHash: toHex(row.previous_hash),
		hash: toHex(row.hash),
	};
	if (row.subject !== null) event.subject = row.subject;
	if (row.channel !== null) event.channel = row.channel;
	if (row.evidence_digest !== null) event.evidenceDigest = toHex(row.evidence_digest);
	return event;
}

/** The evidence of a row, if there is any. */
export function evidenceOf({ body }: EvidenceColumn): { evidence?: JsonObject } {
	return typeof body === 'string' ? { evidence: readObject(body) } : {};
}

/** What somebody wrote over a row need not be JSON; its event then no longer has its hash, which is what verification tells. */
export function readObject(text: string): JsonObject {
	try {
		return JSON.parse(text) as JsonObject;
	} catch {
		return { unreadable: true };
	}
}

function readAt(at: number): string {
	return Number.isInteger(at) && Math.abs(at) <= LATEST ? writeInstant(at) : 'unreadable';
}
