import { optOutReach } from '../consent/opt-out-reach';
import { ruleCode } from '../jurisdiction/parents';
import type { Channel, MessageClass } from '../model/channel';
import type { ConsentRecord } from '../model/consent';
import type { JsonObject } from '../model/json';
import type { Policy } from '../model/policy';
import { SUPPRESSION_RULES, type SuppressionReason } from '../model/suppression';
import { regionsForPhone } from '../phone';
import type { Change, ContactAddress } from '../store/port';
import { readInstant } from '../time/instant';

/** What the contact said to us, or to the provider. */
export type OptOutReason = Extract<SuppressionReason, `opt_out_${string}` | 'provider_opt_out'>;
export type OptOutScope = Policy['optOut']['scope'];

export interface OptOut {
	contact: ContactAddress;
	channel: Channel;
	reason: OptOutReason;
	scope: OptOutScope;
	/** Where the wish was heard, such as `sms_reply` or `phone_call`. */
	source: string;
	/** When it is recorded. Which rules of law are in force follows from it. */
	at: Date;
	/** When the contact said so, where that was earlier. */
	saidAt?: Date;
	/** The contact's consents on record; those within the scope are withdrawn. */
	consents: readonly ConsentRecord[];
	/** ISO 3166 place stored with the contact, or several separated by blanks; their rules hold beside those of the phone number. */
	jurisdiction?: string;
	/** Our own number or account that was told to stop. */
	receivedBy?: string;
	/**
	 * What the provider now stops by itself, where it says so. Its block is kept beside the opt-out, and on the channel of the reply only: it ends
	 * at the provider, not here.
	 */
	atProvider?: OptOutScope;
	key?: string;
	evidence?: JsonObject;
}

/** The classes an opt-out stops under a scope. */
export function classesOf(scope: OptOutScope, reason: OptOutReason): readonly MessageClass[] {
	return scope === 'marketing' ? ['marketing'] : SUPPRESSION_RULES[reason].classes;
}

/**
 * What an opt-out changes: the suppressions first, which alone are enough to stop every message, then the
 * withdrawal of each consent it contradicts.
 *
 * Where a rule of the contact's place says so and is in force, an opt-out from texts ends calls too, and the other way round, as in the United
 * States from 2027-01-31 on (47 CFR 64.1200(a)(10)). A reply names no kind of message, so such a rule ends them all but emergencies.
 */
export function optOutChanges(optOut: OptOut): Change[] {
	const { contact, channel, reason, source, at, saidAt = at, consents, receivedBy, atProvider, key, evidence } = optOut;
	const channels = optOutReach(placesOfContact(optOut), channel, at);
	const isRevocationOfAll = channels.length > 1 && reason === 'opt_out_keyword';
	const classes = classesOf(isRevocationOfAll ? 'channel' : optOut.scope, reason);
	const withdrawn = channels.flatMap((ended) =>
		consents.filter((consent) => consent.channel === ended && classes.includes(consent.messageClass) && consent.state !== 'withdrawn'),
	);
	const heard = { kind: 'suppress', contact, direction: 'outgoing', ...(receivedBy !== undefined && { receivedBy }) } as const;
	const changes: Change[] = [
		...channels.map((ended): Change => ({ ...heard, reason, channel: ended, classes })),
		...(atProvider === undefined ? [] : [{ ...heard, reason: 'provider_opt_out', channel, classes: classesOf(atProvider, 'provider_opt_out') } satisfies Change]),
		...withdrawn.map(
			({ channel: ended, messageClass, timestamp, wordingVersion, region }): Change => ({
				kind: 'consent',
				contact,
				channel: ended,
				messageClass,
				state: 'withdrawn',
				source,
				timestamp: (isAfter(timestamp, saidAt) ? at : saidAt).toISOString(),
				// Kept, so that a later START can say which wording it confirms again.
				...(wordingVersion !== undefined && { wordingVersion }),
				...(region !== undefined && { region }),
			}),
		),
	];
	return changes.map((change) => ({ ...change, ...(key !== undefined && { key }), ...(evidence !== undefined && { evidence }) }));
}

/** A late opt-out withdraws a consent that is newer than it all the same: then it counts from now on. So it does where nobody knows which was first. */
function isAfter(timestamp: unknown, saidAt: Date): boolean {
	const given = readInstant(timestamp);
	return given === undefined || given > saidAt;
}

function placesOfContact({ contact, jurisdiction }: OptOut): string[] {
	const byPhone = contact.kind === 'phone' ? regionsForPhone(contact.address) : [];
	return jurisdiction === undefined ? byPhone : [...jurisdiction.split(' ').map(ruleCode), ...byPhone];
}
