import { lowerWord } from './fold-text';

/** How strongly a text is interrupted after a word. */
export const NO_BREAK = 0;
/** A comma or colon. */
export const SOFT_BREAK = 1;
/** The end of a sentence or line, a bracket or a dash. */
export const HARD_BREAK = 2;

/** What letters a word of ASCII has, as bits. */
export const [SMALL, CAPITAL, DIGIT] = [1, 2, 4];

/** Takes the words of a text one after the other. */
export interface WordSink {
	/**
	 * A word of ASCII letters and digits, as it stands in the text: nearly every word is one.
	 *
	 * @param letters which of `SMALL`, `CAPITAL` and `DIGIT` it has.
	 * @param code a number that the word has in either case; up to `EXACT_LENGTH` letters, no other word has it.
	 */
	plain(text: string, from: number, to: number, letters: number, code: number): void;
	/** Any other word, in lower case and without apostrophes. `capitals`: it was written in capitals only. */
	spelt(word: string, capitals: boolean): void;
	/** What stands between the last word and the next. */
	interrupt(strength: number): void;
}

const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;
const HARD = '.!?;\n\r()[]{}|\u2026\u00a1\u00bf\u2013\u2014\u3002\uff01\u2022\u061f\u061b\u06d4\u0964\u0965\u05be';
const SOFT = ',:=\u060c\u3001';
/** French words that lose their vowel before an apostrophe; elsewhere an apostrophe parts nothing ("don't"). */
const ELIDED = new Set(['m', 'n', 'd', 'l', 'j', 's', 't', 'c', 'qu', 'jusqu']);

const SPACE = 0x20;
const APOSTROPHE = 0x27;
const ASCII_END = 0x80;
/** Where the kind of a letter begins in the table below it; its place among all letters and digits, from 1, comes before. */
const KIND_SHIFT = 6;
const PLACE_MASK = (1 << KIND_SHIFT) - 1;
/** By code, what an ASCII character is to a word; 0: it belongs to none. */
const ASCII_LETTER = Uint16Array.from({ length: ASCII_END }, (_, code) => {
	const character = String.fromCharCode(code);
	const place = Number.parseInt(character, 36) + 1;
	if (/[a-z]/.test(character)) return place | (SMALL << KIND_SHIFT);
	if (/[A-Z]/.test(character)) return place | (CAPITAL << KIND_SHIFT);
	return /\d/.test(character) ? place | (DIGIT << KIND_SHIFT) : 0;
});
/** More than there are letters and digits. */
const BASE = 37;
/** The longest word whose code, a number of as many places, is below 2^53. */
export const EXACT_LENGTH = 10;

function startsWord(text: string, at: number): boolean {
	const code = text.codePointAt(at) ?? 0;
	return code < ASCII_END ? ASCII_LETTER[code] !== 0 : WORD_CHARACTER.test(String.fromCodePoint(code));
}

/** What a character that belongs to no word does to the sentence. */
function interruption(character: string, betweenLetters: boolean): number {
	if (HARD.includes(character)) return HARD_BREAK;
	if (SOFT.includes(character)) return SOFT_BREAK;
	return character === '-' && !betweenLetters ? HARD_BREAK : NO_BREAK;
}

/** Gives a sink a word that is no run of ASCII letters and digits. */
function spell(word: string, sink: WordSink): void {
	const lower = lowerWord(word);
	sink.spelt(lower, lower !== word && !/[a-z]/.test(word));
}

/** What ends a run of ASCII letters and digits and is no space. */
interface Sign {
	character: string;
	isSymbol: boolean;
	/** It belongs to the word, or is an apostrophe within it. */
	joins: boolean;
	isLetter: boolean;
}

/** @param word the letters before it. */
function signAt(text: string, at: number, symbols: ReadonlySet<string>, word: string): Sign {
	const code = text.codePointAt(at) ?? 0;
	const character = String.fromCodePoint(code);
	const isSymbol = code >= ASCII_END && symbols.has(character);
	const isLetter = code >= ASCII_END && !isSymbol && WORD_CHARACTER.test(character);
	const isApostrophe = code === APOSTROPHE && word !== '' && startsWord(text, at + 1) && !ELIDED.has(word.toLowerCase());
	return { character, isSymbol, isLetter, joins: isLetter || isApostrophe };
}

/**
 * Parts a folded text into words and gives them to a sink.
 *
 * @param symbols emoji that count as words of their own; all others part words as a space does.
 */
export function forEachWord(folded: string, symbols: ReadonlySet<string>, sink: WordSink): void {
	const { length } = folded;
	/** What is read of a word that has more in it than ASCII letters and digits. */
	let begun = '';
	for (let at = 0; at < length; ) {
		const from = at;
		let letters = 0;
		let code = 0;
		let unit = 0;
		for (; at < length; at++) {
			unit = folded.charCodeAt(at);
			const letter = unit < ASCII_END ? (ASCII_LETTER[unit] ?? 0) : 0;
			if (letter === 0) break;
			letters |= letter;
			code = code * BASE + (letter & PLACE_MASK);
		}
		const isEnd = at === length || unit === SPACE;
		if (isEnd && begun === '') {
			if (at > from) sink.plain(folded, from, at, letters >> KIND_SHIFT, code);
			at++;
			continue;
		}
		const word = begun + folded.slice(from, at);
		const sign = isEnd ? undefined : signAt(folded, at, symbols, word);
		if (sign?.joins === true) {
			begun = sign.isLetter ? word + sign.character : word;
			at += sign.character.length;
			continue;
		}
		if (begun !== '') spell(word, sink);
		else if (at > from) sink.plain(folded, from, at, letters >> KIND_SHIFT, code);
		begun = '';
		at += sign?.character.length ?? 1;
		if (sign?.isSymbol === true) sink.spelt(sign.character, false);
		else if (sign !== undefined) {
			const goesOn = word !== '' && startsWord(folded, at);
			// "s.t.o.p"
			const isSpelling = sign.character === '.' && word.length === 1 && goesOn;
			if (!isSpelling) sink.interrupt(interruption(sign.character, goesOn));
		}
	}
	if (begun !== '') spell(begun, sink);
}
