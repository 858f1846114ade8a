import { DEFAULT_POLICY, parsePolicy, policySource } from '../../lib/model/policy';

describe('the built-in policy', () => {
	it('is what an empty document means', () => {
		expect(parsePolicy({})).toEqual(DEFAULT_POLICY);
		expect(parsePolicy()).toEqual(DEFAULT_POLICY);
		expect(DEFAULT_POLICY).toEqual({
			version: 'built-in-4',
			consent: { requiredEvidence: ['source', 'timestamp', 'wordingVersion', 'preference'], doubleOptIn: 'required', legalEvidence: 'report', notRequiredFor: ['emergency'] },
			optOut: { scope: 'channel', stopAll: 'every_channel' },
			replies: { holdUnclear: true, optInRequestDays: 30 },
			delivery: { pauseHours: { unreachable: [24, 72, 168], unknown_handset: [72, 168], landline: [168, 720] }, strikeDays: 30 },
			retention: { reservationDays: 400 },
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
		['an unknown reach of STOP ALL', { optOut: { stopAll: 'nothing' } }, /optOut\.stopAll/],
		['no pause after a failure', { delivery: { pauseHours: { landline: [] } } }, /delivery\.pauseHours\.landline/],
		['a pause of no length', { delivery: { pauseHours: { unreachable: [24, 0] } } }, /delivery\.pauseHours\.unreachable\.1/],
		['a question that nobody can answer', { replies: { optInRequestDays: 0 } }, /replies\.optInRequestDays/],
		['a question that stays open for years', { replies: { optInRequestDays: 366 } }, /replies\.optInRequestDays/],
		['a question open for half a day', { replies: { optInRequestDays: 1.5 } }, /replies\.optInRequestDays/],
		['counted sends that are forgotten while caps may count them', { retention: { reservationDays: 399 } }, /retention\.reservationDays/],
		['proof that goes at once', { retention: { consentEvidenceDays: 29 } }, /retention\.consentEvidenceDays/],
		['contacts that go at once', { retention: { contactDays: 29 } }, /retention\.contactDays/],
		['readers that go at once', { retention: { feedReaderDays: 29 } }, /retention\.feedReaderDays/],
		['replies that nobody can read', { retention: { replyTextDays: 0 } }, /retention\.replyTextDays/],
		['a period of half a day', { retention: { unknownCodeDays: 0.5 } }, /retention\.unknownCodeDays/],
		['a period longer than a lifetime', { retention: { replyTextDays: 36_501 } }, /retention\.replyTextDays/],
		['strikes that never count', { delivery: { strikeDays: 0 } }, /delivery\.strikeDays/],
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
