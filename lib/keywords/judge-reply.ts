import type { ClassifiedReply } from './classified-reply';
import { DECIDING, type Match, type ReadReply } from './find-matches';
import { isCorrected, isInCapitals } from './read-reply';
import { HARD_BREAK, NO_BREAK } from './word-reader';
import { KIND_BIT, kindSet } from './reply-language';
import { NUMBER_WORD } from './vocabulary';

const BLOCKERS = kindSet('negated', 'reported', 'ordinary', 'instruction');
const REQUESTS = kindSet('opt_out_all', 'opt_out', 'opt_out_bare');
const REQUESTS_OR_WHOLE = REQUESTS | kindSet('opt_out_whole');
const KEYWORD_OUT = kindSet('keyword_out');
const STOPPING = REQUESTS_OR_WHOLE | KEYWORD_OUT;
const STOPPING_OR_REASON = STOPPING | kindSet('support');
const COURTESY = kindSet('courtesy', 'polite');
const POLITE = kindSet('polite');
const BESIDE = kindSet('courtesy', 'polite', 'support', 'emphasis', 'instruction');
const BESIDE_LIMITER = kindSet('courtesy', 'support', 'emphasis');
const NONE: readonly Match[] = [];

interface Cover {
	used: Match[];
	complete: boolean;
}

/** Reads one reply from its matches. Holds no state beyond one reply. */
class ReplyJudge {
	private foundBlockers: readonly Match[] | undefined;

	constructor(
		private readonly reply: ReadReply,
		private readonly copied: readonly boolean[],
		private readonly awaitingOptIn: boolean,
	) {}

	verdict(): ClassifiedReply {
		if (!this.hasAny(DECIDING)) return { intent: 'none', matchedBy: this.copied.some(Boolean) ? 'quote' : 'no_match' };
		return this.wholeOptOut() ?? this.request() ?? this.sentence() ?? this.wholeOptIn() ?? this.wholeHelp() ?? this.remains();
	}

	private hasAny(kinds: number): boolean {
		return (this.reply.kinds & kinds) !== 0;
	}

	private all(kinds: number): readonly Match[] {
		if (!this.hasAny(kinds)) return NONE;
		const found: Match[] = [];
		for (const here of this.reply.startingAt) {
			for (const match of here ?? NONE) if ((kinds & match.pattern.bit) !== 0) found.push(match);
		}
		return found;
	}

	/** A match does not count inside a longer turn of phrase that means something else, or inside a copy of our own message. */
	private counts(match: Match): boolean {
		if (this.isCopied(match)) return false;
		const length = match.end - match.start;
		this.foundBlockers ??= this.all(BLOCKERS);
		return !this.foundBlockers.some((blocker) => {
			const apart = blocker.end < match.start || blocker.start > match.end;
			const shorter = blocker.end - blocker.start < length || (blocker.pattern.kind === 'reported' && blocker.end - blocker.start === length);
			const within = blocker.start >= match.start && blocker.end <= match.end && shorter;
			return !apart && !within;
		});
	}

	private standing(kinds: number): readonly Match[] {
		return this.hasAny(kinds) ? this.all(kinds).filter((match) => this.counts(match)) : NONE;
	}

	/** Words of the longest match of the kinds from a place. */
	private longestFrom(kinds: number, at: number): number {
		const found = this.reply.startingAt[at]?.filter((match) => (kinds & match.pattern.bit) !== 0) ?? NONE;
		return Math.max(0, ...found.map((match) => match.end - at + 1));
	}

	private isLimited(match: Match): boolean {
		const after = match.end + 1;
		if (after >= this.reply.ids.length || this.reply.breaks[match.end] !== NO_BREAK) return false;
		const limiter = this.longestFrom(KIND_BIT.limiter, after);
		return limiter > 0 && limiter >= this.longestFrom(KIND_BIT.limiter | BESIDE_LIMITER, after) && limiter > this.longestFrom(BESIDE_LIMITER, after);
	}

	/** Covers the words from `from` to `to` with the longest matches of the kinds, one after the other. */
	private cover(from: number, to: number, kinds: number, fillers: number): Cover {
		const used: Match[] = [];
		for (let at = from; at < to; at++) {
			if (this.copied[at]) continue;
			const wanted = this.longestAt(at, to, kinds, true);
			const filler = this.longestAt(at, to, fillers, false);
			const best = wanted && (!filler || wanted.end >= filler.end) ? wanted : filler;
			if (best) {
				if (best === wanted) used.push(best);
				at = best.end;
			} else if (this.reply.ids[at] !== NUMBER_WORD) return { used, complete: false };
		}
		return { used, complete: true };
	}

	private longestAt(at: number, to: number, kinds: number, counted: boolean): Match | undefined {
		let best: Match | undefined;
		for (const match of this.reply.startingAt[at] ?? []) {
			if (match.end >= to || (best && best.end >= match.end) || (kinds & match.pattern.bit) === 0) continue;
			if (!counted || this.counts(match)) best = match;
		}
		return best;
	}

	private startKeywords(): Match[] {
		return this.standing(KIND_BIT.keyword_in).filter((match) => match.pattern.keyword?.prompted === false && !this.overlapsRequest(match));
	}

	private contradicted(): boolean {
		const wishes = this.standing(KIND_BIT.opt_in_wish).filter((wish) => !this.overlapsRequest(wish));
		return this.all(KIND_BIT.auto_reply).length > 0 || wishes.length > 0;
	}

	private overlapsRequest(wish: Match): boolean {
		return this.all(STOPPING_OR_REASON).some((match) => match.start <= wish.end && match.end >= wish.start);
	}

	private request(): ClassifiedReply | undefined {
		if (!this.hasAny(REQUESTS)) return undefined;
		const requests = this.standing(REQUESTS).filter((match) => !this.isLimited(match));
		if (requests.length === 0) return undefined;
		const maybePlay = requests.every((match) => match.pattern.kind === 'opt_out_bare') && this.all(KIND_BIT.playful).length > 0;
		if (maybePlay || this.contradicted()) return { intent: 'unclear', matchedBy: 'mixed' };
		const all = requests.some((match) => match.pattern.kind === 'opt_out_all');
		const keyword = this.standing(KIND_BIT.keyword_out).find((match) => match.pattern.keyword?.everything)?.pattern.keyword;
		return { intent: 'opt_out', matchedBy: 'phrase', ...(keyword && { keyword: keyword.keyword }), ...((all || keyword) && { scope: 'all' }) };
	}

	private optOut(used: readonly Match[]): ClassifiedReply {
		const byKeyword = used.filter((match) => match.pattern.keyword);
		const keywords = byKeyword.flatMap((match) => match.pattern.keyword ?? []);
		const named = keywords.find((keyword) => keyword.everything) ?? keywords.find((keyword) => !keyword.ordinary) ?? keywords[0];
		const corrected = byKeyword.some((match) => this.reply.marks.slice(match.start, match.end + 1).some(isCorrected));
		const all = named?.everything === true || used.some((match) => match.pattern.kind === 'opt_out_all');
		return { intent: 'opt_out', matchedBy: named ? (corrected ? 'typo' : 'keyword') : 'phrase', ...(named && { keyword: named.keyword }), ...(all && { scope: 'all' }) };
	}

	/** Every word belongs to a stop keyword, courtesy or a reason. Ordinary words ("end") bear no reasons beside them. */
	private wholeOptOut(): ClassifiedReply | undefined {
		if (!this.hasAny(STOPPING)) return undefined;
		const { used, complete } = this.cover(0, this.reply.ids.length, STOPPING, BESIDE);
		const deciding = used.filter((match) => !match.review);
		if (!complete || used.length === 0) return undefined;
		if (deciding.length === 0) return this.refusal(used) ?? inDoubt(used);
		const asksHelp = this.all(KIND_BIT.keyword_help).some((match) => !this.overlapsRequest(match));
		if (this.startKeywords().length > 0 || asksHelp || this.contradicted()) return { intent: 'unclear', matchedBy: 'mixed' };
		return this.optOut(deciding);
	}

	/**
	 * One sentence or line of several is nothing but a stop keyword, or any request where the reply gives a reason for it; so is what comes
	 * after the last comma, or before the first one in capitals.
	 */
	private sentence(): ClassifiedReply | undefined {
		if (!this.hasAny(STOPPING)) return undefined;
		const hasReason = this.standing(KIND_BIT.support).length > 0;
		const { breaks, marks } = this.reply;
		let from = 0;
		for (let at = 0; at < breaks.length; at++) {
			const shouted = from === 0 && isInCapitals(marks[0] ?? 0) && breaks[at] !== NO_BREAK && !marks.slice(at + 1).every(isInCapitals);
			const last = at === breaks.length - 1;
			if (breaks[at] !== HARD_BREAK && !last && !shouted) continue;
			if (last) from = Math.max(from, lastBreakBefore(breaks, at) + 1);
			const request = this.requestFrom(from, at + 1, KEYWORD_OUT) ?? (hasReason ? this.requestFrom(from, at + 1, REQUESTS_OR_WHOLE) : undefined);
			if (request !== undefined) return this.sentenceVerdict(request);
			from = at + 1;
		}
		return undefined;
	}

	/** The matches of the kinds that some words are nothing but, with courtesy at most. Ordinary words are none. */
	private requestFrom(from: number, to: number, kinds: number): readonly Match[] | undefined {
		const { used, complete } = this.cover(from, to, kinds, COURTESY);
		const strong = used.filter((match) => match.pattern.keyword?.ordinary !== true && !match.review);
		return complete && strong.length > 0 ? strong : undefined;
	}

	private sentenceVerdict(strong: readonly Match[]): ClassifiedReply {
		const doubtful = this.all(KIND_BIT.playful).length > 0 || this.startKeywords().length > 0 || this.all(KIND_BIT.negated).length > 0;
		return doubtful || this.contradicted() ? { intent: 'unclear', matchedBy: 'mixed' } : this.optOut(strong);
	}

	private wholeKeyword(kind: number): Match[] | undefined {
		if (!this.hasAny(kind) || this.copied.some(Boolean)) return undefined;
		const { used, complete } = this.cover(0, this.reply.ids.length, kind, POLITE);
		return complete && used.length > 0 ? used : undefined;
	}

	private wholeOptIn(): ClassifiedReply | undefined {
		const used = this.wholeKeyword(KIND_BIT.keyword_in);
		// A slip of the finger never agrees to anything.
		if (!used || this.reply.marks.some(isCorrected)) return undefined;
		const explicit = used.filter((match) => match.pattern.keyword?.prompted === false);
		const asking = explicit.length === 0 && this.awaitingOptIn ? used : explicit;
		if (asking.length === 0) return { intent: 'none', matchedBy: 'not_prompted' };
		const keyword = asking.find((match) => !match.review)?.pattern.keyword;
		return keyword ? { intent: 'opt_in', matchedBy: 'keyword', keyword: keyword.keyword } : inDoubt(asking);
	}

	private wholeHelp(): ClassifiedReply | undefined {
		const keyword = this.wholeKeyword(KIND_BIT.keyword_help)?.[0]?.pattern.keyword;
		return keyword && { intent: 'help', matchedBy: 'keyword', keyword: keyword.keyword };
	}

	private refusal(used: readonly Match[]): ClassifiedReply | undefined {
		const keyword = used.find((match) => match.pattern.keyword?.refusal)?.pattern.keyword;
		return this.awaitingOptIn && keyword ? { intent: 'opt_out', matchedBy: 'refusal', keyword: keyword.keyword } : undefined;
	}

	private remains(): ClassifiedReply {
		const requests = this.all(REQUESTS);
		if (requests.some((match) => this.counts(match))) return { intent: 'unclear', matchedBy: 'limited' };
		if (this.all(KIND_BIT.negated).some((match) => !this.isCopied(match))) return { intent: 'none', matchedBy: 'negated' };
		if (this.all(KIND_BIT.auto_reply).length > 0) return { intent: 'none', matchedBy: 'auto_reply' };
		const doubts = [...requests, ...this.all(KIND_BIT.unclear)];
		const complaint = this.all(KIND_BIT.reported).some((report) => doubts.some((match) => match.start <= report.end && match.end >= report.start));
		if (complaint || this.standing(KIND_BIT.unclear).length > 0) return { intent: 'unclear', matchedBy: 'hint' };
		if (this.standing(KIND_BIT.opt_in_wish).some((wish) => !this.overlapsRequest(wish))) return { intent: 'unclear', matchedBy: 'opt_in_wish' };
		if (this.standing(KIND_BIT.keyword_out).some((match) => !match.pattern.keyword?.ordinary)) return { intent: 'unclear', matchedBy: 'in_sentence' };
		const quoted = this.all(KIND_BIT.instruction).length > 0 || this.copied.some(Boolean);
		return { intent: 'none', matchedBy: quoted ? 'quote' : 'no_match' };
	}

	private isCopied(match: Match): boolean {
		for (let at = match.start; at <= match.end; at++) if (!this.copied[at]) return false;
		return true;
	}
}

/** A keyword that may be another word where the contact is. */
function inDoubt(used: readonly Match[]): ClassifiedReply {
	const keyword = used.find((match) => match.review)?.pattern.keyword?.keyword;
	return { intent: 'unclear', matchedBy: 'hint', ...(keyword !== undefined && { keyword }) };
}

/** The last word before `end` that any interruption follows, or -1. */
function lastBreakBefore(breaks: readonly number[], end: number): number {
	let at = end - 1;
	while (at >= 0 && breaks[at] === NO_BREAK) at--;
	return at;
}

/**
 * Decides what a reply means from the patterns found in it.
 *
 * @param copied for each word, whether it is copied from one of the brand's own messages.
 */
export function judgeReply(reply: ReadReply, copied: readonly boolean[], awaitingOptIn: boolean): ClassifiedReply {
	return new ReplyJudge(reply, copied, awaitingOptIn).verdict();
}
