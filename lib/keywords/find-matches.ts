import type { PhraseKind } from '../packs/keywords/phrase-pack';
import { HARD_BREAK, NO_BREAK } from './read-words';
import type { Words } from './read-words';
import type { MatchKind, Pattern, ReplyLanguage } from './reply-language';
import { squeeze } from './spelling';

/** A pattern found in a reply: first and last word. */
export interface Match {
	start: number;
	end: number;
	pattern: Pattern;
}

/** A reply as the matcher sees it. */
export interface ReadReply {
	ids: number[];
	breaks: number[];
	capitals: boolean[];
	corrected: boolean[];
	/** Per kind, the longest match at each place, in the order of the words. */
	matches: Map<MatchKind, Match[]>;
	/** The same by their first word. */
	startingAt: (Match[] | undefined)[];
}

/** What may go on over a comma; a request may not, or "please don't, stop texting" would be read as "don't stop". */
const OVER_COMMAS: ReadonlySet<MatchKind> = new Set<PhraseKind>(['instruction', 'auto_reply']);
const BESIDE_CLAUSE: ReadonlySet<MatchKind> = new Set<PhraseKind>(['courtesy', 'polite', 'support']);
const FEWEST_LETTERS = 3;
const MOST_LETTERS = 24;

/** Joins letters written one by one ("S T O P", "s.t.o.p") where they spell a keyword. */
function joinLetters(read: Words, compact: ReadonlyMap<string, readonly string[]>): Words {
	let letters = 0;
	for (const word of read.words) if (word.length === 1) letters++;
	if (letters < FEWEST_LETTERS) return read;
	const joined: Words = { words: [], breaks: [], capitals: [] };
	for (let at = 0; at < read.words.length; at++) {
		let end = at;
		while (end < read.words.length && end - at < MOST_LETTERS && read.words[end]?.length === 1 && (end === at || read.breaks[end - 1] !== HARD_BREAK)) end++;
		const spelled = end - at >= FEWEST_LETTERS ? compact.get(squeeze(read.words.slice(at, end).join(''))) : undefined;
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
	const reply: ReadReply = { ids: [], breaks: [], capitals: [], corrected: [], matches: new Map(), startingAt: [] };
	for (let at = 0; at < read.words.length; at++) {
		const { ids, corrected } = language.vocabulary.read(read.words[at] ?? '');
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

/** Reads the words of a reply and finds every pattern in them. */
export function findMatches(words: Words, language: ReplyLanguage): ReadReply {
	const reply = translate(joinLetters(words, language.compact), language);
	const { breaks, ids, matches, startingAt } = reply;
	const all: Match[] = [];
	// A clause also ends where courtesy or a reason begins, although no sign says so.
	const clauseBegins = new Set<number>();
	const clauseEnds = new Set<number>();
	language.automaton.scan(ids, (index, start, end) => {
		const pattern = language.patterns[index];
		if (!pattern) return;
		const crossed = strongestWithin(breaks, start, end);
		if (crossed === HARD_BREAK || (crossed !== NO_BREAK && !OVER_COMMAS.has(pattern.kind))) return;
		all.push({ start, end, pattern });
		if (!BESIDE_CLAUSE.has(pattern.kind)) return;
		clauseBegins.add(start);
		clauseEnds.add(end);
	});

	for (const match of all) {
		const { start, end, pattern } = match;
		if (pattern.fromStart && start > 0 && breaks[start - 1] === NO_BREAK && !clauseEnds.has(start - 1)) continue;
		if (pattern.toEnd && end < ids.length - 1 && breaks[end] === NO_BREAK && !clauseBegins.has(end + 1)) continue;
		let ofKind = matches.get(pattern.kind);
		if (!ofKind) matches.set(pattern.kind, (ofKind = []));
		const last = ofKind.at(-1);
		if (last?.start === start) {
			if (end <= last.end) continue;
			ofKind[ofKind.length - 1] = match;
			const here = startingAt[start] ?? [];
			here[here.indexOf(last)] = match;
		} else {
			ofKind.push(match);
			(startingAt[start] ??= []).push(match);
		}
	}
	return reply;
}
