import { QUIET_HOURS_PACK, quietHoursPackSchema, quietHoursRowSchema } from '../../lib/packs/quiet-hours';

const OPEN = {
	id: 'FR/1', jurisdiction: 'FR', channels: ['sms'], smsCoverage: 'explicit', days: 'daily', allowed: true, start: '08:00', end: '22:00', holidays: 'closed', messageClass: 'marketing',
	consentEffect: 'none', basis: 'statute', citation: 'A law', effectiveFrom: null, effectiveTo: null, source: 'https://example.org/law', asOf: '2026-11-21', confidence: 'high', verified: 'yes',
};
const without = (...fields: string[]) => Object.fromEntries(Object.entries(OPEN).filter(([name]) => !fields.includes(name)));
const problems = (row: unknown) => quietHoursRowSchema.safeParse(row).error?.issues.map(({ path, message }) => [...path, message].join(': ')) ?? [];

describe('a row on hours', () => {
	it('loads when it is complete', () => {
		expect(problems(OPEN)).toEqual([]);
		expect(problems({ ...without('start', 'end'), allowed: false })).toEqual([]);
		expect(problems({ ...OPEN, end: '24:00', effectiveFrom: '2024', effectiveTo: '2026-10-17', cap: { count: 3, period: 'PT24H', text: '3 a day' } })).toEqual([]);
	});

	it.each(['id', 'jurisdiction', 'channels', 'source', 'asOf', 'confidence', 'verified', 'effectiveFrom', 'effectiveTo', 'allowed', 'holidays', 'smsCoverage', 'basis'])('does not load without %s', (field) => {
		expect(problems(without(field)).map((problem) => problem.split(':')[0])).toEqual([field]);
	});

	it.each([
		['that end when they start', { start: '08:00', end: '08:00' }],
		['that end before they start', { start: '20:00', end: '08:00' }],
		['without an end', { end: undefined }],
		['without a start', { start: undefined }],
		['with an hour that no clock shows', { start: '08:60' }],
		['with an hour of another form', { start: '8:00' }],
		['from 24:00', { start: '24:00', end: '24:00' }],
		['on a day that is closed', { allowed: false }],
	])('does not load with hours %s', (_what, change) => {
		expect(problems({ ...OPEN, ...change })).not.toEqual([]);
	});

	it.each([
		['a source that is no address', { source: 'a friend' }],
		['an empty source', { source: '' }],
		['a day on which it was looked at that no calendar has', { asOf: '2026-02-30' }],
		['a month that does not exist in its dates', { effectiveFrom: '2026-13' }],
		['a confidence of its own', { confidence: 'sure' }],
		['a verification of its own', { verified: true }],
		['no channel', { channels: [] }],
		['a channel that nobody knows', { channels: ['fax'] }],
		['a cap of none', { cap: { count: 0, period: 'PT24H', text: 'none' } }],
		['a cap without a period', { cap: { count: 3, text: '3' } }],
		['a place that is no code', { jurisdiction: 'France' }],
		['a word that the schema does not know', { allow: true }],
	])('does not load with %s', (_what, change) => {
		expect(problems({ ...OPEN, ...change })).not.toEqual([]);
	});
});

describe('the pack on hours', () => {
	it('does not load with two rows of one id, or with a version that is no day', () => {
		expect(quietHoursPackSchema.safeParse({ version: '2026.11.21', rows: [OPEN] }).success).toBe(true);
		expect(quietHoursPackSchema.safeParse({ version: '2026.11.21', rows: [OPEN, OPEN] }).success).toBe(false);
		expect(quietHoursPackSchema.safeParse({ version: '3', rows: [OPEN] }).success).toBe(false);
		expect(quietHoursPackSchema.safeParse({ version: '2026.11.21', rows: [] }).success).toBe(false);
	});

	it('names the place of every row in its id', () => {
		expect(QUIET_HOURS_PACK.rows.filter(({ id, jurisdiction }) => !id.startsWith(`${jurisdiction}/`))).toEqual([]);
	});

	it('was looked at no later than its version says', () => {
		const version = QUIET_HOURS_PACK.version.slice(0, 10).replaceAll('.', '-');
		expect(QUIET_HOURS_PACK.rows.filter(({ asOf }) => asOf > version)).toEqual([]);
	});

	it('ends no row before it begins', () => {
		expect(QUIET_HOURS_PACK.rows.filter(({ effectiveFrom, effectiveTo }) => effectiveFrom !== null && effectiveTo !== null && effectiveTo < effectiveFrom)).toEqual([]);
	});

	it('speaks of laws in its notes, not of how they were searched for', () => {
		const diary = /\b(we|us|our|ours|asked for|found on the way|next row|see above|not reached|outlier)\b/i;
		expect(QUIET_HOURS_PACK.rows.filter(({ note = '' }) => diary.test(note)).map(({ id }) => id)).toEqual([]);
	});

	it.each([
		['US', 'sms', '08:00', '21:00'],
		['US-FL', 'sms', '08:00', '20:00'],
		['US-CT', 'sms', '09:00', '20:00'],
		['US-OR', 'sms', '08:00', '20:00'],
		['IN', 'sms', '10:00', '21:00'],
		['KR', 'sms', '08:00', '21:00'],
		['VN', 'call', '08:00', '17:00'],
	] as const)('has for %s (%s) the hours %s to %s every day', (place, channel, start, end) => {
		const rows = QUIET_HOURS_PACK.rows.filter(({ jurisdiction, channels, days }) => jurisdiction === place && channels.includes(channel) && days === 'daily');
		expect(rows.map((row) => [row.start, row.end])).toEqual([[start, end]]);
	});

	it.each(['US-AL', 'US-LA', 'US-MS', 'US-PA', 'US-RI', 'US-SD', 'US-UT', 'AU', 'BR', 'CO', 'FR', 'ZA'])('closes Sundays in %s', (place) => {
		const sundays = QUIET_HOURS_PACK.rows.filter(({ jurisdiction, days }) => jurisdiction === place && (days === 'sun' || days === 'sat-sun'));
		expect(sundays.length).toBeGreaterThan(0);
		expect(sundays.filter(({ allowed }) => allowed)).toEqual([]);
	});

	it('turns the law of Pennsylvania over on 18 October 2026, without a gap or an overlap', () => {
		const dates = QUIET_HOURS_PACK.rows.filter(({ jurisdiction }) => jurisdiction === 'US-PA').map(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo]);
		expect(dates).toEqual([['2026-10-18', null], ['2026-10-18', null], ['2019-12-03', '2026-10-17']]);
	});
});
