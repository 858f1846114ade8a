import type { Decision } from '../model/decision';
import { makeReason, REASONS, type Reason } from '../model/reasons';
import type { ComplianceStatus, Effect, Verdict } from '../model/verdict';

const VERDICT_OF: Record<Effect, Verdict> = { permit: 'send', hold: 'hold', review: 'review', deny: 'suppress' };
const EFFECT_OF: readonly Effect[] = ['permit', 'hold', 'review', 'deny'];
const STRICTNESS: Record<Effect, number> = { permit: 0, hold: 1, review: 2, deny: 3 };
const STATUS_RANK: Record<ComplianceStatus, number> = { compliant: 1, unknown: 2, non_compliant: 3 };

const SILENT = makeReason('RULE_SILENT', { pack: 'engine', packVersion: '1' });

type Combined = Pick<Decision, 'verdict' | 'status' | 'reasons' | 'sendAt'>;

/**
 * Folds the findings of all rules into one verdict: deny before review before hold before permit.
 *
 * `findings` has one entry for each rule that was asked. A rule that found nothing has permitted nothing, and
 * where nothing was permitted the message is suppressed. Of several holds the latest counts; a rule that can
 * tell when they all end together (quiet hours over several zones) does so in one hold of its own.
 */
export function combine(findings: readonly (readonly Reason[])[]): Combined {
	const reasons = findings.flatMap((found) => (found.length > 0 ? found : [SILENT]));
	if (reasons.length === 0) reasons.push(SILENT);

	let strictest = 0;
	for (const { effect } of reasons) strictest = Math.max(strictest, STRICTNESS[effect] ?? STRICTNESS.deny);
	const effect = EFFECT_OF[strictest] ?? 'deny';

	const shown = effect === 'permit' ? reasons : reasons.filter((reason) => reason.effect !== 'permit');
	shown.sort((a, b) => STRICTNESS[b.effect] - STRICTNESS[a.effect]);
	const sendAt = effect === 'hold' ? latest(shown) : undefined;
	return { verdict: VERDICT_OF[effect], status: statusOf(reasons), reasons: shown, ...(sendAt !== undefined && { sendAt }) };
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
