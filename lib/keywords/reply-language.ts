import type { KeywordPack } from '../packs/keywords';
import type { KeywordUse } from '../packs/keywords/keyword-use';
import { PHRASE_KINDS, type PhraseKind, type PhrasePack } from '../packs/keywords/phrase-pack';
import { keyOf, PatternReader, wordsOf } from './compile-pattern';
import type { Keyword, KeywordPlaces } from './keyword';
import { PhraseAutomaton } from './phrase-automaton';
import type { PatternElement } from './phrase-automaton';
import { squeeze } from './spelling';
import { isUnsegmented } from './unsegmented';
import { NUMBER_WORD, Vocabulary } from './vocabulary';
import { WordSet } from './word-set';

/** What a match means: the kinds of the phrase packs, and the keywords by category. */
export const MATCH_KINDS = [...PHRASE_KINDS, 'keyword_out', 'keyword_in', 'keyword_help'] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];
/** Each kind as a bit, so that a set of kinds is one number. */
export const KIND_BIT = Object.fromEntries(MATCH_KINDS.map((kind, index) => [kind, 1 << index])) as Record<MatchKind, number>;

/** Several kinds as one number. */
export function kindSet(...kinds: readonly MatchKind[]): number {
	return kinds.reduce((set, kind) => set | KIND_BIT[kind], 0);
}

export interface Pattern {
	kind: MatchKind;
	/** Of the kind, in `KIND_BIT`. */
	bit: number;
	fromStart: boolean;
	toEnd: boolean;
	keyword?: Keyword;
}

/** A keyword and its words. */
export interface WholeKeyword {
	ids: readonly number[];
	keyword: Keyword;
}

/** Everything that depends on languages and brand but not on the reply or the contact; made once for each. */
export interface ReplyLanguage {
	vocabulary: Vocabulary;
	automaton: PhraseAutomaton;
	patterns: readonly Pattern[];
	/** What phones write before a reaction, which means nothing in a sentence. */
	reactions: PhraseAutomaton;
	/** Stop keywords by their first word, for the replies that are nothing else. */
	optOutsFrom: ReadonlyMap<number, readonly WholeKeyword[]>;
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
/** Quicker to see than the property. */
const FIRST_EMOJI = 0x203c;
const VOWEL_OR_H = /^[aeiouyh]/;
const SHORTEST_ELIDED = 4;
const SHORTEST_COMPACT = 3;
const SHORTEST_UNSEGMENTED = 2;
const NOWHERE: ReadonlySet<string> = new Set();

function emojiOf(packs: readonly PhrasePack[]): Set<string> {
	const found = new Set<string>();
	for (const { phrases } of packs) {
		for (const list of Object.values(phrases)) {
			for (const phrase of list) if (phrase.charCodeAt(0) >= FIRST_EMOJI && EMOJI.test(phrase)) found.add(phrase);
		}
	}
	return found;
}

/** What a keyword is in which places. `chosen`: its language is; `claimed`: the brand uses the word for something else. */
function placesReader(use: KeywordUse): (words: string, chosen: boolean, claimed: boolean) => KeywordPlaces | undefined {
	const listed = (lists: KeywordUse['onlyIn']): Map<string, ReadonlySet<string>> => new Map(Object.entries(lists).map(([keyword, countries]) => [keyOf(keyword), new Set(countries)]));
	const [onlyIn, reviewIn] = [listed(use.onlyIn), listed(use.reviewIn)];
	const [reviewed, refusals] = [new Set(use.review.map(keyOf)), new Set(use.refusals.map(keyOf))];
	return (words, chosen, claimed) => {
		const home = onlyIn.get(words) ?? (reviewed.has(words) ? NOWHERE : undefined);
		const foreign = reviewIn.get(words);
		if (home === undefined && foreign === undefined) return undefined;
		const free = claimed && home !== NOWHERE && !refusals.has(words);
		return { elsewhere: reviewed.has(words) && chosen && !free ? 'review' : 'ignored', ...(home && { onlyIn: home }), ...(foreign && { reviewIn: foreign }) };
	};
}

/**
 * The keywords of the chosen languages and the brand. Those of single countries belong to them whatever languages are chosen: in
 * its country such a word counts, and elsewhere it is what the brand makes of it.
 */
function collectKeywords(pack: KeywordPack, languages: readonly string[], brand: BrandKeywords): Keyword[] {
	const { use } = pack;
	const [ordinary, prompted, refusals, everything] = [use.ordinaryWords, use.prompted, use.refusals, use.everything].map((list) => new Set(list.map(keyOf)));
	const placesOf = placesReader(use);
	const found = new Map<string, Keyword>();
	const inPlaces = new Map<string, Keyword>();

	for (const [name, category] of Object.entries(BRAND_CATEGORIES) as [keyof BrandKeywords, Keyword['category']][]) {
		for (const keyword of brand[name] ?? []) {
			const words = keyOf(keyword);
			if (words !== '' && !found.has(words)) found.set(words, { keyword, category, ordinary: true, prompted: false, refusal: false, everything: false });
		}
	}
	const brandWords = new Map([...found].map(([words, { category }]) => [words, category]));
	for (const row of pack.rows) {
		if (row.category === 'footer_phrase' || row.sentTo !== undefined) continue;
		const words = keyOf(row.keyword);
		if (brandWords.get(words) === row.category) continue;
		const chosen = languages.includes(row.language);
		const places = placesOf(words, chosen, brandWords.has(words));
		if (!chosen && places?.onlyIn === undefined) continue;
		const list = places?.onlyIn === undefined ? found : inPlaces;
		const known = list.get(words);
		// An opt-out wins over anything else the same word may mean: the brand's own list included.
		const morePlaces = known?.category === row.category && known.places?.elsewhere === 'ignored' && places?.elsewhere === 'review';
		const stronger = known === undefined || (known.category !== 'opt_out' && row.category === 'opt_out');
		if (!stronger && !morePlaces) continue;
		list.set(words, {
			keyword: row.keyword,
			category: row.category,
			ordinary: ordinary?.has(words) === true,
			prompted: prompted?.has(words) === true,
			refusal: refusals?.has(words) === true,
			everything: everything?.has(words) === true,
			...(places && { places }),
		});
	}
	return [...found.values(), ...inPlaces.values()];
}

/** "menvoyez" is read as "m envoyez". */
function addElisions({ elisions, words }: PhrasePack, vocabulary: Vocabulary, symbols: ReadonlySet<string>): void {
	if (elisions === undefined) return;
	const elided = new Set(Object.values(words).flat().flatMap((entry) => wordsOf(entry, symbols)));
	vocabulary.addElisions(elisions, [...elided].filter((word) => word.length >= SHORTEST_ELIDED && VOWEL_OR_H.test(word)));
}

/** The element of a pattern that is these words and no others. */
function elementOf(ids: readonly number[]): PatternElement {
	return { words: new WordSet(() => [ids]), optional: false, repeats: false };
}

type AddPattern = (pattern: Omit<Pattern, 'bit'>, elements: readonly PatternElement[]) => void;

/** A footer's words before a number are our own instruction; alone they may be a person's wish. */
function addFooterPhrases(pack: KeywordPack, languages: readonly string[], vocabulary: Vocabulary, add: AddPattern): void {
	for (const row of pack.rows) {
		if (row.category !== 'footer_phrase' || !languages.includes(row.language)) continue;
		const ids = wordsOf(row.keyword, NOWHERE).map((word) => vocabulary.idOf(word));
		const [words, number] = [elementOf(ids), elementOf([NUMBER_WORD])];
		add({ kind: 'unclear', fromStart: false, toEnd: false }, [words]);
		add({ kind: 'instruction', fromStart: false, toEnd: false }, [words, number]);
	}
}

/** Builds the matcher for some languages of a pack and a brand's additional keywords. */
export function buildReplyLanguage(pack: KeywordPack, languages: readonly string[], brand: BrandKeywords): ReplyLanguage {
	const phrasePacks = pack.phrases.filter((phrases) => languages.includes(phrases.language));
	const symbols = emojiOf(phrasePacks);
	const vocabulary = new Vocabulary();
	const automaton = new PhraseAutomaton();
	const reactions = new PhraseAutomaton();
	const patterns: Pattern[] = [];
	const compact = new Map<string, readonly string[]>();
	const optOutsFrom = new Map<number, WholeKeyword[]>();
	const add: AddPattern = (pattern, elements) => {
		const bit = KIND_BIT[pattern.kind];
		automaton.add(elements, bit);
		patterns.push({ ...pattern, bit });
	};

	for (const keyword of collectKeywords(pack, languages, brand)) {
		const words = wordsOf(keyword.keyword, symbols);
		const ids = words.map((word) => vocabulary.idOf(word));
		if (ids.length === 0) continue;
		add({ kind: CATEGORY_KINDS[keyword.category], fromStart: false, toEnd: false, keyword }, [elementOf(ids)]);
		if (keyword.category !== 'opt_out') continue;
		const [first = 0] = ids;
		optOutsFrom.set(first, [...(optOutsFrom.get(first) ?? []), { ids, keyword }]);
		const joined = words.join('');
		const shortest = isUnsegmented(joined) ? SHORTEST_UNSEGMENTED : SHORTEST_COMPACT;
		if (joined.length >= shortest && !compact.has(squeeze(joined))) compact.set(squeeze(joined), words);
	}
	addFooterPhrases(pack, languages, vocabulary, add);
	for (const phrases of phrasePacks) {
		const reader = new PatternReader(phrases.words, vocabulary, symbols);
		for (const [kind, list] of Object.entries(phrases.phrases) as [PhraseKind, readonly string[]][]) {
			for (const source of list) {
				const { elements, fromStart, toEnd } = reader.read(source);
				if (kind === 'reaction') reactions.add(elements);
				else add({ kind, fromStart, toEnd }, elements);
			}
		}
		vocabulary.exclude(phrases.notTypos.flatMap((word) => wordsOf(word, symbols)));
		for (const word of phrases.typosOf.flatMap((keyword) => wordsOf(keyword, symbols))) vocabulary.addTyposOfKeyword(word);
		for (const word of phrases.slips ?? []) vocabulary.addTyposOf(word);
		addElisions(phrases, vocabulary, symbols);
	}
	return { vocabulary, automaton, patterns, reactions, optOutsFrom, compact, symbols };
}
