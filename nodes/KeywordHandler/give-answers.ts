import { ANSWER_WITHIN_MINUTES, ANSWERED_REPLIES, MOST_ANSWERS_A_MINUTE, type AnsweredReply } from '../../lib/model/answer';
import { requireEach } from '../../lib/n8n/require-each';
import type { AnswerChange } from '../../lib/store/port';
import { isReadable, stopsMessage } from '../../lib/suppression';
import type { ActedReply, ReplyRun, Withheld } from './acted-reply';
import { keyOf, saidAt } from './reply-changes';

/**
 * Permits the texts that are due, all of a wave with one call to the store. What the replies asked for is on disk before, so the worst that can
 * become of a failure is that nobody is answered.
 *
 * @param at when the replies were recorded
 */
export async function giveAnswers(run: ReplyRun, acted: readonly ActedReply[], at: Date): Promise<ActedReply[]> {
	const { store, brand } = run.connection;
	const wanted = acted.map((one) => (isDue(one) ? (obstacle(run, one, at) ?? permission(one, at)) : undefined));
	const changes = wanted.filter((one) => one !== undefined && typeof one === 'object');
	const results = changes.length > 0 ? requireEach(changes, await store.record(brand, changes, run.origin, at)) : [];
	let next = 0;
	return acted.map((one, index) => {
		const want = wanted[index];
		if (want === undefined) return one;
		if (typeof want === 'string') return { ...one, answer: { withheld: want } };
		const outcome = results[next++]?.outcome;
		if (outcome === 'applied') return { ...one, answer: { to: want.to, until: want.until } };
		// A reply that is delivered again has been answered.
		return outcome === 'duplicate' ? { ...one, outcome } : { ...one, answer: { withheld: 'limit' } };
	});
}

/** HELP always; an opt-out or opt-in once, and only what is beyond doubt. */
function isDue({ reply, meaning, outcome, doubt }: ActedReply): boolean {
	if (reply.contact === undefined || doubt !== undefined) return false;
	return meaning.intent === 'help' || (answeredAs(meaning.intent) !== undefined && outcome === 'applied');
}

function obstacle({ settings }: ReplyRun, { reply, standing }: ActedReply, at: Date): Withheld | undefined {
	// What a provider has recognised by itself it answers by itself.
	if (reply.flag !== undefined || settings.providerConfirms(reply.item)) return 'provider_confirms';
	const { channel } = reply;
	if (channel === undefined || standing.some((one) => !isReadable(one) || stopsMessage(one, { channel, messageClass: 'confirmation' }))) return 'blocked';
	return until(reply, at) <= at ? 'too_late' : undefined;
}

function permission({ reply, meaning }: ActedReply, at: Date): AnswerChange | undefined {
	const { channel, contact } = reply;
	const to = answeredAs(meaning.intent);
	if (channel === undefined || contact === undefined || to === undefined) return undefined;
	const key = keyOf(reply, contact, meaning, at);
	return { kind: 'answer', contact, channel, to, until: until(reply, at).toISOString(), mostAMinute: MOST_ANSWERS_A_MINUTE, ...(key !== undefined && { key: `${key}:answer` }) };
}

function until(reply: ActedReply['reply'], at: Date): Date {
	return new Date(saidAt(reply, at).getTime() + ANSWER_WITHIN_MINUTES * 60_000);
}

function answeredAs(intent: ActedReply['meaning']['intent']): AnsweredReply | undefined {
	return ANSWERED_REPLIES.find((known) => known === intent);
}
