import type { ChainedText } from '../ledger/chain';
import type { EventKind, LedgerEvent, LedgerHead, Origin } from '../ledger/event';
import type { Answer } from '../model/answer';
import type { ConsentRecord } from '../model/consent';
import type { JsonObject } from '../model/json';
import type { Suppression } from '../model/suppression';
import type { Change, ContactAddress, Reservation, ReserveRequest } from './changes';
import type { PostgresConfig } from './postgres/config';
import type { Removed, RetentionLimits } from './retention-limits';

export type * from './changes';
export type { PostgresConfig } from './postgres/config';
export type { Removed, RetentionLimits, RetentionPart } from './retention-limits';

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
	/** Temporary ones that came to their end by themselves: the earlier strikes. Absent: none, or not asked for. */
	ended?: readonly Suppression[];
	/** Permissions for automatic answers granted within the last hour. Absent: none, or not asked for. */
	answers?: readonly Answer[];
	/** IANA zone stored with the contact. */
	timeZone?: string;
	/** ISO 3166-1 alpha-2 or ISO 3166-2 code of the place stored with the contact; several, separated by blanks, where it may be any of them. */
	jurisdiction?: string;
}

/** What there is to know about an address; looked up one by one. `place` is the time zone and the jurisdiction. */
export const FACT_PARTS = ['consents', 'suppressions', 'place', 'ended', 'answers'] as const;
export type FactPart = (typeof FACT_PARTS)[number];

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
	 * the same. `duplicate`: this key was recorded by an earlier call; nothing was written. `outdated`: what is known about the contact has changed since
	 * the facts of the decision were read; nothing was written, and it has to be made anew.
	 */
	outcome: 'applied' | 'already' | 'duplicate' | 'outdated';
	/**
	 * `<brand>:<seq>` of the event; for a duplicate, of the first one; for what is outdated, of the last change. Decisions of a batch share events: theirs is
	 * `<brand>:<seq>/<row>`, rows counted from 0.
	 */
	ref: string;
	/** Name of the cap that refused a reservation. */
	cappedBy?: string;
}

/** One event about a contact, or the one row about the contact in an event that holds the decisions of a batch. */
export interface HistoryEntry extends Omit<LedgerEvent, 'kind'> {
	kind: Exclude<EventKind, 'decisions' | 'policy' | 'retain'> | 'decision';
	/** As in `ChangeResult`. */
	ref: string;
	/** Absent when there never was any, or when it has been erased. */
	evidence?: JsonObject;
}

/** The kinds of events that change what is known about a contact, and so are of interest to other systems. */
export const FEED_KINDS = ['consent', 'suppress', 'lift', 'erase'] as const satisfies readonly EventKind[];

/** One event of the feed. */
export interface FeedEvent extends LedgerEvent {
	kind: (typeof FEED_KINDS)[number];
	subject: string;
	/** `<brand>:<seq>`; stable. */
	ref: string;
	/** Absent where it has been erased. */
	contact?: ContactAddress;
	/** Absent when there never was any, or when it has been erased. */
	evidence?: JsonObject;
}

export interface FeedPage {
	events: FeedEvent[];
	/** Number of the last event looked at, of whatever kind: where the next page begins. */
	upTo: number;
}

/** How far a reader has come in the feed. */
export interface FeedPosition {
	/** Number of the last event that is done with. */
	after: number;
	/** How often what comes next was handed out without being done with. 0: never. */
	attempts: number;
}

/** A reader of the feed that lives on in the store, so that it goes on where it stopped, in whatever process. */
export interface FeedReader {
	/** Unique within the brand; the same after a restart. */
	name: string;
	/** The process at work; two owners never read at the same time. */
	owner: string;
	/** Milliseconds that the owner holds the reader after each call. */
	leaseMs: number;
}

/** A suppression for an unclear reply that waits for a person. */
export interface WaitingReply {
	/** `<brand>:<seq>` of the event that began it. */
	ref: string;
	seq: number;
	subject: string;
	/** Absent where it has been erased. */
	contact?: ContactAddress;
	suppression: Suppression;
	/** Holds the text of the reply. Absent when there never was any, or when it has been erased. */
	evidence?: JsonObject;
}

/** Everything on record about one contact at this moment. */
export interface ContactOnRecord {
	subject: string;
	/** Absent where it has been erased. */
	contact?: ContactAddress;
	/** IANA zone. */
	timeZone?: string;
	/** As in `StoredFacts`. */
	jurisdiction?: string;
	/** Each with the evidence of its event, if that is still there. */
	consents: Array<ConsentRecord & { evidence?: JsonObject }>;
	/** Those that were not lifted, whether they have ended by themselves or not; each with the evidence of its event. */
	suppressions: Array<Suppression & { evidence?: JsonObject }>;
}

export interface ContactPage {
	/** In the order of their subjects. */
	contacts: ContactOnRecord[];
	/** The subject after which the next page begins; absent: there is none. */
	next?: string;
}

/** A provider's code that no table knows, and how often it came. */
export interface UnknownCode {
	provider: string;
	code: string;
	count: number;
	/** ISO 8601 in UTC with milliseconds. */
	first: string;
	last: string;
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
	 * - A suppression equal to one in force (same contact, reason, channel, classes, direction and sender, and for a block that a provider keeps the
	 *   same `receivedBy`)
	 *   yields `already` and takes its place, under a new id and with the later `since`; if either of the two has no
	 *   end the one in force has none, otherwise the later end counts.
	 *   Of callers racing with equal suppressions exactly one gets `applied`. An unclear reply (`review_hold`) equals no other: each is `applied` and
	 *   waits by itself.
	 * - Lifting ends exactly the named suppression of that contact and leaves the others; one that is
	 *   unknown or no longer in force yields `already`.
	 * - Lifting also forgets a suppression that has ended by itself: it no longer counts as a strike. The outcome is `already`.
	 * - An answer is granted (`applied`) unless as many as it names were granted to the contact within the minute before: `already`. Of callers racing for
	 *   the last one exactly one gets `applied`.
	 * - A reservation is granted (`applied`) where each of its caps has counted fewer than its limit of the sends granted to the contact from `since` on,
	 *   those by a clock that ran ahead included; otherwise `already`. A cap that can't be read, or begins after the recording, has no room. Only a grant
	 *   burns its key, and in the same call too: whoever asks again, for whatever contact, gets `duplicate`. The keys of other changes are others, even where
	 *   the text is the same. Of callers racing for the last send, or for one key, exactly one gets `applied`. A reservation without a key, a known channel and class,
	 *   or a list of caps rejects with `CONFIG_INVALID`.
	 * - A report adds one to the count of its code: always `applied`.
	 * - An erasure yields `already` where there was nothing to remove. What later changes say about the contact is recorded anew.
	 * - A policy in force takes the place of the brand's earlier one, and yields `already` where it is in force; one that is only
	 *   put on record changes nothing else, and yields `already` where it is on record. Another document under a version that is
	 *   on record rejects with `CONFIG_INVALID`.
	 *
	 * @param at the instant of recording; stored to the millisecond.
	 */
	record(brand: string, changes: readonly Change[], origin: Origin, at: Date): Promise<ChangeResult[]>;

	/** `record` for sends alone: one transaction grants or refuses each of them, in the order given. */
	reserve(brand: string, requests: readonly ReserveRequest[], origin: Origin, at: Date): Promise<Reservation[]>;

	/** The policy in force, and since when; `undefined` where the brand has set none. */
	readPolicy(brand: string): Promise<StoredPolicy | undefined>;

	/** Every policy on record, those in force at any time and those only put on record, once each and oldest first. */
	policies(brand: string): Promise<StoredPolicy[]>;

	/**
	 * The events after one that change what is known about contacts, oldest first, with the contact's address and the evidence as they are now.
	 *
	 * @param limit events to give at most; all events of one `record` call may be more than that.
	 */
	readFeed(brand: string, after: number, limit: number): Promise<FeedPage>;

	/**
	 * Takes hold of a reader for its owner and tells where it stands; `undefined` while another owner holds it. A new reader begins at the end
	 * of the feed (`now`) or with its first event (`beginning`). The owner that holds it already keeps it.
	 */
	claimFeed(brand: string, reader: FeedReader, start: 'now' | 'beginning', at: Date): Promise<FeedPosition | undefined>;

	/**
	 * Moves a reader and holds it for another lease; on disk when it resolves. `false`, and nothing is moved, where the owner has lost it.
	 *
	 * @param release gives the reader up, so that another owner need not wait for the end of the lease.
	 */
	moveFeed(brand: string, reader: FeedReader, position: FeedPosition, at: Date, release?: boolean): Promise<boolean>;

	/** Unclear replies that wait for a person, oldest first, those after the event `after`. */
	waitingReplies(brand: string, at: Date, after: number, limit: number): Promise<WaitingReply[]>;

	/**
	 * What is on record of all contacts, page by page, so that memory stays constant. A page is of one instant; what is recorded between two pages may be in
	 * the later one.
	 *
	 * @param after the subject that the page before named as `next`; absent: from the beginning.
	 * @param limit contacts to give at most.
	 */
	readContacts(brand: string, after: string | undefined, limit: number): Promise<ContactPage>;

	/** Codes in provider reports that no table knows, the latest first. */
	unknownCodes(brand: string): Promise<UnknownCode[]>;

	/** All events about one address except decisions unless asked for, oldest first, with evidence. */
	history(brand: string, contact: ContactAddress, options?: { decisions?: boolean }): Promise<HistoryEntry[]>;

	/** The brand's whole chain in order, read in pages so that memory stays constant. */
	events(brand: string): AsyncIterable<LedgerEvent>;

	/** The same as it is on record, for `verifyLedger`: nothing is read into anything, and nothing that was changed is left out. */
	chain(brand: string): AsyncIterable<readonly ChainedText[]>;

	/** The last event of the brand's chain; `undefined` for a brand without events. */
	head(brand: string): Promise<LedgerHead | undefined>;

	/**
	 * Removes what is older than the limits, in many transactions between which others record. Each that removed something has its `retain` event;
	 * contacts are erased as by `erase`. What proves a consent that counts, every stop, the ledger and the text of a reply that waits for a person
	 * stay whatever the limits say. May be repeated and interrupted at any time.
	 *
	 * @param at the instant of recording.
	 * @throws ComplianceError `INSTANT_INVALID` where the clock is more than a day behind the last event or more than a year ahead of it,
	 * `CONFIG_INVALID` for a limit that is no instant, later than `at`, or for reservations later than 35 days before it.
	 */
	applyRetention(brand: string, limits: RetentionLimits, origin: Origin, at: Date): Promise<Removed>;

	/** Releases files and connections. Calls after it reject with `STORE_UNAVAILABLE`. */
	close(): Promise<void>;
}

export interface SqliteConfig {
	backend: 'sqlite';
	file: string;
}

export type StoreConfig = SqliteConfig | PostgresConfig;
