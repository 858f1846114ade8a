import { z } from 'zod/v4';

/**
 * What a report means for the contact. `pending`: nothing yet. `not_contact`: our own fault or the network's, never the
 * contact's. `unknown`: it changes nothing, and is counted.
 */
export const DELIVERY_OUTCOMES = ['delivered', 'pending', 'temporary', 'permanent', 'opted_out', 'not_contact', 'unknown'] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** The reasons not to message a contact that a report can give, by the names of the suppression reasons. */
const REASONS_OF = {
	temporary: ['unreachable', 'unknown_handset', 'landline'],
	permanent: ['carrier_block', 'hard_bounce', 'spam_complaint'],
	opted_out: ['provider_opt_out'],
} as const;
const DELIVERY_REASONS = [...REASONS_OF.temporary, ...REASONS_OF.permanent, ...REASONS_OF.opted_out] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

/** The reasons that go with an outcome; none for an outcome that suppresses nothing. */
function reasonsOf(outcome: DeliveryOutcome): readonly DeliveryReason[] {
	return Object.hasOwn(REASONS_OF, outcome) ? REASONS_OF[outcome as keyof typeof REASONS_OF] : [];
}

/** What one code of one provider means. */
export const deliveryCodeRowSchema = z
	.strictObject({
		/** Provider, list and code. */
		id: z.string().min(1),
		provider: z.string().regex(/^[a-z]+$/),
		/** Which of the provider's lists the code is from: the same number means different things in two of them. */
		list: z.string().regex(/^[a-z-]+$/),
		/** As the provider writes it, whatever the case; parts of a compound one are joined by a slash. */
		code: z.string().min(1).max(64),
		outcome: z.enum(DELIVERY_OUTCOMES),
		reason: z.enum(DELIVERY_REASONS).optional(),
		/** Words, in small letters, that stand for the code where a provider gives a sentence instead. */
		texts: z.array(z.string().min(8).refine((text) => text === text.toLowerCase())).min(1).optional(),
		meaning: z.string().min(1),
		/** Where it was read. */
		source: z.url(),
		/** Day on which it was last looked at. */
		asOf: z.iso.date(),
		confidence: z.enum(['high', 'medium', 'low']),
		/** `yes`: the provider's own page was read; `secondary`: a summary of it; `no`: neither. */
		verified: z.enum(['yes', 'secondary', 'no']),
	})
	.refine(({ id, provider, list, code }) => id === `${provider}/${list}/${code}`, { message: 'the id names provider, list and code' })
	.refine(({ outcome, reason }) => (reason === undefined ? reasonsOf(outcome).length === 0 : reasonsOf(outcome).includes(reason)), { message: 'outcome and reason belong together' });

export type DeliveryCodeRow = z.output<typeof deliveryCodeRowSchema>;

export const deliveryCodePackSchema = z
	.strictObject({
		/** The day on which its rows were put together, such as `2026.11.21`. */
		version: z.string().regex(/^\d{4}\.\d{2}\.\d{2}(?:\.\d+)?$/),
		rows: z.array(deliveryCodeRowSchema).min(1),
	})
	.refine(({ rows }) => new Set(rows.map(({ id }) => id.toLowerCase())).size === rows.length, { message: 'every code stands once' });

export type DeliveryCodePack = z.output<typeof deliveryCodePackSchema>;
