import type { IExecuteFunctions } from 'n8n-workflow';
import type { Channel, GatedClass } from '../model/channel';
import type { Decision } from '../model/decision';
import { ComplianceError } from '../model/errors';
import type { JsonObject } from '../model/json';
import { REASONS, type Reason } from '../model/reasons';
import { COMPLIANCE_STATUSES, type ComplianceStatus } from '../model/verdict';
import { WARNINGS } from '../model/warnings';
import { rawParameter } from './parameter-reader';

const DEFAULT_FIELD = 'compliance';
/** Fields by which n8n tells failed items from others, and one that is not a field like others. */
const RESERVED_FIELDS: ReadonlySet<unknown> = new Set(['error', 'message', 'details', '__proto__']);

/** The field of the item that takes the result; the same for every item of a run. */
export function resultField(context: IExecuteFunctions): string {
	const chosen = rawParameter(context, 'options.resultField');
	return isFieldName(chosen) ? chosen : DEFAULT_FIELD;
}

/** @throws ComplianceError `CONFIG_INVALID` for a Result Field that no field can be called */
export function requireResultField(context: IExecuteFunctions): void {
	const chosen = rawParameter(context, 'options.resultField') ?? '';
	if (chosen === '' || isFieldName(chosen)) return;
	throw new ComplianceError(
		'CONFIG_INVALID',
		'The Result Field is not a usable name.',
		'Use letters, digits, spaces, dashes and underscores, and no expression. The names error, message and details are taken by n8n.',
	);
}

function isFieldName(value: unknown): value is string {
	return typeof value === 'string' && /^[\w -]{1,64}$/.test(value) && !RESERVED_FIELDS.has(value);
}

/** A reason as it stands on an item: with the sentence that explains its code. */
export function presentReason(reason: Reason): JsonObject {
	const { code, rule, effect, pack, packVersion, facts, notBefore } = reason;
	const { text } = REASONS[code];
	const presented: JsonObject = { code, text, rule, effect, pack, packVersion, facts };
	if (notBefore !== undefined) presented.notBefore = notBefore;
	return presented;
}

/** A decision as it stands on an item. */
export function presentDecision(decision: Decision): JsonObject {
	const { verdict, status, sendAt, at, policyVersion, reasons, warnings } = decision;
	const result: JsonObject = { verdict, status, reasons: reasons.map(presentReason), at, policyVersion };
	if (sendAt !== undefined) result.sendAt = sendAt;
	if (warnings !== undefined) result.warnings = warnings.map(({ code, facts }) => ({ code, ...WARNINGS[code], facts }));
	return result;
}

const STATUSES: ReadonlySet<unknown> = new Set(COMPLIANCE_STATUSES);

/**
 * The status to show: what this decision proved; where its checks said nothing about the contact, what an
 * earlier gate on the way proved for the same channel and class.
 */
export function carriedStatus(
	decision: Decision,
	earlier: unknown,
	message: { channel: Channel; messageClass: GatedClass },
): ComplianceStatus {
	const isSilent = decision.reasons.every(({ code }) => REASONS[code].status === undefined);
	if (!isSilent || typeof earlier !== 'object' || earlier === null) return decision.status;
	const { status, channel, messageClass } = earlier as Record<string, unknown>;
	const isSameMessage = channel === message.channel && messageClass === message.messageClass;
	return isSameMessage && STATUSES.has(status) ? (status as ComplianceStatus) : decision.status;
}
