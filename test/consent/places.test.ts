import { consentDuties, placesOf, prepareConsent } from '../../lib/consent';
import type { ConsentRecord } from '../../lib/model/consent';
import { parsePolicy } from '../../lib/model/policy';
import { CONSENT_PACK } from '../../lib/packs/consent';
import { factsWith, inStore, judge, NOW, PROVEN } from './consents';

const LENIENT = { consent: { requiredEvidence: [], legalEvidence: 'require' as const } };
const GIVEN = '2024-02-29T10:00:00.000Z';
const before = (instant: string) => new Date(Date.parse(instant) - 1);

describe('an implied consent in Canada', () => {
	const end: Array<[ConsentRecord['basis'], string, string]> = [
		['purchase', '2024-02-29T10:00:00.000Z', '2026-02-28T10:00:00.000Z'],
		['membership', '2024-03-01T10:00:00.000Z', '2026-03-01T10:00:00.000Z'],
		['inquiry', '2025-08-31T10:00:00.000Z', '2026-02-28T10:00:00.000Z'],
	];
	it.each(end)('by %s of %s counts to the millisecond before %s', (basis, timestamp, ended) => {
		expect(judge(['CA-ON'], { basis, timestamp }, before(ended))).toMatchObject({ code: 'CONSENT_PROVEN', pack: 'consent', packVersion: CONSENT_PACK.version, facts: { basis, rows: ['CA/1'] } });
		expect(judge(['CA-ON'], { basis, timestamp }, ended)).toMatchObject({ code: 'CONSENT_EXPIRED', pack: 'consent', facts: { basis, rows: ['CA/1'], ended, timestamp } });
	});

	it('for calls counts 18 months after a purchase and 6 after an inquiry', () => {
		const call = { channel: 'call' as const, timestamp: GIVEN };
		expect(judge(['CA'], { ...call, basis: 'purchase' }, before('2025-08-29T10:00:00.000Z')).code).toBe('CONSENT_PROVEN');
		expect(judge(['CA'], { ...call, basis: 'purchase' }, '2025-08-29T10:00:00.000Z').facts).toMatchObject({ rows: ['CA/3'] });
		expect(judge(['CA'], { ...call, basis: 'inquiry' }, '2024-08-29T10:00:00.000Z').code).toBe('CONSENT_EXPIRED');
		expect(judge(['CA'], { ...call, basis: 'membership' }, '2024-03-01T00:00:00.000Z').code).toBe('CONSENT_BASIS_INSUFFICIENT');
	});

	it('cannot be shown without its time or source, though the policy asks for neither', () => {
		expect(judge(['CA'], { basis: 'purchase', timestamp: undefined }, NOW, LENIENT)).toMatchObject({ code: 'CONSENT_EVIDENCE_MISSING', facts: { missing: ['timestamp'] } });
		expect(judge(['CA'], { basis: 'purchase', source: ' ' }, NOW, LENIENT)).toMatchObject({ code: 'CONSENT_EVIDENCE_MISSING', facts: { missing: ['source'] } });
		expect(judge(['CA'], { basis: 'purchase', wordingVersion: undefined }, NOW, LENIENT).code).toBe('CONSENT_PROVEN');
		expect(judge(['CA'], { basis: 'purchase', wordingVersion: undefined }).code).toBe('CONSENT_EVIDENCE_MISSING');
	});

	it('that the contact said itself counts until it is withdrawn', () => {
		expect(judge(['CA'], { timestamp: '2015-01-01T00:00:00.000Z' }).code).toBe('CONSENT_PROVEN');
	});
});

describe('a consent in Korea', () => {
	it('has to be given again after two years, to the millisecond', () => {
		expect(judge(['KR'], { timestamp: GIVEN }, before('2026-02-28T10:00:00.000Z')).code).toBe('CONSENT_PROVEN');
		expect(judge(['KR'], { timestamp: GIVEN }, '2026-02-28T10:00:00.000Z')).toMatchObject({ code: 'CONSENT_EXPIRED', facts: { rows: ['KR/1'], ended: '2026-02-28T10:00:00.000Z' } });
	});

	it('that a transaction implies counts for six months', () => {
		expect(judge(['KR'], { timestamp: '2026-01-01T00:00:00.000Z', basis: 'purchase' }, '2026-07-01T00:00:00.000Z').code).toBe('CONSENT_EXPIRED');
	});
});

describe('a consent in the United States', () => {
	it('has to be proven in writing for marketing texts, whatever the policy does without, where it requires what the law asks for', () => {
		expect(judge(['US-TX'])).toMatchObject({ code: 'CONSENT_PROVEN', pack: 'consent', facts: { rows: ['US-TX/1', 'US/1'] } });
		for (const field of ['source', 'timestamp', 'wordingVersion', 'state'] as const) {
			const name = field === 'state' ? 'preference' : field;
			expect(judge(['US-WY'], { [field]: undefined }, NOW, LENIENT)).toMatchObject({ code: 'CONSENT_EVIDENCE_MISSING', pack: 'consent', facts: { missing: [name], rows: ['US/1'] } });
		}
		const decided = { consent: { requiredEvidence: ['source' as const] } };
		expect(judge(['US-WY'], { wordingVersion: undefined }, NOW, decided)).toMatchObject({ code: 'CONSENT_PROVEN', facts: { rows: ['US/1'], lawAlsoAsksFor: ['wordingVersion'] } });
		expect(judge(['BO'], { source: undefined, timestamp: undefined, wordingVersion: undefined }, NOW, LENIENT)).toMatchObject({ code: 'CONSENT_PROVEN', pack: 'policy' });
	});

	it('is not implied by a purchase for texts, nor for calls with a recording, but for live calls', () => {
		const purchase = { basis: 'purchase' as const };
		const live = { quietHours: { calls: 'live' as const } };
		expect(judge(['US'], purchase)).toMatchObject({ code: 'CONSENT_BASIS_INSUFFICIENT', pack: 'consent', facts: { basis: 'purchase', rows: ['US/1'] } });
		expect(judge(['US'], { ...purchase, channel: 'call' }).facts).toMatchObject({ rows: ['US/8'] });
		expect(judge(['US'], { ...purchase, channel: 'call' }, NOW, live).code).toBe('CONSENT_PROVEN');
		expect(judge(['US-PA'], { ...purchase, channel: 'call', timestamp: '2025-03-31T12:00:00.000Z' }, NOW, live).code).toBe('CONSENT_PROVEN');
	});

	it('for live calls to Pennsylvania counts a purchase for twelve months once the amendment is in force', () => {
		const call = { channel: 'call' as const, basis: 'purchase' as const, timestamp: '2025-10-18T00:00:00.000Z' };
		const live = { quietHours: { calls: 'live' as const } };
		expect(judge(['US-PA'], call, '2026-10-17T23:59:59.999Z', live).code).toBe('CONSENT_PROVEN');
		expect(judge(['US-PA'], call, '2026-10-18T00:00:00.000Z', live)).toMatchObject({ code: 'CONSENT_EXPIRED', facts: { rows: ['US-PA/1'], uncertain: ['US-PA/1'] } });
	});

	it('needs no wording for messages about a transaction', () => {
		expect(judge(['US'], { messageClass: 'transactional', wordingVersion: undefined }, NOW, LENIENT)).toMatchObject({ code: 'CONSENT_PROVEN', facts: { rows: ['US/3'] } });
	});
});

describe('an implied consent elsewhere', () => {
	const purchase = { basis: 'purchase' as const };

	it('counts where the country accepts customers, and not where only a directive does', () => {
		expect(judge(['GB'], purchase).code).toBe('CONSENT_PROVEN');
		expect(judge(['FR'], purchase)).toMatchObject({ code: 'CONSENT_PROVEN', facts: { rows: ['FR/1', 'EU/1'] } });
		expect(judge(['CZ'], purchase)).toMatchObject({ code: 'CONSENT_BASIS_INSUFFICIENT', facts: { places: ['CZ'] } });
		expect(judge(['IT'], purchase).code).toBe('CONSENT_BASIS_INSUFFICIENT');
		expect(judge(['IT'], { ...purchase, channel: 'email' }).code).toBe('CONSENT_PROVEN');
	});

	it('needs the rule of the country itself: that of a state only narrows it', () => {
		const state = { ...CONSENT_PACK.rows.find(({ id }) => id === 'CA/1')!, id: 'BO-L/1', jurisdiction: 'BO-L' };
		const rules = { ...CONSENT_PACK, rows: [state] };
		expect(judge(['BO-L'], purchase, NOW, {}, rules).code).toBe('CONSENT_BASIS_INSUFFICIENT');
		expect(judge(['BO-L'], purchase, NOW, {}, { ...rules, rows: [state, { ...state, id: 'BO/1', jurisdiction: 'BO' }] }).code).toBe('CONSENT_PROVEN');
	});

	it('is not accepted where no rule says so or nobody knows the place', () => {
		expect(judge(['BO'], purchase)).toMatchObject({ code: 'CONSENT_BASIS_INSUFFICIENT', pack: 'policy', facts: { places: ['BO'] } });
		expect(judge([], purchase).code).toBe('CONSENT_BASIS_INSUFFICIENT');
		expect(judge(['HK'], purchase).code).toBe('CONSENT_BASIS_INSUFFICIENT');
	});

	it('is not accepted by WhatsApp anywhere', () => {
		expect(judge(['GB'], { ...purchase, channel: 'whatsapp' }).facts).toMatchObject({ rows: ['ZZ/1'] });
		expect(judge(['GB'], { channel: 'whatsapp' }).code).toBe('CONSENT_PROVEN');
	});

	it('that nobody has taught us is unreadable and never passes for one the contact gave', () => {
		for (const basis of ['implied', '', 'constructor', 1, {}, { toString: () => 'express' }, ['express']]) {
			expect(judge(['CA'], { basis } as unknown as Partial<ConsentRecord>).code).toBe('CONSENT_BASIS_UNREADABLE');
		}
		expect(judge(['CA'], { faults: ['BASIS_UNREADABLE'] }).code).toBe('CONSENT_BASIS_UNREADABLE');
	});
});

describe('a contact whose place nobody named', () => {
	it('is under the rules of the phone number', () => {
		const reasons = prepareConsent(parsePolicy(), NOW)(factsWith([inStore(PROVEN)], { address: { ok: true, address: '+16042345678' }, jurisdiction: undefined }));
		expect(reasons).toMatchObject([{ code: 'CONSENT_PROVEN', facts: { rows: ['CA/1'] } }]);
	});
});

describe('a rule that asks for no consent', () => {
	it.each(['US-AZ', 'HK', 'MX', 'CL', 'US'])('of %s loosens nothing', (place) => {
		const channel = place === 'US' ? 'email' : 'sms';
		expect(judge([place], { channel, source: undefined }).code).toBe('CONSENT_EVIDENCE_MISSING');
		expect(judge([place], { channel, state: 'withdrawn' }).code).toBe('CONSENT_WITHDRAWN');
	});
});

describe('a double opt-in', () => {
	const confirmed = { confirmedAt: '2026-01-15T08:40:00.000Z' };
	const policy = (doubleOptIn: 'required' | 'expected' | 'always') => ({ consent: { doubleOptIn } });
	const REQUIRING = { ...CONSENT_PACK, rows: CONSENT_PACK.rows.map((row) => (row.id === 'DE/1' ? { ...row, doubleOptIn: 'required' as const } : row)) };

	it('is asked for where it is expected only if the policy says so', () => {
		expect(judge(['DE']).code).toBe('CONSENT_PROVEN');
		expect(judge(['DE'], {}, NOW, policy('expected'))).toMatchObject({ code: 'CONSENT_NOT_CONFIRMED', pack: 'consent', facts: { rows: ['DE/1'] } });
		expect(judge(['DE'], confirmed, NOW, policy('expected')).code).toBe('CONSENT_PROVEN');
		expect(judge(['FR'], {}, NOW, policy('expected')).code).toBe('CONSENT_PROVEN');
	});

	it('is asked for where a rule requires it, under every policy', () => {
		for (const level of ['required', 'expected', 'always'] as const) {
			expect(judge(['DE'], {}, NOW, policy(level), REQUIRING).code).toBe('CONSENT_NOT_CONFIRMED');
			expect(judge(['DE'], confirmed, NOW, policy(level), REQUIRING).code).toBe('CONSENT_PROVEN');
		}
	});

	it('is asked for everywhere, of implied consents too, if the policy says always', () => {
		for (const codes of [[], ['BO'], ['FR'], ['US-TX']]) expect(judge(codes, {}, NOW, policy('always')).code).toBe('CONSENT_NOT_CONFIRMED');
		expect(judge(['BO'], {}, NOW, policy('always')).pack).toBe('policy');
		expect(judge(['DE'], {}, NOW, policy('always')).facts).toMatchObject({ rows: ['DE/1'] });
		expect(judge(['CA'], { basis: 'purchase' }, NOW, policy('always')).code).toBe('CONSENT_NOT_CONFIRMED');
	});

	it.each([
		['that cannot be read', 'yes'],
		['in the future', '2026-03-31T12:00:00.001Z'],
		['from before the consent', '2026-01-15T08:29:59.999Z'],
	])('%s confirms nothing', (_, confirmedAt) => {
		expect(judge(['DE'], { confirmedAt }, NOW, policy('always')).code).toBe('CONSENT_NOT_CONFIRMED');
	});

	it('confirmed at the very time of the consent, or at this very instant, counts', () => {
		for (const confirmedAt of [PROVEN.timestamp, NOW.toISOString()]) expect(judge(['DE'], { confirmedAt }, NOW, policy('always')).code).toBe('CONSENT_PROVEN');
	});
});

describe('the rules of several places', () => {
	const duties = (codes: readonly string[], at = '2026-11-21T12:00:00Z') => consentDuties(CONSENT_PACK, codes, 'sms', 'marketing', new Date(at));

	it('are those of the places, their countries, their unions and the platforms', () => {
		expect(placesOf(CONSENT_PACK, ['US-TX', 'US-FL', 'DE', 'DE-BY'])).toEqual(['US-TX', 'US', 'US-FL', 'DE', 'DE-BY', 'EU', 'ZZ']);
		expect(placesOf(CONSENT_PACK, ['GB'])).toEqual(['GB', 'ZZ']);
	});

	it('hold together, the strictest first', () => {
		const { bases, optOutDeadline, evidence } = duties(['CA', 'IE', 'KR']);
		expect(bases.purchase).toEqual({ accepted: true, refusedBy: [], unacceptedIn: [], limit: { months: 6, rows: ['KR/1'] } });
		expect(bases.express.limit).toEqual({ months: 24, rows: ['KR/1'] });
		expect(bases.inquiry).toMatchObject({ accepted: false, refusedBy: ['IE/1', 'KR/1', 'EU/1'] });
		expect(optOutDeadline).toBe('no_delay');
		expect(evidence.get('wordingVersion')).toEqual(['IE/1', 'KR/1', 'EU/1']);
	});

	it('name those that nobody has checked', () => {
		expect([...duties(['BR', 'GB']).uncertain]).toEqual(['BR/1']);
		expect(judge(['BR']).facts).toMatchObject({ rows: ['BR/1'], uncertain: ['BR/1'] });
		expect(judge(['GB']).facts).not.toHaveProperty('uncertain');
	});

	it('begin on the day they come into force and end after their last one', () => {
		const [row] = CONSENT_PACK.rows.filter(({ id }) => id === 'KR/1');
		const dated = (effectiveFrom: string | null, effectiveTo: string | null) => (at: string) =>
			consentDuties({ ...CONSENT_PACK, rows: [{ ...row!, effectiveFrom, effectiveTo }] }, ['KR'], 'sms', 'marketing', new Date(at)).rows.length;
		const inYear = dated('2026', '2026');
		expect(['2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00Z', '2026-12-31T23:59:59.999Z', '2027-01-01T00:00:00Z'].map(inYear)).toEqual([0, 1, 1, 0]);
		const inMonths = dated('2026-02', '2026-03');
		expect(['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00Z', '2026-03-31T23:59:59.999Z', '2026-04-01T00:00:00Z'].map(inMonths)).toEqual([0, 1, 1, 0]);
		expect(dated(null, null)('1999-01-01T00:00:00Z')).toBe(1);
	});

});
