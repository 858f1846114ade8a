import { DEFAULT_POLICY, parsePolicy, policySource } from '../../lib/model/policy';

describe('the built-in policy', () => {
	it('is what an empty document means', () => {
		expect(parsePolicy({})).toEqual(DEFAULT_POLICY);
		expect(parsePolicy()).toEqual(DEFAULT_POLICY);
		expect(DEFAULT_POLICY).toEqual({
			version: 'built-in-2',
			consent: { requiredEvidence: ['source', 'timestamp', 'wordingVersion', 'preference'], doubleOptIn: 'required', legalEvidence: 'report', notRequiredFor: ['emergency'] },
			optOut: { scope: 'channel' },
			quietHours: {
				windows: [],
				stepWindows: [],
				packs: 'apply',
				courtesyWindows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: '08:00', end: '21:00' }],
				profile: 'standard',
				calls: 'automated',
				emergencies: [],
				closedDates: [],
				unknownZone: 'review',
				appliesTo: ['marketing', 'informational'],
			},
		});
	});

	it('can be changed by nobody, at any depth', () => {
		expect(() => (DEFAULT_POLICY.consent.notRequiredFor as string[]).push('marketing')).toThrow(TypeError);
		expect(() => Object.assign(DEFAULT_POLICY.quietHours.courtesyWindows[0] as object, { end: '24:00' })).toThrow(TypeError);
	});

	it('names itself as the source of its reasons', () => {
		expect(policySource(parsePolicy({ version: 'acme-7' }))).toEqual({ pack: 'policy', packVersion: 'acme-7' });
	});
});

describe('a policy that is wrong', () => {
	it.each([
		['an unknown field', { quiteHours: {} }, /quiteHours/],
		['an unknown nested field', { consent: { maxAge: 3 } }, /maxAge/],
		['no age', { consent: { maxAgeDays: 0 } }, /consent\.maxAgeDays/],
		['an unknown class', { consent: { notRequiredFor: ['promo'] } }, /consent\.notRequiredFor/],
		['an unknown scope', { optOut: { scope: 'none' } }, /optOut\.scope/],
		['legal hours replaced without a reason', { quietHours: { packs: 'replace', windows: [{ days: ['mon'], start: '09:00', end: '20:00' }] } }, /quietHours\.replaceReason/],
		['legal hours replaced by nothing', { quietHours: { packs: 'replace', replaceReason: 'agreed in writing' } }, /quietHours\.windows/],
		['an emergency nowhere', { quietHours: { emergencies: ['Louisiana'] } }, /quietHours\.emergencies/],
		['an unknown day', { quietHours: { windows: [{ days: ['monday'], start: '09:00', end: '20:00' }] } }, /quietHours\.windows\.0\.days/],
		['a date that does not exist', { quietHours: { closedDates: ['2026-02-30'] } }, /quietHours\.closedDates/],
		['an empty version', { version: '' }, /version/],
		['no document', null, /policy/],
		['a text', 'strict', /policy/],
	])('with %s is refused by the name of the field', (_name, policy, field) => {
		expect(() => parsePolicy(policy)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringMatching(field), remedy: expect.stringMatching(/\w/) }));
	});
});
