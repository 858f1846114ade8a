import { prepareConsent } from '../../lib/consent';
import type { ConsentRecord } from '../../lib/model/consent';
import type { ConsentSource, ContactFacts } from '../../lib/model/facts';
import { parsePolicy, type PolicyInput } from '../../lib/model/policy';
import { REASONS, type Reason } from '../../lib/model/reasons';
import type { ComplianceStatus } from '../../lib/model/verdict';
import type { ConsentPack } from '../../lib/packs/consent';

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

/** A contact nobody knows the place of, unless the message says so: then only the policy asks for anything. */
export function factsWith(consent: readonly ConsentSource[], message: Partial<ContactFacts> = {}): ContactFacts {
	return { channel: 'sms', messageClass: 'marketing', address: { ok: true, address: '+15551230001' }, jurisdiction: { codes: [], basis: 'none' }, consent, suppressions: [], ...message };
}

export function inStore(...records: ConsentRecord[]): ConsentSource {
	return { from: 'store', records };
}

export function evaluate(consent: readonly ConsentSource[], consentPolicy: PolicyInput['consent'] = {}, message: Partial<ContactFacts> = {}, at = NOW): readonly Reason[] {
	return prepareConsent(parsePolicy({ consent: consentPolicy }), at)(factsWith(consent, message));
}

/** The reason that the rules of these places give for one record, under the built-in policy unless another is given. */
export function judge(codes: readonly string[], record: Partial<ConsentRecord> = {}, at: Date | string = NOW, policy: PolicyInput = {}, pack?: ConsentPack): Reason {
	const full = { ...PROVEN, ...record };
	const { channel, messageClass } = full;
	const facts = factsWith([inStore(full)], { channel, messageClass, jurisdiction: { codes, basis: 'explicit' } });
	const [reason, ...others] = prepareConsent(parsePolicy(policy), new Date(at), pack)(facts);
	if (reason === undefined || others.length > 0) throw new Error('One record gives one reason');
	return reason;
}

export function codesOf(reasons: readonly Reason[]): string[] {
	return reasons.map(({ code }) => code);
}

/** How strict the strictest of the reasons is; larger is stricter. */
export function strictness(reasons: readonly Reason[]): number {
	return Math.max(...reasons.map(({ code }) => RANK[REASONS[code].status ?? 'unknown']));
}

export const COMPLIANT = RANK.compliant;
