import type { Channel } from '../model/channel';
import type { JsonObject } from '../model/json';
import type { Suppression } from '../model/suppression';
import type { Change, ContactAddress, StoredFacts } from '../store/port';
import { suppressionId } from '../store/suppression-state';
import { liftable } from '../suppression';
import { optOutChanges, type OptOut, type OptOutScope } from './opt-out';

/** What a person can decide about an unclear reply. `dismiss`: it is no opt-out. */
export const REVIEW_DECISIONS = ['opt_out', 'dismiss'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** How the decisions are written by forms and buttons, without blanks, dashes and underscores. */
const WORDS: ReadonlyMap<string, ReviewDecision> = new Map([
	['optout', 'opt_out'],
	['dismiss', 'dismiss'],
	['notanoptout', 'dismiss'],
]);
const LONGEST_WORD = 32;

export interface ReplyReview {
	brand: string;
	contact: ContactAddress;
	/** The channel of the reply. */
	channel: Channel;
	decision: ReviewDecision;
	/** What is on record about the contact. */
	stored: Pick<StoredFacts, 'consents' | 'suppressions' | 'jurisdiction'>;
	/** The reply decided on, `<brand>:<seq>` as `waitingReplies` names it; anything else names none. Absent: whatever waits on the channel. */
	ref?: unknown;
	/** What the brand means by an opt-out. */
	scope: OptOutScope;
	/** When it was decided. */
	at: Date;
	evidence?: JsonObject;
}

/**
 * Reads a decision by its value or its label, as a form gives it.
 *
 * @returns `undefined` for everything else: nobody has decided anything then
 * @example
 * readReviewDecision('Not an Opt-Out'); // => 'dismiss'
 */
export function readReviewDecision(value: unknown): ReviewDecision | undefined {
	if (typeof value !== 'string' || value.length > LONGEST_WORD) return undefined;
	return WORDS.get(value.toLowerCase().replace(/[\s_-]+/g, ''));
}

/**
 * What a decision about an unclear reply changes. An opt-out is recorded first, and then ends every hold of the channel: whatever waits
 * there, the stricter answer has been given. A dismissal ends only the hold of the reply that was read, so that every other one goes on waiting; where
 * that one waits no more there is nothing to change.
 *
 * @returns `undefined` where a dismissal names no reply at all while one waits, or one that came in on another channel; nothing may be changed then
 */
export function reviewChanges(review: ReplyReview): Change[] | undefined {
	const { brand, contact, channel, decision, stored, ref, evidence } = review;
	const waiting = stored.suppressions.filter(({ reason }) => reason === 'review_hold');
	const namedId = idOf(ref, brand);
	const named = waiting.find(({ id }) => id === namedId);
	if (decision === 'opt_out') {
		// The reply itself knows best where it came in; an opt-out there must not get lost to a wrong setting.
		const channels = [...new Set([channel, ...(named === undefined || named.channel === 'all' ? [] : [named.channel])])];
		const heard = named ?? heldOn(waiting, channel)[0];
		return [...channels.flatMap((stopped) => optOut(review, stopped, heard)), ...channels.flatMap((stopped) => lifts(heldOn(waiting, stopped), contact, evidence))];
	}
	const held = heldOn(waiting, channel);
	if (ref === undefined) return lifts(held, contact, evidence);
	const isMistaken = namedId === undefined ? held.length > 0 : named !== undefined && !held.includes(named);
	return isMistaken ? undefined : lifts(held.filter((hold) => hold === named), contact, evidence);
}

/** The holds that staff may end on a channel. */
function heldOn(waiting: readonly Suppression[], channel: Channel): Suppression[] {
	return liftable(waiting, { by: 'staff', channel });
}

function lifts(holds: readonly Suppression[], contact: ContactAddress, evidence: JsonObject | undefined): Change[] {
	return holds.map(({ id }) => ({ kind: 'lift', contact, suppressionId: id, by: 'staff', ...(evidence !== undefined && { evidence }) }));
}

function optOut({ contact, stored, scope, at, evidence }: ReplyReview, channel: Channel, heard: Suppression | undefined): Change[] {
	const { consents, jurisdiction } = stored;
	const said: Omit<OptOut, 'scope'> = {
		contact,
		channel,
		reason: 'opt_out_recorded',
		source: 'staff_review',
		at,
		consents,
		...(jurisdiction !== undefined && { jurisdiction }),
		...(heard?.receivedBy !== undefined && { receivedBy: heard.receivedBy }),
		...(evidence !== undefined && { evidence }),
	};
	const asked = optOutChanges({ ...said, scope });
	// A reply names no kind of message: where a rule of law makes it reach another channel, it ends them all but emergencies.
	const reachesFurther = asked.filter(({ kind }) => kind === 'suppress').length > 1;
	return reachesFurther ? optOutChanges({ ...said, scope: 'channel' }) : asked;
}

/** A suppression is named after the event that began it. */
function idOf(ref: unknown, brand: string): string | undefined {
	if (typeof ref !== 'string' || !ref.startsWith(`${brand}:`)) return undefined;
	const seq = ref.slice(brand.length + 1);
	return /^\d{1,15}$/.test(seq) ? suppressionId(Number(seq)) : undefined;
}
