import { CAPITAL, forEachWord, NO_BREAK, SMALL, type WordSink } from './word-reader';

/** The words of a text in order, with what stood between them. */
export interface Words {
	/** Folded, in lower case, without apostrophes. */
	words: string[];
	/** For each word, the interruption after it. */
	breaks: number[];
	/** For each word, whether it was written in capitals only. */
	capitals: boolean[];
}

/** Collects words as they stand. */
class WordList implements WordSink {
	readonly result: Words = { words: [], breaks: [], capitals: [] };

	plain(text: string, from: number, to: number, letters: number): void {
		const word = text.slice(from, to);
		this.spelt((letters & CAPITAL) === 0 ? word : word.toLowerCase(), (letters & (CAPITAL | SMALL)) === CAPITAL);
	}

	spelt(word: string, capitals: boolean): void {
		this.result.words.push(word);
		this.result.breaks.push(NO_BREAK);
		this.result.capitals.push(capitals);
	}

	interrupt(strength: number): void {
		const { breaks } = this.result;
		const last = breaks.length - 1;
		if (last >= 0 && (breaks[last] ?? 0) < strength) breaks[last] = strength;
	}
}

/**
 * The words of a folded text.
 *
 * @param symbols emoji that count as words of their own; all others part words as a space does.
 */
export function readWords(folded: string, symbols: ReadonlySet<string>): Words {
	const list = new WordList();
	forEachWord(folded, symbols, list);
	return list.result;
}
