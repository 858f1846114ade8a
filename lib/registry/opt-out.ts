import { optOutReach } from '../consent/opt-out-reach';
import { ruleCode } from '../jurisdiction/parents';
import type { Channel, MessageClass } from '../model/channel';
import type { ConsentRecord } from '../model/consent';
import type { JsonObject } from '../model/json';
import type { Policy } from '../model/policy';
import { SUPPRESSION_RULES, type SuppressionReason } from '../model/suppression';
import { regionsForPhone } from '../phone';
import type { Change, ContactAddress } from '../store/port';

export type OptOutReason = Extract<SuppressionReason, `opt_out_${string}`>;
export type OptOutScope = Policy['optOut']['scope'];

export interface OptOut {
	contact: ContactAddress;
	channel: Channel;
	reason: OptOutReason;
	scope: OptOutScope;
	/** Where the wish was heard, such as `sms_reply` or `phone_call`. */
	source: string;
	/** When the contact said so. */
	at: Date;
	/** The contact's consents on record; those within the scope are withdrawn. */
	consents: readonly ConsentRecord[];
	/** ISO 3166 place stored with the contact, or several separated by blanks; their rules hold beside those of the phone number. */
	jurisdiction?: string;
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
	const { contact, channel, reason, source, at, consents, key, evidence } = optOut;
	const channels = optOutReach(placesOfContact(optOut), channel, at);
	const isRevocationOfAll = channels.length > 1 && reason === 'opt_out_keyword';
	const classes = classesOf(isRevocationOfAll ? 'channel' : optOut.scope, reason);
	const withdrawn = channels.flatMap((ended) =>
		consents.filter((consent) => consent.channel === ended && classes.includes(consent.messageClass) && consent.state !== 'withdrawn'),
	);
	const changes: Change[] = [
		...channels.map((ended): Change => ({ kind: 'suppress', contact, reason, channel: ended, classes, direction: 'outgoing' })),
		...withdrawn.map(
			({ channel: ended, messageClass, wordingVersion, region }): Change => ({
				kind: 'consent',
				contact,
				channel: ended,
				messageClass,
				state: 'withdrawn',
				source,
				timestamp: at.toISOString(),
				// Kept, so that a later START can say which wording it confirms again.
				...(wordingVersion !== undefined && { wordingVersion }),
				...(region !== undefined && { region }),
			}),
		),
	];
	return changes.map((change) => ({ ...change, ...(key !== undefined && { key }), ...(evidence !== undefined && { evidence }) }));
}

function placesOfContact({ contact, jurisdiction }: OptOut): string[] {
	const byPhone = contact.kind === 'phone' ? regionsForPhone(contact.address) : [];
	return jurisdiction === undefined ? byPhone : [...jurisdiction.split(' ').map(ruleCode), ...byPhone];
}
