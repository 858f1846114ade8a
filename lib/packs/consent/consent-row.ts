import { z } from 'zod/v4';

/** `call-automated`: a call that plays a recording or a computer's voice. `all`: every channel. */
export const CONSENT_RULE_CHANNELS = ['sms', 'call', 'call-automated', 'whatsapp', 'email', 'all'] as const;
export type ConsentRuleChannel = (typeof CONSENT_RULE_CHANNELS)[number];

const MESSAGE_CLASSES = ['marketing', 'informational', 'transactional', 'emergency', 'all'] as const;
const EVIDENCE_FIELDS = ['source', 'timestamp', 'wordingVersion', 'preference', 'region'] as const;

/** What a rule asks for, as people say it. What follows from it for a consent stands in `evidence`, `bases` and `doubleOptIn`. */
export const CONSENT_TYPES = [
	'prior_express_written', 'prior_express_signed_written_or_ebr', 'prior_express', 'prior_affirmative_consent', 'opt_in', 'opt_in_by_channel', 'express_or_implied',
	'express_or_inferred', 'express_inferred_or_deemed', 'consent_or_ebr_but_hours_still_bind', 'dlt_consent_or_preference', 'clear_unambiguous_or_dnc_check',
	'dnc_check_or_ebr_or_written', 'dncl_check_or_express_or_ebr', 'state_dnc_check', 'registry_check', 'none_but_dnc', 'opt_out', 'opt_out_or_registry', 'platform_rule',
	'none_for_listed_types', 'none', 'not_addressed',
] as const;

const code = z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/);
/** A year, a month or a day. */
const partialDate = z.string().regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/);
/** How long a basis counts: whole years or months of the calendar, ISO 8601; `null`: until it is withdrawn. */
const term = z.string().regex(/^P[1-9]\d*[YM]$/).nullable();
/** `BD`: business days, an extension of ISO 8601. `no_delay`: the rule gives no number, so at once. */
const deadline = z.string().regex(/^(?:P\d+(?:D|BD)|PT\d+H|no_delay)$/);

/** Where a row was read, when, and how sure it is. */
const origin = {
	source: z.url(),
	/** Day on which it was last looked at. */
	asOf: z.iso.date(),
	confidence: z.enum(['high', 'medium', 'low']),
	/** `yes`: the text of the rule, regulator or vendor was read; `secondary`: a summary of it; `no`: neither. */
	verified: z.enum(['yes', 'secondary', 'no']),
};

/** One rule of one place on consent. Rows of a place and of its parents hold together. */
export const consentRowSchema = z.strictObject({
	/** Place and number. Stays with the rule, so that a decision of years ago can be looked up. */
	id: z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?\/\d+$/),
	/** ISO 3166-1 or 3166-2; a union of countries such as `EU`; `ZZ`: a platform's rule that holds everywhere. */
	jurisdiction: code,
	channels: z.array(z.enum(CONSENT_RULE_CHANNELS)).min(1),
	messageClass: z.enum(MESSAGE_CLASSES),
	consentType: z.enum(CONSENT_TYPES),
	/** Facts that an express consent of this type has to prove. */
	evidence: z.array(z.enum(EVIDENCE_FIELDS)),
	/**
	 * What a consent may rest on, and for how long each counts. A basis that is absent is not accepted. `null`: the rule asks for no consent, so it
	 * neither accepts nor refuses any.
	 */
	bases: z.strictObject({ express: term, purchase: term.optional(), inquiry: term.optional(), membership: term.optional() }).nullable(),
	/** `expected`: courts or authorities look for it as proof, though no rule requires it. */
	doubleOptIn: z.enum(['required', 'expected', 'no']),
	/** What the rule says about customers, for people. */
	existingCustomers: z.string().optional(),
	/** How long a consent lasts, for people; `bases` is what is applied. */
	expiry: z.string().optional(),
	writtenForm: z.string().optional(),
	/** Time within which an opt-out has to be followed. This package follows it at once. */
	optOutDeadline: deadline.optional(),
	optOutNote: z.string().optional(),
	/** Channels that an opt-out on any one of them ends together. Absent: an opt-out ends its own. */
	optOutReach: z.array(z.enum(['sms', 'call'])).min(2).optional(),
	/** What a withdrawal reaches, for people. */
	revocationScope: z.string().optional(),
	/** How long the proof has to be kept, for people. */
	proofRetention: z.string().optional(),
	citation: z.string().min(1),
	/** First day in force; `null`: since before anybody looked. */
	effectiveFrom: partialDate.nullable(),
	/** Last day in force; `null`: no end is known. */
	effectiveTo: partialDate.nullable(),
	...origin,
	note: z.string().optional(),
});

export type ConsentRow = z.output<typeof consentRowSchema>;

/** Countries in which the rows of a union hold beside their own. */
export const unionSchema = z.strictObject({ code, name: z.string().min(1), members: z.array(code).min(1), ...origin });

export const consentPackSchema = z
	.strictObject({
		/** The day on which its rows were put together, such as `2026.11.21`. */
		version: z.string().regex(/^\d{4}\.\d{2}\.\d{2}(?:\.\d+)?$/),
		unions: z.array(unionSchema),
		rows: z.array(consentRowSchema).min(1),
	})
	.refine(({ rows }) => new Set(rows.map(({ id }) => id)).size === rows.length, { message: 'every row has an id of its own' })
	.refine(({ rows }) => rows.every(({ id, jurisdiction }) => id.startsWith(`${jurisdiction}/`)), { message: 'the id of a row names its place' });

export type ConsentPack = z.output<typeof consentPackSchema>;
