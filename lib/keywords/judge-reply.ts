import type { ClassifiedReply } from './classified-reply';
import type { Match, ReadReply } from './find-matches';
import { HARD_BREAK, NO_BREAK } from './read-words';
import type { Keyword, MatchKind } from './reply-language';
import { NUMBER_WORD } from './vocabulary';

const BLOCKERS: readonly MatchKind[] = ['negated', 'reported', 'ordinary', 'instruction'];
const REQUESTS: readonly MatchKind[] = ['opt_out_all', 'opt_out'];
const STOPPING: readonly MatchKind[] = ['keyword_out', 'opt_out_all', 'opt_out', 'opt_out_whole'];
const BESIDE: readonly MatchKind[] = ['courtesy', 'polite', 'support', 'instruction'];

interface Cover {
	used: Match[];
	complete: boolean;
}

/** Reads one reply from its matches. Holds no state beyond one reply. */
class ReplyJudge {
	private readonly blockers: Match[];

	constructor(
		private readonly reply: ReadReply,
		private readonly copied: readonly boolean[],
		private readonly awaitingOptIn: boolean,
	) {
		this.blockers = BLOCKERS.flatMap((kind) => this.all(kind));
	}

	verdict(): ClassifiedReply {
		return this.wholeOptOut() ?? this.request() ?? this.sentence() ?? this.wholeOptIn() ?? this.wholeHelp() ?? this.remains();
	}

	private all(kind: MatchKind): readonly Match[] {
		return this.reply.matches.get(kind) ?? [];
	}

	/** A match does not count inside a longer turn of phrase that means something else, or inside a copy of our own message. */
	private counts(match: Match): boolean {
		if (this.isCopied(match)) return false;
		const length = match.end - match.start;
		return !this.blockers.some((blocker) => {
			const apart = blocker.end < match.start || blocker.start > match.end;
			const shorter = blocker.end - blocker.start < length || (blocker.pattern.kind === 'reported' && blocker.end - blocker.start === length);
			const within = blocker.start >= match.start && blocker.end <= match.end && shorter;
			return !apart && !within;
		});
	}

	private standing(kind: MatchKind): Match[] {
		return this.all(kind).filter((match) => this.counts(match));
	}

	private startsAt(kinds: readonly MatchKind[], at: number): boolean {
		return this.reply.startingAt[at]?.some((match) => kinds.includes(match.pattern.kind)) ?? false;
	}

	private isLimited(match: Match): boolean {
		const after = match.end + 1;
		if (after >= this.reply.ids.length || this.reply.breaks[match.end] !== NO_BREAK) return false;
		return this.startsAt(['limiter'], after) && !this.startsAt(['courtesy', 'support'], after);
	}

	/** Covers the words from `from` to `to` with the longest matches of the kinds, one after the other. */
	private cover(from: number, to: number, kinds: readonly MatchKind[], fillers: readonly MatchKind[]): Cover {
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

	private longestAt(at: number, to: number, kinds: readonly MatchKind[], counted: boolean): Match | undefined {
		let best: Match | undefined;
		for (const match of this.reply.startingAt[at] ?? []) {
			if (match.end >= to || (best && best.end >= match.end) || !kinds.includes(match.pattern.kind)) continue;
			if (!counted || this.counts(match)) best = match;
		}
		return best;
	}

	private startKeywords(): Match[] {
		return this.standing('keyword_in').filter((match) => match.pattern.keyword?.prompted === false && !this.overlapsRequest(match));
	}

	private contradicted(): boolean {
		const wishes = this.standing('opt_in_wish').filter((wish) => !this.overlapsRequest(wish));
		return this.all('auto_reply').length > 0 || wishes.length > 0;
	}

	private overlapsRequest(wish: Match): boolean {
		return [...STOPPING, 'support' as const].some((kind) => this.all(kind).some((match) => match.start <= wish.end && match.end >= wish.start));
	}

	private request(): ClassifiedReply | undefined {
		const requests = REQUESTS.flatMap((kind) => this.standing(kind)).filter((match) => !this.isLimited(match));
		if (requests.length === 0) return undefined;
		if (this.contradicted()) return { intent: 'unclear', matchedBy: 'mixed' };
		const all = requests.some((match) => match.pattern.kind === 'opt_out_all');
		const keyword = this.standing('keyword_out').find((match) => match.pattern.keyword?.everything)?.pattern.keyword;
		return { intent: 'opt_out', matchedBy: 'phrase', ...(keyword && { keyword: keyword.keyword }), ...((all || keyword) && { scope: 'all' }) };
	}

	private optOut(used: readonly Match[]): ClassifiedReply {
		const byKeyword = used.filter((match) => match.pattern.keyword);
		const keywords = byKeyword.flatMap((match) => match.pattern.keyword ?? []);
		const named = keywords.find((keyword) => keyword.everything) ?? keywords.find((keyword) => !keyword.ordinary) ?? keywords[0];
		const corrected = byKeyword.some((match) => this.reply.corrected.slice(match.start, match.end + 1).some(Boolean));
		const all = named?.everything === true || used.some((match) => match.pattern.kind === 'opt_out_all');
		return { intent: 'opt_out', matchedBy: named ? (corrected ? 'typo' : 'keyword') : 'phrase', ...(named && { keyword: named.keyword }), ...(all && { scope: 'all' }) };
	}

	/** Every word belongs to a stop keyword, courtesy or a reason. Ordinary words ("end") bear no reasons beside them. */
	private wholeOptOut(): ClassifiedReply | undefined {
		const { used, complete } = this.cover(0, this.reply.ids.length, STOPPING, BESIDE);
		const deciding = used.filter((match) => match.pattern.keyword?.review !== true);
		if (!complete || used.length === 0) return undefined;
		if (deciding.length === 0) return this.refusal(used) ?? { intent: 'unclear', matchedBy: 'hint' };
		const asksHelp = this.all('keyword_help').some((match) => !this.overlapsRequest(match));
		if (this.startKeywords().length > 0 || asksHelp || this.contradicted()) return { intent: 'unclear', matchedBy: 'mixed' };
		return this.optOut(deciding);
	}

	/** One sentence or line of several is nothing but a stop keyword; so is what comes after the last comma, or before the first one in capitals. */
	private sentence(): ClassifiedReply | undefined {
		const { breaks, capitals } = this.reply;
		let from = 0;
		for (let at = 0; at < breaks.length; at++) {
			const shouted = from === 0 && capitals[0] === true && breaks[at] !== NO_BREAK && !capitals.slice(at + 1).every(Boolean);
			const last = at === breaks.length - 1;
			if (breaks[at] !== HARD_BREAK && !last && !shouted) continue;
			if (last) from = Math.max(from, lastBreakBefore(breaks, at) + 1);
			const { used, complete } = this.cover(from, at + 1, ['keyword_out'], ['courtesy', 'polite']);
			const strong = used.filter((match) => !match.pattern.keyword?.ordinary && !match.pattern.keyword?.review);
			if (complete && strong.length > 0) return this.sentenceVerdict(strong);
			from = at + 1;
		}
		return undefined;
	}

	private sentenceVerdict(strong: readonly Match[]): ClassifiedReply {
		const doubtful = this.all('playful').length > 0 || this.startKeywords().length > 0 || this.all('negated').length > 0;
		return doubtful || this.contradicted() ? { intent: 'unclear', matchedBy: 'mixed' } : this.optOut(strong);
	}

	private wholeKeyword(kind: 'keyword_in' | 'keyword_help'): Keyword[] | undefined {
		if (this.copied.some(Boolean)) return undefined;
		const { used, complete } = this.cover(0, this.reply.ids.length, [kind], ['polite']);
		return complete && used.length > 0 ? used.flatMap((match) => match.pattern.keyword ?? []) : undefined;
	}

	private wholeOptIn(): ClassifiedReply | undefined {
		const keywords = this.wholeKeyword('keyword_in');
		// A slip of the finger never agrees to anything.
		if (!keywords || this.reply.corrected.some(Boolean)) return undefined;
		const keyword = keywords.find((found) => !found.prompted) ?? (this.awaitingOptIn ? keywords[0] : undefined);
		return keyword ? { intent: 'opt_in', matchedBy: 'keyword', keyword: keyword.keyword } : { intent: 'none', matchedBy: 'not_prompted' };
	}

	private wholeHelp(): ClassifiedReply | undefined {
		const keyword = this.wholeKeyword('keyword_help')?.[0];
		return keyword && { intent: 'help', matchedBy: 'keyword', keyword: keyword.keyword };
	}

	private refusal(used: readonly Match[]): ClassifiedReply | undefined {
		const keyword = used.find((match) => match.pattern.keyword?.refusal)?.pattern.keyword;
		return this.awaitingOptIn && keyword ? { intent: 'opt_out', matchedBy: 'refusal', keyword: keyword.keyword } : undefined;
	}

	private remains(): ClassifiedReply {
		const requests = REQUESTS.flatMap((kind) => this.all(kind));
		if (requests.some((match) => this.counts(match))) return { intent: 'unclear', matchedBy: 'limited' };
		if (this.all('negated').some((match) => !this.isCopied(match))) return { intent: 'none', matchedBy: 'negated' };
		if (this.all('auto_reply').length > 0) return { intent: 'none', matchedBy: 'auto_reply' };
		const doubts = [...requests, ...this.all('unclear')];
		const complaint = this.all('reported').some((report) => doubts.some((match) => match.start <= report.end && match.end >= report.start));
		if (complaint || this.standing('unclear').length > 0) return { intent: 'unclear', matchedBy: 'hint' };
		if (this.standing('opt_in_wish').some((wish) => !this.overlapsRequest(wish))) return { intent: 'unclear', matchedBy: 'opt_in_wish' };
		if (this.standing('keyword_out').some((match) => !match.pattern.keyword?.ordinary)) return { intent: 'unclear', matchedBy: 'in_sentence' };
		const quoted = this.all('instruction').length > 0 || this.copied.some(Boolean);
		return { intent: 'none', matchedBy: quoted ? 'quote' : 'no_match' };
	}

	private isCopied(match: Match): boolean {
		for (let at = match.start; at <= match.end; at++) if (!this.copied[at]) return false;
		return true;
	}
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
