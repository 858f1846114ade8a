import { loadPolicy, nodePolicy } from '../../lib/n8n/node-policy';
import { resultField } from '../../lib/n8n/result';
import type { ItemHandler, Routed } from '../../lib/n8n/run-items';
import { connectStore } from '../../lib/n8n/store-connection';
import { actOnReplies } from './act-on-replies';
import type { ActedReply } from './acted-reply';
import { presentReply, problemOf } from './present-reply';
import { readReplies } from './read-replies';
import { showReplyHints } from './reply-hints';
import type { Meaning } from './reply-meaning';
import { readReplySettings } from './reply-settings';

export const KEYWORD_OUTPUTS = ['Opt-Out', 'Opt-In', 'Help', 'Needs Review', 'Other'] as const;
type KeywordOutput = (typeof KEYWORD_OUTPUTS)[number];

const OUTPUT_OF: Record<Meaning['intent'], KeywordOutput> = {
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
		const texts = batch.items.map((_, item) => settings.replyTexts(item));
		const connection = await connectStore(batch.context);
		const policy = nodePolicy(await loadPolicy(connection), settings.policy);
		const acted = await actOnReplies({ replies, settings, policy, connection, origin: batch.origin, now: batch.now });
		showReplyHints(batch, replies);
		const field = resultField(batch.context);
		const outcomes = batch.items.map((): Array<Routed<KeywordOutput>> => []);
		for (const one of acted) {
			const { item } = one.reply;
			const text = one.answer !== undefined && 'to' in one.answer ? texts[item]?.[one.answer.to] : undefined;
			outcomes[item]?.push({ output: outputOf(one), gains: { [field]: presentReply(one, settings, policy, text, batch.now) } });
		}
		return outcomes;
	},
};

function outputOf(acted: ActedReply): KeywordOutput {
	return problemOf(acted) === undefined ? OUTPUT_OF[acted.meaning.intent] : 'Needs Review';
}
