import { CONSENT_PACK, consentPackSchema, consentRowSchema, type ConsentRow } from '../../lib/packs/consent';
import { monthsOf } from '../../lib/consent/terms';

const [sample] = CONSENT_PACK.rows as [ConsentRow];
const without = (field: keyof ConsentRow) => Object.fromEntries(Object.entries(sample).filter(([name]) => name !== field));

describe('a row of the consent pack', () => {
	it.each(['source', 'asOf', 'confidence', 'verified', 'citation', 'effectiveFrom', 'effectiveTo', 'evidence', 'bases', 'doubleOptIn'] as const)('without %s does not load', (field) => {
		expect(consentRowSchema.safeParse(sample).success).toBe(true);
		expect(consentRowSchema.safeParse(without(field)).success).toBe(false);
	});

	it.each([
		['an unknown basis', { bases: { express: null, friendship: null } }],
		['bases that leave out what the contact said', { bases: { purchase: 'P2Y' } }],
		['a term that nobody can add up', { bases: { express: 'two years' } }],
		['an unknown kind of consent', { consentType: 'optin' }],
		['a date that does not exist', { effectiveFrom: '2026-13' }],
		['a source that is no address', { source: 'background knowledge' }],
		['a field nobody knows', { expires: 'P2Y' }],
	])('with %s does not load', (_, change) => {
		expect(consentRowSchema.safeParse({ ...sample, ...change }).success).toBe(false);
	});

	it('has an id that is its own and names its place', () => {
		const rows = CONSENT_PACK.rows;
		expect(consentPackSchema.safeParse({ ...CONSENT_PACK, rows: [...rows, sample] }).success).toBe(false);
		expect(consentPackSchema.safeParse({ ...CONSENT_PACK, rows: [{ ...sample, id: 'GB/99' }] }).success).toBe(false);
	});

	it.each(CONSENT_PACK.rows.map((row) => [row.id, row] as const))('%s has terms that can be added up and a written form that asks for its proof', (_, { bases, consentType, evidence }) => {
		for (const term of Object.values(bases ?? {})) if (term !== null) expect(monthsOf(term)).toBeGreaterThan(0);
		if (consentType.includes('written')) expect([...evidence].sort()).toEqual(['preference', 'source', 'timestamp', 'wordingVersion']);
		if (bases === null) expect(evidence).toEqual([]);
	});
});

describe('the consent pack', () => {
	it('knows the 27 members of the European Union by their ISO codes', () => {
		const [union, ...others] = CONSENT_PACK.unions;
		expect(others).toEqual([]);
		expect(union?.code).toBe('EU');
		expect(new Set(union?.members).size).toBe(27);
		for (const member of ['DE', 'GR', 'IE', 'HR']) expect(union?.members).toContain(member);
		for (const other of ['GB', 'NO', 'CH', 'EL']) expect(union?.members).not.toContain(other);
	});

	it('has one rule that begins only after it was put together', () => {
		expect(CONSENT_PACK.rows.filter(({ effectiveFrom }) => effectiveFrom !== null && effectiveFrom > CONSENT_PACK.version.replaceAll('.', '-')).map(({ id }) => id)).toEqual(['US/5']);
	});
});
