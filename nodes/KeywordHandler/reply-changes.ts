import { isAnswer } from '../../lib/keywords';
import { ADDRESS_KINDS, channelsOfKind, type Channel } from '../../lib/model/channel';
import type { ConsentRecord } from '../../lib/model/consent';
import type { JsonObject } from '../../lib/model/json';
import type { Policy } from '../../lib/model/policy';
import { SUPPRESSION_RULES } from '../../lib/model/suppression';
import { hasStoppedSince, keywordOptInChanges, optOutChanges, type KeywordOptIn } from '../../lib/registry';
import type { Change, ContactAddress, StoredFacts } from '../../lib/store/port';
import { liftable } from '../../lib/suppression';
import { readInstant } from '../../lib/time/instant';
import type { Reply } from './read-replies';
import type { Meaning } from './reply-meaning';

/** More than any carrier joins into one message. */
const LONGEST_EVIDENCE = 1600;

/** Why a person has to decide on a reply whose words are clear. */
export type Doubt = 'newer_opt_out' | 'channel_not_known';

/** A reply of a contact who could be read. */
export interface KnownReply {
	reply: Reply;
	channel: Channel;
	contact: ContactAddress;
	meaning: Meaning;
	stored: StoredFacts;
	/** The pending double opt-ins that it may answer. */
	asked: readonly ConsentRecord[];
	/** When it is recorded. */
	at: Date;
	wordingVersion?: string;
}

/** What the reply changes on record. */
export function replyChanges(known: KnownReply, policy: Policy): { changes: Change[]; doubt?: Doubt } {
	const { changes, doubt } = askedFor(known, policy);
	// The first change names the event, so this comes last.
	return { changes: [...changes, ...endedByProvider(known)], ...(doubt !== undefined && { doubt }) };
}

function askedFor(known: KnownReply, policy: Policy): { changes: Change[]; doubt?: Doubt } {
	switch (known.meaning.intent) {
		case 'opt_out':
			return { changes: optOut(known, policy) };
		case 'opt_in':
			return optIn(known);
		case 'unclear':
			return { changes: hold(known) };
		default:
			return { changes: [] };
	}
}

/**
 * When the contact wrote it. A provider's time is believed where it makes the reply older, and never where it makes it newer: an old START must
 * not count for a new one.
 */
export function saidAt({ receivedAt }: Reply, at: Date): Date {
	return receivedAt !== undefined && receivedAt < at ? receivedAt : at;
}

/** A STOP that is heard twice harms nobody; one that passes for an earlier one does. */
const MAY_STOP: ReadonlySet<Meaning['intent']> = new Set(['opt_out', 'unclear']);

/**
 * Names the reply, so that it is acted on once; `undefined`: it counts anew each time. The contact is part of the name: an id that is counted anew in
 * every list, or by every provider, must not make the STOP of one contact pass for that of another. What the
 * reply asks for is part of it too: where a list gives every reply of a contact one id, the START after a STOP is another.
 */
export function keyOf(reply: Reply, { address }: ContactAddress, { intent }: Meaning, at: Date): string | undefined {
	const name = messageName(reply, address, at, MAY_STOP.has(intent));
	return name === undefined ? undefined : `reply:${reply.channel}:${address}:${name}:${intent}`;
}

/**
 * An id that may be the row's or the contact's names a reply only together with its time, and neither names what may ask to stop: two of those
 * within a minute may be written alike, and doing one twice is the safe error. A time that lies ahead may be the same for every reply.
 */
function messageName({ id, recordId, receivedAt }: Reply, address: string, at: Date, mayStop: boolean): string | undefined {
	if (id !== undefined && id !== address) return id;
	if (mayStop || receivedAt === undefined || receivedAt > at) return undefined;
	const time = receivedAt.toISOString();
	return recordId !== undefined && recordId !== address ? `${recordId} ${time}` : time;
}

function optOut(known: KnownReply, policy: Policy): Change[] {
	const { reply, channel, contact, meaning, stored, at } = known;
	const everywhere = meaning.scope === 'all' && policy.optOut.stopAll === 'every_channel';
	const scope = meaning.scope === 'marketing' ? 'marketing' : meaning.scope === 'all' ? 'channel' : policy.optOut.scope;
	const channels = everywhere ? channelsOfKind(ADDRESS_KINDS[channel]) : [channel];
	const stops = channels.flatMap((stopped) =>
		optOutChanges({
			...commonOf(known),
			channel: stopped,
			reason: 'opt_out_keyword',
			scope,
			saidAt: saidAt(reply, at),
			consents: stored.consents,
			...(stored.jurisdiction !== undefined && { jurisdiction: stored.jurisdiction }),
			...(reply.to !== undefined && { receivedBy: reply.to }),
			...(reply.flag === 'opt_out' && stopped === channel && { atProvider: reply.optOutScope ?? 'channel' }),
		}),
	);
	return [...stops, ...endedHolds(known, channels).map(({ id }): Change => ({ kind: 'lift', contact, suppressionId: id, by: 'person_keyword', ...proofOf(known) }))];
}

/** What the contact said in doubtful words before is decided now. */
function endedHolds({ reply, stored, at }: KnownReply, channels: readonly Channel[]): StoredFacts['suppressions'] {
	const said = saidAt(reply, at);
	const holds = stored.suppressions.filter(({ reason, since }) => {
		const begun = readInstant(since);
		return reason === 'review_hold' && begun !== undefined && begun <= said;
	});
	return channels.flatMap((channel) => liftable(holds, { by: 'person_keyword', channel }));
}

function optIn(known: KnownReply): { changes: Change[]; doubt?: Doubt } {
	const { reply, meaning, asked, wordingVersion } = known;
	// Nobody opts in to a channel that was only guessed.
	if (reply.channelGuessed === true) return { changes: [], doubt: 'channel_not_known' };
	const wish: KeywordOptIn = {
		...wishOf(known),
		...(isAnswer(meaning.keyword) && { confirms: asked }),
		...(wordingVersion !== undefined && { wordingVersion }),
	};
	return { changes: keywordOptInChanges(wish), ...(hasStoppedSince(wish) && { doubt: 'newer_opt_out' }) };
}

/** What the provider has ended by itself for words that are no opt-in here. */
function endedByProvider(known: KnownReply): Change[] {
	const { answerWord, intent } = known.meaning;
	return answerWord === undefined || intent === 'opt_in' ? [] : keywordOptInChanges({ ...wishOf(known), confirms: [] });
}

function wishOf(known: KnownReply): KeywordOptIn {
	const { reply, stored, at } = known;
	return {
		...commonOf(known),
		stored,
		saidAt: saidAt(reply, at),
		heardByProvider: reply.flag === 'opt_in',
		...(reply.to !== undefined && { heardBy: reply.to }),
	};
}

function hold(known: KnownReply): Change[] {
	const { reply, channel, contact } = known;
	const { classes, direction } = SUPPRESSION_RULES.review_hold;
	return [{ kind: 'suppress', contact, reason: 'review_hold', channel, classes, direction, ...(reply.to !== undefined && { receivedBy: reply.to }), ...proofOf(known) }];
}

function commonOf(known: KnownReply) {
	const { channel, contact, at } = known;
	return { contact, channel, source: `${channel}_reply`, at, ...proofOf(known) };
}

/** The cause of a change, and its proof. */
function proofOf({ reply, contact, meaning, at }: KnownReply): { key?: string; evidence: JsonObject } {
	const key = keyOf(reply, contact, meaning, at);
	const { text, to, receivedAt } = reply;
	return {
		...(key !== undefined && { key }),
		evidence: {
			...(meaning.keyword !== undefined && { keyword: meaning.keyword }),
			...(to !== undefined && { receivedBy: to }),
			...(receivedAt !== undefined && { receivedAt: receivedAt.toISOString() }),
			text: typeof text === 'string' ? text.slice(0, LONGEST_EVIDENCE) : '',
		},
	};
}
