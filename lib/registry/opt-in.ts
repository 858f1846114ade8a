import type { Channel } from '../model/channel';
import type { ConsentRecord } from '../model/consent';
import type { JsonObject } from '../model/json';
import type { Change, ContactAddress, StoredFacts } from '../store/port';
import { liftable } from '../suppression';

export interface KeywordOptIn {
	contact: ContactAddress;
	channel: Channel;
	/** What is on record about the contact. */
	stored: StoredFacts;
	/** Where the wish was heard, such as `sms_reply`. */
	source: string;
	/** When the contact said so. */
	at: Date;
	/** The wording that invited the contact to opt in, for consents that have none on record. */
	wordingVersion?: string;
	/** The reply answers a pending double opt-in, as YES does: it confirms what is pending and no other consent. */
	onlyPending?: boolean;
	key?: string;
	evidence?: JsonObject;
}

/**
 * What START changes: it ends the suppressions that the person may end on this channel and nothing else, and
 * gives every consent of the channel that was withdrawn or pending again, a pending one as confirmed; where there is none, for marketing.
 * What is given again is express, whatever it rested on before.
 * A consent that was withdrawn stays so where the reply only answers a double opt-in.
 */
export function keywordOptInChanges(optIn: KeywordOptIn): Change[] {
	const { contact, channel, stored, key, evidence } = optIn;
	const lifts = liftable(stored.suppressions, { by: 'person_keyword', channel }).map(
		({ id }): Change => ({ kind: 'lift', contact, suppressionId: id, by: 'person_keyword' }),
	);
	return [...regrants(optIn), ...lifts].map((change) => ({
		...change,
		// On each of them: a START that is delivered again must not lift a STOP that came in between.
		...(key !== undefined && { key }),
		...(evidence !== undefined && { evidence }),
	}));
}

function regrants({ contact, channel, stored, source, at, wordingVersion, onlyPending }: KeywordOptIn): Change[] {
	const known = stored.consents.filter((consent) => consent.channel === channel);
	const open = known.filter(({ state }) => (onlyPending === true ? state === 'pending' : state !== 'granted'));
	return (onlyPending === true ? open : confirmed(known, open)).map((consent): Change => {
		const wording = consent.wordingVersion ?? wordingVersion;
		return {
			kind: 'consent',
			contact,
			channel,
			messageClass: consent.messageClass,
			state: 'granted',
			source,
			timestamp: at.toISOString(),
			...(wording !== undefined && { wordingVersion: wording }),
			...(consent.region !== undefined && { region: consent.region }),
			...(consent.state === 'pending' && { confirmedAt: at.toISOString() }),
		};
	});
}

/** Never empty, so that every START leaves its trace in the ledger. */
function confirmed(known: ConsentRecord[], open: ConsentRecord[]): Array<Pick<ConsentRecord, 'messageClass' | 'state' | 'wordingVersion' | 'region'>> {
	if (open.length > 0) return open;
	return known.length > 0 ? known : [{ messageClass: 'marketing' }];
}
