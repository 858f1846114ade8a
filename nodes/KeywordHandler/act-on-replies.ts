import type { Channel } from '../../lib/model/channel';
import type { Suppression } from '../../lib/model/suppression';
import { contactName } from '../../lib/n8n/contact-name';
import { requireEach } from '../../lib/n8n/require-each';
import { openOptInRequests } from '../../lib/registry';
import type { Change, ChangeResult, FactPart } from '../../lib/store/port';
import { suppressionId } from '../../lib/store/suppression-state';
import type { ActedReply, ReplyRun } from './acted-reply';
import { giveAnswers } from './give-answers';
import type { Reply } from './read-replies';
import { replyChanges, saidAt, type Doubt, type KnownReply } from './reply-changes';
import { doubtful, meaningOf, type Meaning } from './reply-meaning';

const PARTS: readonly FactPart[] = ['consents', 'suppressions', 'place'];

/**
 * Since when the suppressions that this run has set count, by their ids, ISO 8601 in UTC: a list of replies is read after the last of them was said,
 * and the START in it is older than the record of the STOP before.
 */
type Heard = Map<string, string>;

/**
 * Classifies the replies and records what they ask for. Replies of one contact are worked off one after the
 * other, so that a START sees the STOP before it; replies of different contacts go to the store together.
 *
 * @throws ComplianceError `STORE_*`; what was recorded until then stays on record
 */
export async function actOnReplies(run: ReplyRun): Promise<ActedReply[]> {
	const acted = new Array<ActedReply>(run.replies.length);
	const heard: Heard = new Map();
	let at = run.now;
	for (const wave of waves(run.replies)) {
		const results = await actOnWave(run, wave.map((index) => run.replies[index] as Reply), at, heard);
		wave.forEach((index, position) => {
			acted[index] = results[position] as ActedReply;
		});
		// Between two words of one instant the stricter one counts, so what comes later has to be later.
		at = new Date(Math.max(Date.now(), at.getTime() + 1));
	}
	return acted;
}

/** Indices of the replies, at most one for each contact in each wave. */
function waves(replies: readonly Reply[]): number[][] {
	const seen = new Map<string, number>();
	const found: number[][] = [];
	replies.forEach(({ contact }, index) => {
		const name = contact === undefined ? `reply ${index}` : contactName(contact);
		const wave = seen.get(name) ?? 0;
		seen.set(name, wave + 1);
		(found[wave] ??= []).push(index);
	});
	return found;
}

interface Plan {
	reply: Reply;
	meaning: Meaning;
	changes: readonly Change[];
	doubt?: Doubt;
	suppressions: readonly Suppression[];
}

async function actOnWave(run: ReplyRun, wave: readonly Reply[], at: Date, heard: Heard): Promise<ActedReply[]> {
	const { store, brand } = run.connection;
	// As if a double opt-in were pending, which is the most a reply can ask for; nothing is pending for somebody who cannot be looked up.
	const read = wave.map((reply) => ({ reply, atMost: meaningOf(reply, run.settings, reply.contact !== undefined) }));
	const contacts = read.flatMap(({ reply, atMost }) => askedAbout(reply, atMost)?.contact ?? []);
	const facts = contacts.length > 0 ? requireEach(contacts, await store.readFacts(brand, contacts, at, PARTS)) : [];

	let next = 0;
	const plans = read.map(({ reply, atMost }): Plan => {
		const sender = askedAbout(reply, atMost);
		const stored = sender === undefined ? undefined : facts[next++];
		return sender === undefined || stored === undefined ? { reply, meaning: atMost, changes: [], suppressions: [] } : planFor(run, { ...sender, reply, stored, at }, atMost, heard);
	});
	const changes = plans.flatMap((plan) => plan.changes);
	const results = changes.length > 0 ? requireEach(changes, await store.record(brand, changes, run.origin, at)) : [];

	let first = 0;
	const acted = plans.map((plan): ActedReply => {
		const own = results.slice(first, (first += plan.changes.length));
		remember(heard, plan, own, at);
		return actedOn(plan, own);
	});
	return await giveAnswers(run, acted, at);
}

/** Whom to look up: nobody where the reply asks for nothing. */
function askedAbout({ contact, channel }: Reply, { intent }: Meaning): Pick<KnownReply, 'contact' | 'channel'> | undefined {
	return intent === 'none' || contact === undefined || channel === undefined ? undefined : { contact, channel };
}

function planFor({ settings, policy }: ReplyRun, known: Omit<KnownReply, 'meaning' | 'asked'>, atMost: Meaning, heard: Heard): Plan {
	const { reply, channel, stored, at } = known;
	const asked = openOptInRequests(stored, { channel, at, saidAt: saidAt(reply, at) }, policy.replies.optInRequestDays);
	const said = asked.length > 0 ? atMost : meaningOf(reply, settings, false);
	const meaning = said.answerWord !== undefined && said.intent !== 'opt_in' && hasOptedOut(stored.suppressions, channel) ? doubtful(said) : said;
	const suppressions = stored.suppressions.map((one) => ({ ...one, since: heard.get(one.id) ?? one.since }));
	const wordingVersion = settings.wordingVersion(reply.item);
	return { reply, meaning, suppressions, ...replyChanges({ ...known, stored: { ...stored, suppressions }, asked, meaning, ...(wordingVersion !== undefined && { wordingVersion }) }, policy) };
}

/** Whether the contact has told us to stop, and not only the provider. */
function hasOptedOut(suppressions: readonly Suppression[], on: Channel): boolean {
	return suppressions.some(({ reason, channel }) => reason.startsWith('opt_out_') && (channel === on || channel === 'all'));
}

/** A suppression that took the place of an equal one is as new as it seems: the earlier one may have been said later. */
function remember(heard: Heard, { reply, changes }: Plan, results: readonly ChangeResult[], at: Date): void {
	const said = saidAt(reply, at);
	if (said >= at) return;
	// Of two words of one instant the stricter one counts.
	const since = new Date(said.getTime() + 1).toISOString();
	results.forEach(({ outcome, ref }, index) => {
		if (changes[index]?.kind === 'suppress' && outcome === 'applied') heard.set(suppressionId(Number(ref.slice(ref.lastIndexOf(':') + 1))), since);
	});
}

function actedOn({ reply, meaning, changes, doubt, suppressions }: Plan, results: readonly ChangeResult[]): ActedReply {
	const lifted = new Set(changes.flatMap((change, index) => (change.kind === 'lift' && results[index]?.outcome === 'applied' ? [change.suppressionId] : [])));
	const [first] = results;
	return {
		reply,
		meaning,
		outcome: outcomeOf(meaning, changes, results),
		...(first !== undefined && { ref: first.ref }),
		...(doubt !== undefined && { doubt }),
		ended: suppressions.filter(({ id }) => lifted.has(id)),
		standing: suppressions.filter(({ id }) => !lifted.has(id)),
	};
}

/** Whether the reply changed something that calls for an answer. A repeated STOP may still withdraw a consent that came in later, or end a hold. */
function outcomeOf({ intent }: Meaning, changes: readonly Change[], results: readonly ChangeResult[]): ActedReply['outcome'] {
	const [first] = results;
	if (first === undefined) return 'none';
	const lifts = changes.some(({ kind }) => kind === 'lift');
	const isNews = (change: Change): boolean => {
		if (intent === 'opt_in' || intent === 'none') return change.kind === 'lift' || !lifts;
		return change.kind === 'suppress' && change.reason !== 'provider_opt_out';
	};
	if (results.some(({ outcome }, index) => outcome === 'applied' && isNews(changes[index] as Change))) return 'applied';
	return first.outcome === 'duplicate' ? 'duplicate' : 'already';
}
