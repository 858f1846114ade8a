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
const HARD = new Set('.!?;\n\r()[]{}|\u2026\u00a1\u00bf\u2013\u2014\u3002\uff01\u2022');
const SOFT = new Set(',:=');
/** French words that lose their vowel before an apostrophe; elsewhere an apostrophe parts nothing ("don't"). */
const ELIDED = new Set(['m', 'n', 'd', 'l', 'j', 's', 't', 'c', 'qu', 'jusqu']);

function isWordCharacter(character: string, symbols: ReadonlySet<string>): boolean {
	const code = character.charCodeAt(0);
	if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
	return WORD_CHARACTER.test(character) && !symbols.has(character);
}

/**
 * Splits a folded text into words.
 *
 * @param symbols emoji that count as words of their own; all others part words as a space does.
 */
export function readWords(folded: string, symbols: ReadonlySet<string>): Words {
	const result: Words = { words: [], breaks: [], capitals: [] };
	let word = '';
	const close = (): void => {
		if (word === '') return;
		const lower = lowerWord(word);
		result.words.push(lower);
		result.breaks.push(NO_BREAK);
		result.capitals.push(lower !== word && word === word.toUpperCase());
		word = '';
	};
	const interrupt = (strength: number): void => {
		close();
		const last = result.breaks.length - 1;
		if (last >= 0) result.breaks[last] = Math.max(result.breaks[last] ?? 0, strength);
	};
	const characters = Array.from(folded);
	for (const [at, character] of characters.entries()) {
		const next = characters[at + 1] ?? ' ';
		if (isWordCharacter(character, symbols)) word += character;
		else if (symbols.has(character)) {
			close();
			word = character;
			close();
		} else if (character === "'") {
			if (word === '' || !isWordCharacter(next, symbols) || ELIDED.has(word.toLowerCase())) close();
		} else if (character === '.' && word.length === 1 && isWordCharacter(next, symbols)) close();
		else if (HARD.has(character)) interrupt(HARD_BREAK);
		else if (SOFT.has(character)) interrupt(SOFT_BREAK);
		else if (character === '-' && (word === '' || !isWordCharacter(next, symbols))) interrupt(HARD_BREAK);
		else close();
	}
	close();
	return result;
}
