import type { Channel, MessageClass } from './channel';

/** What a contact last said about one channel and message class. */
export const CONSENT_STATES = ['granted', 'pending', 'withdrawn'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** The facts a consent can be required to prove; which ones are required is the brand's policy. */
export const EVIDENCE_FIELDS = ['source', 'timestamp', 'wordingVersion', 'preference', 'region'] as const;
export type EvidenceField = (typeof EVIDENCE_FIELDS)[number];

/**
 * What a consent rests on. `express`: the contact said so. The others are implied by a relation, are accepted only where a law
 * says so, and count from the record's timestamp: the last purchase, lease or contract, the last inquiry, or the last
 * gift, volunteering or membership.
 */
export const CONSENT_BASES = ['express', 'purchase', 'inquiry', 'membership'] as const;
export type ConsentBasis = (typeof CONSENT_BASES)[number];

/**
 * The current consent of one contact for one channel and class, as stored or as read from an item.
 *
 * A field that is absent was never given; a gate reports it as missing evidence.
 */
export interface ConsentRecord {
	channel: Channel;
	messageClass: MessageClass;
	/** Absent when nobody recorded what the contact chose: missing evidence, unless the policy does without the preference. */
	state?: ConsentState;
	/** Where the consent was given, such as `web_form` or `pos_terminal`. */
	source?: string;
	/** When it was given or withdrawn, ISO 8601 in UTC with milliseconds. */
	timestamp?: string;
	/** Which version of the consent wording the contact saw. */
	wordingVersion?: string;
	/** ISO 3166 region the contact gave it in. */
	region?: string;
	/** Absent: express. */
	basis?: ConsentBasis;
	/** When the contact confirmed a double opt-in, ISO 8601 in UTC with milliseconds. */
	confirmedAt?: string;
	/** Instant after which the grant counts no longer, ISO 8601 in UTC. */
	expiresAt?: string;
	/** Reasons found while reading the record that make it unusable, such as `TIMESTAMP_INVALID`. */
	faults?: ConsentFault[];
	/** `<brand>:<seq>` of the ledger event that holds the proof; absent for facts of the item. */
	ref?: string;
}

export type ConsentFault = 'TIMESTAMP_INVALID' | 'TIMESTAMP_IN_FUTURE' | 'PREFERENCE_UNREADABLE' | 'BASIS_UNREADABLE';
