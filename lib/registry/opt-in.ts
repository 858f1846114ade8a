import type { Channel } from '../model/channel';
import type { ConsentRecord } from '../model/consent';
import type { JsonObject } from '../model/json';
import type { Suppression } from '../model/suppression';
import type { Change, ConsentChange, ContactAddress, StoredFacts } from '../store/port';
import { liftable } from '../suppression';
import { readInstant } from '../time/instant';

const DAY = 86_400_000;

export interface KeywordOptIn {
	contact: ContactAddress;
	channel: Channel;
	/** What is on record about the contact. */
	stored: StoredFacts;
	/** Where the wish was heard, such as `sms_reply`. */
	source: string;
	/** When it is recorded. */
	at: Date;
	/** When the contact said so, where that was earlier. What the contact has stopped since stays stopped. */
	saidAt?: Date;
	/** Our own number or account that the contact wrote to. */
	heardBy?: string;
	/** The wording that invited the contact to opt in, for consents that have none on record. */
	wordingVersion?: string;
	/** The provider says itself that it has heard the reply, so its own block is ended. */
	heardByProvider?: boolean;
	/** The reply is only an answer, as YES is: it confirms these pending consents and no other, and ends nothing beyond them. */
	confirms?: readonly ConsentRecord[];
	key?: string;
	evidence?: JsonObject;
}

/**
 * What START changes: it ends the suppressions that the person may end on this channel and nothing else, and
 * gives every consent of the channel that was withdrawn or pending again, a pending one as confirmed; where there is none, for marketing.
 * What is given again is express, whatever it rested on before.
 * Where the reply is only an answer, a consent that was withdrawn stays so, and of the suppressions only those end that stop nothing but the
 * classes it confirms, and the block that the provider has ended itself.
 *
 * A START that comes in late ends only what is not newer than itself, and gives no consent where the contact has stopped something since.
 */
export function keywordOptInChanges(optIn: KeywordOptIn): Change[] {
	const { contact, key, evidence } = optIn;
	const given = hasStoppedSince(optIn) ? [] : regrants(optIn);
	const lifts = endedBy(optIn, given).map(({ id }): Change => ({ kind: 'lift', contact, suppressionId: id, by: 'person_keyword' }));
	return [...given, ...lifts].map((change) => ({
		...change,
		// On each of them: a START that is delivered again must not lift a STOP that came in between.
		...(key !== undefined && { key }),
		...(evidence !== undefined && { evidence }),
	}));
}

/**
 * Whether something that ends at the word of the person has begun on this channel after the wish, or a consent was withdrawn after it. A time
 * that cannot be read counts as later.
 */
export function hasStoppedSince(optIn: KeywordOptIn): boolean {
	const { channel, stored, at, saidAt = at } = optIn;
	// Whichever of our numbers it was said to.
	const stops = liftable(stored.suppressions, { by: 'person_keyword', channel: 'all' }).filter((stop) => stop.channel === channel || stop.channel === 'all');
	const withdrawals = stored.consents.filter((consent) => consent.channel === channel && consent.state === 'withdrawn');
	return stops.some(({ since }) => isNewer(since, saidAt)) || withdrawals.some((consent) => isNewerConsent(consent, optIn));
}

/**
 * The double opt-ins that a reply may answer: asked for on its channel before it was said, and not too long ago. One of which nobody knows when it was
 * asked for is none.
 *
 * @param days after which a question is open no longer
 */
export function openOptInRequests({ consents }: Pick<StoredFacts, 'consents'>, reply: { channel: Channel; at: Date; saidAt?: Date }, days: number): ConsentRecord[] {
	const { channel, at, saidAt = at } = reply;
	return consents.filter((consent) => {
		const asked = readInstant(consent.timestamp);
		return consent.channel === channel && consent.state === 'pending' && asked !== undefined && asked <= saidAt && at.getTime() - asked.getTime() <= days * DAY;
	});
}

function endedBy({ channel, stored, at, saidAt = at, heardBy, heardByProvider = false, confirms }: KeywordOptIn, given: readonly ConsentChange[]): Suppression[] {
	const old = stored.suppressions.filter(({ since }) => !isNewer(since, saidAt));
	const ended = liftable(old, { by: 'person_keyword', channel, heardByProvider, ...(heardBy !== undefined && { heardBy }) });
	if (confirms === undefined) return ended;
	const confirmedClasses = new Set(given.map(({ messageClass }) => messageClass));
	return ended.filter(({ reason, classes }) => (heardByProvider && reason === 'provider_opt_out') || (classes.length > 0 && classes.every((stopped) => confirmedClasses.has(stopped))));
}

function regrants(optIn: KeywordOptIn): ConsentChange[] {
	const { contact, channel, stored, source, at, saidAt = at, wordingVersion, confirms } = optIn;
	const known = stored.consents.filter((consent) => consent.channel === channel && !isNewerConsent(consent, optIn));
	const open = known.filter(({ state }) => state !== 'granted');
	return (confirms ?? confirmed(known, open)).map((consent): ConsentChange => {
		const wording = consent.wordingVersion ?? wordingVersion;
		return {
			kind: 'consent',
			contact,
			channel,
			messageClass: consent.messageClass,
			state: 'granted',
			source,
			timestamp: saidAt.toISOString(),
			...(wording !== undefined && { wordingVersion: wording }),
			...(consent.region !== undefined && { region: consent.region }),
			...(consent.state === 'pending' && { confirmedAt: saidAt.toISOString() }),
		};
	});
}

/** Never empty, so that every START leaves its trace in the ledger. */
function confirmed(known: ConsentRecord[], open: ConsentRecord[]): Array<Pick<ConsentRecord, 'messageClass' | 'state' | 'wordingVersion' | 'region'>> {
	if (open.length > 0) return open;
	return known.length > 0 ? known : [{ messageClass: 'marketing' }];
}

function isNewer(time: unknown, saidAt: Date): boolean {
	const begun = readInstant(time);
	return begun === undefined || begun > saidAt;
}

/** A consent without a time is not newer than what is said right now, and may be newer than everything before. */
function isNewerConsent({ timestamp }: ConsentRecord, { at, saidAt = at }: KeywordOptIn): boolean {
	return readInstant(timestamp) === undefined ? saidAt < at : isNewer(timestamp, saidAt);
}
