import fc from 'fast-check';
import { DateTime } from 'luxon';
import { prepareConsent } from '../../lib/consent';
import { CONSENT_BASES, EVIDENCE_FIELDS, type ConsentRecord, type EvidenceField } from '../../lib/model/consent';
import { parsePolicy, type PolicyInput } from '../../lib/model/policy';
import { CONSENT_PACK, type ConsentPack, type ConsentRow } from '../../lib/packs/consent';
import { COMPLIANT, factsWith, inStore, judge, NOW, strictness } from './consents';

const [SAMPLE] = CONSENT_PACK.rows as [ConsentRow];
const FIELD_OF: Record<EvidenceField, keyof ConsentRecord> = { source: 'source', timestamp: 'timestamp', wordingVersion: 'wordingVersion', preference: 'state', region: 'region' };
const PLACES = ['AA', 'AA-1', 'BB', 'BB-2', 'CC', 'DD'];

/** Mostly the first, so that many consents get far enough for each rule to matter. */
function often<T>(usual: T, ...others: T[]): fc.Arbitrary<T> {
	return fc.oneof({ weight: 2 * others.length, arbitrary: fc.constant(usual) }, { weight: others.length, arbitrary: fc.constantFrom(...others) });
}

const term = fc.constantFrom(null, 'P1M', 'P6M', 'P18M', 'P2Y');
const optionalTerm = fc.option(term, { nil: undefined });
const row: fc.Arbitrary<Partial<ConsentRow>> = fc.record({
	jurisdiction: fc.constantFrom('AA', 'AA-1', 'BB', 'CC', 'UN', 'ZZ'),
	channels: often(['sms' as const, 'call' as const], ['email' as const], ['all' as const]),
	messageClass: often('marketing' as const, 'transactional' as const, 'all' as const),
	evidence: fc.oneof({ weight: 3, arbitrary: fc.constant<EvidenceField[]>([]) }, fc.subarray<EvidenceField>([...EVIDENCE_FIELDS])),
	bases: fc.option(fc.record({ express: term, purchase: optionalTerm, inquiry: optionalTerm, membership: optionalTerm }), { nil: null, freq: 4 }),
	doubleOptIn: often('no' as const, 'required' as const, 'expected' as const),
	effectiveFrom: often(null, '2020', '2026-03-31', '2026-04-01', '2027-01'),
	effectiveTo: often(null, '2026-03-31', '2026-03-30', '2025'),
});
const pack: fc.Arbitrary<ConsentPack> = fc.array(row, { minLength: 1, maxLength: 5 }).map((rows) => ({
	version: '2026.01.01',
	unions: [{ ...CONSENT_PACK.unions[0]!, code: 'UN', members: ['AA', 'CC'] }],
	rows: rows.map((fields, index) => ({ ...SAMPLE, ...fields, id: `${fields.jurisdiction}/${index + 1}` })),
}));
const codes = fc.subarray(PLACES, { maxLength: 3 });
const time = fc.constantFrom(undefined, '2024-02-29T10:00:00.000Z', '2024-09-30T12:00:00.000Z', '2025-09-30T12:00:00.000Z', '2026-02-28T12:00:00.000Z', '2026-03-31T11:00:00.000Z');
const record: fc.Arbitrary<Partial<ConsentRecord>> = fc.record({
	state: often('granted' as const, undefined),
	source: often('form', undefined),
	timestamp: time,
	wordingVersion: often('v1', undefined),
	region: fc.constantFrom('DE', undefined),
	basis: fc.constantFrom(undefined, ...CONSENT_BASES),
	confirmedAt: time,
});
const policy: fc.Arbitrary<PolicyInput> = fc.record({
	consent: fc.record({ requiredEvidence: fc.subarray([...EVIDENCE_FIELDS], { maxLength: 2 }), doubleOptIn: often('required' as const, 'expected' as const, 'always' as const), legalEvidence: often('require' as const, 'report' as const) }),
});

const isPermitted = (places: readonly string[], given: Partial<ConsentRecord>, brand: PolicyInput, rules?: ConsentPack) => judge(places, given, NOW, brand, rules).effect === 'permit';

/** The rules once more, row by row and with another calendar. */
function oracle(places: readonly string[], given: Partial<ConsentRecord>, brand: PolicyInput, { rows }: ConsentPack): boolean {
	const { requiredEvidence = [], doubleOptIn, legalEvidence } = brand.consent ?? {};
	const basis = given.basis ?? 'express';
	const isHere = (place: string) => place === 'ZZ' || places.some((code) => code === place || code.startsWith(`${place}-`) || (place === 'UN' && /^(AA|CC)/.test(code)));
	const holding = rows.filter(
		({ jurisdiction, channels, messageClass, effectiveFrom, effectiveTo }) =>
			isHere(jurisdiction) &&
			(channels.includes('sms') || channels.includes('all')) &&
			messageClass !== 'transactional' &&
			(effectiveFrom === null || !['2026-04-01', '2027-01'].includes(effectiveFrom)) &&
			(effectiveTo === null || effectiveTo === '2026-03-31'),
	);
	const has = (field: EvidenceField) => given[FIELD_OF[field]] !== undefined;
	if (!requiredEvidence.every(has)) return false;
	if (basis !== 'express' && !(has('source') && has('timestamp') && places.length > 0)) return false;
	if (basis !== 'express' && !places.every((code) => holding.some(({ jurisdiction, bases }) => jurisdiction === code.slice(0, 2) && bases?.[basis] !== undefined))) return false;
	const isConfirmed = given.confirmedAt !== undefined && (given.timestamp === undefined || given.confirmedAt >= given.timestamp);
	if (doubleOptIn === 'always' && !isConfirmed) return false;
	return holding.every(({ evidence, bases, doubleOptIn: asked }) => {
		if (basis === 'express' && legalEvidence === 'require' && !evidence.every(has)) return false;
		if ((asked === 'required' || (asked === 'expected' && doubleOptIn === 'expected')) && !isConfirmed) return false;
		if (bases === null) return true;
		const length = bases[basis];
		if (length === undefined) return false;
		const [, count, unit] = /^P(\d+)([YM])$/.exec(length ?? '') ?? [];
		if (unit === undefined) return true;
		const start = DateTime.fromISO(given.timestamp ?? 'never', { zone: 'utc' });
		return start.isValid && start.plus(unit === 'Y' ? { years: Number(count) } : { months: Number(count) }).toMillis() > NOW.getTime();
	});
}

describe('a consent under the rules of several places', () => {
	it('is proven exactly where every rule, taken alone, is kept', () => {
		fc.assert(
			fc.property(pack, codes, record, policy, (rules, places, given, brand) => {
				expect(isPermitted(places, given, brand, rules)).toBe(oracle(places, given, brand, rules));
			}),
			{ numRuns: 5_000 },
		);
	});

	it('is never permitted by one place more', () => {
		const real = fc.constantFrom(...new Set(CONSENT_PACK.rows.map(({ jurisdiction }) => jurisdiction)), 'BO', 'CZ', 'CA-ON');
		fc.assert(
			fc.property(fc.array(real, { minLength: 1, maxLength: 3 }), real, record, policy, (places, added, given, brand) => {
				if (isPermitted([...places, added], given, brand)) expect(isPermitted(places, given, brand)).toBe(true);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('is never permitted by one rule more where the place had its rules already', () => {
		fc.assert(
			fc.property(pack, row, codes, record, policy, (rules, added, places, given, brand) => {
				const wider = { ...rules, rows: [...rules.rows, { ...SAMPLE, ...added, bases: added.bases === null ? null : { express: null, ...added.bases }, id: `${added.jurisdiction}/99` }] };
				const isExpress = given.basis === undefined || given.basis === 'express';
				if (isExpress && isPermitted(places, given, brand, wider)) expect(isPermitted(places, given, brand, rules)).toBe(true);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('is never permitted by less evidence', () => {
		fc.assert(
			fc.property(pack, codes, record, policy, fc.constantFrom('state', 'source', 'timestamp', 'wordingVersion', 'region'), (rules, places, given, brand, field) => {
				// Without a time nobody can tell that a confirmation is older than the consent; that is no evidence taken away.
				const isOlder = field === 'timestamp' && given.confirmedAt !== undefined && given.timestamp !== undefined && given.confirmedAt < given.timestamp;
				if (!isOlder && isPermitted(places, { ...given, [field]: undefined }, brand, rules)) expect(isPermitted(places, given, brand, rules)).toBe(true);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('is judged the same every time, and nothing it was told is changed', () => {
		fc.assert(
			fc.property(codes, record, policy, (places, given, brand) => {
				const facts = factsWith([inStore({ channel: 'sms', messageClass: 'marketing', ...given })], { jurisdiction: { codes: places, basis: 'explicit' } });
				const copy = structuredClone(facts);
				const rule = prepareConsent(parsePolicy(brand), NOW);
				const first = structuredClone(rule(facts));
				expect(rule(facts)).toEqual(first);
				expect(prepareConsent(parsePolicy(brand), NOW)(facts)).toEqual(first);
				expect(facts).toEqual(copy);
				if (strictness(first) === COMPLIANT) expect(first.every(({ effect }) => effect === 'permit')).toBe(true);
			}),
		);
	});
});
