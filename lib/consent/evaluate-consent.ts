import type { ConsentFault, ConsentRecord, EvidenceField } from '../model/consent';
import type { ConsentSource, ContactFacts } from '../model/facts';
import { quotable, type JsonObject } from '../model/json';
import { policySource, type Policy } from '../model/policy';
import { makeReason, type Reason, type ReasonCode } from '../model/reasons';
import type { RuleFactory } from '../model/rule';
import { readUtcInstant } from '../time/utc-instant';
import { isAbsent } from './is-absent';

const DAY_MS = 86_400_000;

/** The reason code of each fault that reading a record can find. */
export const CONSENT_FAULT_CODES: Record<ConsentFault, ReasonCode> = {
	TIMESTAMP_INVALID: 'TIMESTAMP_INVALID',
	TIMESTAMP_IN_FUTURE: 'TIMESTAMP_IN_FUTURE',
	PREFERENCE_UNREADABLE: 'CONSENT_UNREADABLE',
	BASIS_UNREADABLE: 'CONSENT_BASIS_UNREADABLE',
};

const EVIDENCE: Record<EvidenceField, (record: ConsentRecord) => unknown> = {
	source: (record) => record.source,
	timestamp: (record) => record.timestamp,
	wordingVersion: (record) => record.wordingVersion,
	preference: (record) => record.state,
	region: (record) => record.region,
};

/**
 * Proves the consent for exactly the message's channel and class, in every place that was asked.
 *
 * A missing or pending consent leaves the contact `unknown`; one that was withdrawn, has expired, cannot be
 * read or lacks required evidence makes the contact `non_compliant`.
 */
export const prepareConsent: RuleFactory = (policy, at) => {
	const instant = at.getTime();
	const notRequired = new Set(policy.consent.notRequiredFor);
	return (facts) => {
		if (facts.direction === 'incoming' || notRequired.has(facts.messageClass)) {
			return [reason(policy, 'CONSENT_NOT_REQUIRED', { messageClass: facts.messageClass })];
		}
		if (facts.consent.length === 0) return [missing(policy, facts)];
		const found: Reason[] = [];
		for (const source of facts.consent) found.push(...evaluateSource(policy, instant, facts, source));
		return found;
	};
};

function evaluateSource(policy: Policy, at: number, facts: ContactFacts, source: ConsentSource): Reason[] {
	const records = source.records.filter(
		(record) => record.channel === facts.channel && record.messageClass === facts.messageClass,
	);
	if (records.length === 0) return [missing(policy, facts, source.from)];
	return records.map((record) => evaluateRecord(policy, at, record, source.from));
}

function evaluateRecord(policy: Policy, at: number, record: ConsentRecord, from: ConsentSource['from']): Reason {
	const facts: JsonObject = record.ref === undefined ? { from } : { from, ref: quotable(record.ref) };
	if (record.state === 'withdrawn') return reason(policy, 'CONSENT_WITHDRAWN', withTimestamp(facts, record));
	if (record.state === 'pending') return reason(policy, 'CONSENT_PENDING', withTimestamp(facts, record));
	// An unknown word is not the same as none: it may say no in a way that nobody has taught us.
	if (record.state !== 'granted' && !isAbsent(record.state)) return reason(policy, 'CONSENT_UNREADABLE', facts);

	const fault = record.faults?.[0];
	if (fault !== undefined) return reason(policy, CONSENT_FAULT_CODES[fault], facts);

	const lacking = missingEvidence(record, policy.consent.requiredEvidence);
	if (lacking.length > 0) return reason(policy, 'CONSENT_EVIDENCE_MISSING', { ...facts, missing: lacking });

	const given = record.timestamp === undefined ? undefined : readUtcInstant(record.timestamp)?.getTime() ?? Number.NaN;
	if (given !== undefined && Number.isNaN(given)) return reason(policy, 'TIMESTAMP_INVALID', facts);
	if (given !== undefined && given > at) return reason(policy, 'TIMESTAMP_IN_FUTURE', withTimestamp(facts, record));
	if (isExpired(policy, at, record, given)) return reason(policy, 'CONSENT_EXPIRED', withTimestamp(facts, record));

	return reason(policy, 'CONSENT_PROVEN', withTimestamp(facts, record));
}

/** The required facts that a record does not hold. */
export function missingEvidence(record: ConsentRecord, required: readonly EvidenceField[]): EvidenceField[] {
	return required.filter((field) => {
		const fact = EVIDENCE[field](record);
		return typeof fact !== 'string' || isAbsent(fact);
	});
}

function isExpired(policy: Policy, at: number, record: ConsentRecord, given: number | undefined): boolean {
	const { maxAgeDays } = policy.consent;
	// An age limit cannot be shown to be kept without knowing when the consent was given.
	if (maxAgeDays !== undefined && (given === undefined || given + maxAgeDays * DAY_MS <= at)) return true;
	if (record.expiresAt === undefined) return false;
	const expires = readUtcInstant(record.expiresAt);
	return expires === undefined || expires.getTime() <= at;
}

function withTimestamp(facts: JsonObject, record: ConsentRecord): JsonObject {
	const { timestamp, wordingVersion } = record;
	if (timestamp !== undefined) facts.timestamp = quotable(timestamp);
	if (wordingVersion !== undefined) facts.wordingVersion = quotable(wordingVersion);
	return facts;
}

function missing(policy: Policy, facts: ContactFacts, from?: string): Reason {
	const { channel, messageClass } = facts;
	return reason(policy, 'CONSENT_MISSING', { channel, messageClass, ...(from !== undefined && { from }) });
}

function reason(policy: Policy, code: ReasonCode, facts: JsonObject): Reason {
	return makeReason(code, policySource(policy), facts);
}
