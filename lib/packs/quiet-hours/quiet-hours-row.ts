import { z } from 'zod/v4';

/** `call-automated`: a call that plays a recording or a computer's voice. `all`: every channel. */
export const RULE_CHANNELS = ['sms', 'call', 'call-automated', 'whatsapp', 'email', 'all'] as const;
export type RuleChannel = (typeof RULE_CHANNELS)[number];

/** Days a row is about. `preholiday`: the day before a public holiday. `emergency`: while a declared emergency lasts. */
export const RULE_DAYS = ['mon-fri', 'mon-sat', 'sat', 'sun', 'sat-sun', 'daily', 'holiday', 'preholiday', 'emergency'] as const;
export type RuleDays = (typeof RULE_DAYS)[number];

/** Whether a rule is about texts: it names them, that is disputed, nobody says, or it is not. */
export const SMS_COVERAGES = ['explicit', 'contested', 'unknown', 'not_covered'] as const;
export type SmsCoverage = (typeof SMS_COVERAGES)[number];

const HOLIDAY_RULES = ['closed', 'as_other_days', 'not_addressed', 'none', 'window_13_21', 'province_may_differ'] as const;
const BASES = [
	'statute', 'regulation', 'bill_text', 'code_of_conduct', 'industry_code', 'carrier_rule', 'platform_rule', 'vendor_practice', 'federal_baseline', 'no_statutory_hours',
] as const;

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
/** A year, a month or a day. */
const partialDate = z.string().regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/);

/**
 * One rule on the hours of one place. Rows of a place hold together; those with the same channels, days and citation are
 * alternatives inside one rule.
 */
export const quietHoursRowSchema = z
	.strictObject({
		/** Place and number. Stays with the rule, so that a decision of years ago can be looked up. */
		id: z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?\/\d+$/),
		/** ISO 3166-1 or 3166-2; `ZZ`: places without a rule of their own. */
		jurisdiction: z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/),
		channels: z.array(z.enum(RULE_CHANNELS)).min(1),
		smsCoverage: z.enum(SMS_COVERAGES),
		days: z.enum(RULE_DAYS),
		/** `false`: the days are closed. `true` without hours: no rule on hours was found. */
		allowed: z.boolean(),
		/** First permitted minute on the recipient's clock, and the first that no longer is. */
		start: timeOfDay.optional(),
		end: z.union([timeOfDay, z.literal('24:00')]).optional(),
		holidays: z.enum(HOLIDAY_RULES),
		/** Sources disagree about the hours themselves; what all of them leave is applied. */
		contested: z.literal(true).optional(),
		messageClass: z.literal('marketing'),
		/** At most so many messages within an ISO 8601 duration. */
		cap: z.strictObject({ count: z.int().positive(), period: z.string().regex(/^P(?:\d+D|T\d+H)$/), text: z.string() }).optional(),
		/** What a consent does to the rule. It holds all the same: nothing is lifted without a person saying so. */
		consentEffect: z.string().min(1),
		basis: z.enum(BASES),
		citation: z.string().min(1).optional(),
		/** First day in force; `null`: since before anybody looked. */
		effectiveFrom: partialDate.nullable(),
		/** Last day in force; `null`: no end is known. */
		effectiveTo: partialDate.nullable(),
		/** Where it was read. */
		source: z.url(),
		/** Day on which it was last looked at. */
		asOf: z.iso.date(),
		confidence: z.enum(['high', 'medium', 'low']),
		/** `yes`: the text of the rule, regulator or vendor was read; `secondary`: a summary of it; `no`: neither. */
		verified: z.enum(['yes', 'secondary', 'no']),
		note: z.string().optional(),
	})
	.refine((row) => (row.start === undefined) === (row.end === undefined), { message: 'start and end go together' })
	.refine((row) => row.start === undefined || row.end === undefined || row.start < row.end, { message: 'the hours end after they start, on the same day' })
	.refine((row) => row.allowed || row.start === undefined, { message: 'a closed day has no hours' });

export type QuietHoursRow = z.output<typeof quietHoursRowSchema>;

export const quietHoursPackSchema = z
	.strictObject({
		/** The day on which its rows were put together, such as `2026.11.21`. */
		version: z.string().regex(/^\d{4}\.\d{2}\.\d{2}(?:\.\d+)?$/),
		rows: z.array(quietHoursRowSchema).min(1),
	})
	.refine(({ rows }) => new Set(rows.map(({ id }) => id)).size === rows.length, { message: 'every row has an id of its own' });

export type QuietHoursPack = z.output<typeof quietHoursPackSchema>;
