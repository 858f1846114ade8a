/**
 * What a report means for the contact. `pending`: nothing yet. `not_contact`: our own fault or the network's, never the
 * contact's. `unknown`: it changes nothing.
 */
export const DELIVERY_OUTCOMES = ['delivered', 'pending', 'temporary', 'permanent', 'opted_out', 'not_contact', 'unknown'] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** The reasons not to message a contact that a report can give, by the names of the suppression reasons. */
const REASONS_OF = {
	temporary: ['unreachable', 'unknown_handset', 'landline'],
	permanent: ['carrier_block', 'hard_bounce', 'spam_complaint'],
	opted_out: ['provider_opt_out'],
} as const;
export type TemporaryDeliveryReason = (typeof REASONS_OF.temporary)[number];
export const DELIVERY_REASONS = [...REASONS_OF.temporary, ...REASONS_OF.permanent, ...REASONS_OF.opted_out] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

/** Whether an outcome goes with a reason: one that suppresses needs one of its own, any other has none. */
export function belongTogether(outcome: DeliveryOutcome, reason: DeliveryReason | undefined): boolean {
	const reasons: readonly DeliveryReason[] = Object.hasOwn(REASONS_OF, outcome) ? REASONS_OF[outcome as keyof typeof REASONS_OF] : [];
	return reason === undefined ? reasons.length === 0 : reasons.includes(reason);
}
