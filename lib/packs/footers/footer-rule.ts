import { z } from 'zod/v4';
import { OPT_OUT_ROUTES } from './footer-wording';

/** Channels that places have footer rules for. */
export const FOOTER_CHANNELS = ['sms', 'email', 'whatsapp'] as const;

/** What a rule is about: the messages themselves, or the one confirmation of an opt-in or opt-out. */
export const FOOTER_USES = ['marketing', 'opt_in_confirmation', 'opt_out_confirmation'] as const;

/** `first_characters`: nothing may stand before it. The sender ID is what the phone shows as the sender, not a part of the text. */
export const LABEL_PLACES = ['first_characters', 'start', 'subject_start', 'sender_id_start', 'sender_id_end'] as const;

const labelSchema = z.strictObject({
	/** As it is written, with the blank that follows it; `{sender}` is the sender's name. */
	text: z.string().min(1),
	at: z.enum(LABEL_PLACES),
	/** `unsolicited`: only for messages that nobody asked for. */
	when: z.enum(['always', 'unsolicited']),
	/** Other forms that the rule takes as well. */
	accepts: z.array(z.string().min(1)).optional(),
});

export type FooterLabel = z.output<typeof labelSchema>;

/** What one place asks of a message: how its reader opts out, in which words, and what else has to stand in it. */
export const footerRuleSchema = z
	.strictObject({
		/** Place and number. Stays with the rule, so that a decision of years ago can be looked up. */
		id: z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?\/\d+$/),
		/** ISO 3166-1 or 3166-2; `ZZ`: places without a rule of their own. */
		jurisdiction: z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/),
		channels: z.array(z.enum(FOOTER_CHANNELS)).min(1),
		use: z.enum(FOOTER_USES),
		/** BCP 47; `*`: any. The first row of a place has its first language. */
		language: z.string().regex(/^(?:\*|[a-z]{2}(?:-(?:[A-Z]{2}|[A-Z][a-z]{3}))?)$/),
		/** Rows of a place and language stand in the order in which they are preferred. */
		route: z.enum(OPT_OUT_ROUTES),
		/** Only for senders whose replies nobody reads. */
		oneWay: z.boolean().optional(),
		/** `{keyword}`, `{number}`, `{url}` and `{sender}` are filled in. Absent: the wording of the language. */
		text: z.string().min(1).optional(),
		/** The word that the place is used to, or has fixed together with `number`. Absent: STOP. */
		keyword: z.string().min(1).optional(),
		/** The number where it is the same for every sender. */
		number: z.string().regex(/^\d{3,6}$/).optional(),
		label: labelSchema.optional(),
		/** Whether the text has to tell who is writing. */
		senderRequired: z.boolean(),
		required: z.enum(['yes', 'recommended']),
		citation: z.string().min(1).optional(),
		/** Where it was read. */
		source: z.url(),
		/** Day on which it was last looked at. */
		asOf: z.iso.date(),
		confidence: z.enum(['high', 'medium', 'low']),
		/** `yes`: the text of the rule, regulator or vendor was read; `secondary`: a summary of it; `no`: neither. */
		verified: z.enum(['yes', 'secondary', 'no']),
		note: z.string().optional(),
	})
	.refine(({ route, text }) => text === undefined || route !== 'link' || text.includes('{url}'), { message: 'a link has a place for the address' })
	.refine(({ route, text }) => text === undefined || route !== 'short_code' || text.includes('{number}'), { message: 'a short code has a place for the number' })
	.refine(({ route, text, use }) => text === undefined || route !== 'reply' || use !== 'marketing' || text.includes('{keyword}'), { message: 'a reply has a place for the keyword' });

export type FooterRule = z.output<typeof footerRuleSchema>;

export const footerPackSchema = z
	.strictObject({
		/** The day on which its rows were put together, such as `2026.11.21`. */
		version: z.string().regex(/^\d{4}\.\d{2}\.\d{2}(?:\.\d+)?$/),
		rows: z.array(footerRuleSchema).min(1),
	})
	.refine(({ rows }) => new Set(rows.map(({ id }) => id)).size === rows.length, { message: 'every row has an id of its own' });

export type FooterPack = z.output<typeof footerPackSchema>;
