import { classifyReply, isAnswer, type ClassifiedReply } from '../../lib/keywords';
import type { Origin } from '../../lib/ledger/event';
import { ADDRESS_KINDS, channelsOfKind, type Channel } from '../../lib/model/channel';
import type { StoreConnection } from '../../lib/n8n/store-connection';
import { keywordOptInChanges, optOutChanges } from '../../lib/registry';
import type { Change, ChangeResult, ContactAddress, StoredFacts } from '../../lib/store/port';
import type { Reply } from './read-replies';
import type { ReplySettings } from './reply-settings';

/** More than any carrier joins into one message. */
const LONGEST_EVIDENCE = 1600;

/** A reply, what it means, and what became of it in the store. */
export interface ActedReply extends Reply {
	classified: ClassifiedReply;
	/** `none`: the reply asks for no change, or its sender cannot be read. */
	outcome: ChangeResult['outcome'] | 'none';
	ref?: string;
}

export interface ReplyRun {
	replies: readonly Reply[];
	settings: ReplySettings;
	connection: StoreConnection;
	origin: Origin;
	now: Date;
}

/**
 * Classifies the replies and records what they ask for. Replies of one contact are worked off one after the
 * other, so that a START sees the STOP before it; replies of different contacts go to the store together.
 */
export async function recordReplies(run: ReplyRun): Promise<ActedReply[]> {
	const acted = new Array<ActedReply>(run.replies.length);
	for (const wave of waves(run.replies)) {
		const results = await recordWave(run, wave);
		wave.forEach((index, position) => {
			acted[index] = results[position] as ActedReply;
		});
	}
	return acted;
}

/** Indices of the replies, at most one for each contact in each wave. */
function waves(replies: readonly Reply[]): number[][] {
	const seen = new Map<string, number>();
	const found: number[][] = [];
	replies.forEach((reply, index) => {
		const contact = contactOf(reply);
		const name = contact === undefined ? `item ${index}` : `${contact.kind} ${contact.address}`;
		const wave = seen.get(name) ?? 0;
		seen.set(name, wave + 1);
		(found[wave] ??= []).push(index);
	});
	return found;
}

async function recordWave(run: ReplyRun, wave: readonly number[]): Promise<ActedReply[]> {
	const { store, brand } = run.connection;
	const read = wave.map((index) => readReply(run, index));
	const contacts = read.flatMap(({ contact }) => contact ?? []);
	const facts = contacts.length > 0 ? await store.readFacts(brand, contacts, run.now, ['consents', 'suppressions', 'place']) : [];

	let nextFact = 0;
	const changes: Change[] = [];
	const planned = read.map(({ index, contact, classified: atMost }) => {
		const stored = contact === undefined ? undefined : facts[nextFact++];
		if (contact === undefined || stored === undefined) return { index, classified: atMost, own: [], first: changes.length };
		const classified = classify(run, index, isPending(run.replies[index] as Reply, stored));
		const own = changesFor(run, index, contact, classified, stored);
		const first = changes.length;
		changes.push(...own);
		return { index, classified, own, first };
	});
	const recorded = changes.length > 0 ? await store.record(brand, changes, run.origin, run.now) : [];
	return planned.map(({ index, classified, own, first }) => ({
		...(run.replies[index] as Reply),
		classified,
		...summary(own, recorded.slice(first, first + own.length)),
	}));
}

interface ReadReply {
	index: number;
	classified: ClassifiedReply;
	/** Of a reply that asks for a change, or whose meaning depends on what is pending. */
	contact?: ContactAddress;
}

/**
 * Reads a reply as if a double opt-in were pending, which is the most it can ask for. Of a reply that asks for no change
 * either way, the contact is not looked up. Where the sender cannot be read, nothing can be pending.
 */
function readReply(run: ReplyRun, index: number): ReadReply {
	const atMost = classify(run, index, true);
	if (atMost.intent === 'none' || atMost.intent === 'help') return { index, classified: atMost };
	const contact = contactOf(run.replies[index] as Reply);
	if (contact !== undefined && (atMost.intent === 'opt_out' || atMost.intent === 'opt_in')) return { index, classified: atMost, contact };
	const atLeast = classify(run, index, false);
	return contact !== undefined && atLeast.intent !== atMost.intent ? { index, classified: atMost, contact } : { index, classified: atLeast };
}

function isPending({ channel }: Reply, { consents }: StoredFacts): boolean {
	return consents.some((consent) => consent.channel === channel && consent.state === 'pending');
}

function classify({ replies, settings }: ReplyRun, index: number, awaitingOptIn: boolean): ClassifiedReply {
	const reply = replies[index] as Reply;
	const own = settings.ownMessages(index);
	const { languages, keywords } = settings.classify;
	const read = classifyReply(reply.text, { languages, keywords, awaitingOptIn, country: reply.places, ownMessages: own });
	if (reply.flag === undefined) return read;
	// The provider knows its own keywords, but it never makes an opt-in of words that ask to stop, or may do so.
	const mayStop = read.intent === 'opt_out' || (read.intent === 'unclear' && read.matchedBy !== 'opt_in_wish');
	const contradicts = reply.flag !== 'opt_out' && mayStop;
	return contradicts ? { intent: 'unclear', matchedBy: 'provider_flag' } : { intent: reply.flag, matchedBy: 'provider_flag' };
}

function changesFor(run: ReplyRun, index: number, contact: ContactAddress, { intent, keyword, scope }: ClassifiedReply, stored: StoredFacts): Change[] {
	const reply = run.replies[index] as Reply;
	const channel = reply.channel as Channel;
	const key = keyOf(reply, contact, intent);
	const common = {
		contact,
		source: `${channel}_reply`,
		at: run.now,
		...(key !== undefined && { key }),
		evidence: { ...(keyword !== undefined && { keyword }), ...(reply.to !== undefined && { to: reply.to }), text: typeof reply.text === 'string' ? reply.text.slice(0, LONGEST_EVIDENCE) : '' },
	};
	if (intent === 'opt_in') {
		const wordingVersion = run.settings.wordingVersion(index);
		return keywordOptInChanges({ ...common, channel, stored, onlyPending: isAnswer(keyword), ...(wordingVersion !== undefined && { wordingVersion }) });
	}
	if (intent !== 'opt_out') return [];
	const everywhere = scope === 'all';
	const channels = everywhere ? channelsOfKind(ADDRESS_KINDS[channel]) : [channel];
	return channels.flatMap((stopped) =>
		optOutChanges({ ...common, channel: stopped, reason: 'opt_out_keyword', scope: everywhere ? 'channel' : run.settings.scope, consents: stored.consents, jurisdiction: stored.jurisdiction }),
	);
}

/**
 * Names the reply. The contact is part of the name: an id that is counted anew in every list, or by every provider, must
 * not make the STOP of one contact pass for that of another. The contact's own id names no message. What the
 * reply asks for is part of it too: where a list gives every reply of a contact one id, the START after a STOP is another.
 */
function keyOf({ channel, id }: Reply, { address }: ContactAddress, intent: ClassifiedReply['intent']): string | undefined {
	return id === undefined || id === address ? undefined : `reply:${channel}:${address}:${id}:${intent}`;
}

/**
 * Whether the reply changed something. A repeated STOP may still withdraw a consent that came in later, so where
 * suppressions are set or lifted only those tell whether the reply calls for an answer.
 */
function summary(changes: readonly Change[], results: readonly ChangeResult[]): Pick<ActedReply, 'outcome' | 'ref'> {
	const [first] = results;
	if (first === undefined) return { outcome: 'none' };
	const isNews = ({ kind }: Change): boolean => kind !== 'consent' || changes.every((change) => change.kind === 'consent');
	const applied = results.some(({ outcome }, index) => outcome === 'applied' && isNews(changes[index] as Change));
	const { outcome, ref } = first;
	return { outcome: applied ? 'applied' : outcome === 'duplicate' ? 'duplicate' : 'already', ref };
}

function contactOf({ channel, address }: Reply): ContactAddress | undefined {
	return channel !== undefined && address?.ok === true ? { kind: ADDRESS_KINDS[channel], address: address.address } : undefined;
}
