/** One element of a pattern: any of these word sequences, maybe none, maybe several in a row. */
export interface PatternElement {
	sequences: readonly (readonly number[])[];
	optional: boolean;
	repeats: boolean;
}

interface NfaState {
	edges: Map<number, number[]>;
	free: number[];
	accepts: number[];
}

/** A set of positions in the patterns; made when first reached and kept. */
interface DfaState {
	/** `null`: no pattern goes on with this word. */
	next: Map<number, DfaState | null>;
	accepts: readonly number[];
	members: readonly number[];
}

/** More sets than replies of people reach; a bound on memory against made-up ones. */
const MAXIMUM_STATES = 20_000;
const LONGEST_MATCH = 32;

/** Calls back for each pattern that matches the words from `start` to `end`, both included. */
export type MatchListener = (pattern: number, start: number, end: number) => void;

/**
 * Finds every pattern at every place, with one map look-up per word and place.
 *
 * No backtracking: the time is linear in the number of words, with a bound on the length of a match.
 */
export class PhraseAutomaton {
	private readonly states: NfaState[] = [{ edges: new Map(), free: [], accepts: [] }];
	private cache = new Map<string, DfaState>();
	private begin: DfaState | undefined;
	private firstStates: (DfaState | null | undefined)[] = [];

	/** Adds a pattern. All patterns are added before the first scan. */
	add(pattern: number, elements: readonly PatternElement[]): void {
		let from = 0;
		for (const [index, element] of elements.entries()) {
			// Repetition must not lead back to the common first state: it would restart other patterns.
			if (index === 0 && (element.optional || element.repeats)) from = this.freeTo(from);
			const to = this.newState();
			for (const sequence of element.sequences) this.addPath(from, sequence, to);
			if (element.repeats) this.state(to).free.push(from);
			if (element.optional) this.state(from).free.push(to);
			from = to;
		}
		this.state(from).accepts.push(pattern);
	}

	/** Reports all matches within `words`, given as numbers; 0 is a word that no pattern knows. */
	scan(words: readonly number[], listener: MatchListener): void {
		const begin = (this.begin ??= this.intern([0]));
		for (let start = 0; start < words.length; start++) {
			let state = this.first(begin, words[start] ?? 0);
			const last = Math.min(words.length, start + LONGEST_MATCH);
			for (let at = start; state !== undefined; state = this.step(state, words[at] ?? 0)) {
				const { accepts } = state;
				for (let index = 0; index < accepts.length; index++) listener(accepts[index] ?? 0, start, at);
				if (++at === last) break;
			}
		}
	}

	/** As `step` for the state in which every match begins, which nearly every word of a pack is looked up in. */
	private first(begin: DfaState, word: number): DfaState | undefined {
		const known = this.firstStates[word];
		if (known !== undefined) return known ?? undefined;
		const next = this.step(begin, word);
		this.firstStates[word] = next ?? null;
		return next;
	}

	private step(state: DfaState, word: number): DfaState | undefined {
		if (word === 0) return undefined;
		const known = state.next.get(word);
		if (known === null) return undefined;
		if (known !== undefined) return known;
		const targets = state.members.flatMap((member) => this.state(member).edges.get(word) ?? []);
		const next = targets.length > 0 ? this.intern(targets) : undefined;
		state.next.set(word, next ?? null);
		return next;
	}

	private intern(seeds: readonly number[]): DfaState {
		const reached = new Set(seeds);
		for (const member of reached) for (const free of this.state(member).free) reached.add(free);
		const members = [...reached].sort((a, b) => a - b);
		const key = members.join();
		const known = this.cache.get(key);
		if (known) return known;
		if (this.cache.size >= MAXIMUM_STATES) {
			this.cache = new Map();
			this.begin?.next.clear();
			this.firstStates = [];
		}
		const accepts = [...new Set(members.flatMap((member) => this.state(member).accepts))];
		const made: DfaState = { next: new Map(), accepts, members };
		this.cache.set(key, made);
		return made;
	}

	private addPath(from: number, sequence: readonly number[], to: number): void {
		let at = from;
		for (const [index, word] of sequence.entries()) {
			const target = index === sequence.length - 1 ? to : this.newState();
			const edges = this.state(at).edges;
			const known = edges.get(word);
			if (known) known.push(target);
			else edges.set(word, [target]);
			at = target;
		}
	}

	private freeTo(from: number): number {
		const made = this.newState();
		this.state(from).free.push(made);
		return made;
	}

	private newState(): number {
		return this.states.push({ edges: new Map(), free: [], accepts: [] }) - 1;
	}

	private state(index: number): NfaState {
		const state = this.states[index];
		if (!state) throw new RangeError('unknown automaton state');
		return state;
	}
}
