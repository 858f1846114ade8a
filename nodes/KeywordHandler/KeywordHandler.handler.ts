import { keywordRows, type ClassifiedReply } from '../../lib/keywords';
import type { JsonObject } from '../../lib/model/json';
import { makeReason, type ReasonCode } from '../../lib/model/reasons';
import { presentReason, resultField } from '../../lib/n8n/result';
import type { ItemHandler } from '../../lib/n8n/run-items';
import { connectStore } from '../../lib/n8n/store-connection';
import { recordReplies, type ActedReply } from './act-on-replies';
import { readReplies } from './read-replies';
import { readReplySettings, type ReplyTexts } from './reply-settings';

export const KEYWORD_OUTPUTS = ['Opt-Out', 'Opt-In', 'Help', 'Needs Review', 'Other'] as const;
type KeywordOutput = (typeof KEYWORD_OUTPUTS)[number];

const OUTPUT_OF: Record<ClassifiedReply['intent'], KeywordOutput> = {
	opt_out: 'Opt-Out',
	opt_in: 'Opt-In',
	help: 'Help',
	unclear: 'Needs Review',
	none: 'Other',
};

/** The state is changed and on disk before any item is emitted. */
export const keywordHandler: ItemHandler<KeywordOutput> = {
	outputs: KEYWORD_OUTPUTS,
	failTo: 'Needs Review',
	handle: async (batch) => {
		const settings = readReplySettings(batch);
		const replies = readReplies(batch);
		// Before anything is recorded: an expression that fails must not cost an opt-out its confirmation.
		const texts = replies.map((_, index) => settings.replyTexts(index));
		const connection = await connectStore(batch.context);
		const acted = await recordReplies({ replies, settings, connection, origin: batch.origin, now: batch.now });
		const field = resultField(batch.context);
		const at = batch.now.toISOString();
		return acted.map((reply, index) => ({ output: outputOf(reply), gains: { [field]: present(reply, texts[index], settings.packVersion, at) } }));
	},
};

function outputOf(reply: ActedReply): KeywordOutput {
	return problemOf(reply) === undefined ? OUTPUT_OF[reply.classified.intent] : 'Needs Review';
}

function present(reply: ActedReply, texts: ReplyTexts | undefined, packVersion: string, at: string): JsonObject {
	const problem = problemOf(reply);
	const { classified, outcome, channel, address, ref } = reply;
	const rows = classified.keyword === undefined ? [] : keywordRows(classified.keyword);
	const reasons = problem === undefined ? [] : [presentReason(makeReason(problem, { pack: 'keywords', packVersion }, rows.length > 0 ? { rows: [...rows] } : {}))];
	const result: JsonObject = { intent: classified.intent, matchedBy: classified.matchedBy, outcome, reasons, at };
	const answer = texts === undefined ? undefined : confirmation(reply, texts);
	if (classified.keyword !== undefined) result.keyword = classified.keyword;
	if (channel !== undefined) result.channel = channel;
	if (address?.ok === true) result.address = address.address;
	if (answer !== undefined) result.reply = answer;
	if (ref !== undefined) result.ref = ref;
	return result;
}

function problemOf({ classified, channel, address }: ActedReply): ReasonCode | undefined {
	if (channel === undefined) return 'REPLY_UNREADABLE';
	if (classified.intent === 'unclear') return 'REPLY_UNCLEAR';
	if (address?.ok !== true && (classified.intent === 'opt_out' || classified.intent === 'opt_in')) return 'REPLY_SENDER_UNREADABLE';
	return undefined;
}

/** The one text that may be answered: once for each opt-out or opt-in that changed something, always for HELP. */
function confirmation({ classified, outcome, address }: ActedReply, texts: ReplyTexts): string | undefined {
	if (address?.ok !== true) return undefined;
	const { intent } = classified;
	if (intent === 'help') return texts.help;
	if (outcome !== 'applied') return undefined;
	if (intent === 'opt_out') return texts.optOut;
	return intent === 'opt_in' ? texts.optIn : undefined;
}
