import { joinLetters } from './join-letters';
import { readWords } from './read-words';
import type { Reading } from './reading';
import type { ReplyLanguage } from './reply-language';
import type { Vocabulary } from './vocabulary';
import { CAPITAL, forEachWord, HARD_BREAK, NO_BREAK, SMALL, type WordSink } from './word-reader';

/** The words of a reply as the pack knows them. */
export interface ReadWords {
	/** Numbers of the vocabulary; 0 is a word that no pattern knows. */
	ids: number[];
	/** For each, the interruption after it. */
	breaks: number[];
	/** For each, how it was written: `IN_CAPITALS`, and `CORRECTED` where not as the pack has it. */
	marks: number[];
}

/** Marks of a word, as bits. */
const [IN_CAPITALS, CORRECTED] = [1, 2];

export function isInCapitals(mark: number): boolean {
	return (mark & IN_CAPITALS) !== 0;
}

export function isCorrected(mark: number): boolean {
	return (mark & CORRECTED) !== 0;
}

/** Reads words as they come. */
class WordTranslator implements WordSink {
	readonly read: ReadWords = { ids: [], breaks: [], marks: [] };
	/** Letters stood one by one, in a row that no sentence ends in. */
	hasLettersInRow = false;
	private afterLetter = false;

	constructor(private readonly vocabulary: Vocabulary) {}

	plain(text: string, from: number, to: number, letters: number, code: number): void {
		this.add(this.vocabulary.readPlain(text, from, to, letters, code), (letters & (CAPITAL | SMALL)) === CAPITAL);
		this.noteLength(to - from);
	}

	spelt(word: string, capitals: boolean): void {
		this.add(this.vocabulary.read(word), capitals);
		this.noteLength(word.length);
	}

	interrupt(strength: number): void {
		const { breaks } = this.read;
		const last = breaks.length - 1;
		if (last >= 0 && (breaks[last] ?? 0) < strength) breaks[last] = strength;
		if (strength === HARD_BREAK) this.afterLetter = false;
	}

	private add({ ids, corrected }: Reading, capitals: boolean): void {
		const { read } = this;
		const mark = (capitals ? IN_CAPITALS : 0) | (corrected ? CORRECTED : 0);
		for (let index = 0; index < ids.length; index++) {
			read.ids.push(ids[index] ?? 0);
			read.breaks.push(NO_BREAK);
			read.marks.push(mark);
		}
	}

	private noteLength(length: number): void {
		const isLetter = length === 1;
		this.hasLettersInRow ||= isLetter && this.afterLetter;
		this.afterLetter = isLetter;
	}
}

/** Reads a folded text. Letters written one by one ("S T O P") are joined where they spell a keyword. */
export function readReply(folded: string, { vocabulary, symbols, compact }: ReplyLanguage): ReadWords {
	const translator = new WordTranslator(vocabulary);
	forEachWord(folded, symbols, translator);
	if (!translator.hasLettersInRow) return translator.read;

	const { words, breaks, capitals } = joinLetters(readWords(folded, symbols), compact);
	const joined = new WordTranslator(vocabulary);
	for (let at = 0; at < words.length; at++) {
		joined.spelt(words[at] ?? '', capitals[at] ?? false);
		joined.interrupt(breaks[at] ?? NO_BREAK);
	}
	return joined.read;
}
