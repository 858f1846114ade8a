import { lowerWord } from './fold-text';

/** How strongly a text is interrupted after a word. */
export const NO_BREAK = 0;
/** A comma or colon. */
export const SOFT_BREAK = 1;
/** The end of a sentence or line, a bracket or a dash. */
export const HARD_BREAK = 2;

/** The words of a text in order, with what stood between them. */
export interface Words {
	/** Folded, in lower case, without apostrophes. */
	words: string[];
	/** For each word, the interruption after it. */
	breaks: number[];
	/** For each word, whether it was written in capitals only. */
	capitals: boolean[];
}

const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;
const CAPITALS_ONLY = /^[^a-z]*$/;
const HARD = '.!?;\n\r()[]{}|\u2026\u00a1\u00bf\u2013\u2014\u3002\uff01\u2022\u061f\u061b\u06d4\u0964\u0965\u05be';
const SOFT = ',:=\u060c\u3001';
/** French words that lose their vowel before an apostrophe; elsewhere an apostrophe parts nothing ("don't"). */
const ELIDED = new Set(['m', 'n', 'd', 'l', 'j', 's', 't', 'c', 'qu', 'jusqu']);

const SPACE = 0x20;
/** By code, whether an ASCII character belongs to words. */
const ASCII_WORD = Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z0-9]/.test(String.fromCharCode(code)) ? 1 : 0));

function startsWord(text: string, at: number): boolean {
	const code = text.codePointAt(at) ?? 0;
	return code < 128 ? ASCII_WORD[code] !== 0 : WORD_CHARACTER.test(String.fromCodePoint(code));
}

/** Collects words as a text is read from left to right. */
class WordCollector {
	readonly result: Words = { words: [], breaks: [], capitals: [] };

	add(word: string): void {
		const lower = lowerWord(word);
		this.result.words.push(lower);
		this.result.breaks.push(NO_BREAK);
		this.result.capitals.push(lower !== word && CAPITALS_ONLY.test(word));
	}

	interrupt(strength: number): void {
		const { breaks } = this.result;
		const last = breaks.length - 1;
		if (last >= 0 && (breaks[last] ?? 0) < strength) breaks[last] = strength;
	}
}

/** What a character that belongs to no word does to the sentence. */
function interruption(character: string, atWord: boolean, beforeWord: boolean): number {
	if (HARD.includes(character)) return HARD_BREAK;
	if (SOFT.includes(character)) return SOFT_BREAK;
	return character === '-' && !(atWord && beforeWord) ? HARD_BREAK : NO_BREAK;
}

/**
 * Splits a folded text into words.
 *
 * @param symbols emoji that count as words of their own; all others part words as a space does.
 */
export function readWords(folded: string, symbols: ReadonlySet<string>): Words {
	const collector = new WordCollector();
	let word = '';
	let at = 0;
	while (at < folded.length) {
		const run = asciiRun(folded, at);
		if (run > at) {
			word += folded.slice(at, run);
			at = run;
			continue;
		}
		const code = folded.codePointAt(at) ?? 0;
		if (code === SPACE) {
			if (word !== '') collector.add(word);
			word = '';
			at++;
			continue;
		}
		const character = code < 0x10000 ? folded.charAt(at) : String.fromCodePoint(code);
		const symbol = code >= 128 && symbols.has(character);
		at += character.length;
		if (code >= 128 && !symbol && WORD_CHARACTER.test(character)) {
			word += character;
			continue;
		}
		const goesOn = word !== '' && startsWord(folded, at);
		if (character === "'" && goesOn && !ELIDED.has(word.toLowerCase())) continue;
		const spelled = character === '.' && word.length === 1 && goesOn;
		const atWord = word !== '';
		if (atWord) collector.add(word);
		word = '';
		if (symbol) collector.add(character);
		else if (!spelled) collector.interrupt(interruption(character, atWord, goesOn));
	}
	if (word !== '') collector.add(word);
	return collector.result;
}

/** The end of the ASCII letters and digits that begin at a place. */
function asciiRun(text: string, from: number): number {
	let at = from;
	while (at < text.length && (ASCII_WORD[text.charCodeAt(at)] ?? 0) !== 0) at++;
	return at;
}
