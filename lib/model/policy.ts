import { z } from 'zod/v4';
import { MESSAGE_CLASSES, type MessageClass } from './channel';
import { deepFreeze } from './deep-freeze';
import { EVIDENCE_FIELDS, type EvidenceField } from './consent';
import { ComplianceError } from './errors';
import { DAYS, type Window } from './window';

/** What a brand decided. */
export interface Policy {
	/** Names this policy in every decision made under it. */
	version: string;
	/** ISO 3166-1 alpha-2, for numbers written without a country code. Unset: such numbers are invalid. */
	defaultCountry?: string;
	consent: {
		/** Facts without which a consent proves nothing. */
		requiredEvidence: EvidenceField[];
		/** Days after which a grant no longer counts. Unset: it counts until withdrawn. */
		maxAgeDays?: number;
		/** Classes that need no consent. An emergency message needs none (47 CFR 64.1200(a)(1)). */
		notRequiredFor: MessageClass[];
	};
	optOut: {
		/** `channel`: STOP ends everything on that channel but emergencies. `marketing`: only marketing. */
		scope: 'channel' | 'marketing';
	};
	quietHours: {
		/** Permitted hours on the contact's own clock; a message is permitted inside any one of them. */
		windows: Window[];
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
	days: z.array(z.enum(DAYS)).min(1),
	start: z.string(),
	end: z.string(),
});

const policySchema = z.strictObject({
	version: z.string().min(1).default('built-in-1'),
	defaultCountry: z.string().regex(/^[A-Z]{2}$/).optional(),
	consent: z
		.strictObject({
			requiredEvidence: z.array(z.enum(EVIDENCE_FIELDS)).default(['source', 'timestamp', 'wordingVersion', 'preference']),
			maxAgeDays: z.number().positive().optional(),
			notRequiredFor: z.array(z.enum(MESSAGE_CLASSES)).default(['emergency']),
		})
		.prefault({}),
	optOut: z.strictObject({ scope: z.enum(['channel', 'marketing']).default('channel') }).prefault({}),
	quietHours: z
		.strictObject({
			windows: z.array(windowSchema).min(1).default([{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], start: '09:00', end: '20:00' }]),
			closedDates: z.array(z.iso.date()).default([]),
			unknownZone: z.string().min(1).default('review'),
			appliesTo: z.array(z.enum(MESSAGE_CLASSES)).default(['marketing', 'informational']),
		})
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
