import type { AnswerChange, Cap, ConsentChange, ContactAddress, DecisionChange, EraseChange, LiftChange, PolicyChange, ReportChange, ReserveChange, SuppressChange } from '../../lib/store/port';

export const BRAND = 'acme';
export const ORIGIN = { workflow: 'w1', execution: '7', node: 'Registry' };
export const ANNA: ContactAddress = { kind: 'phone', address: '+15551230001' };
export const BEN: ContactAddress = { kind: 'phone', address: '+15551230002' };

/** Noon UTC on the given day of March 2026. */
export function day(number: number): Date {
	return new Date(Date.UTC(2026, 2, number, 12));
}

export function isoDay(number: number): string {
	return day(number).toISOString();
}

export function consent(fields: Partial<ConsentChange> = {}): ConsentChange {
	return { kind: 'consent', contact: ANNA, channel: 'sms', messageClass: 'marketing', state: 'granted', source: 'web_form', ...fields };
}

export function optOut(fields: Partial<SuppressChange> = {}): SuppressChange {
	return {
		kind: 'suppress',
		contact: ANNA,
		reason: 'opt_out_keyword',
		channel: 'sms',
		classes: ['marketing', 'informational', 'transactional'],
		direction: 'outgoing',
		...fields,
	};
}

export function lift(suppressionId: string, fields: Partial<LiftChange> = {}): LiftChange {
	return { kind: 'lift', contact: ANNA, suppressionId, by: 'person_keyword', ...fields };
}

/** An unclear reply that waits for a person. */
export function hold(fields: Partial<SuppressChange> = {}): SuppressChange {
	return optOut({ reason: 'review_hold', classes: ['marketing'], evidence: { text: 'maybe not' }, ...fields });
}

/** A permission that ends long after every test. */
export function answer(fields: Partial<AnswerChange> = {}): AnswerChange {
	return { kind: 'answer', contact: ANNA, channel: 'sms', to: 'opt_out', until: isoDay(30), mostAMinute: 2, ...fields };
}

/** A send that no cap holds back. */
export function reserve(fields: Partial<ReserveChange> = {}): ReserveChange {
	return { kind: 'reserve', key: 'send-1', contact: ANNA, channel: 'sms', messageClass: 'marketing', caps: [], ...fields };
}

/** One send since the first day, on whatever channel. */
export function cap(fields: Partial<Cap> = {}): Cap {
	return { name: 'campaigns', limit: 1, since: isoDay(1), ...fields };
}

export function report(fields: Partial<ReportChange> = {}): ReportChange {
	return { kind: 'report', provider: 'twilio', code: '39999', ...fields };
}

export function erase(fields: Partial<EraseChange> = {}): EraseChange {
	return { kind: 'erase', contact: ANNA, ...fields };
}

/** A policy that comes into force; its document names its version. */
export function policy(version: string, fields: Partial<PolicyChange> = {}): PolicyChange {
	return { kind: 'policy', version, policy: { version }, inForce: true, ...fields };
}

export function decision(fields: Partial<DecisionChange> = {}): DecisionChange {
	return {
		kind: 'decision',
		contact: ANNA,
		channel: 'sms',
		messageClass: 'marketing',
		verdict: 'send',
		status: 'compliant',
		codes: [],
		policyVersion: 'built-in-1',
		at: isoDay(1),
		...fields,
	};
}
