import { standingIn } from './keyword-standing';
import type { ReadWords } from './read-reply';
import { kindSet, type Pattern, type ReplyLanguage } from './reply-language';
import { NO_BREAK } from './word-reader';

/** A pattern found in a reply: first and last word. */
export interface Match {
	start: number;
	end: number;
	pattern: Pattern;
	/** A keyword that may mean something else where the contact is. */
	review: boolean;
}

/** A reply as the matcher sees it. */
export interface ReadReply extends ReadWords {
	/** By their first word, the longest match of each kind. Left out where none of the kinds found decides anything. */
	startingAt: (Match[] | undefined)[];
	/** All kinds found. */
	kinds: number;
}

/** What may go on over a comma; a request may not, or "please don't, stop texting" would be read as "don't stop". */
const OVER_COMMAS = kindSet('instruction', 'auto_reply');
/** Without one of these a reply means nothing, whatever else is found in it. */
export const DECIDING = kindSet('opt_out', 'opt_out_bare', 'opt_out_whole', 'opt_out_all', 'unclear', 'negated', 'instruction', 'auto_reply', 'opt_in_wish', 'keyword_out', 'keyword_in', 'keyword_help');
const BESIDE_CLAUSE = kindSet('courtesy', 'polite', 'support');

/** Whether a comma or the like stands between the first and the last word of a match. */
function isInterrupted(breaks: readonly number[], start: number, end: number): boolean {
	for (let at = start; at < end; at++) if (breaks[at] !== NO_BREAK) return true;
	return false;
}

/** The matches that count in the countries, of the hits of the automaton (pattern, first word, last word). */
function matchesOf(hits: readonly number[], { patterns }: ReplyLanguage, countries: readonly string[], breaks: readonly number[]): Match[] {
	const found: Match[] = [];
	for (let at = 0; at < hits.length; at += 3) {
		const [pattern, start, end] = [patterns[hits[at] ?? 0], hits[at + 1] ?? 0, hits[at + 2] ?? 0];
		if (!pattern || ((OVER_COMMAS & pattern.bit) === 0 && isInterrupted(breaks, start, end))) continue;
		const standing = pattern.keyword === undefined ? 'counts' : standingIn(pattern.keyword, countries);
		if (standing !== 'ignored') found.push({ start, end, pattern, review: standing === 'review' });
	}
	return found;
}

/** Finds every pattern in the words of a reply that counts in the countries where the contact may be. */
export function findMatches(words: ReadWords, language: ReplyLanguage, countries: readonly string[]): ReadReply {
	const { ids, breaks, marks } = words;
	const { hits, bits } = language.automaton.scan(ids, breaks);
	const reply: ReadReply = { ids, breaks, marks, startingAt: [], kinds: bits };
	// Most replies hold nothing that any wish could be made of.
	if ((reply.kinds & DECIDING) === 0) return reply;

	const all = matchesOf(hits, language, countries, breaks);
	// A clause also ends where courtesy, a reason, or STOP begins, although no sign says so.
	const clauseBegins: boolean[] = [];
	const clauseEnds: boolean[] = [];
	for (const { start, end, pattern } of all) {
		const isKeyword = pattern.keyword?.category === 'opt_out' && !pattern.keyword.ordinary;
		if ((BESIDE_CLAUSE & pattern.bit) === 0 && !isKeyword) continue;
		clauseBegins[start] = true;
		clauseEnds[end] = true;
	}
	reply.kinds = 0;
	for (const match of all) {
		const { start, end, pattern } = match;
		if (pattern.fromStart && start > 0 && breaks[start - 1] === NO_BREAK && clauseEnds[start - 1] !== true) continue;
		if (pattern.toEnd && end < ids.length - 1 && breaks[end] === NO_BREAK && clauseBegins[end + 1] !== true) continue;
		keepLongest(reply, match);
	}
	return reply;
}

/** Whether the words before a quotation are what phones write there when somebody reacts to a message. */
export function isReaction({ ids, breaks }: ReadWords, { reactions }: ReplyLanguage): boolean {
	if (breaks.slice(0, -1).some((strength) => strength !== NO_BREAK)) return false;
	const { hits } = reactions.scan(ids, breaks);
	for (let at = 0; at < hits.length; at += 3) if (hits[at + 1] === 0 && hits[at + 2] === ids.length - 1) return true;
	return false;
}

/** Adds a match to those that begin with the same word; of two of one kind the longer stays. */
function keepLongest(reply: ReadReply, match: Match): void {
	const here = (reply.startingAt[match.start] ??= []);
	const same = here.findIndex((other) => other.pattern.bit === match.pattern.bit);
	reply.kinds |= match.pattern.bit;
	if (same < 0) here.push(match);
	else if (match.end > (here[same]?.end ?? 0)) here[same] = match;
}
