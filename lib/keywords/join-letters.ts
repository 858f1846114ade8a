import type { Words } from './read-words';
import { squeeze } from './spelling';
import { HARD_BREAK, NO_BREAK } from './word-reader';

const FEWEST_LETTERS = 2;
const MOST_LETTERS = 24;

/** The end of a row of single letters that no sentence ends in. */
function endOfLetters({ words, breaks }: Words, from: number): number {
	let end = from;
	while (words[end]?.length === 1 && (end === from || breaks[end - 1] !== HARD_BREAK)) end++;
	return end;
}

/**
 * Joins letters written one by one ("S T O P", "s.t.o.p") where they spell a keyword.
 *
 * @param compact the words of keywords by how they are written without spaces.
 */
export function joinLetters(read: Words, compact: ReadonlyMap<string, readonly string[]>): Words {
	const joined: Words = { words: [], breaks: [], capitals: [] };
	let end = 0;
	for (let at = 0; at < read.words.length; at++) {
		// Letters in a row, of which the last ones may spell a keyword.
		if (at >= end) end = endOfLetters(read, at);
		const length = end - at;
		const spelled = length >= FEWEST_LETTERS && length <= MOST_LETTERS ? compact.get(squeeze(read.words.slice(at, end).join(''))) : undefined;
		for (const word of spelled ?? [read.words[at] ?? '']) {
			joined.words.push(word);
			joined.breaks.push(NO_BREAK);
			joined.capitals.push(read.capitals[at] ?? false);
		}
		if (spelled) at = end - 1;
		joined.breaks[joined.breaks.length - 1] = read.breaks[at] ?? NO_BREAK;
	}
	return joined;
}
