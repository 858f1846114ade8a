import { ComplianceError } from '../model/errors';
import type { PatternElement } from './phrase-automaton';
import { foldText } from './fold-text';
import { readWords } from './read-words';
import { NUMBER_WORD } from './vocabulary';
import type { Vocabulary } from './vocabulary';

export interface CompiledPattern {
	elements: PatternElement[];
	/** Only at the beginning of a clause. */
	fromStart: boolean;
	/** Only at the end of a clause. */
	toEnd: boolean;
}

/** Reads the words of a pattern or word list in the way in which the words of a reply are read. */
export function wordsOf(text: string, symbols: ReadonlySet<string>): string[] {
	return readWords(foldText(text), symbols).words;
}

const NO_SYMBOLS: ReadonlySet<string> = new Set();

/** A keyword in the form in which two spellings of it are equal. */
export function keyOf(keyword: string): string {
	return wordsOf(keyword, NO_SYMBOLS).join(' ');
}

function broken(pattern: string): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', `The phrase pattern "${pattern}" cannot be read.`, 'Correct the pattern in the keyword pack.');
}

/**
 * Reads one pattern of a phrase pack; its notation is described there.
 *
 * @throws ComplianceError `CONFIG_INVALID` for a pattern without words or with an unknown word list.
 */
export function compilePattern(
	pattern: string,
	wordLists: Readonly<Record<string, readonly string[]>>,
	vocabulary: Vocabulary,
	symbols: ReadonlySet<string>,
): CompiledPattern {
	const parts = pattern.split(' ').filter((part) => part !== '');
	const fromStart = parts[0] === '^';
	const toEnd = parts.at(-1) === '$';
	const body = parts.slice(fromStart ? 1 : 0, toEnd ? -1 : undefined);

	const sequencesOf = (name: string): number[][] => {
		const list = /^<(.+)>$/.exec(name)?.[1];
		if (list === 'number') return [[NUMBER_WORD]];
		const entries = list === undefined ? [name] : wordLists[list];
		if (!entries) throw broken(pattern);
		return entries.map((entry) => wordsOf(entry, symbols).map((word) => vocabulary.idOf(word)));
	};
	const elements = body.map((part): PatternElement => {
		const mark = part.at(-1);
		const repeats = mark === '*';
		const optional = repeats || mark === '?';
		const sequences = (optional ? part.slice(0, -1) : part).split('|').flatMap(sequencesOf);
		if (sequences.length === 0 || sequences.some((sequence) => sequence.length === 0)) throw broken(pattern);
		return { sequences, optional, repeats };
	});
	if (elements.every((element) => element.optional)) throw broken(pattern);
	return { elements, fromStart, toEnd };
}
