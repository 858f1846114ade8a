import type { LedgerHead, Origin } from '../ledger/event';
import type { Answer } from '../model/answer';
import type { Channel, MessageClass } from '../model/channel';
import type { ConsentRecord } from '../model/consent';
import type { JsonObject } from '../model/json';
import type { Suppression } from '../model/suppression';
import type { DndStatus } from '../model/verdict';
import type { ContactAddress, HistoryEntry } from '../store/port';

export const PERSON_FORMAT = 'messaging-compliance/person';
/** Grows when a field changes its meaning or goes; new fields may come at any time. */
export const PERSON_VERSION = 1;

/** Whether anything is on record. `erased`: what was there has been removed, and nothing was recorded since. */
export type OnRecord = 'present' | 'erased' | 'nothing';

/** Facts with personal data that prove an event, where they are still there. */
interface Proven {
	/** `<brand>:<seq>` of the event. */
	ref: string;
	evidence?: JsonObject;
}

export type PersonConsent = ConsentRecord & Proven;

/** `meaning` is what its reason is called. */
export type PersonSuppression = Suppression & Proven & { meaning: string };

/** The end of a suppression by the word of somebody. */
export interface PersonLift extends Proven {
	/** ISO 8601 in UTC with milliseconds. */
	at: string;
	/** Of the suppression. */
	id?: string;
	reason?: string;
	channel?: Channel | 'all';
	by?: string;
}

/** What do-not-disturb comes to on one channel. */
export interface PersonDnd {
	channel: Channel;
	status: DndStatus;
	stopped: MessageClass[];
	/** One sentence. */
	says: string;
}

/** One event about the person, or one decision of a gate. */
export interface PersonEvent extends Proven {
	at: string;
	kind: HistoryEntry['kind'];
	channel?: Channel | 'all';
	payload: JsonObject;
	/** Where in n8n it came from. */
	origin: Origin;
	/** Digest of the evidence, whether that is still there or not. */
	evidenceDigest?: string;
	/** Of the event in the chain. */
	hash: string;
}

export interface PersonPolicy {
	version: string;
	/** Of the event that holds the document; null for one that is not on record. */
	ref: string | null;
	since: string | null;
}

/** Everything on record about one address in one brand. */
export interface PersonDocument {
	format: typeof PERSON_FORMAT;
	version: typeof PERSON_VERSION;
	brand: string;
	/** When it was made, ISO 8601 in UTC with milliseconds. */
	at: string;
	/** The address that was asked for. */
	contact: ContactAddress;
	/** The keyed hash that stands for it in the ledger. */
	subject: string;
	onRecord: OnRecord;
	/** The same in one sentence. */
	says: string;
	place: { timeZone?: string; jurisdiction?: string };
	consents: PersonConsent[];
	suppressions: {
		inForce: PersonSuppression[];
		/** Those that came to their end by themselves and count as strikes. */
		ended: PersonSuppression[];
		lifted: PersonLift[];
	};
	/** Permissions for automatic answers of the last hour. */
	answers: readonly Answer[];
	dnd: PersonDnd[];
	/** Oldest first. */
	history: PersonEvent[];
	/** What the reason codes of the decisions mean. */
	reasons: Record<string, { text: string; remedy: string }>;
	/** Policies that the decisions were made under. */
	policies: PersonPolicy[];
	/** The end of the brand's chain when reading began; what was recorded meanwhile may be in the document as well. */
	head: LedgerHead | null;
}
