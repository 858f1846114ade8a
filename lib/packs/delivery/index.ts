import type { DeliveryCodePack, DeliveryCodeRow } from './delivery-code-row';
import pack from './delivery-codes.json';
import { belongTogether, DELIVERY_OUTCOMES, type DeliveryOutcome, type DeliveryReason } from './delivery-outcome';

export type { DeliveryCodePack, DeliveryCodeRow } from './delivery-code-row';
export * from './delivery-outcome';

/** The day on which the rows were put together. */
export const DELIVERY_PACK_VERSION: string = pack.version;

const OUTCOMES: ReadonlySet<string> = new Set(DELIVERY_OUTCOMES);
let checked: readonly DeliveryCodeRow[] | undefined;

/**
 * The codes of delivery reports that ship. Checked when first asked for, as most processes never do.
 *
 * @throws Error for a row that does not say what to do: one that is passed over could be an opt-out.
 */
export function deliveryCodes(): readonly DeliveryCodeRow[] {
	if (checked !== undefined) return checked;
	for (const { id, outcome, reason } of pack.rows as Array<{ id: string; outcome: string; reason?: string }>) {
		if (!OUTCOMES.has(outcome) || !belongTogether(outcome as DeliveryOutcome, reason as DeliveryReason | undefined)) throw new Error(`The delivery code ${id} is damaged.`);
	}
	checked = (pack as DeliveryCodePack).rows;
	return checked;
}
