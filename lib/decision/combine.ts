import type { Decision } from '../model/decision';
import type { JsonObject, JsonValue } from '../model/json';
import { makeSharedReason, REASONS, type Reason } from '../model/reasons';
import type { ComplianceStatus, Effect, Verdict } from '../model/verdict';

const VERDICT_OF: Record<Effect, Verdict> = { permit: 'send', hold: 'hold', review: 'review', deny: 'suppress' };
const EFFECT_OF: readonly Effect[] = ['permit', 'hold', 'review', 'deny'];
const STRICTNESS: Record<Effect, number> = { permit: 0, hold: 1, review: 2, deny: 3 };
const STATUS_RANK: Record<ComplianceStatus, number> = { compliant: 1, unknown: 2, non_compliant: 3 };

const SILENT = makeSharedReason('RULE_SILENT', { pack: 'engine', packVersion: '1' });

/** A decision before it is said when and under which policy it was made. */
export type Combined = Pick<Decision, 'verdict' | 'status' | 'reasons' | 'sendAt'>;

/**
 * Folds the findings of all rules into one verdict: deny before review before hold before permit.
 *
 * `findings` has one entry for each rule that was asked. A rule that found nothing has permitted nothing, and
 * where nothing was permitted the message is suppressed. Of several holds the latest counts; a rule that can
 * tell when they all end together (quiet hours over several zones) does so in one hold of its own.
 */
export function combine(findings: readonly (readonly Reason[])[]): Combined {
	const reasons: Reason[] = [];
	for (const found of findings) reasons.push(...(found.length > 0 ? found : [SILENT]));
	if (reasons.length === 0) reasons.push(SILENT);

	let strictest = 0;
	for (const reason of reasons) strictest = Math.max(strictest, rank(reason));
	const effect = EFFECT_OF[strictest] ?? 'deny';

	const standing = effect === 'permit' ? reasons : reasons.filter((reason) => reason.effect !== 'permit').sort((a, b) => rank(b) - rank(a));
	const combined: Combined = { verdict: VERDICT_OF[effect], status: statusOf(reasons), reasons: standing.map(own) };
	if (effect === 'hold') combined.sendAt = latest(standing);
	return combined;
}

/** What cannot be ranked, and a hold that cannot say when it ends, permits at no time. */
function rank({ effect, notBefore }: Reason): number {
	if (effect === 'hold' && notBefore === undefined) return STRICTNESS.deny;
	return STRICTNESS[effect] ?? STRICTNESS.deny;
}

/** Whoever changes one decision must not change the next, so a reason that rules share (those are frozen) is copied. */
function own(reason: Reason): Reason {
	if (!Object.isFrozen(reason)) return reason;
	const { code, rule, effect, pack, packVersion, facts, notBefore } = reason;
	const copy: Reason = { code, rule, effect, pack, packVersion, facts: copyJson(facts) };
	if (notBefore !== undefined) copy.notBefore = notBefore;
	return copy;
}

function copyJson(value: JsonObject): JsonObject {
	const copy: JsonObject = { ...value };
	for (const key of partsOf(value)) copy[key] = copyPart(value[key] as JsonValue);
	return copy;
}

function copyPart(part: JsonValue): JsonValue {
	if (typeof part !== 'object' || part === null) return part;
	return Array.isArray(part) ? copyList(part) : copyJson(part);
}

/** By hand: the engine takes ten times as long for the built-in copies of a frozen list. */
function copyList(list: readonly JsonValue[]): JsonValue[] {
	const copy = new Array<JsonValue>(list.length);
	for (let index = 0; index < list.length; index += 1) copy[index] = copyPart(list[index] as JsonValue);
	return copy;
}

const knownParts = new WeakMap<JsonObject, readonly string[]>();

/** The keys that hold lists or objects; shared reasons are copied for each of many contacts. */
function partsOf(value: JsonObject): readonly string[] {
	const known = knownParts.get(value);
	if (known !== undefined) return known;
	const keys = Object.keys(value).filter((key) => typeof value[key] === 'object' && value[key] !== null);
	if (Object.isFrozen(value)) knownParts.set(value, keys);
	return keys;
}

function latest(reasons: readonly Reason[]): string | undefined {
	return reasons.map((reason) => reason.notBefore ?? '').reduce((a, b) => (a > b ? a : b), '') || undefined;
}

function statusOf(reasons: readonly Reason[]): ComplianceStatus {
	let status: ComplianceStatus | undefined;
	for (const { code } of reasons) {
		const said = REASONS[code].status;
		if (said !== undefined && (status === undefined || STATUS_RANK[said] > STATUS_RANK[status])) status = said;
	}
	return status ?? 'unknown';
}
