import type { ClassifiedReply } from '../../lib/keywords';
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
		return acted.map((reply, index) => ({ output: outputOf(reply), gains: { [field]: present(reply, texts[index], settings.packVersion, batch.now) } }));
	},
};

function outputOf(reply: ActedReply): KeywordOutput {
	return problemOf(reply) === undefined ? OUTPUT_OF[reply.classified.intent] : 'Needs Review';
}

function present(reply: ActedReply, texts: ReplyTexts | undefined, packVersion: string, now: Date): JsonObject {
	const problem = problemOf(reply);
	const { intent, keyword, matchedBy } = reply.classified;
	return {
		intent,
		...(keyword !== undefined && { keyword }),
		matchedBy,
		outcome: reply.outcome,
		...(reply.channel !== undefined && { channel: reply.channel }),
		...(reply.address?.ok === true && { address: reply.address.address }),
		reasons: problem === undefined ? [] : [presentReason(makeReason(problem, { pack: 'keywords', packVersion }))],
		...(texts !== undefined && confirmation(reply, texts)),
		at: now.toISOString(),
		...(reply.ref !== undefined && { ref: reply.ref }),
	};
}

function problemOf({ classified, channel, address }: ActedReply): ReasonCode | undefined {
	if (channel === undefined) return 'REPLY_UNREADABLE';
	if (classified.intent === 'unclear') return 'REPLY_UNCLEAR';
	if (address?.ok !== true && (classified.intent === 'opt_out' || classified.intent === 'opt_in')) return 'REPLY_SENDER_UNREADABLE';
	return undefined;
}

/** The one text that may be answered: once for each opt-out or opt-in that changed something, always for HELP. */
function confirmation({ classified, outcome, address }: ActedReply, texts: ReplyTexts): JsonObject {
	if (address?.ok !== true) return {};
	const { intent } = classified;
	if (intent === 'help') return { reply: texts.help };
	if (outcome !== 'applied') return {};
	if (intent === 'opt_out') return { reply: texts.optOut };
	return intent === 'opt_in' ? { reply: texts.optIn } : {};
}
