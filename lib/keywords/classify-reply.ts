import { ComplianceError } from '../model/errors';
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
import { KIND_BIT, type BrandKeywords, type ReplyLanguage } from './reply-language';
import { partSignature } from './signature';
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
/** ISO 3166-1 alpha-2 or 3166-2. */
const PLACE_CODE = /^[a-z]{2}(?:-[a-z0-9]{1,3})?$/i;

/** What is no text names no country. A name in place of a code would silently leave out the keywords of that country. */
function countriesOf(given: unknown): readonly string[] {
	if (given === undefined) return NO_COUNTRY;
	const places: readonly unknown[] = Array.isArray(given) ? given : [given];
	return places.flatMap((place) => {
		if (typeof place !== 'string' || place === '') return [];
		if (PLACE_CODE.test(place)) return place.slice(0, 2).toUpperCase();
		throw new ComplianceError('CONFIG_INVALID', 'A country of the contact is not a country code.', 'Use a code such as CN or US-CA, or leave the country out.');
	});
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

/** What is no list of texts counts as none: then nothing is taken for a quotation, so that no opt-out is lost. */
function textsOf(given: unknown): string[] {
	return Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];
}

/** HELP with a picture or the person's name below it. A word that means something is no name. */
function signedHelp(own: string, language: ReplyLanguage, countries: readonly string[]): ClassifiedReply | undefined {
	const { text, names } = partSignature(own);
	const read = (part: string) => findMatches(readWords(part, language.symbols), language, countries);
	if (read(names).kinds !== 0) return undefined;
	const verdict = judgeReply(read(text), [], false);
	return verdict.intent === 'help' ? verdict : undefined;
}

function classifyText(text: string, language: ReplyLanguage, countries: readonly string[], options: ClassifyOptions): ClassifiedReply {
	const folded = foldText(text);
	const { own, quoted, parted, reaction } = splitQuotes(folded, (before) => isReaction(before, language));
	const words = readWords(own, language.symbols);
	if (words.words.length === 0 && !parted) return { ...EMPTY };

	const keyword = parted ? undefined : wholeOptOut(words.words, language);
	if (keyword && standingIn(keyword, countries) === 'counts') return { intent: 'opt_out', matchedBy: 'keyword', keyword: keyword.keyword, ...(keyword.everything && { scope: 'all' as const }) };
	const reply = findMatches(words, language, countries);
	const ownMessages = textsOf(options.ownMessages);
	const copied =
		ownMessages.length > 0 && reply.ids.length === words.words.length
			? markOwnMessages(words.words, ownMessages.map((message) => readWords(foldText(message.slice(0, LONGEST_REPLY)), language.symbols).words))
			: reply.ids.map(() => false);
	const verdict = judgeReply(reply, copied, options.awaitingOptIn === true);
	if (verdict.intent !== 'none') return verdict;
	// What is quoted is not the person's own, but a person has to see a request to stop that is hidden in it.
	const hidden = quoted.some((content) => judgeReply(findMatches(readWords(content, language.symbols), language, countries), [], false).intent === 'opt_out');
	if (hidden) return { intent: 'unclear', matchedBy: 'quote' };
	const help = verdict.matchedBy === 'no_match' && (reply.kinds & KIND_BIT.keyword_help) !== 0 && !reaction ? signedHelp(own, language, countries) : undefined;
	if (help !== undefined) return help;
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
 * @throws ComplianceError `CONFIG_INVALID` for options that name an unknown language, what is no country code, or hold no readable keywords.
 * @example
 * classifyReply('Stop. Thank you') // => { intent: 'opt_out', matchedBy: 'keyword', keyword: 'STOP' }
 * classifyReply('when does the sale end?') // => { intent: 'none', matchedBy: 'no_match' }
 */
export function classifyReply(text: unknown, opts?: ClassifyOptions): ClassifiedReply {
	const options = opts ?? {};
	const language = replyLanguageFor(KEYWORD_PACK, options);
	const countries = countriesOf(options.country);
	if (text === undefined || text === null) return { ...EMPTY };
	if (typeof text === 'number' || typeof text === 'bigint' || typeof text === 'boolean') return classifyText(String(text), language, countries, options);
	if (typeof text !== 'string') return { intent: 'unclear', matchedBy: 'not_text' };
	const trimmed = text.trim();
	const verdict = classifyText(trimmed.slice(0, LONGEST_REPLY), language, countries, options);
	return trimmed.length > LONGEST_REPLY && verdict.intent !== 'opt_out' ? { intent: 'unclear', matchedBy: 'too_long' } : verdict;
}
