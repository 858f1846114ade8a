import type { AddressResult } from './address';
import type { Channel, Direction, MessageClass } from './channel';
import type { ConsentRecord } from './consent';
import type { Suppression } from './suppression';

/** Everything known about one contact and one intended message. The only input of a decision about a contact. */
export interface ContactFacts {
	channel: Channel;
	messageClass: MessageClass;
	/** Default `outgoing`. */
	direction?: Direction;
	/** Our own number or name that would send, where a suppression may be limited to it. */
	sender?: string;
	address: AddressResult;
	/** One entry for each place asked. Each of them has to prove the consent: the stricter of both wins. */
	consent: readonly ConsentSource[];
	suppressions: readonly Suppression[];
	zone?: ZoneFacts;
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
	basis: 'explicit' | 'contact' | 'phone' | 'none';
}
