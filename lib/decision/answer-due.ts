import { ANSWER_WITHIN_MINUTES } from '../model/answer';
import type { ContactFacts } from '../model/facts';
import { readInstant } from '../time/instant';

/** Longest time for which an answer can be permitted, milliseconds. */
const LONGEST = ANSWER_WITHIN_MINUTES * 60_000;

/**
 * Whether a reply of the contact on this channel may be answered automatically now. What cannot be read permits nothing, and neither does a
 * permission that would hold for longer than any does, as after a clock that was set back.
 *
 * @param at epoch milliseconds
 */
export function isAnswerDue({ answers = [], channel }: ContactFacts, at: number): boolean {
	return answers.some((answer) => {
		const until = answer.channel === channel ? readInstant(answer.until)?.getTime() : undefined;
		return until !== undefined && at < until && until - at <= LONGEST;
	});
}
