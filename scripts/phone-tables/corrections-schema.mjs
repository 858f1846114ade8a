import { z } from 'zod/v4';

const proof = {
	source: z.string().min(1),
	confidence: z.enum(['high', 'medium', 'low']),
	/** Whether the source was read for this row, not only named. */
	verified: z.boolean(),
};
const areaCode = z.string().regex(/^[2-9]\d{2}$/);
const prefix = z.string().regex(/^[2-9]\d{0,7}$/);
/** Counts only where every possible zone is asked for, not in the table that is held against the source. */
const onlyPossible = z.literal(true).optional();

/** What is known better than the source data knows it; every row says from where. */
export const correctionsSchema = z.strictObject({
	version: z.string(),
	reviewed: z.iso.date(),
	/** `areaCode` serves the area of `of`, so it may be in any zone of it. */
	overlays: z.array(z.strictObject({ areaCode, of: areaCode, ...proof })),
	/** `zones` hold for `prefix` in place of the source's. */
	replacements: z.array(z.strictObject({ prefix, onlyPossible, zones: z.array(z.string()).min(1), reason: z.string().min(1), ...proof })),
	/** Numbers of `prefix` are used in the whole country, so the row of calling code `country` holds for them. */
	nationwide: z.array(z.strictObject({ prefix, onlyPossible, country: prefix, reason: z.string().min(1), ...proof })),
	/** `zones` hold for `prefix` and for everything that begins with it, whatever the source names for single exchanges. */
	areas: z.array(z.strictObject({ prefix, onlyPossible, zones: z.array(z.string()).min(1), reason: z.string().min(1), ...proof })),
	/** A Brazilian area code that reaches into the state `region` as well. */
	sharedAreaCodes: z.array(z.strictObject({ areaCode: z.string().regex(/^[1-9]\d$/), region: z.string().regex(/^BR-[A-Z]{2}$/), reason: z.string().min(1), ...proof })),
});
