import type { Channel } from '../model/channel';
import type { JsonObject } from '../model/json';

/**
 * What a ledger event is about. A `decisions` event holds the outcomes of a gate for up to 1,000 contacts, a `policy` event
 * a policy of the brand as a whole. `answer`: the permission for one automatic answer; `reserve`: one send to a contact, granted or refused by a cap; `report`: a provider's code that nobody knows; `erase`: the
 * address and the evidence of a contact were removed; `retain`: so many rows were removed because they were older than the policy keeps them.
 */
export const EVENT_KINDS = ['consent', 'suppress', 'lift', 'answer', 'reserve', 'report', 'erase', 'decisions', 'policy', 'retain'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Where in n8n, or by whom, an event was caused. */
export interface Origin {
	workflow?: string;
	execution?: string;
	node?: string;
	/** A role or user id, never a name or an address. */
	actor?: string;
}

/** One row of a brand's append-only, hash-chained record. Holds no address, text or evidence in the clear. */
export interface LedgerEvent {
	brand: string;
	/** 1 for the first event of the brand, without gaps. */
	seq: number;
	/** When it was recorded, ISO 8601 in UTC with milliseconds. */
	at: string;
	kind: EventKind;
	/** Keyed hash of the address; absent for `decisions`, whose rows name one each, for `policy`, which is about nobody, and for a `report` that names nobody. */
	subject?: string;
	channel?: Channel | 'all';
	payload: JsonObject;
	origin: Origin;
	/** Salted digest of the evidence, so that the evidence can be erased and the chain still verifies. */
	evidenceDigest?: string;
	/** Hash of the event before; for the first event, 64 zeros. */
	previousHash: string;
	/** SHA-256, hex. */
	hash: string;
}

/** The last event of a brand's chain. */
export interface LedgerHead {
	seq: number;
	hash: string;
}
