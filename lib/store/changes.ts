import type { AnsweredReply } from '../model/answer';
import type { AddressKind, Channel, Direction, GatedClass, MessageClass } from '../model/channel';
import type { ConsentBasis, ConsentState } from '../model/consent';
import type { JsonObject } from '../model/json';
import type { ReasonCode } from '../model/reasons';
import type { Lifter, SuppressionReason } from '../model/suppression';
import type { ComplianceStatus, Verdict } from '../model/verdict';

/** A normalised address and what kind of address it is. */
export interface ContactAddress {
	kind: AddressKind;
	address: string;
}

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
	/** Comes from a list: of the same time, or where nobody knows when it was said, it takes the place of nothing, unless it is a withdrawal. Absent: it is said at the recording. */
	isOld?: boolean;
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
	/** Our own number or account that was told to stop, or that the provider blocks. It narrows nothing. */
	receivedBy?: string;
	/** When it happened, ISO 8601 in UTC; a time after the recording counts as not known. */
	occurredAt?: string;
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

/** The permission for one automatic answer. Granted, or refused with `already`, at the instant of recording. */
export interface AnswerChange extends ChangeBase {
	kind: 'answer';
	contact: ContactAddress;
	channel: Channel;
	to: AnsweredReply;
	/** First instant at which it may no longer be sent, ISO 8601 in UTC. */
	until: string;
	/** Refused where this many were granted to the contact, on whatever channel, within the minute before. */
	mostAMinute: number;
}

/** A limit on the sends granted to one contact. */
export interface Cap {
	/** Tells the caps of a policy apart; goes into the event of a refusal. A word of the policy, never personal data. */
	name: string;
	/** Sends that may be granted, those counted already included. 0: none. */
	limit: number;
	/** First instant counted, ISO 8601 in UTC, not later than the recording. Sends of more than 400 days ago are no longer counted once retention has been applied. The caller works out the contact's day or a rolling window. */
	since: string;
	/** Counted channels; absent: all of the address. */
	channels?: readonly Channel[];
	/** Counted classes; absent: all. */
	classes?: readonly GatedClass[];
}

/** One send to a contact, granted only while every cap has room, also one that does not count the channel or the class of this send. */
export interface ReserveChange extends ChangeBase {
	kind: 'reserve';
	/** Names this very send, such as a step of a campaign and the contact. Burnt by a grant and by nothing else, also for the rest of the call. */
	key: string;
	contact: ContactAddress;
	channel: Channel;
	messageClass: GatedClass;
	/** Empty: the key alone guards. */
	caps: readonly Cap[];
	/** As for a decision: with it nothing is reserved where what is known about the contact has changed since. */
	factsUpTo?: number;
}
export type ReserveRequest = Omit<ReserveChange, 'kind'>;

/** What became of one send that was asked for. */
export interface Reservation {
	/**
	 * `granted`: send it, once. `capped`: a cap has no room; nothing is reserved. `duplicate`: this very send was granted before. `outdated`:
	 * what is known about the contact has changed since the facts were read; decide anew.
	 */
	outcome: 'granted' | 'capped' | 'duplicate' | 'outdated';
	/** `<brand>:<seq>` of the event; for a duplicate, of the one that granted it; for what is outdated, of the last change. */
	ref: string;
	/** Name of the cap that has no room. */
	cappedBy?: string;
}

/** A provider's code that no table knows. Counted, and changes nothing else. Without a contact it takes no evidence, which nothing could erase. */
export interface ReportChange extends ChangeBase {
	kind: 'report';
	/** Absent where the report does not tell it. */
	contact?: ContactAddress;
	channel?: Channel;
	provider: string;
	/** As the provider writes it; never an address or a sentence. */
	code: string;
}

/**
 * Removes the address, the place, the consents, the answers and all evidence of a contact. Suppressions, keyed by the hash, and the events stay.
 */
export interface EraseChange extends ChangeBase {
	kind: 'erase';
	contact: ContactAddress;
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
	messageClass?: GatedClass;
	verdict: Verdict;
	status: ComplianceStatus;
	codes: readonly ReasonCode[];
	policyVersion: string;
	/** The instant decided for, ISO 8601 in UTC. */
	at: string;
	sendAt?: string;
	/**
	 * Number of the brand's last event before the facts were read. With it the decision is recorded only if nothing that is known about the contact has
	 * changed since: otherwise it is `outdated`. Not part of the record.
	 */
	factsUpTo?: number;
}

/** A change of what is known about a contact. */
export type StateChange = ConsentChange | SuppressChange | LiftChange | AnswerChange | ReserveChange | EraseChange;
export type Change = StateChange | ReportChange | PolicyChange | DecisionChange;
