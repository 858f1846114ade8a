import type { EventKind, LedgerEvent, LedgerHead, Origin } from '../ledger/event';
import type { AddressKind, Channel, Direction, MessageClass } from '../model/channel';
import type { ConsentBasis, ConsentRecord, ConsentState } from '../model/consent';
import type { JsonObject } from '../model/json';
import type { ReasonCode } from '../model/reasons';
import type { Lifter, Suppression, SuppressionReason } from '../model/suppression';
import type { ComplianceStatus, Verdict } from '../model/verdict';

/** A normalised address and what kind of address it is. */
export interface ContactAddress {
	kind: AddressKind;
	address: string;
}

/** What is on record about one address. */
export interface StoredFacts {
	/** Keyed hash of brand, kind and address. */
	subject: string;
	/** At most one record for each channel and message class. */
	consents: readonly ConsentRecord[];
	/**
	 * Those that are in force at the instant asked for: not lifted and not ended. One that begins later counts
	 * too: a clock that was set back must not reopen the way to somebody who has opted out.
	 */
	suppressions: readonly Suppression[];
	/** IANA zone stored with the contact. */
	timeZone?: string;
	/** ISO 3166-1 alpha-2 or ISO 3166-2 code of the place stored with the contact; several, separated by blanks, where it may be any of them. */
	jurisdiction?: string;
}

/** What there is to know about an address; looked up one by one. `place` is the time zone and the jurisdiction. */
export const FACT_PARTS = ['consents', 'suppressions', 'place'] as const;
export type FactPart = (typeof FACT_PARTS)[number];

interface ChangeBase {
	/**
	 * Names the cause of the change, such as a provider's message id. Several changes of one call may share a
	 * cause; in a later call of the same brand every change with that key is a duplicate and not applied.
	 */
	key?: string;
	/** Facts with personal data that prove the change: page, IP, wording, who recorded it. Kept apart from the ledger. */
	evidence?: JsonObject;
}

/** A consent given, confirmed or withdrawn. */
export interface ConsentChange extends ChangeBase {
	kind: 'consent';
	contact: ContactAddress;
	channel: Channel;
	messageClass: MessageClass;
	state?: ConsentState;
	source?: string;
	/** When the contact said so, ISO 8601 in UTC. */
	timestamp?: string;
	wordingVersion?: string;
	region?: string;
	expiresAt?: string;
	/** Absent: express. */
	basis?: ConsentBasis;
	/** When the contact confirmed a double opt-in, ISO 8601 in UTC. */
	confirmedAt?: string;
	/** IANA zone of the contact, stored beside the consent. */
	timeZone?: string;
	/**
	 * Where the contact lives, ISO 3166-1 alpha-2 or ISO 3166-2, or several separated by blanks, stored beside the consent. What is no such code counts as never given; a
	 * country does not take the place of one of its regions.
	 */
	jurisdiction?: string;
}

/** A new reason not to message a contact. */
export interface SuppressChange extends ChangeBase {
	kind: 'suppress';
	contact: ContactAddress;
	reason: SuppressionReason;
	channel: Channel | 'all';
	classes: readonly MessageClass[];
	direction: Direction;
	sender?: string;
	/** First instant at which it no longer holds, ISO 8601 in UTC; absent: until lifted. */
	until?: string;
}

/** The end of one suppression. Whether `by` may lift it is decided before, by the suppression rules. */
export interface LiftChange extends ChangeBase {
	kind: 'lift';
	contact: ContactAddress;
	suppressionId: string;
	by: Lifter;
}

/** A policy of the brand, put on record as a whole so that every decision's `policyVersion` can be looked up. Holds no personal data. */
export interface PolicyChange extends ChangeBase {
	kind: 'policy';
	/** Names this very document: no other one of the brand is ever recorded under it. */
	version: string;
	policy: JsonObject;
	/** Whether it becomes the brand's policy, in the place of the one before; if not it is only on record. */
	inForce: boolean;
}

/** The outcome of a gate, kept as proof. Changes no state. */
export interface DecisionChange {
	kind: 'decision';
	/** Absent where the address could not be read. */
	contact?: ContactAddress;
	channel?: Channel;
	messageClass?: MessageClass;
	verdict: Verdict;
	status: ComplianceStatus;
	codes: readonly ReasonCode[];
	policyVersion: string;
	/** The instant decided for, ISO 8601 in UTC. */
	at: string;
	sendAt?: string;
}

/** A change of what is known about a contact. */
export type StateChange = ConsentChange | SuppressChange | LiftChange;
export type Change = StateChange | PolicyChange | DecisionChange;

/** A policy as it is on record. */
export interface StoredPolicy {
	version: string;
	/** The whole document, as it was recorded. */
	policy: JsonObject;
	/** `<brand>:<seq>` of the event that holds it. */
	ref: string;
	/** When that event was recorded, ISO 8601 in UTC with milliseconds. */
	since: string;
}

export interface ChangeResult {
	/**
	 * `applied`: the state is now different. `already`: the state was so before; the event is on record all
	 * the same. `duplicate`: this key was recorded by an earlier call; nothing was written.
	 */
	outcome: 'applied' | 'already' | 'duplicate';
	/**
	 * `<brand>:<seq>` of the event; for a duplicate, of the first one. Decisions of a batch share events: theirs is
	 * `<brand>:<seq>/<row>`, rows counted from 0.
	 */
	ref: string;
}

/** One event about a contact, or the one row about the contact in an event that holds the decisions of a batch. */
export interface HistoryEntry extends Omit<LedgerEvent, 'kind'> {
	kind: Exclude<EventKind, 'decisions' | 'policy'> | 'decision';
	/** As in `ChangeResult`. */
	ref: string;
	/** Absent when there never was any, or when it has been erased. */
	evidence?: JsonObject;
}

/**
 * Where consent, suppressions and the ledger live. Every backend passes `test/conformance`.
 *
 * All methods work on whole batches, may be called at the same time by several processes, and reject with
 * a `ComplianceError` (`STORE_*`) that holds no address, text or evidence. All state belongs to a brand:
 * nothing recorded for one brand is ever seen through another.
 */
export interface ComplianceStore {
	readonly backend: 'sqlite' | 'postgres';

	/**
	 * The facts on record for each address, in the order asked, with an entry for addresses never seen.
	 * An address may occur several times. `at` decides which temporary suppressions are in force. With `parts` only
	 * those are looked up and the others are left empty: a caller names all that it decides by.
	 */
	readFacts(brand: string, contacts: readonly ContactAddress[], at: Date, parts?: readonly FactPart[]): Promise<StoredFacts[]>;

	/**
	 * Records all changes in one transaction, in order, each with its ledger event (decisions that follow each other
	 * share one), and resolves only when
	 * they are on disk. Either all of them are recorded or none.
	 *
	 * - A consent becomes the current one unless the current one is newer, by `timestamp` (where there is
	 *   none: by the instant of recording); between equals a withdrawal wins. An older one yields `already`.
	 *   A time later than the recording counts as the recording; a withdrawal without a time is the latest
	 *   word even where the clock went backwards; a grant whose time can't be read replaces nothing.
	 * - A suppression equal to one in force (same contact, reason, channel, classes, direction and sender)
	 *   yields `already` and takes its place, under a new id and with the later `since`; if either of the two has no
	 *   end the one in force has none, otherwise the later end counts.
	 *   Of callers racing with equal suppressions exactly one gets `applied`.
	 * - Lifting ends exactly the named suppression of that contact and leaves the others; one that is
	 *   unknown or no longer in force yields `already`.
	 * - A policy in force takes the place of the brand's earlier one, and yields `already` where it is in force; one that is only
	 *   put on record changes nothing else, and yields `already` where it is on record. Another document under a version that is
	 *   on record rejects with `CONFIG_INVALID`.
	 *
	 * @param at the instant of recording; stored to the millisecond.
	 */
	record(brand: string, changes: readonly Change[], origin: Origin, at: Date): Promise<ChangeResult[]>;

	/** The policy in force, and since when; `undefined` where the brand has set none. */
	readPolicy(brand: string): Promise<StoredPolicy | undefined>;

	/** Every policy on record, those in force at any time and those only put on record, once each and oldest first. */
	policies(brand: string): Promise<StoredPolicy[]>;

	/** All events about one address except decisions unless asked for, oldest first, with evidence. */
	history(brand: string, contact: ContactAddress, options?: { decisions?: boolean }): Promise<HistoryEntry[]>;

	/** The brand's whole chain in order, read in pages so that memory stays constant. */
	events(brand: string): AsyncIterable<LedgerEvent>;

	/** The last event of the brand's chain; `undefined` for a brand without events. */
	head(brand: string): Promise<LedgerHead | undefined>;

	/** Releases files and connections. Calls after it reject with `STORE_UNAVAILABLE`. */
	close(): Promise<void>;
}

export type StoreConfig = { backend: 'sqlite'; file: string } | { backend: 'postgres'; connectionString: string };
