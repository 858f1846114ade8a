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
}

/** What may go on over a comma; a request may not, or "please don't, stop texting" would be read as "don't stop". */
const OVER_COMMAS: ReadonlySet<MatchKind> = new Set<PhraseKind>(['instruction', 'auto_reply']);
const BESIDE_CLAUSE: readonly MatchKind[] = ['courtesy', 'polite', 'support'];
const FEWEST_LETTERS = 3;

/** Joins letters written one by one ("S T O P", "s.t.o.p") where they spell a keyword. */
function joinLetters(read: Words, compact: ReadonlyMap<string, readonly string[]>): Words {
	const joined: Words = { words: [], breaks: [], capitals: [] };
	for (let at = 0; at < read.words.length; at++) {
		let end = at;
		while (end < read.words.length && read.words[end]?.length === 1 && (end === at || read.breaks[end - 1] !== HARD_BREAK)) end++;
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
	const reply: ReadReply = { ids: [], breaks: [], capitals: [], corrected: [], matches: new Map() };
	for (const [at, word] of read.words.entries()) {
		const { ids, corrected } = language.vocabulary.read(word);
		for (const [index, id] of ids.entries()) {
			reply.ids.push(id);
			reply.breaks.push(index === ids.length - 1 ? (read.breaks[at] ?? NO_BREAK) : NO_BREAK);
			reply.capitals.push(read.capitals[at] ?? false);
			reply.corrected.push(corrected);
		}
	}
	return reply;
}

/** A place in a reply at which a clause ends although no sign says so: courtesy begins, or a reason. */
function clauseEdges(all: readonly Match[], length: number): { begins: boolean[]; ends: boolean[] } {
	const begins = new Array<boolean>(length + 1).fill(false);
	const ends = new Array<boolean>(length + 1).fill(false);
	for (const match of all) {
		if (!BESIDE_CLAUSE.includes(match.pattern.kind)) continue;
		begins[match.start] = true;
		ends[match.end] = true;
	}
	return { begins, ends };
}

/** Reads the words of a reply and finds every pattern in them. */
export function findMatches(words: Words, language: ReplyLanguage): ReadReply {
	const reply = translate(joinLetters(words, language.compact), language);
	const { breaks } = reply;
	const all: Match[] = [];
	const interrupted = breaks.map((strength) => strength !== NO_BREAK);
	const strongest = (start: number, end: number): number => Math.max(NO_BREAK, ...breaks.slice(start, end));
	language.automaton.scan(reply.ids, (index, start, end) => {
		const pattern = language.patterns[index];
		if (!pattern) return;
		const crossed = strongest(start, end);
		if (crossed === HARD_BREAK || (crossed !== NO_BREAK && !OVER_COMMAS.has(pattern.kind))) return;
		all.push({ start, end, pattern });
	});

	const { begins, ends } = clauseEdges(all, reply.ids.length);
	for (const match of all) {
		const { start, end, pattern } = match;
		if (pattern.fromStart && start > 0 && !interrupted[start - 1] && !ends[start - 1]) continue;
		if (pattern.toEnd && end < reply.ids.length - 1 && !interrupted[end] && !begins[end + 1]) continue;
		const ofKind = reply.matches.get(pattern.kind) ?? [];
		const last = ofKind.at(-1);
		if (last?.start === start) {
			if (end > last.end) ofKind[ofKind.length - 1] = match;
		} else ofKind.push(match);
		reply.matches.set(pattern.kind, ofKind);
	}
	return reply;
}
