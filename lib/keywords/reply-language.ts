import type { KeywordPack } from '../packs/keywords';
import type { PhraseKind, PhrasePack } from '../packs/keywords/phrase-pack';
import { compilePattern, wordsOf } from './compile-pattern';
import { PhraseAutomaton } from './phrase-automaton';
import { squeeze } from './spelling';
import { Vocabulary } from './vocabulary';

/** What a match means: the kinds of the phrase packs, and the keywords by category. */
export type MatchKind = PhraseKind | 'keyword_out' | 'keyword_in' | 'keyword_help';

/** A keyword as the pack or the brand writes it, and how it may be used. */
export interface Keyword {
	keyword: string;
	category: 'opt_out' | 'opt_in' | 'help';
	/** Also an ordinary word: only as a whole message. */
	ordinary: boolean;
	/** Only as the answer to a question. */
	prompted: boolean;
	/** A person has to look. */
	review: boolean;
	refusal: boolean;
	everything: boolean;
}

export interface Pattern {
	kind: MatchKind;
	fromStart: boolean;
	toEnd: boolean;
	keyword?: Keyword;
}

/** Everything that depends on languages, country and brand but not on the reply; made once for each. */
export interface ReplyLanguage {
	vocabulary: Vocabulary;
	automaton: PhraseAutomaton;
	patterns: readonly Pattern[];
	/** Stop keywords by their words, for the replies that are nothing else: most of them. */
	wholeOptOut: ReadonlyMap<string, Keyword>;
	/** Keywords written without spaces, to recognise "S T O P" and "un subscribe". */
	compact: ReadonlyMap<string, readonly string[]>;
	/** Emoji that count as words. */
	symbols: ReadonlySet<string>;
}

export interface BrandKeywords {
	optOut?: readonly string[];
	optIn?: readonly string[];
	help?: readonly string[];
}

const CATEGORY_KINDS = { opt_out: 'keyword_out', opt_in: 'keyword_in', help: 'keyword_help' } as const;
const BRAND_CATEGORIES = { optOut: 'opt_out', optIn: 'opt_in', help: 'help' } as const;
const EMOJI = /\p{Extended_Pictographic}/u;
const VOWEL_OR_H = /^[aeiouyh]/;
const SHORTEST_COMPACT = 4;
const NO_SYMBOLS: ReadonlySet<string> = new Set();

function emojiOf(packs: readonly PhrasePack[]): Set<string> {
	const phrases = packs.flatMap((pack) => Object.values(pack.phrases).flat());
	return new Set(phrases.filter((phrase) => EMOJI.test(phrase)));
}

function collectKeywords(pack: KeywordPack, languages: readonly string[], country: string | undefined, brand: BrandKeywords): Keyword[] {
	const key = (keyword: string): string => wordsOf(keyword, NO_SYMBOLS).join(' ');
	const listed = (list: readonly string[]): Set<string> => new Set(list.map(key));
	const { use } = pack;
	const [ordinary, prompted, review, refusals, everything] = [use.ordinaryWords, use.prompted, use.review, use.refusals, use.everything].map(listed);
	const onlyIn = new Map(Object.entries(use.onlyIn).map(([keyword, countries]) => [key(keyword), countries]));
	const found = new Map<string, Keyword>();

	for (const [name, category] of Object.entries(BRAND_CATEGORIES) as [keyof BrandKeywords, Keyword['category']][]) {
		for (const keyword of brand[name] ?? []) {
			const words = key(keyword);
			if (words !== '' && !found.has(words)) found.set(words, { keyword, category, ordinary: true, prompted: false, review: false, refusal: false, everything: false });
		}
	}
	for (const row of pack.rows) {
		const words = key(row.keyword);
		const countries = onlyIn.get(words);
		const atHome = country !== undefined && countries?.includes(country) === true;
		const usable = languages.includes(row.language) || atHome;
		const reviewed = review?.has(words) === true && !atHome;
		if (row.category === 'footer_phrase' || !usable || (countries && !atHome && !reviewed)) continue;
		const known = found.get(words);
		// An opt-out wins over anything else the same word may mean: the brand's own list included.
		if (known && (known.category === 'opt_out' || row.category !== 'opt_out')) continue;
		found.set(words, {
			keyword: row.keyword,
			category: row.category,
			ordinary: ordinary?.has(words) === true,
			prompted: prompted?.has(words) === true,
			review: reviewed,
			refusal: refusals?.has(words) === true,
			everything: everything?.has(words) === true,
		});
	}
	return [...found.values()];
}

function addElisions(pack: PhrasePack, vocabulary: Vocabulary, symbols: ReadonlySet<string>): void {
	const words = Object.values(pack.words).flat().flatMap((entry) => wordsOf(entry, symbols));
	for (const word of new Set(words)) {
		if (word.length < 4 || !VOWEL_OR_H.test(word)) continue;
		for (const elided of pack.elisions ?? []) vocabulary.addJoined(elided + word, [elided, word]);
	}
}

/** Builds the matcher for some languages of a pack, a contact's country and a brand's additional keywords. */
export function buildReplyLanguage(pack: KeywordPack, languages: readonly string[], country: string | undefined, brand: BrandKeywords): ReplyLanguage {
	const phrasePacks = pack.phrases.filter((phrases) => languages.includes(phrases.language));
	const symbols = emojiOf(phrasePacks);
	const vocabulary = new Vocabulary();
	const automaton = new PhraseAutomaton();
	const patterns: Pattern[] = [];
	const compact = new Map<string, readonly string[]>();
	const wholeOptOut = new Map<string, Keyword>();

	for (const keyword of collectKeywords(pack, languages, country, brand)) {
		const words = wordsOf(keyword.keyword, symbols);
		const ids = words.map((word) => vocabulary.idOf(word));
		if (ids.length === 0) continue;
		automaton.add(patterns.length, [{ sequences: [ids], optional: false, repeats: false }]);
		patterns.push({ kind: CATEGORY_KINDS[keyword.category], fromStart: false, toEnd: false, keyword });
		if (keyword.category === 'opt_out' && !keyword.review) wholeOptOut.set(words.join(' '), keyword);
		const joined = words.join('');
		if (keyword.category === 'opt_out' && joined.length >= SHORTEST_COMPACT) compact.set(squeeze(joined), words);
	}
	for (const phrases of phrasePacks) {
		for (const [kind, list] of Object.entries(phrases.phrases) as [PhraseKind, readonly string[]][]) {
			for (const source of list) {
				const { elements, fromStart, toEnd } = compilePattern(source, phrases.words, vocabulary, symbols);
				automaton.add(patterns.length, elements);
				patterns.push({ kind, fromStart, toEnd });
			}
		}
		vocabulary.exclude(phrases.notTypos.flatMap((word) => wordsOf(word, symbols)));
		for (const word of phrases.typosOf.flatMap((keyword) => wordsOf(keyword, symbols))) vocabulary.addTyposOfKeyword(word);
		for (const word of phrases.slips ?? []) vocabulary.addTyposOf(word);
		addElisions(phrases, vocabulary, symbols);
	}
	return { vocabulary, automaton, patterns, wholeOptOut, compact, symbols };
}
