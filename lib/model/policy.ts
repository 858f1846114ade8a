import { z } from 'zod/v4';
import { MESSAGE_CLASSES, type MessageClass } from './channel';
import { deepFreeze } from './deep-freeze';
import { EVIDENCE_FIELDS, type EvidenceField } from './consent';
import { ComplianceError } from './errors';
import type { TemporaryReason } from './suppression';
import { DAYS, type Window } from './window';

/** How far uncertain rules reach. Rules that name texts, and contested ones, apply under each. */
export const RULE_PROFILES = ['strict', 'standard', 'loose'] as const;
export type RuleProfile = (typeof RULE_PROFILES)[number];

/** What a brand decided. */
export interface Policy {
	/** Names this policy in every decision made under it. */
	version: string;
	consent: {
		/** Facts without which a consent proves nothing. */
		requiredEvidence: EvidenceField[];
		/** Days after which a grant no longer counts. Unset: it counts until withdrawn. */
		maxAgeDays?: number;
		/**
		 * Where a double opt-in must be on record: `required`: where a rule requires it; `expected`: also where courts or authorities expect it
		 * as proof; `always`: everywhere.
		 */
		doubleOptIn: 'required' | 'expected' | 'always';
		/**
		 * What becomes of facts that a rule of the place asks for and `requiredEvidence` leaves out: `report`: the brand has decided, and the reason
		 * names them; `require`: the consent is not proven without them.
		 */
		legalEvidence: 'report' | 'require';
		/** Classes that need no consent. An emergency message needs none (47 CFR 64.1200(a)(1)). */
		notRequiredFor: MessageClass[];
	};
	optOut: {
		/** `channel`: STOP ends everything on that channel but emergencies. `marketing`: only marketing. */
		scope: 'channel' | 'marketing';
		/** What STOP ALL ends but emergencies: everything on every channel of the address, or on that channel. */
		stopAll: 'every_channel' | 'same_channel';
	};
	replies: {
		/** Whether a contact whose reply is unclear gets no marketing on that channel until a person decides. */
		holdUnclear: boolean;
		/** Days after its timestamp that a pending double opt-in can be answered by YES and the like. */
		optInRequestDays: number;
	};
	delivery: {
		/**
		 * Hours without messages after a temporary failure: the first, the second and so on within `strikeDays`. After the last one it takes staff
		 * or a delivery to end it.
		 */
		pauseHours: Record<TemporaryReason, number[]>;
		/** Days that a temporary failure counts as a strike. A delivery or staff clears them before. */
		strikeDays: number;
	};
	/** Days after which personal data goes when the registry is told to apply them; unset: it stays until a person is erased. */
	retention: {
		/** The text of replies, notes of opt-outs and whatever else proves an event that is no consent. Never while a person has to read it. */
		replyTextDays?: number;
		/** The proof of consents that no consent in force rests on, counted from the contact's last consent. */
		consentEvidenceDays?: number;
		/** Contacts without a consent in force of whom nothing was heard: they are erased. Stops stay. */
		contactDays?: number;
		/** Sends granted, which caps count. */
		reservationDays: number;
		/** Codes of delivery reports that no table knows. */
		unknownCodeDays?: number;
		/** Where event triggers stand that do not run any more. */
		feedReaderDays?: number;
	};
	quietHours: {
		/**
		 * Hours of the brand's own on the contact's clock; a message is permitted inside any one of them. They narrow those of the law,
		 * unless `packs` is `replace`. None: those of the law alone.
		 */
		windows: Window[];
		/** Hours of one step of a workflow, which narrow those of the brand and of the law. */
		stepWindows: Window[];
		/** `apply`: the hours of the rule pack hold. `replace`: only `windows` and `stepWindows` do, for the reason given in `replaceReason`. */
		packs: 'apply' | 'replace';
		/** Why the hours of the law are not applied, for the record. Required with `replace`. */
		replaceReason?: string;
		/** Hours for contacts in places where the pack has looked and found no rule on hours. None: any hour. */
		courtesyWindows: Window[];
		/** `strict`: rules for automated calls whose reach to texts is unknown apply to texts too. `loose`: rules whose reach to texts is unknown do not. */
		profile: RuleProfile;
		/** Whether calls play a recording or a computer's voice, for which some places have narrower hours. */
		calls: 'automated' | 'live';
		/** ISO 3166 codes of places in which a declared emergency stops solicitation at present. */
		emergencies: string[];
		/** Local calendar dates, `YYYY-MM-DD`, on which nothing is sent. */
		closedDates: string[];
		/**
		 * What to do when nothing tells where the contact is: `review`, an IANA zone to assume, or `strictest`, which
		 * asks for a time that is permitted at every distance from UTC in use and so sends usual hours to review.
		 */
		unknownZone: string;
		/** Classes that wait for the window; others are sent at any hour. */
		appliesTo: MessageClass[];
	};
}

/** A policy of which anything may be left to its default. */
export type PolicyInput = { [Part in keyof Policy]?: Policy[Part] extends object ? Partial<Policy[Part]> : Policy[Part] };

const windowSchema = z.strictObject({
	days: z.array(z.enum(DAYS)).min(1, 'choose at least one day'),
	start: z.string(),
	end: z.string(),
});

/** Hours, each up to a year. */
const pauses = z.array(z.number().positive().max(8_760)).min(1, 'name at least one length');

/** A hundred years: whoever wants to keep it for ever leaves the field out. */
const MOST_DAYS = 36_500;
const days = (fewest: number) => z.number().int().min(fewest).max(MOST_DAYS);

const policySchema = z.strictObject({
	version: z.string().min(1).default('built-in-4'),
	consent: z
		.strictObject({
			requiredEvidence: z.array(z.enum(EVIDENCE_FIELDS)).default(['source', 'timestamp', 'wordingVersion', 'preference']),
			maxAgeDays: z.number().positive().optional(),
			doubleOptIn: z.enum(['required', 'expected', 'always']).default('required'),
			legalEvidence: z.enum(['report', 'require']).default('report'),
			notRequiredFor: z.array(z.enum(MESSAGE_CLASSES)).default(['emergency']),
		})
		.prefault({}),
	optOut: z
		.strictObject({
			scope: z.enum(['channel', 'marketing']).default('channel'),
			stopAll: z.enum(['every_channel', 'same_channel']).default('every_channel'),
		})
		.prefault({}),
	replies: z
		.strictObject({
			holdUnclear: z.boolean().default(true),
			optInRequestDays: z.number().int().min(1).max(365).default(30),
		})
		.prefault({}),
	delivery: z
		.strictObject({
			pauseHours: z
				.strictObject({
					unreachable: pauses.default([24, 72, 168]),
					unknown_handset: pauses.default([72, 168]),
					landline: pauses.default([168, 720]),
				})
				.prefault({}),
			strikeDays: z.number().int().min(1).max(365).default(30),
		})
		.prefault({}),
	retention: z
		.strictObject({
			replyTextDays: days(1).optional(),
			consentEvidenceDays: days(30).optional(),
			contactDays: days(30).optional(),
			// No window of a cap is longer than a month.
			reservationDays: days(400).default(400),
			unknownCodeDays: days(1).optional(),
			feedReaderDays: days(30).optional(),
		})
		.prefault({}),
	quietHours: z
		.strictObject({
			windows: z.array(windowSchema).default([]),
			stepWindows: z.array(windowSchema).default([]),
			packs: z.enum(['apply', 'replace']).default('apply'),
			replaceReason: z.string().trim().min(10, 'write why, in at least ten letters').optional(),
			courtesyWindows: z.array(windowSchema).default([{ days: [...DAYS], start: '08:00', end: '21:00' }]),
			profile: z.enum(RULE_PROFILES).default('standard'),
			calls: z.enum(['automated', 'live']).default('automated'),
			emergencies: z.array(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)).default([]),
			closedDates: z.array(z.iso.date('write dates such as 2026-12-25')).default([]),
			unknownZone: z.string().min(1).default('review'),
			appliesTo: z.array(z.enum(MESSAGE_CLASSES)).default(['marketing', 'informational']),
		})
		.refine(({ packs, replaceReason }) => packs === 'apply' || replaceReason !== undefined, { path: ['replaceReason'], message: 'is needed to replace the legal hours' })
		.refine(({ packs, windows, stepWindows }) => packs === 'apply' || windows.length + stepWindows.length > 0, { path: ['windows'], message: 'are needed to replace the legal hours' })
		.prefault({}),
});

/**
 * Fills in every default and freezes the result, so that what was worked out from it stays true.
 *
 * @throws ComplianceError `CONFIG_INVALID`, naming each field that is wrong.
 */
export function parsePolicy(input: unknown = {}): Policy {
	const result = policySchema.safeParse(input);
	if (result.success) return deepFreeze(result.data);
	const fields = result.error.issues.map((issue) => `${issue.path.join('.') || 'policy'}: ${issue.message}`);
	throw new ComplianceError('CONFIG_INVALID', `The policy is not valid. ${fields.join('. ')}.`, 'Correct the named fields of the policy.');
}

/** What applies where a brand has decided nothing. */
export const DEFAULT_POLICY: Policy = parsePolicy();

/** Names the policy as the place a reason was taken from. */
export function policySource(policy: Policy): { pack: string; packVersion: string } {
	return { pack: 'policy', packVersion: policy.version };
}
