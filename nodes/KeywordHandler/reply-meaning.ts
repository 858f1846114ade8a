import { classifyReply, isAnswer, type ClassifiedReply, type MatchedBy } from '../../lib/keywords';
import type { Reply } from './read-replies';
import type { ReplySettings } from './reply-settings';

/** What a reply means: its words, and what the provider made of them. */
export interface Meaning extends Omit<ClassifiedReply, 'matchedBy' | 'scope'> {
	matchedBy: MatchedBy | 'delivery_report';
	/** `all`: every channel; `marketing`: only such messages. Absent: what came over this channel. */
	scope?: 'all' | 'marketing';
	/**
	 * Words such as YES that the provider took for an opt-in. It ends its own block for them; here they are one only as the answer to a pending double
	 * opt-in. Tells the keyword.
	 */
	answerWord?: string;
}

/** @param awaitingOptIn whether the contact has yet to answer a double opt-in: YES then is an answer. */
export function meaningOf(reply: Reply, settings: ReplySettings, awaitingOptIn: boolean): Meaning {
	if (reply.isDeliveryReport === true) return { intent: 'none', matchedBy: 'delivery_report' };
	const { languages, keywords } = settings.classify;
	const read = (asAnswer: boolean): ClassifiedReply =>
		classifyReply(reply.text, { languages, keywords, awaitingOptIn: asAnswer, country: reply.places, ownMessages: settings.ownMessages(reply.item) });
	const words = read(awaitingOptIn);
	if (reply.flag === undefined) return words;
	if (reply.flag === 'opt_in') {
		const { intent, keyword } = awaitingOptIn ? words : read(true);
		// Unclear: a word that means yes in some countries only.
		if (keyword !== undefined && (intent === 'opt_in' || intent === 'unclear') && isAnswer(keyword)) return { ...words, answerWord: keyword };
	}
	return flagged(words, reply.flag, reply.optOutScope);
}

/** Somebody who has opted out, and whose YES has opened the provider's block: a person has to find out what it was said to. */
export function doubtful({ answerWord, ...words }: Meaning): Meaning {
	return { ...words, intent: 'unclear', matchedBy: 'provider_flag', ...(answerWord !== undefined && { keyword: answerWord, answerWord }) };
}

/** The provider knows its own keywords, but it never makes an opt-in of words that ask to stop, or may do so. */
function flagged(words: ClassifiedReply, flag: NonNullable<Reply['flag']>, optOutScope: Reply['optOutScope']): Meaning {
	const mayStop = words.intent === 'opt_out' || (words.intent === 'unclear' && words.matchedBy !== 'opt_in_wish');
	if (flag !== 'opt_out' && mayStop) return { intent: 'unclear', matchedBy: 'provider_flag' };
	if (flag === 'opt_out' && words.intent === 'opt_out') return { ...words, matchedBy: 'provider_flag' };
	return { intent: flag, matchedBy: 'provider_flag', ...(optOutScope !== undefined && { scope: optOutScope }) };
}
