import { keywordRows } from '../../lib/keywords';
import type { JsonObject } from '../../lib/model/json';
import type { Policy } from '../../lib/model/policy';
import { makeReason, type ReasonCode } from '../../lib/model/reasons';
import { KEPT_BY_PROVIDER } from '../../lib/model/suppression';
import { presentReason } from '../../lib/n8n/result';
import type { ActedReply } from './acted-reply';
import type { ReplySettings } from './reply-settings';

/** Why a person has to look at the reply; `undefined`: nobody has to. */
export function problemOf({ reply, meaning, doubt }: ActedReply): ReasonCode | undefined {
	if (reply.isDeliveryReport === true) return undefined;
	if (reply.channel === undefined) return 'REPLY_UNREADABLE';
	if (meaning.intent === 'unclear' || doubt !== undefined) return 'REPLY_UNCLEAR';
	if (reply.contact === undefined && (meaning.intent === 'opt_out' || meaning.intent === 'opt_in')) return 'REPLY_SENDER_UNREADABLE';
	return reply.isSenderMissing === true ? 'REPLY_UNREADABLE' : undefined;
}

/** What the item gains. */
export function presentReply(acted: ActedReply, settings: ReplySettings, policy: Policy, text: string | undefined, now: Date): JsonObject {
	const { reply, meaning, outcome, ref, answer } = acted;
	const problem = problemOf(acted);
	const reasons = problem === undefined ? [] : [presentReason(makeReason(problem, { pack: 'keywords', packVersion: settings.packVersion }, factsOf(acted)))];
	const result: JsonObject = { intent: meaning.intent, matchedBy: meaning.matchedBy, outcome, reasons, at: now.toISOString() };
	if (meaning.keyword !== undefined) result.keyword = meaning.keyword;
	if (reply.channel !== undefined) result.channel = reply.channel;
	if (reply.contact !== undefined) result.address = reply.contact.address;
	if (reply.message !== undefined) result.message = { ...reply.message };
	if (ref !== undefined) result.ref = ref;
	Object.assign(result, stateOf(acted, policy));
	if (answer !== undefined && 'withheld' in answer) result.replyWithheld = answer.withheld;
	if (answer !== undefined && 'until' in answer && text !== undefined) Object.assign(result, { reply: text, replyUntil: answer.until });
	return result;
}

function factsOf({ reply: { closest }, meaning: { keyword }, doubt }: ActedReply): JsonObject {
	const rows = keyword === undefined ? [] : keywordRows(keyword);
	return {
		...(rows.length > 0 && { rows: [...rows] }),
		...(doubt !== undefined && { because: doubt }),
		...(closest !== undefined && { lookedFor: { provider: closest.provider, missing: [...closest.missing] } }),
	};
}

/** How the contact stands after a reply that is about that. */
function stateOf({ reply, meaning, outcome, standing, ended }: ActedReply, policy: Policy): JsonObject {
	if (reply.contact === undefined) return {};
	const here = standing.filter(({ channel, direction }) => (channel === reply.channel || channel === 'all') && direction !== 'incoming');
	if (meaning.intent === 'unclear') {
		const isOnRecord = outcome !== 'duplicate' || here.some(({ reason }) => reason === 'review_hold');
		return { held: isOnRecord && policy.replies.holdUnclear };
	}
	if (meaning.intent !== 'opt_in') return {};
	// A provider that heard the START itself has ended its own block; nobody knows of a carrier's.
	const unknown = ended.some(({ reason }) => KEPT_BY_PROVIDER.has(reason) && !(reason === 'provider_opt_out' && reply.flag === 'opt_in'));
	return { stillStopped: [...new Set(here.map(({ reason }) => reason))], ...(unknown && { providerBlock: 'not_known' }) };
}
