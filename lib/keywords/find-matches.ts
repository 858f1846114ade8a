import { standingIn } from './keyword-standing';
import { HARD_BREAK, NO_BREAK } from './read-words';
import type { Words } from './read-words';
import { kindSet, type Pattern, type ReplyLanguage } from './reply-language';
import { squeeze } from './spelling';

/** A pattern found in a reply: first and last word. */
export interface Match {
	start: number;
	end: number;
	pattern: Pattern;
	/** A keyword that may mean something else where the contact is. */
	review: boolean;
}

/** A reply as the matcher sees it. */
export interface ReadReply {
	ids: number[];
	breaks: number[];
	capitals: boolean[];
	corrected: boolean[];
	/** By their first word, the longest match of each kind. */
	startingAt: (Match[] | undefined)[];
	/** All kinds among them. */
	kinds: number;
}

/** What may go on over a comma; a request may not, or "please don't, stop texting" would be read as "don't stop". */
const OVER_COMMAS = kindSet('instruction', 'auto_reply');
const BESIDE_CLAUSE = kindSet('courtesy', 'polite', 'support');
const FEWEST_LETTERS = 2;
const MOST_LETTERS = 24;

/** The end of a row of single letters that no sentence ends in. */
function endOfLetters({ words, breaks }: Words, from: number): number {
	let end = from;
	while (words[end]?.length === 1 && (end === from || breaks[end - 1] !== HARD_BREAK)) end++;
	return end;
}

/** Joins letters written one by one ("S T O P", "s.t.o.p") where they spell a keyword. */
function joinLetters(read: Words, compact: ReadonlyMap<string, readonly string[]>): Words {
	let letters = 0;
	for (const word of read.words) if (word.length === 1) letters++;
	if (letters < FEWEST_LETTERS) return read;
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

function translate(read: Words, language: ReplyLanguage): ReadReply {
	const reply: ReadReply = { ids: [], breaks: [], capitals: [], corrected: [], startingAt: [], kinds: 0 };
	for (let at = 0; at < read.words.length; at++) {
		const { ids, corrected } = language.vocabulary.read(read.words[at] ?? '');
		const [only] = ids;
		if (ids.length === 1 && only !== undefined) {
			reply.ids.push(only);
			reply.breaks.push(read.breaks[at] ?? NO_BREAK);
			reply.capitals.push(read.capitals[at] ?? false);
			reply.corrected.push(corrected);
			continue;
		}
		for (let index = 0; index < ids.length; index++) {
			reply.ids.push(ids[index] ?? 0);
			reply.breaks.push(index === ids.length - 1 ? (read.breaks[at] ?? NO_BREAK) : NO_BREAK);
			reply.capitals.push(read.capitals[at] ?? false);
			reply.corrected.push(corrected);
		}
	}
	return reply;
}

/** The strongest interruption between the first and the last word of a match. */
function strongestWithin(breaks: readonly number[], start: number, end: number): number {
	let strongest = NO_BREAK;
	for (let at = start; at < end; at++) strongest = Math.max(strongest, breaks[at] ?? NO_BREAK);
	return strongest;
}

/** Reads the words of a reply and finds every pattern in them that counts in the countries where the contact may be. */
export function findMatches(words: Words, language: ReplyLanguage, countries: readonly string[]): ReadReply {
	const reply = translate(joinLetters(words, language.compact), language);
	const { breaks, ids } = reply;
	const all: Match[] = [];
	// A clause also ends where courtesy or a reason begins, although no sign says so.
	const clauseBegins: boolean[] = [];
	const clauseEnds: boolean[] = [];
	language.automaton.scan(ids, (index, start, end) => {
		const pattern = language.patterns[index];
		if (!pattern) return;
		const crossed = start === end ? NO_BREAK : strongestWithin(breaks, start, end);
		if (crossed === HARD_BREAK || (crossed !== NO_BREAK && (OVER_COMMAS & pattern.bit) === 0)) return;
		const standing = pattern.keyword === undefined ? 'counts' : standingIn(pattern.keyword, countries);
		if (standing === 'ignored') return;
		all.push({ start, end, pattern, review: standing === 'review' });
		if ((BESIDE_CLAUSE & pattern.bit) === 0) return;
		clauseBegins[start] = true;
		clauseEnds[end] = true;
	});

	for (const match of all) {
		const { start, end, pattern } = match;
		if (pattern.fromStart && start > 0 && breaks[start - 1] === NO_BREAK && clauseEnds[start - 1] !== true) continue;
		if (pattern.toEnd && end < ids.length - 1 && breaks[end] === NO_BREAK && clauseBegins[end + 1] !== true) continue;
		keepLongest(reply, match);
	}
	return reply;
}

/** Adds a match to those that begin with the same word; of two of one kind the longer stays. */
function keepLongest(reply: ReadReply, match: Match): void {
	const here = (reply.startingAt[match.start] ??= []);
	const same = here.findIndex((other) => other.pattern.bit === match.pattern.bit);
	reply.kinds |= match.pattern.bit;
	if (same < 0) here.push(match);
	else if (match.end > (here[same]?.end ?? 0)) here[same] = match;
}
