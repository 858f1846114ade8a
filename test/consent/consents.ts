import { prepareConsent } from '../../lib/consent';
import type { ConsentRecord } from '../../lib/model/consent';
import type { ConsentSource, ContactFacts } from '../../lib/model/facts';
import { parsePolicy, type PolicyInput } from '../../lib/model/policy';
import { REASONS, type Reason } from '../../lib/model/reasons';
import type { ComplianceStatus } from '../../lib/model/verdict';

export const NOW = new Date('2026-03-31T12:00:00.000Z');
const RANK: Record<ComplianceStatus, number> = { compliant: 0, unknown: 1, non_compliant: 2 };

/** A consent that proves everything the built-in policy asks for. */
export const PROVEN: ConsentRecord = {
	channel: 'sms',
	messageClass: 'marketing',
	state: 'granted',
	source: 'web_form',
	timestamp: '2026-01-15T08:30:00.000Z',
	wordingVersion: 'v3',
};

export function factsWith(consent: readonly ConsentSource[], message: Partial<ContactFacts> = {}): ContactFacts {
	return { channel: 'sms', messageClass: 'marketing', address: { ok: true, address: '+15551230001' }, consent, suppressions: [], ...message };
}

export function inStore(...records: ConsentRecord[]): ConsentSource {
	return { from: 'store', records };
}

export function evaluate(consent: readonly ConsentSource[], consentPolicy: PolicyInput['consent'] = {}, message: Partial<ContactFacts> = {}, at = NOW): readonly Reason[] {
	return prepareConsent(parsePolicy({ consent: consentPolicy }), at)(factsWith(consent, message));
}

export function codesOf(reasons: readonly Reason[]): string[] {
	return reasons.map(({ code }) => code);
}

/** How strict the strictest of the reasons is; larger is stricter. */
export function strictness(reasons: readonly Reason[]): number {
	return Math.max(...reasons.map(({ code }) => RANK[REASONS[code].status ?? 'unknown']));
}

export const COMPLIANT = RANK.compliant;
