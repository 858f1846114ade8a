import { HARD_BREAK } from './word-reader';
import { ANY_WORD, type WordSet } from './word-set';

/** One element of a pattern: any of these word sequences, maybe none, maybe several in a row. */
export interface PatternElement {
	words: WordSet;
	optional: boolean;
	repeats: boolean;
}

/** A set of places in the patterns, each with how far its element is read; made when first reached and kept. */
interface DfaState {
	/** `null`: no pattern goes on with this word. */
	next: Map<number, DfaState | null>;
	/** Patterns that end with the word that led here. */
	accepts: readonly number[];
	/** The bits of these. */
	bits: number;
	members: readonly number[];
	/** Whether a word that no pattern knows may go on. */
	takesAny: boolean;
}

/** What a scan found. */
export interface Scan {
	/** Three numbers for each match: pattern, first word, last word. */
	hits: readonly number[];
	/** The bits of all patterns found. */
	bits: number;
}

/** More sets than replies of people reach; a bound on memory against made-up ones. */
const MAXIMUM_STATES = 20_000;
const LONGEST_MATCH = 32;
/** A member of a state is a place and a node of its word set, as one number. */
const NODES = 4096;

/**
 * Finds every pattern at every place, with one map look-up per word and place.
 *
 * No backtracking: the time is linear in the number of words, with a bound on the length of a match. Adding a pattern costs next to
 * nothing: which words go on is worked out when a reply gets there.
 */
export class PhraseAutomaton {
	/** The elements of all patterns, one pattern after the other. A place is a number of one of them. */
	private readonly elements: PatternElement[] = [];
	/** By place, the pattern. */
	private readonly patterns: number[] = [];
	/** By pattern. */
	private readonly bits: number[] = [];
	/** Where patterns begin, by the words with which they may. */
	private readonly beginnings = new Map<WordSet, number[]>();
	/** By its number, the sets of those that a word begins a sequence of. */
	private readonly setsWith = new Map<number, WordSet[]>();
	private cache = new Map<string, DfaState>();
	private firstStates: (DfaState | null | undefined)[] = [];

	/**
	 * Adds a pattern, which does not begin with any word. All patterns are added before the first scan, and numbered in that order.
	 *
	 * @param bit what a scan reports that finds the pattern.
	 */
	add(elements: readonly PatternElement[], bit = 0): void {
		const pattern = this.bits.push(bit) - 1;
		const first = this.elements.length;
		for (const element of elements) {
			this.elements.push(element);
			this.patterns.push(pattern);
		}
		for (let at = first; at < this.elements.length; at++) {
			const { words, optional } = this.element(at);
			const known = this.beginnings.get(words);
			if (known) known.push(at);
			else this.begin(words, at);
			if (!optional) return;
		}
	}

	private begin(words: WordSet, at: number): void {
		this.beginnings.set(words, [at]);
		for (const [word = 0] of words.sequences()) {
			const known = this.setsWith.get(word);
			if (known === undefined) this.setsWith.set(word, [words]);
			else if (known.at(-1) !== words) known.push(words);
		}
	}

	/**
	 * All matches within `words`, given as numbers; 0 is a word that no pattern knows. No match goes on over the end of a sentence.
	 *
	 * @param breaks for each word, the interruption after it.
	 */
	scan(words: readonly number[], breaks: readonly number[]): Scan {
		const hits: number[] = [];
		let bits = 0;
		for (let start = 0; start < words.length; start++) {
			const word = words[start] ?? 0;
			if (word === 0) continue;
			let state = this.first(word);
			const last = Math.min(words.length, start + LONGEST_MATCH);
			for (let at = start; state !== null; state = this.step(state, words[at] ?? 0)) {
				const { accepts } = state;
				bits |= state.bits;
				for (let index = 0; index < accepts.length; index++) hits.push(accepts[index] ?? 0, start, at);
				if (breaks[at] === HARD_BREAK || ++at === last) break;
			}
		}
		return { hits, bits };
	}

	/** The state after the first word, which is looked up for nearly every word of the pack. */
	private first(word: number): DfaState | null {
		const known = this.firstStates[word];
		if (known !== undefined) return known;
		const reached = new Reached();
		for (const words of this.setsWith.get(word) ?? []) {
			for (const place of this.beginnings.get(words) ?? []) this.advance(place, 0, word, reached);
		}
		const state = this.intern(reached);
		while (this.firstStates.length <= word) this.firstStates.push(undefined);
		this.firstStates[word] = state;
		return state;
	}

	private step(state: DfaState, word: number): DfaState | null {
		if (word === 0 && !state.takesAny) return null;
		const known = state.next.get(word);
		if (known !== undefined) return known;
		const reached = new Reached();
		for (const member of state.members) this.advance(Math.floor(member / NODES), member % NODES, word, reached);
		const next = this.intern(reached);
		state.next.set(word, next);
		return next;
	}

	/** Reads a word at a place and node. */
	private advance(at: number, node: number, word: number, reached: Reached): void {
		const { words, repeats } = this.element(at);
		const found = words.after(node, word);
		if (found === undefined) return;
		if (found.next.size > 0) reached.members.add(at * NODES + found.id);
		if (!found.ends) return;
		if (repeats) reached.members.add(at * NODES);
		this.leave(at, reached);
	}

	/** Goes on behind an element, and on past those that may be left out. */
	private leave(from: number, reached: Reached): void {
		for (let at = from + 1; this.patterns[at] === this.patterns[from]; at++) {
			reached.members.add(at * NODES);
			if (!this.element(at).optional) return;
		}
		reached.accepts.add(this.patterns[from] ?? 0);
	}

	private intern({ members, accepts }: Reached): DfaState | null {
		if (members.size === 0 && accepts.size === 0) return null;
		const takesAny = [...members].some((member) => this.element(Math.floor(member / NODES)).words === ANY_WORD);
		const bits = [...accepts].reduce((all, pattern) => all | (this.bits[pattern] ?? 0), 0);
		const made: DfaState = { next: new Map(), accepts: inOrder(accepts), bits, members: inOrder(members), takesAny };
		const key = `${made.accepts.join()};${made.members.join()}`;
		const known = this.cache.get(key);
		if (known) return known;
		if (this.cache.size >= MAXIMUM_STATES) {
			this.cache = new Map();
			this.firstStates = [];
		}
		this.cache.set(key, made);
		return made;
	}

	private element(place: number): PatternElement {
		const element = this.elements[place];
		if (!element) throw new RangeError('unknown place in a pattern');
		return element;
	}
}

/** What a word leads to. */
class Reached {
	readonly members = new Set<number>();
	readonly accepts = new Set<number>();
}

function inOrder(numbers: ReadonlySet<number>): number[] {
	return [...numbers].sort((a, b) => a - b);
}
