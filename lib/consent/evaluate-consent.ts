import { TwoGenerationCache } from '../cache/two-generation-cache';
import { jurisdictionsOf } from '../jurisdiction';
import type { GatedClass } from '../model/channel';
import { CONSENT_BASES, EVIDENCE_FIELDS, type ConsentFault, type ConsentRecord, type EvidenceField } from '../model/consent';
import type { ConsentSource, ContactFacts } from '../model/facts';
import { quotable, type JsonObject } from '../model/json';
import { policySource, type Policy } from '../model/policy';
import { makeReason, type Reason, type ReasonCode, type ReasonSource } from '../model/reasons';
import type { PreparedRule } from '../model/rule';
import { CONSENT_PACK, type ConsentPack } from '../packs/consent';
import { readUtcInstant } from '../time/utc-instant';
import { consentDuties, type ConsentDuties } from './consent-duties';
import { isAbsent } from '../model/is-absent';
import { addMonths } from './terms';

const DAY_MS = 86_400_000;
/** Far more places than a list has contacts from. */
const MOST_PLACES = 1_000;

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

/** Nobody showed a wording for what a relation implies; when and where the relation arose has to be known all the same. */
const EVIDENCE_OF_RELATION: readonly EvidenceField[] = ['source', 'timestamp'];

/** What policy and rules together ask for in one set of places. */
interface Demands {
	policy: Policy;
	at: number;
	pack: ReasonSource;
	duties: ConsentDuties;
	/** Required facts of a consent that was said, and of one that a relation implies. */
	express: readonly EvidenceField[];
	implied: readonly EvidenceField[];
	/** Facts that rules ask for and the policy does without. */
	beyond: readonly EvidenceField[];
	/** Whether the policy wants a double opt-in whatever the rules say, and the rules for which it does. */
	confirmAlways: boolean;
	confirmFor: readonly string[];
}

/**
 * Proves the consent for exactly the message's channel and class, in every place that was asked, under the policy and the rules of every place
 * the contact may be in. Which facts prove it is the policy's; of what a rule asks for beyond them `policy.consent.legalEvidence` decides.
 *
 * A missing or pending consent leaves the contact `unknown`; one that was withdrawn, has expired, cannot be
 * read, lacks required evidence, rests on a basis that is not accepted or was not confirmed where that is needed makes the contact
 * `non_compliant`.
 */
export function prepareConsent(policy: Policy, at: Date, pack: ConsentPack = CONSENT_PACK): PreparedRule {
	// A confirmation answers what the contact just wrote; whether it is due is asked before.
	const notRequired = new Set<GatedClass>([...policy.consent.notRequiredFor, 'confirmation']);
	const known = new TwoGenerationCache<string, Demands>(MOST_PLACES);
	const demandsFor = (facts: ContactFacts): Demands => {
		const codes = jurisdictionsOf(facts);
		const key = `${facts.channel} ${facts.messageClass} ${codes.join()}`;
		const worked = known.get(key);
		if (worked !== undefined) return worked;
		const fresh = demands(policy, at, pack, facts, codes);
		known.set(key, fresh);
		return fresh;
	};
	return (facts) => {
		if (facts.direction === 'incoming' || notRequired.has(facts.messageClass)) {
			return [makeReason('CONSENT_NOT_REQUIRED', policySource(policy), { messageClass: facts.messageClass })];
		}
		if (facts.consent.length === 0) return [missing(policy, facts)];
		const asked = demandsFor(facts);
		const found: Reason[] = [];
		for (const source of facts.consent) found.push(...evaluateSource(asked, facts, source));
		return found;
	};
}

function demands(policy: Policy, at: Date, pack: ConsentPack, { channel, messageClass }: ContactFacts, codes: readonly string[]): Demands {
	const { requiredEvidence, doubleOptIn, legalEvidence } = policy.consent;
	const duties = consentDuties(pack, codes, channel, messageClass, at, policy.quietHours.calls);
	const { required, expected } = duties.doubleOptIn;
	const legal = [...duties.evidence.keys()];
	const express = united(requiredEvidence, legalEvidence === 'require' ? legal : []);
	return {
		policy,
		at: at.getTime(),
		pack: { pack: 'consent', packVersion: pack.version },
		duties,
		express,
		beyond: legal.filter((field) => !express.includes(field)),
		implied: united(requiredEvidence, EVIDENCE_OF_RELATION),
		confirmAlways: doubleOptIn === 'always',
		confirmFor: doubleOptIn === 'required' ? required : [...required, ...expected],
	};
}

function united(first: readonly EvidenceField[], second: readonly EvidenceField[]): EvidenceField[] {
	return EVIDENCE_FIELDS.filter((field) => first.includes(field) || second.includes(field));
}

function evaluateSource(asked: Demands, facts: ContactFacts, source: ConsentSource): Reason[] {
	const records = source.records.filter(
		(record) => record.channel === facts.channel && record.messageClass === facts.messageClass,
	);
	if (records.length === 0) return [missing(asked.policy, facts, source.from)];
	return records.map((record) => evaluateRecord(asked, record, source.from));
}

function evaluateRecord(asked: Demands, record: ConsentRecord, from: ConsentSource['from']): Reason {
	const facts: JsonObject = record.ref === undefined ? { from } : { from, ref: quotable(record.ref) };
	const because = (code: ReasonCode, more: JsonObject = {}, rows: readonly string[] = []): Reason => reason(asked, code, { ...facts, ...more }, rows);

	if (record.state === 'withdrawn') return because('CONSENT_WITHDRAWN', timed(record));
	if (record.state === 'pending') return because('CONSENT_PENDING', timed(record));
	// An unknown word is not the same as none: it may say no in a way that nobody has taught us.
	if (record.state !== 'granted' && !isAbsent(record.state)) return because('CONSENT_UNREADABLE');

	const fault = record.faults?.[0];
	if (fault !== undefined) return because(CONSENT_FAULT_CODES[fault]);

	const basis = record.basis ?? 'express';
	if (!CONSENT_BASES.includes(basis)) return because('CONSENT_BASIS_UNREADABLE');
	const { accepted, refusedBy, unacceptedIn, limit } = asked.duties.bases[basis];
	if (!accepted) return because('CONSENT_BASIS_INSUFFICIENT', { basis, ...(unacceptedIn.length > 0 && { places: [...unacceptedIn] }) }, refusedBy);

	const lacking = missingEvidence(record, basis === 'express' ? asked.express : asked.implied);
	if (lacking.length > 0) return because('CONSENT_EVIDENCE_MISSING', { missing: lacking }, basis === 'express' ? rowsAskingFor(asked, lacking) : []);

	const given = record.timestamp === undefined ? undefined : readUtcInstant(record.timestamp)?.getTime() ?? Number.NaN;
	if (given !== undefined && Number.isNaN(given)) return because('TIMESTAMP_INVALID');
	if (given !== undefined && given > asked.at) return because('TIMESTAMP_IN_FUTURE', timed(record));
	if (isExpired(asked, record, given)) return because('CONSENT_EXPIRED', timed(record));

	const ended = limit === undefined || given === undefined ? undefined : addMonths(given, limit.months);
	// A term cannot be shown to be kept without knowing when it began.
	if (limit !== undefined && (ended === undefined || ended <= asked.at)) {
		return because('CONSENT_EXPIRED', { ...timed(record), basis, ...(ended !== undefined && { ended: new Date(ended).toISOString() }) }, limit.rows);
	}
	if ((asked.confirmAlways || asked.confirmFor.length > 0) && !isConfirmed(record, given, asked.at)) {
		return because('CONSENT_NOT_CONFIRMED', timed(record), asked.confirmFor);
	}
	const beyond = basis === 'express' ? missingEvidence(record, asked.beyond) : [];
	return because('CONSENT_PROVEN', { ...timed(record), ...(basis !== 'express' && { basis }), ...(beyond.length > 0 && { lawAlsoAsksFor: beyond }) }, asked.duties.asking);
}

/** The required facts that a record does not hold. */
export function missingEvidence(record: ConsentRecord, required: readonly EvidenceField[]): EvidenceField[] {
	return required.filter((field) => {
		const fact = EVIDENCE[field](record);
		return typeof fact !== 'string' || isAbsent(fact);
	});
}

function rowsAskingFor({ duties }: Demands, fields: readonly EvidenceField[]): string[] {
	return [...new Set(fields.flatMap((field) => duties.evidence.get(field) ?? []))];
}

/** By the brand's own limit, or by the end that the record itself names. */
function isExpired({ policy, at }: Demands, record: ConsentRecord, given: number | undefined): boolean {
	const { maxAgeDays } = policy.consent;
	// An age limit cannot be shown to be kept without knowing when the consent was given.
	if (maxAgeDays !== undefined && (given === undefined || given + maxAgeDays * DAY_MS <= at)) return true;
	if (record.expiresAt === undefined) return false;
	const expires = readUtcInstant(record.expiresAt);
	return expires === undefined || expires.getTime() <= at;
}

/** A confirmation from before the consent was for another one. */
function isConfirmed({ confirmedAt }: ConsentRecord, given: number | undefined, at: number): boolean {
	const confirmed = confirmedAt === undefined ? undefined : readUtcInstant(confirmedAt)?.getTime();
	return confirmed !== undefined && confirmed <= at && (given === undefined || confirmed >= given);
}

function timed({ timestamp, wordingVersion, confirmedAt }: ConsentRecord): JsonObject {
	return {
		...(timestamp !== undefined && { timestamp: quotable(timestamp) }),
		...(wordingVersion !== undefined && { wordingVersion: quotable(wordingVersion) }),
		...(confirmedAt !== undefined && { confirmedAt: quotable(confirmedAt) }),
	};
}

function missing(policy: Policy, facts: ContactFacts, from?: string): Reason {
	const { channel, messageClass } = facts;
	return makeReason('CONSENT_MISSING', policySource(policy), { channel, messageClass, ...(from !== undefined && { from }) });
}

/** Where rows decided, the reason names them and their pack; where none did, the policy. */
function reason({ policy, pack, duties }: Demands, code: ReasonCode, facts: JsonObject, rows: readonly string[]): Reason {
	if (rows.length === 0) return makeReason(code, policySource(policy), facts);
	const uncertain = rows.filter((row) => duties.uncertain.has(row));
	return makeReason(code, pack, { ...facts, rows: [...rows], ...(uncertain.length > 0 && { uncertain }) });
}
