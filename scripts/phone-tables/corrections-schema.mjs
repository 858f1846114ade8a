import { z } from 'zod/v4';

const proof = {
	source: z.string().min(1),
	confidence: z.enum(['high', 'medium', 'low']),
	/** Whether the source was read for this row, not only named. */
	verified: z.boolean(),
};
const areaCode = z.string().regex(/^[2-9]\d{2}$/);
const prefix = z.string().regex(/^[2-9]\d{0,7}$/);

/** What is known better than the source data knows it; every row says from where. */
export const correctionsSchema = z.strictObject({
	version: z.string(),
	reviewed: z.iso.date(),
	/** `areaCode` serves the area of `of`, so it may be in any zone of it. */
	overlays: z.array(z.strictObject({ areaCode, of: areaCode, ...proof })),
	/** `zones` hold for `prefix` in place of the source's. */
	replacements: z.array(z.strictObject({ prefix, zones: z.array(z.string()).min(1), reason: z.string().min(1), ...proof })),
	/** Numbers of `prefix` are used in the whole country, so the row of calling code `country` holds for them. */
	nationwide: z.array(z.strictObject({ prefix, country: prefix, reason: z.string().min(1), ...proof })),
});
