import { z } from 'zod/v4';
import { ComplianceError } from '../model/errors';
import { consentPackSchema } from '../packs/consent';
import { quietHoursPackSchema } from '../packs/quiet-hours';
import { RULE_PACKS, type RulePacks } from './rule-packs';

const givenSchema = z.strictObject({ quietHours: quietHoursPackSchema.optional(), consent: consentPackSchema.optional() });

/**
 * The packs that ship, with those in the place of them that are given, such as another version of one.
 *
 * @param given `{ quietHours?: {...}, consent?: {...} }`, each as its JSON file has it
 * @throws ComplianceError `CONFIG_INVALID`, naming the first row and field that are wrong
 */
export function readRulePacks(given: Record<string, unknown>): RulePacks {
	const read = givenSchema.safeParse(given);
	if (read.success) return { ...RULE_PACKS, ...(read.data.quietHours && { quietHours: read.data.quietHours }), ...(read.data.consent && { consent: read.data.consent }) };
	const [issue] = read.error.issues;
	throw new ComplianceError(
		'CONFIG_INVALID',
		`The rule packs are not valid: ${issue?.path.join('.') || 'the object'} is missing or not what it should be.`,
		'Give an object with quietHours, consent, or both, each with the contents of its JSON file.',
	);
}
