import { KEYWORD_PACK } from '../packs/keywords';
import type { ClassifiedReply } from './classified-reply';
import { findMatches } from './find-matches';
import { foldText } from './fold-text';
import { judgeReply } from './judge-reply';
import type { Keyword } from './keyword';
import { standingIn } from './keyword-standing';
import { markOwnMessages } from './own-messages';
import { readWords } from './read-words';
import { replyLanguageFor } from './reply-language-cache';
import type { BrandKeywords, ReplyLanguage } from './reply-language';
import { splitQuotes } from './split-quotes';

export interface ClassifyOptions {
	/** BCP 47; a keyword of any of them counts, and those that belong to the contact's country alone. Default: every language of the pack. */
	languages?: readonly string[];
	/**
	 * The contact's country or region, ISO 3166-1 alpha-2 or 3166-2; several where the contact may be in any of them. Keywords that
	 * are ordinary words elsewhere count in their own countries only.
	 */
	country?: string | readonly string[];
	/** The contact was asked to confirm an opt-in and has not answered yet: "YES" then is an answer. */
	awaitingOptIn?: boolean;
	/** Messages of the brand that the person may quote, such as the footer. */
	ownMessages?: readonly string[];
	/** Keywords of the brand, beside those of the pack. */
	keywords?: BrandKeywords;
}

/** Longest text that is read as a whole, in UTF-16 units: the longest message any messaging channel delivers. */
export const LONGEST_REPLY = 4096;

const EMPTY: Readonly<ClassifiedReply> = { intent: 'none', matchedBy: 'empty' };

const NO_COUNTRY: readonly string[] = [];

function countriesOf(given: unknown): readonly string[] {
	if (given === undefined) return NO_COUNTRY;
	const places: unknown[] = Array.isArray(given) ? given : [given];
	return places.flatMap((place) => (typeof place === 'string' ? place.slice(0, 2).toUpperCase() : []));
}

function isReaction(before: string, language: ReplyLanguage): boolean {
	const words = readWords(before, language.symbols);
	if (words.words.length === 0) return false;
	const { startingAt, ids } = findMatches(words, language, NO_COUNTRY);
	return startingAt[0]?.some((match) => match.pattern.kind === 'reaction' && match.end === ids.length - 1) ?? false;
}

/** The stop keyword that is all a reply says. Most replies do not even begin like one, which is quicker to see. */
function wholeOptOut(words: readonly string[], language: ReplyLanguage): Keyword | undefined {
	const longest = language.optOutsFrom.get(words[0] ?? '') ?? 0;
	return words.length <= longest ? language.wholeOptOut.get(words.join(' ')) : undefined;
}

function classifyText(text: string, language: ReplyLanguage, options: ClassifyOptions): ClassifiedReply {
	const folded = foldText(text);
	const { own, quoted, parted, reaction } = splitQuotes(folded, (before) => isReaction(before, language));
	const words = readWords(own, language.symbols);
	if (words.words.length === 0 && !parted) return { ...EMPTY };

	const countries = countriesOf(options.country);
	const keyword = parted ? undefined : wholeOptOut(words.words, language);
	if (keyword && standingIn(keyword, countries) === 'counts') return { intent: 'opt_out', matchedBy: 'keyword', keyword: keyword.keyword, ...(keyword.everything && { scope: 'all' as const }) };
	const reply = findMatches(words, language, countries);
	const ownMessages = (options.ownMessages ?? []).filter((message) => typeof message === 'string');
	const copied =
		ownMessages.length > 0 && reply.ids.length === words.words.length
			? markOwnMessages(words.words, ownMessages.map((message) => readWords(foldText(message.slice(0, LONGEST_REPLY)), language.symbols).words))
			: reply.ids.map(() => false);
	const verdict = judgeReply(reply, copied, options.awaitingOptIn === true);
	if (verdict.intent !== 'none') return verdict;
	// What is quoted is not the person's own, but a person has to see a request to stop that is hidden in it.
	const hidden = quoted.some((content) => judgeReply(findMatches(readWords(content, language.symbols), language, countries), [], false).intent === 'opt_out');
	if (hidden) return { intent: 'unclear', matchedBy: 'quote' };
	if (reaction) return { intent: 'none', matchedBy: 'reaction' };
	return parted && verdict.matchedBy === 'no_match' ? { intent: 'none', matchedBy: 'quote' } : verdict;
}

/**
 * Says what a reply means: a wish to stop, to start, for help, something that a person has to read, or none of these.
 *
 * Whole messages that are a keyword come first, then plain requests in other words; 47 CFR 64.1200(a)(10) asks
 * for any reasonable wording to be honoured. A keyword in an ordinary sentence, a reaction, a quotation and an
 * automatic reply are no opt-out. An opt-in is only ever a whole message. Where in doubt: `unclear`.
 *
 * Never throws on the text, whatever its type or size, and reads texts in linear time.
 *
 * @throws ComplianceError `CONFIG_INVALID` for options that name an unknown language or hold no readable keywords.
 * @example
 * classifyReply('Stop. Thank you') // => { intent: 'opt_out', matchedBy: 'keyword', keyword: 'STOP' }
 * classifyReply('when does the sale end?') // => { intent: 'none', matchedBy: 'no_match' }
 */
export function classifyReply(text: unknown, opts?: ClassifyOptions): ClassifiedReply {
	const options = opts ?? {};
	const language = replyLanguageFor(KEYWORD_PACK, options);
	if (text === undefined || text === null) return { ...EMPTY };
	if (typeof text === 'number' || typeof text === 'bigint' || typeof text === 'boolean') return classifyText(String(text), language, options);
	if (typeof text !== 'string') return { intent: 'unclear', matchedBy: 'not_text' };
	const trimmed = text.trim();
	const verdict = classifyText(trimmed.slice(0, LONGEST_REPLY), language, options);
	return trimmed.length > LONGEST_REPLY && verdict.intent !== 'opt_out' ? { intent: 'unclear', matchedBy: 'too_long' } : verdict;
}
