import type { AddressResult } from './address';
import type { Answer } from './answer';
import type { Channel, Direction, GatedClass } from './channel';
import type { ConsentRecord } from './consent';
import type { Suppression } from './suppression';

/** Everything known about one contact and one intended message. The only input of a decision about a contact. */
export interface ContactFacts {
	channel: Channel;
	messageClass: GatedClass;
	/** Default `outgoing`. */
	direction?: Direction;
	/** Our own number or name that would send, where a suppression may be limited to it. */
	sender?: string;
	address: AddressResult;
	/** One entry for each place asked. Each of them has to prove the consent: the stricter of both wins. */
	consent: readonly ConsentSource[];
	suppressions: readonly Suppression[];
	/** Permissions for automatic answers; absent: none. Only asked for messages of class `confirmation`. */
	answers?: readonly Answer[];
	zone?: ZoneFacts;
	/** Absent: taken from the phone number, otherwise from the zones. */
	jurisdiction?: JurisdictionFacts;
}

export interface ConsentSource {
	from: 'store' | 'item';
	/** Records of any channel and class; only those of the message's own channel and class count. */
	records: readonly ConsentRecord[];
}

/** Where the contact may be. Quiet hours have to be over in every one of these zones. */
export interface ZoneFacts {
	/** IANA names; empty: unknown. */
	zones: readonly string[];
	basis: 'explicit' | 'contact' | 'address' | 'phone' | 'none';
}

/** What makes a place that somebody wrote down useless. Nothing is guessed in its stead. */
export const PLACE_FAULTS = ['COUNTRY_UNKNOWN', 'STATE_UNKNOWN', 'STATE_NOT_OF_COUNTRY', 'POSTAL_CODE_UNKNOWN'] as const;
export type PlaceFault = (typeof PLACE_FAULTS)[number];

/** Whose laws may hold for the contact. The rules of every one of these places, and of their parents, apply. */
export interface JurisdictionFacts {
	/** ISO 3166-1 alpha-2 or ISO 3166-2; empty: unknown. */
	codes: readonly string[];
	/** What they were taken from, such as `explicit` or, where address and area code disagree, `explicit+phone`. */
	basis: string;
	fault?: PlaceFault;
}
