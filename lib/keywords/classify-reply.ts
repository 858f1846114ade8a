import { ComplianceError } from '../model/errors';
import { KEYWORD_PACK } from '../packs/keywords';
import type { ClassifiedReply } from './classified-reply';
import { findMatches, isReaction } from './find-matches';
import { foldText } from './fold-text';
import { judgeReply } from './judge-reply';
import type { Keyword } from './keyword';
import { standingIn } from './keyword-standing';
import { markOwnMessages, ownMessageWords } from './own-messages';
import { isCorrected, readReply, type ReadWords } from './read-reply';
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
/** Of what that becomes when ligatures and the like are written out. */
const LONGEST_FOLDED = 4 * LONGEST_REPLY;

const EMPTY: Readonly<ClassifiedReply> = { intent: 'none', matchedBy: 'empty' };

const NO_COUNTRY: readonly string[] = [];
const NO_TEXTS: readonly string[] = [];
const NOTHING_COPIED: readonly boolean[] = [];
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

/** The stop keyword that is all a reply says, written as the pack has it. */
function wholeOptOut({ ids, marks }: ReadWords, { optOutsFrom }: ReplyLanguage): Keyword | undefined {
	const keywords = optOutsFrom.get(ids[0] ?? 0);
	if (keywords === undefined || marks.some(isCorrected)) return undefined;
	return keywords.find((whole) => whole.ids.length === ids.length && whole.ids.every((id, at) => id === ids[at]))?.keyword;
}

/** What is no list of texts counts as none: then nothing is taken for a quotation, so that no opt-out is lost. */
function textsOf(given: unknown): readonly string[] {
	if (!Array.isArray(given)) return NO_TEXTS;
	return given.every((one) => typeof one === 'string') ? given : given.filter((one) => typeof one === 'string');
}

/** HELP with a picture or the person's name below it. A word that means something is no name. */
function signedHelp(own: string, language: ReplyLanguage, countries: readonly string[]): ClassifiedReply | undefined {
	const { text, names } = partSignature(own);
	const read = (part: string) => findMatches(readReply(part, language), language, countries);
	if (read(names).kinds !== 0) return undefined;
	const verdict = judgeReply(read(text), NOTHING_COPIED, false);
	return verdict.intent === 'help' ? verdict : undefined;
}

/** For each word of a reply, whether it is copied from one of the brand's own messages. */
function copiedWords(own: string, { ids }: ReadWords, language: ReplyLanguage, given: unknown): readonly boolean[] {
	const ownMessages = textsOf(given);
	if (ownMessages.length === 0) return NOTHING_COPIED;
	const { words } = readWords(own, language.symbols);
	// Where a word was read as several, it is not known which word is which.
	if (words.length !== ids.length) return NOTHING_COPIED;
	return markOwnMessages(words, ownMessageWords(ownMessages, language, LONGEST_REPLY));
}

function classifyText(folded: string, language: ReplyLanguage, countries: readonly string[], options: ClassifyOptions): ClassifiedReply {
	const { own, quoted, parted, reaction } = splitQuotes(folded, (before) => isReaction(readReply(before, language), language));
	const words = readReply(own, language);
	if (words.ids.length === 0 && !parted) return { ...EMPTY };

	const keyword = parted ? undefined : wholeOptOut(words, language);
	if (keyword && standingIn(keyword, countries) === 'counts') return { intent: 'opt_out', matchedBy: 'keyword', keyword: keyword.keyword, ...(keyword.everything && { scope: 'all' as const }) };
	const reply = findMatches(words, language, countries);
	const verdict = judgeReply(reply, copiedWords(own, words, language, options.ownMessages), options.awaitingOptIn === true);
	// Nobody knows what is agreed to where a quotation was cut out of the sentence.
	if (verdict.intent === 'opt_in' && quoted.length > 0) return { intent: 'unclear', matchedBy: 'quote' };
	if (verdict.intent !== 'none') return verdict;
	// What is quoted is not the person's own, but a person has to see a request to stop that is hidden in it.
	const hidden = quoted.some((content) => judgeReply(findMatches(readReply(content, language), language, countries), NOTHING_COPIED, false).intent === 'opt_out');
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
	if (typeof text === 'number' || typeof text === 'bigint' || typeof text === 'boolean') return classifyText(foldText(String(text)), language, countries, options);
	if (typeof text !== 'string') return { intent: 'unclear', matchedBy: 'not_text' };
	const trimmed = text.trim();
	const folded = foldText(trimmed.slice(0, LONGEST_REPLY));
	const verdict = classifyText(folded.slice(0, LONGEST_FOLDED), language, countries, options);
	const isCut = trimmed.length > LONGEST_REPLY || folded.length > LONGEST_FOLDED;
	return isCut && verdict.intent !== 'opt_out' ? { intent: 'unclear', matchedBy: 'too_long' } : verdict;
}
