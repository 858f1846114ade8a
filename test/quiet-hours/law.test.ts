import type { Channel } from '../../lib/model/channel';
import type { ContactFacts } from '../../lib/model/facts';
import { parsePolicy, type PolicyInput } from '../../lib/model/policy';
import { QUIET_HOURS_PACK } from '../../lib/packs/quiet-hours';
import { prepareQuietHours } from '../../lib/quiet-hours/evaluate';

function contact(codes: readonly string[], zones: readonly string[], channel: Channel = 'sms'): ContactFacts {
	return {
		channel,
		messageClass: 'marketing',
		address: { ok: true, address: '+12025550100' },
		consent: [],
		suppressions: [],
		zone: { zones, basis: 'phone' },
		jurisdiction: { codes, basis: 'explicit' },
	};
}

function ask(at: string, facts: ContactFacts, quietHours: PolicyInput['quietHours'] = {}) {
	return prepareQuietHours(parsePolicy({ version: 'v7', quietHours }), new Date(at))(facts);
}

const CHICAGO = ['America/Chicago'];
const NEW_YORK = ['America/New_York'];
const PARIS = ['Europe/Paris'];

describe('the hours of the law', () => {
	it.each<[string, string, ContactFacts, string | undefined]>([
		['a text to Florida at half past eight waits until eight in the morning', '2026-04-01T00:30:00Z', contact(['US-FL'], NEW_YORK), '2026-04-01T12:00:00.000Z'],
		['a text to New York at half past eight goes out, since the federal hours end at nine', '2026-04-01T00:30:00Z', contact(['US-NY'], NEW_YORK), undefined],
		['a text to Texas on a Sunday morning waits until noon', '2026-03-29T15:00:00Z', contact(['US-TX'], CHICAGO), '2026-03-29T17:00:00.000Z'],
		['a text to Texas on a Sunday afternoon goes out', '2026-03-29T18:00:00Z', contact(['US-TX'], CHICAGO), undefined],
		['a text to Louisiana on a Sunday waits until Monday at eight', '2026-03-29T18:00:00Z', contact(['US-LA'], CHICAGO), '2026-03-30T13:00:00.000Z'],
		['a text to Kentucky at nine waits until ten, since nobody says that the rule on calls leaves texts out', '2026-03-31T13:00:00Z', contact(['US-KY'], NEW_YORK), '2026-03-31T14:00:00.000Z'],
		['a text to Dubai waits for nine: hours for texts and contested ones for calls hold together', '2026-03-31T04:00:00Z', contact(['AE'], ['Asia/Dubai']), '2026-03-31T05:00:00.000Z'],
		['a text to Saudi Arabia waits at half past nine in the evening: what all sources leave ends at nine', '2026-03-31T18:30:00Z', contact(['SA'], ['Asia/Riyadh']), '2026-04-01T06:00:00.000Z'],
		['a text to Brazil waits for nine, which all sources leave', '2026-03-31T11:30:00Z', contact(['BR'], ['America/Sao_Paulo']), '2026-03-31T12:00:00.000Z'],
		['a text to France on a Sunday waits until Monday at eight', '2026-03-29T12:00:00Z', contact(['FR'], PARIS), '2026-03-30T06:00:00.000Z'],
		['a call to France waits through lunch', '2026-03-31T11:30:00Z', contact(['FR'], PARIS, 'call'), '2026-03-31T12:00:00.000Z'],
		['a call to France goes out after lunch', '2026-03-31T12:00:00Z', contact(['FR'], PARIS, 'call'), undefined],
		['a text to Greece, which has no rule, waits over the weekend by the fallback', '2026-03-28T12:00:00Z', contact(['GR'], ['Europe/Athens']), '2026-03-30T05:00:00.000Z'],
		['a text to Spain at night waits for the courtesy hours, since no rule on hours was found', '2026-03-30T22:00:00Z', contact(['ES'], ['Europe/Madrid']), '2026-03-31T06:00:00.000Z'],
		['a text to Spain on a Sunday goes out', '2026-03-29T12:00:00Z', contact(['ES'], ['Europe/Madrid']), undefined],
		['an email to Texas on a Sunday morning goes out, since the rule is on calls and texts', '2026-03-29T15:00:00Z', contact(['US-TX'], CHICAGO, 'email'), undefined],
		['an email to Colombia on a Sunday waits, since the law names every channel', '2026-03-29T15:00:00Z', contact(['CO'], ['America/Bogota'], 'email'), '2026-03-30T12:00:00.000Z'],
	])('%s', (_, at, facts, sendAt) => {
		const [reason] = ask(at, facts);
		expect(reason).toMatchObject(sendAt === undefined ? { effect: 'permit' } : { effect: 'hold', notBefore: sendAt });
	});

	it('name the pack, its version and the rows that decided, and which of them are contested', () => {
		expect(ask('2026-04-01T00:30:00Z', contact(['US-FL'], NEW_YORK))).toEqual([
			{
				code: 'QUIET_HOURS',
				rule: 'quiet_hours',
				effect: 'hold',
				pack: 'quiet-hours',
				packVersion: QUIET_HOURS_PACK.version,
				facts: { zones: NEW_YORK, zoneCount: 1, basis: 'phone', jurisdictions: ['US-FL'], closedIn: 'America/New_York', rows: ['US-FL/1'], contested: ['US-FL/1'] },
				notBefore: '2026-04-01T12:00:00.000Z',
			},
		]);
	});

	it('name every row that permits', () => {
		expect(ask('2026-03-31T16:00:00Z', contact(['US-KY'], NEW_YORK))).toMatchObject([
			{ code: 'WITHIN_WINDOW', pack: 'quiet-hours', facts: { rows: ['US-KY/1', 'US/1'], contested: ['US/1'], unknown: ['US-KY/1'] } },
		]);
	});

	it('hold in every place the contact may be in', () => {
		const both = contact(['US-FL', 'US-CT'], NEW_YORK);
		expect(ask('2026-03-31T12:30:00Z', both)).toMatchObject([{ code: 'QUIET_HOURS', notBefore: '2026-03-31T13:00:00.000Z', facts: { rows: ['US-CT/1'] } }]);
		expect(ask('2026-03-31T12:30:00Z', contact(['US-FL'], [...NEW_YORK, ...CHICAGO]))).toMatchObject([{ notBefore: '2026-03-31T13:00:00.000Z', facts: { closedIn: 'America/Chicago' } }]);
	});

	it('change on the day a law comes into force', () => {
		const pennsylvania = contact(['US-PA'], NEW_YORK);
		expect(ask('2026-10-14T23:30:00Z', pennsylvania)).toMatchObject([{ code: 'WITHIN_WINDOW' }]);
		expect(ask('2026-10-21T23:30:00Z', pennsylvania)).toMatchObject([{ code: 'QUIET_HOURS', notBefore: '2026-10-22T13:00:00.000Z' }]);
		// Saturday night before the new law: the first Sunday under it is closed already.
		expect(ask('2026-10-18T01:30:00Z', pennsylvania)).toMatchObject([{ notBefore: '2026-10-19T13:00:00.000Z' }]);
	});

	it('close public holidays where a rule says so, and say that it is one', () => {
		expect(ask('2026-07-14T12:00:00Z', contact(['FR'], PARIS))).toMatchObject([{ code: 'PUBLIC_HOLIDAY', effect: 'hold', notBefore: '2026-07-15T06:00:00.000Z', facts: { rows: ['FR/1', 'FR/2'] } }]);
		expect(ask('2026-12-25T18:00:00Z', contact(['US-FL'], NEW_YORK))).toMatchObject([{ code: 'WITHIN_WINDOW' }]);
	});

	it('send to review in a year that the calendar of holidays does not cover', () => {
		expect(ask('2060-07-14T12:00:00Z', contact(['FR'], PARIS))).toMatchObject([{ code: 'HOLIDAYS_UNKNOWN', effect: 'review' }]);
		expect(ask('2060-07-14T12:00:00Z', contact(['US-FL'], NEW_YORK))).toMatchObject([{ effect: 'permit' }]);
	});

	it('are narrowed by the hours of the brand and of the step, and never widened', () => {
		const windows = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: '06:00', end: '23:00' }];
		const stepWindows = [{ days: ['tue'], start: '12:00', end: '13:00' }];
		expect(ask('2026-04-01T00:30:00Z', contact(['US-FL'], NEW_YORK), { windows })).toMatchObject([{ code: 'QUIET_HOURS', pack: 'quiet-hours' }]);
		const held = ask('2026-03-31T15:00:00Z', contact(['US-FL'], NEW_YORK), { windows, stepWindows });
		expect(held).toMatchObject([{ code: 'QUIET_HOURS', pack: 'policy', packVersion: 'v7', notBefore: '2026-03-31T16:00:00.000Z' }]);
	});

	it('give a reason for the law and one for the brand where both close, with the one time at which both are open', () => {
		const windows = [{ days: ['wed'], start: '07:00', end: '10:00' }];
		expect(ask('2026-04-01T00:30:00Z', contact(['US-FL'], NEW_YORK), { windows })).toMatchObject([
			{ pack: 'quiet-hours', notBefore: '2026-04-01T12:00:00.000Z' },
			{ pack: 'policy', notBefore: '2026-04-01T12:00:00.000Z' },
		]);
	});

	it('are replaced only with a written reason, which every decision carries', () => {
		const windows = [{ days: ['tue'], start: '06:00', end: '23:00' }];
		expect(() => parsePolicy({ quietHours: { packs: 'replace', windows } })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('replaceReason') as string }));
		expect(() => parsePolicy({ quietHours: { packs: 'replace', replaceReason: 'agreed in writing' } })).toThrow(/windows/);
		const replaced = { packs: 'replace', replaceReason: 'agreed in writing', windows } as const;
		expect(ask('2026-04-01T01:30:00Z', contact(['US-FL'], NEW_YORK), replaced)).toMatchObject([{ code: 'WITHIN_WINDOW', pack: 'policy', facts: { legalHours: 'replaced', because: 'agreed in writing' } }]);
	});

	it('can drop rules of unknown reach by policy, but never those that name texts or are contested', () => {
		expect(ask('2026-03-31T13:00:00Z', contact(['US-KY'], NEW_YORK), { profile: 'loose' })).toMatchObject([{ code: 'WITHIN_WINDOW', facts: { rows: ['US/1'] } }]);
		expect(ask('2026-04-01T00:30:00Z', contact(['US-FL'], NEW_YORK), { profile: 'loose' })).toMatchObject([{ code: 'QUIET_HOURS' }]);
		expect(ask('2026-03-29T18:00:00Z', contact(['US-LA'], CHICAGO), { profile: 'loose' })).toMatchObject([{ code: 'DAY_CLOSED' }]);
	});

	it('reach recorded calls unless the policy says that people speak', () => {
		const maine = contact(['US-ME'], NEW_YORK, 'call');
		expect(ask('2026-03-31T22:00:00Z', maine)).toMatchObject([{ code: 'QUIET_HOURS', facts: { rows: ['US-ME/1'] } }]);
		expect(ask('2026-03-31T22:00:00Z', maine, { calls: 'live' })).toMatchObject([{ code: 'WITHIN_WINDOW' }]);
		expect(ask('2026-03-31T22:00:00Z', contact(['US-ME'], NEW_YORK))).toMatchObject([{ code: 'WITHIN_WINDOW' }]);
	});

	it('stop while the policy says that an emergency is declared', () => {
		expect(ask('2026-03-31T18:00:00Z', contact(['US-LA'], CHICAGO), { emergencies: ['US-LA'] })).toMatchObject([{ code: 'EMERGENCY_DECLARED', effect: 'review' }]);
		expect(ask('2026-03-31T18:00:00Z', contact(['US-TX'], CHICAGO), { emergencies: ['US-LA'] })).toMatchObject([{ code: 'WITHIN_WINDOW' }]);
		expect(ask('2026-03-31T18:00:00Z', contact(['US-PR'], ['America/Puerto_Rico']), { emergencies: ['PR'] })).toMatchObject([{ code: 'EMERGENCY_DECLARED' }]);
		const replaced = { packs: 'replace' as const, replaceReason: 'agreed in writing', windows: [{ days: ['tue'], start: '06:00', end: '23:00' }] };
		expect(ask('2026-03-31T18:00:00Z', contact(['US-LA'], CHICAGO), { ...replaced, emergencies: ['US'] })).toMatchObject([{ code: 'EMERGENCY_DECLARED' }]);
	});

	it('send to review where places contradict each other so that no time is left', () => {
		const apart = contact(['US-ME', 'CO'], ['Asia/Kolkata', 'America/New_York'], 'call');
		expect(ask('2026-03-31T18:00:00Z', apart)).toMatchObject([{ code: 'NO_OPEN_WINDOW', effect: 'review' }]);
	});

	it('send to review when no country is known, unless the policy assumes a zone', () => {
		const nowhere = contact([], ['UTC']);
		expect(ask('2026-03-31T12:00:00Z', nowhere)).toMatchObject([{ code: 'COUNTRY_UNKNOWN', effect: 'review' }]);
		expect(ask('2026-03-28T12:00:00Z', nowhere, { unknownZone: 'UTC' })).toMatchObject([{ code: 'DAY_CLOSED', facts: { rows: ['ZZ/1'] } }]);
	});

	it('call rows on calls certain for calls, and name those on whose hours sources disagree', () => {
		const [call] = ask('2026-03-31T18:00:00Z', contact(['US-AL'], CHICAGO, 'call'));
		expect(call?.facts).not.toHaveProperty('unknown');
		expect(call?.facts).not.toHaveProperty('contested');
		expect(ask('2026-03-31T12:00:00Z', contact(['SA'], ['Asia/Riyadh']))).toMatchObject([{ facts: { contested: ['SA/1'] } }]);
	});

	it('take no odd name for two good ones, whatever was asked before', () => {
		const rule = prepareQuietHours(parsePolicy(), new Date('2026-04-01T00:30:00Z'));
		expect(rule(contact(['DE,US-FL'], NEW_YORK))[0]?.effect).toBeDefined();
		expect(rule(contact(['DE', 'US-FL'], NEW_YORK))[0]?.effect).toBe('hold');
		expect(rule(contact(['DE', 'US-FL'], ['Europe/Berlin', 'America/New_York']))[0]?.code).toBe('QUIET_HOURS');
		expect(rule(contact(['DE', 'US-FL'], ['Europe/Berlin\u0000America/New_York']))[0]?.code).toBe('ZONE_UNKNOWN');
	});

	it('hold in the territories of a country, on their own clock', () => {
		const reunion = contact(['RE'], ['Indian/Reunion']);
		expect(ask('2026-12-25T08:00:00Z', reunion)).toMatchObject([{ code: 'PUBLIC_HOLIDAY', facts: { rows: ['FR/1', 'FR/2'] } }]);
		expect(ask('2026-12-26T08:00:00Z', reunion)).toMatchObject([{ code: 'WITHIN_WINDOW' }]);
	});

	it('refuse hours of brand and step that leave no time together', () => {
		const never = { windows: [{ days: ['mon'], start: '09:00', end: '12:00' }], stepWindows: [{ days: ['mon'], start: '13:00', end: '14:00' }] };
		expect(() => ask('2026-03-31T12:00:00Z', contact(['US-FL'], NEW_YORK), never)).toThrow(expect.objectContaining({ code: 'WINDOW_NEVER_OPENS' }));
	});
});
