import type { Channel } from '../../model/channel';
import type { Condition } from '../condition';
import type { Path } from '../read-path';

/** What a provider itself made of a reply. */
export type OptOutFlag = 'opt_out' | 'opt_in' | 'help';

/** Where one kind of payload keeps the parts of an incoming message. Of several paths the first that holds something counts. */
export interface InboundShape {
	/** Provider, as users write the hint. */
	provider: string;
	/**
	 * What tells this payload from all others. Whoever has it is read by this shape or not at all. Where messages come in lists it names no
	 * sender: one without would be lost among the others.
	 */
	identity: readonly Condition[];
	/** Where the payload keeps a list of messages. Each is read as `{ payload, entry }`, and the paths below start there. */
	list?: Path;
	/** What tells an incoming message from our own messages and their delivery reports. */
	incoming?: readonly Condition[];
	from: readonly Path[];
	to: readonly Path[];
	text: readonly Path[];
	/** The identity is proof enough: a message without words (a picture, a reaction) has none of the text paths. */
	wordless?: true;
	/** What names the message and nothing else. */
	id: readonly Path[];
	/** An id of which nobody knows whether it is that of the message, of a row or of the contact. */
	recordId?: readonly Path[];
	/** ISO 8601, or a Unix time in seconds or milliseconds; a time without a zone is in UTC. */
	receivedAt?: readonly Path[];
	/** Channel of the sender's address if neither the payload nor a prefix says otherwise. */
	channel: Channel;
	/** A channel that is not ours (Viber, a live chat) makes the message unreadable: its STOP and START are not about ours. */
	channelPath?: readonly Path[];
	/** What the provider itself made of the message. */
	flag?: readonly Path[];
	/** What every message of this form is, whatever its words. */
	means?: OptOutFlag;
	/** What a stop ends that the provider tells by the flag, where that is known. */
	optOutScope?: 'marketing';
	/** Written by people, not by a provider: numbers may be national ones, times local ones, and an unknown channel counts for nothing. */
	handmade?: true;
}

/** Statuses that only a message of our own can have. */
export const DELIVERY_STATUSES: readonly string[] = [
	'accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'undeliverable', 'failed', 'rejected', 'expired', 'read', 'canceled',
];

/** How providers write that a message went out from the brand. */
export const OUTGOING: readonly string[] = ['out', 'outbound', 'outgoing', 'outbound-api', 'outbound-call', 'outbound-reply', 'sent', 'to_contact'];
