import { z } from 'zod/v4';
import { isRuleForm } from './calendar-day.mjs';

const place = z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/);
const year = z.int().min(1900).max(2200);

const proof = {
	/** Where it was read. */
	source: z.url(),
	citation: z.string().min(1).optional(),
	/** Day on which it was last looked at. */
	asOf: z.iso.date(),
	/** That the day is closed for sales calls and texts there. */
	confidence: z.enum(['high', 'medium', 'low']),
	/** `yes`: the law, or a list of the authority, was read; `secondary`: somebody's account of it; `no`: neither. */
	verified: z.enum(['yes', 'secondary', 'no']),
	note: z.string().min(1).optional(),
};

/** Days in lieu; the day itself stays closed. Only days that are no holiday already are taken. */
export const SUBSTITUTES = {
	/** Saturday: the Friday before; Sunday: the next weekday. */
	nearest_weekday: { sat: -1, sun: 1 },
	/** Sunday: the next weekday. */
	after_sunday: { sun: 1 },
	/** Saturday and Sunday: the next weekday. */
	after_weekend: { sat: 1, sun: 1 },
	/** Sunday: the Saturday before. */
	before_sunday: { sun: -1 },
};

const ruleSchema = z
	.strictObject({
		/** Place and a name that stays with the rule. */
		id: z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?\/[a-z0-9-]+$/),
		jurisdiction: place,
		name: z.string().min(1),
		/** On which day of the year: see `FORMS` in calendar-day.mjs. */
		on: z.string().refine(isRuleForm, { message: 'one of the ways to say on which day a holiday falls' }),
		substitute: z.enum(Object.keys(SUBSTITUTES)).optional(),
		/** First and last year, and every how many years from the first. None: every year of the table. */
		years: z.strictObject({ from: year.optional(), to: year.optional(), every: z.int().min(2).optional() }).optional(),
		...proof,
	})
	.refine(({ id, jurisdiction }) => id.startsWith(`${jurisdiction}/`), { message: 'the id begins with the jurisdiction' })
	.refine(({ years }) => years?.every === undefined || years.from !== undefined, { message: '"every" counts from a year' });

/** Whose holidays, which lists go into them, and what is not in them. */
const calendarSchema = z.strictObject({
	jurisdiction: place,
	/** Places whose holidays are closed here as well. */
	includes: z.array(place),
	/** What a person compared the rules, and the dates of 2026 and 2027, with. */
	checkedAgainst: z.string().min(1),
	checkedOn: z.iso.date(),
	/** What a person has to know about days that are missing or closed to be safe. */
	gaps: z.string().min(1).optional(),
});

const unique = (rows, key) => new Set(rows.map((row) => row[key])).size === rows.length;

/** The holidays that come back by a rule. */
export const holidayRulesSchema = z
	.strictObject({
		version: z.string().regex(/^\d{4}\.\d{2}\.\d{2}(?:\.\d+)?$/),
		firstYear: year,
		lastYear: year,
		calendars: z.array(calendarSchema).min(1),
		rows: z.array(ruleSchema).min(1),
	})
	.refine(({ rows }) => unique(rows, 'id'), { message: 'every row has an id of its own' })
	.refine(({ calendars }) => unique(calendars, 'jurisdiction'), { message: 'every place has one calendar' })
	.refine(({ calendars, rows }) => rows.every((row) => calendars.some((calendar) => calendar.jurisdiction === row.jurisdiction)), { message: 'every row belongs to a calendar' })
	.refine(({ calendars }) => calendars.every(({ includes }) => includes.every((other) => calendars.some(({ jurisdiction }) => jurisdiction === other))), { message: 'every list that is included exists' });

/** Single days that a government added or took away. */
export const overridesSchema = z
	.strictObject({
		rows: z.array(
			z
				.strictObject({ id: z.string(), jurisdiction: place, date: z.iso.date(), change: z.enum(['add', 'remove']), name: z.string().min(1), ...proof })
				.refine(({ id, jurisdiction, date }) => id === `${jurisdiction}/${date}`, { message: 'the id is jurisdiction and date' }),
		),
	})
	.refine(({ rows }) => unique(rows, 'id'), { message: 'every row has an id of its own' });
