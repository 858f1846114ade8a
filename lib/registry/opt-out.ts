import type { Channel, MessageClass } from '../model/channel';
import type { ConsentRecord } from '../model/consent';
import type { JsonObject } from '../model/json';
import type { Policy } from '../model/policy';
import { SUPPRESSION_RULES, type SuppressionReason } from '../model/suppression';
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
	key?: string;
	evidence?: JsonObject;
}

/** The classes an opt-out stops under a scope. */
export function classesOf(scope: OptOutScope, reason: OptOutReason): readonly MessageClass[] {
	return scope === 'marketing' ? ['marketing'] : SUPPRESSION_RULES[reason].classes;
}

/**
 * What an opt-out changes: the suppression first, which alone is enough to stop every message, then the
 * withdrawal of each consent it contradicts.
 */
export function optOutChanges(optOut: OptOut): Change[] {
	const { contact, channel, reason, scope, source, at, consents, key, evidence } = optOut;
	const classes = classesOf(scope, reason);
	const withdrawn = consents.filter(
		(consent) => consent.channel === channel && classes.includes(consent.messageClass) && consent.state !== 'withdrawn',
	);
	const changes: Change[] = [
		{ kind: 'suppress', contact, reason, channel, classes, direction: 'outgoing' },
		...withdrawn.map(
			({ messageClass, wordingVersion, region }): Change => ({
				kind: 'consent',
				contact,
				channel,
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
