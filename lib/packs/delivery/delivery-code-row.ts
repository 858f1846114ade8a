import { z } from 'zod/v4';
import { belongTogether, DELIVERY_OUTCOMES, DELIVERY_REASONS } from './delivery-outcome';

/** What one code of one provider means. Asked of every row by the tests; reading the pack checks only what decides. */
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
		/** Only marketing is stopped, and other messages still go through. */
		scope: z.literal('marketing').optional(),
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
	.refine(({ outcome, reason }) => belongTogether(outcome, reason), { message: 'outcome and reason belong together' })
	.refine(({ reason, scope }) => scope === undefined || reason !== undefined, { message: 'a scope narrows what a reason stops' });

export type DeliveryCodeRow = z.output<typeof deliveryCodeRowSchema>;

export const deliveryCodePackSchema = z
	.strictObject({
		/** The day on which its rows were put together, such as `2026.11.21`. */
		version: z.string().regex(/^\d{4}\.\d{2}\.\d{2}(?:\.\d+)?$/),
		rows: z.array(deliveryCodeRowSchema).min(1),
	})
	.refine(({ rows }) => new Set(rows.map(({ id }) => id.toLowerCase())).size === rows.length, { message: 'every code stands once' });

export type DeliveryCodePack = z.output<typeof deliveryCodePackSchema>;
