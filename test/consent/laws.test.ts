import fc from 'fast-check';
import { readConsent } from '../../lib/consent';
import { CONSENT_STATES, EVIDENCE_FIELDS, type ConsentRecord, type EvidenceField } from '../../lib/model/consent';
import { COMPLIANT, codesOf, evaluate, inStore, PROVEN, strictness } from './consents';

const FULL: ConsentRecord = { ...PROVEN, region: 'US-CA' };
const FIELD_OF: Record<EvidenceField, keyof ConsentRecord> = { source: 'source', timestamp: 'timestamp', wordingVersion: 'wordingVersion', preference: 'state', region: 'region' };

const evidence = fc.subarray([...EVIDENCE_FIELDS]);
const maxAgeDays = fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined });

function holding(fields: readonly EvidenceField[]): ConsentRecord {
	const record: ConsentRecord = { channel: 'sms', messageClass: 'marketing' };
	return fields.reduce((known, field) => ({ ...known, [FIELD_OF[field]]: FULL[FIELD_OF[field]] }), record);
}

const record: fc.Arbitrary<ConsentRecord> = fc.record(
	{
		channel: fc.constantFrom('sms' as const, 'email' as const),
		messageClass: fc.constantFrom('marketing' as const, 'transactional' as const),
		state: fc.constantFrom(...CONSENT_STATES, undefined),
		source: fc.constantFrom('form', '', undefined),
		timestamp: fc.constantFrom('2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', 'x', undefined),
		wordingVersion: fc.constantFrom('v1', undefined),
		expiresAt: fc.constantFrom('2026-02-01T00:00:00.000Z', '2028-01-01T00:00:00.000Z', undefined),
	},
	{ requiredKeys: ['channel', 'messageClass'] },
);

describe('evidence', () => {
	it('never makes a status stricter by being added', () => {
		fc.assert(
			fc.property(evidence, fc.constantFrom(...EVIDENCE_FIELDS), evidence, maxAgeDays, (held, added, requiredEvidence, maxAge) => {
				const policy = { requiredEvidence, ...(maxAge !== undefined && { maxAgeDays: maxAge }) };
				const before = strictness(evaluate([inStore(holding(held))], policy));
				const after = strictness(evaluate([inStore(holding([...held, added]))], policy));
				expect(after).toBeLessThanOrEqual(before);
			}),
		);
	});

	it('that is required and not there leaves nobody compliant', () => {
		fc.assert(
			fc.property(evidence, evidence, (held, requiredEvidence) => {
				const lacks = requiredEvidence.some((field) => !held.includes(field));
				expect(strictness(evaluate([inStore(holding(held))], { requiredEvidence })) === COMPLIANT).toBe(!lacks);
			}),
		);
	});
});

describe('the stricter of several sources', () => {
	it('is never laxer than any of them alone', () => {
		fc.assert(
			fc.property(fc.array(fc.array(record, { maxLength: 3 }), { minLength: 1, maxLength: 3 }), (sources) => {
				const consent = sources.map((records) => inStore(...records));
				const together = strictness(evaluate(consent));
				expect(together).toBe(Math.max(...consent.map((source) => strictness(evaluate([source])))));
			}),
		);
	});

	it('counts a source that knows nothing', () => {
		expect(codesOf(evaluate([inStore(PROVEN), { from: 'item', records: [] }]))).toEqual(['CONSENT_PROVEN', 'CONSENT_MISSING']);
	});
});

describe('garbage in a consent', () => {
	const wild = fc.oneof(fc.anything(), fc.string(), fc.constantFrom('granted', 'x'.repeat(1_000_000), Symbol('s'), 10n, Object.create(null), new Date(Number.NaN), { toString: 1 }));

	it('is read without ever throwing, and only known words make a grant', () => {
		fc.assert(
			fc.property(wild, wild, wild, wild, wild, wild, wild, wild, (preference, source, timestamp, wordingVersion, region, basis, confirmedAt, expiresAt) => {
				const read = readConsent({ preference, source, timestamp, wordingVersion, region, basis, confirmedAt, expiresAt }, 'sms', 'marketing');
				if (read === undefined) return;
				const codes = codesOf(evaluate([{ from: 'item', records: [read] }]));
				expect(codes).toHaveLength(1);
				if (codes[0] === 'CONSENT_PROVEN') expect(read).toMatchObject({ state: 'granted', source: expect.any(String), timestamp: expect.any(String) });
			}),
		);
	});
});
