import { ComplianceError } from '../model/errors';
import type { PatternElement } from './phrase-automaton';
import { foldText } from './fold-text';
import { readWords } from './read-words';
import { NUMBER_WORD } from './vocabulary';
import type { Vocabulary } from './vocabulary';
import { ANY_WORD, WordSet } from './word-set';

export interface CompiledPattern {
	elements: PatternElement[];
	/** Only at the beginning of a clause. */
	fromStart: boolean;
	/** Only at the end of a clause. */
	toEnd: boolean;
}

/** Words of the pack that need no folding, as nearly all are. */
const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/i;
const NUMBER = '<number>';
const PLAIN_WORD = /^[a-z0-9]+$/;
const ANY = '_';
const START = '^ ';
const END = ' $';

/** Reads the words of a pattern or word list in the way in which the words of a reply are read. */
export function wordsOf(text: string, symbols: ReadonlySet<string>): string[] {
	return PLAIN.test(text) ? text.toLowerCase().split(' ') : readWords(foldText(text), symbols).words;
}

const NO_SYMBOLS: ReadonlySet<string> = new Set();

/** A keyword in the form in which two spellings of it are equal. */
export function keyOf(keyword: string): string {
	return wordsOf(keyword, NO_SYMBOLS).join(' ');
}

function broken(pattern: string): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', `The phrase pattern "${pattern}" cannot be read.`, 'Correct the pattern in the keyword pack.');
}

type Sequences = readonly (readonly number[])[];

function isFilled(list: Sequences | undefined): list is Sequences {
	return list !== undefined && list.length > 0;
}

/** Reads the patterns of one phrase pack; their notation is described there. Elements that are written alike are the same one. */
export class PatternReader {
	private readonly elements = new Map<string, PatternElement>([[ANY, { words: ANY_WORD, optional: false, repeats: false }]]);
	/** The word lists by their name in patterns, and each word or other entry that was met as a list of its own. */
	private readonly lists = new Map<string, Sequences>([[NUMBER, [[NUMBER_WORD]]]]);

	/** @throws ComplianceError `CONFIG_INVALID` for an entry of a word list without words. */
	constructor(
		wordLists: Readonly<Record<string, readonly string[]>>,
		private readonly vocabulary: Vocabulary,
		private readonly symbols: ReadonlySet<string>,
	) {
		for (const [name, entries] of Object.entries(wordLists)) this.lists.set(`<${name}>`, entries.flatMap((entry) => this.entryOf(entry)));
	}

	/** @throws ComplianceError `CONFIG_INVALID` for a pattern without words, that begins with any word, or with an unknown word list. */
	read(pattern: string): CompiledPattern {
		const fromStart = pattern.startsWith(START);
		const toEnd = pattern.endsWith(END);
		const elements = pattern.slice(fromStart ? START.length : 0, toEnd ? -END.length : undefined).split(' ').map((part) => this.elementOf(part));
		const needed = elements.findIndex((element) => element?.optional === false);
		if (needed < 0 || !elements.every((element, at) => element !== undefined && (at > needed || element.words !== ANY_WORD))) throw broken(pattern);
		return { elements: elements as PatternElement[], fromStart, toEnd };
	}

	private elementOf(part: string): PatternElement | undefined {
		const known = this.elements.get(part);
		if (known !== undefined) return known;
		const repeats = part.endsWith('*');
		const optional = repeats || part.endsWith('?');
		const made = optional ? this.optionalOf(part, repeats) : this.neededOf(part);
		if (made !== undefined) this.elements.set(part, made);
		return made;
	}

	private optionalOf(part: string, repeats: boolean): PatternElement | undefined {
		const words = this.elementOf(part.slice(0, -1))?.words;
		return words && { words, optional: true, repeats };
	}

	private neededOf(part: string): PatternElement | undefined {
		const lists = part.split('|').map((name) => this.listOf(name));
		return lists.every(isFilled) ? { words: new WordSet(() => lists.flat()), optional: false, repeats: false } : undefined;
	}

	private listOf(name: string): Sequences | undefined {
		return name.startsWith('<') ? this.lists.get(name) : this.entryOf(name);
	}

	/** A word, or what else stands in a word list, as a list of its own. */
	private entryOf(entry: string): Sequences {
		const known = this.lists.get(entry);
		if (known !== undefined) return known;
		const made = [PLAIN_WORD.test(entry) ? [this.vocabulary.idOf(entry)] : wordsOf(entry, this.symbols).map((word) => this.vocabulary.idOf(word))];
		if (made[0]?.length === 0) throw broken(entry);
		this.lists.set(entry, made);
		return made;
	}
}
