import { z } from 'zod/v4';

export const KEYWORD_CATEGORIES = ['opt_out', 'opt_in', 'help', 'footer_phrase'] as const;

/**
 * One word or short phrase that somebody documents as a reply keyword, with where that is documented.
 *
 * A keyword named by several sources has a row for each. A row without a source is ordinary language
 * collected for matching and has to say so with `verified: 'no'`.
 */
export const keywordRowSchema = z
	.strictObject({
		/** Language and number. Stays with the row, so that a decision of years ago can be looked up. */
		id: z.string().regex(/^[a-z]{2}(?:-[A-Z][a-z]{3})?\/\d+$/),
		/** BCP 47, such as `en` or `zh-Hans`. */
		language: z.string().min(2),
		category: z.enum(KEYWORD_CATEGORIES),
		keyword: z.string().trim().min(1),
		/** ISO 3166-1 or 3166-2, `US-TOLLFREE`, or `*` for any country: where the source says it applies. */
		jurisdiction: z.string().min(1),
		/** The operator's number to which the word is sent. Such a word is no reply to the brand and is never looked for in one. */
		sentTo: z.string().regex(/^\d+$/).optional(),
		/** Address of the page that names it; blank only where `verified` is `no`. */
		source: z.string(),
		/** Day on which it was last looked at. */
		asOf: z.iso.date(),
		/** That the keyword is in use today. */
		confidence: z.enum(['high', 'medium', 'low']),
		/** `yes`: rule or vendor text was read; `secondary`: only a summary was; `no`: common knowledge. */
		verified: z.enum(['yes', 'secondary', 'no']),
		note: z.string().min(1).optional(),
	})
	.refine((row) => row.verified === 'no' || row.source.trim() !== '', {
		message: 'a verified row names its source',
		path: ['source'],
	})
	.refine((row) => row.id.startsWith(`${row.language}/`), { message: 'the id begins with the language', path: ['id'] });

export type KeywordRow = z.infer<typeof keywordRowSchema>;

export const keywordRowsSchema = z
	.array(keywordRowSchema)
	.min(1)
	.refine((rows) => new Set(rows.map(({ id }) => id)).size === rows.length, { message: 'every row has an id of its own' });
