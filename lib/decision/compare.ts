import type { Decision } from '../model/decision';
import type { Reason } from '../model/reasons';

/** What another policy, or other rules, would change for one contact. */
export interface Comparison {
	/** Whether the verdict is another, or a hold ends at another time. */
	changed: boolean;
	/** What stood in the way before and no longer does. */
	gone: Reason[];
	/** What stands in the way now and did not before. */
	added: Reason[];
}

/** Compares two decisions about the same contact and instant. Reasons count as the same where code, rows and end are the same. */
export function compareDecisions(before: Decision, after: Decision): Comparison {
	const changed = before.verdict !== after.verdict || before.sendAt !== after.sendAt;
	const without = (reasons: readonly Reason[], others: readonly Reason[]) => {
		const known = new Set(others.map(keyOf));
		return reasons.filter((reason) => reason.effect !== 'permit' && !known.has(keyOf(reason)));
	};
	return { changed, gone: without(before.reasons, after.reasons), added: without(after.reasons, before.reasons) };
}

function keyOf({ code, facts, notBefore }: Reason): string {
	return JSON.stringify([code, facts.rows, notBefore]);
}
