/** A place in the tree of the word sequences of a set. */
export interface WordNode {
	/** Number within its set; all leaves are the same one. */
	readonly id: number;
	/** A sequence ends here. */
	readonly ends: boolean;
	readonly next: ReadonlyMap<number, WordNode>;
}

interface GrowingNode extends WordNode {
	ends: boolean;
	next: Map<number, WordNode>;
}

const LEAF: WordNode = { id: -1, ends: true, next: new Map() };

/** The word sequences that one element of a pattern may be, each word given by its number. The elements that are written alike share one. */
export class WordSet {
	/** The places from which a sequence goes on, by their number; the first is the root. */
	private nodes: GrowingNode[] | undefined;

	/** @param sequences of one word at least; asked for when a reply first gets to the set, as most replies get to few. */
	constructor(readonly sequences: () => readonly (readonly number[])[]) {}

	/** The place that a word leads to from another one. */
	after(id: number, word: number): WordNode | undefined {
		return this.node(id).next.get(word);
	}

	private build(): GrowingNode[] {
		const nodes: GrowingNode[] = [{ id: 0, ends: false, next: new Map() }];
		for (const sequence of this.sequences()) addSequence(nodes, sequence);
		return nodes;
	}

	private node(id: number): GrowingNode {
		this.nodes ??= this.build();
		return nodeOf(this.nodes, id);
	}
}

class AnyWord extends WordSet {
	override after(): WordNode {
		return LEAF;
	}
}

/** Any one word, whether the pack knows it or not. */
export const ANY_WORD: WordSet = new AnyWord(() => []);

function nodeOf(nodes: readonly GrowingNode[], id: number): GrowingNode {
	const node = nodes[id];
	if (!node) throw new RangeError('unknown place in a word set');
	return node;
}

function addSequence(nodes: GrowingNode[], sequence: readonly number[]): void {
	let at = nodeOf(nodes, 0);
	for (let index = 0; index < sequence.length - 1; index++) at = stepTo(nodes, at, sequence[index] ?? 0);
	const last = sequence.at(-1) ?? 0;
	const known = at.next.get(last);
	if (known === undefined) at.next.set(last, LEAF);
	else if (known !== LEAF) nodeOf(nodes, known.id).ends = true;
}

function stepTo(nodes: GrowingNode[], from: GrowingNode, word: number): GrowingNode {
	const known = from.next.get(word);
	if (known !== undefined && known !== LEAF) return nodeOf(nodes, known.id);
	const made: GrowingNode = { id: nodes.length, ends: known === LEAF, next: new Map() };
	nodes.push(made);
	from.next.set(word, made);
	return made;
}
