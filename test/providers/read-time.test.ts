import fc from 'fast-check';
import { DateTime, FixedOffsetZone } from 'luxon';
import { readTime } from '../../lib/providers/read-time';

it.each([
	['seconds', '1504902988', '2017-09-08T20:36:28.000Z'],
	['seconds with a fraction', '1521243339.873676', '2018-03-16T23:35:39.873Z'],
	['milliseconds', '1629835299000', '2021-08-24T20:01:39.000Z'],
	['ISO 8601', '2016-09-14T18:20:16Z', '2016-09-14T18:20:16.000Z'],
	['nanoseconds', '2019-11-05T16:33:54.907025981Z', '2019-11-05T16:33:54.907Z'],
	['an offset', '2017-09-01T10:00:05+02:00', '2017-09-01T08:00:05.000Z'],
	['an offset without a colon', '2019-11-09T16:00:00.000-0530', '2019-11-09T21:30:00.000Z'],
	['blanks', '2020-01-01 14:00:00 +0000', '2020-01-01T14:00:00.000Z'],
])('%s are a time', (_what, written, read) => expect(readTime(written, false)).toBe(read));

it('a time without a zone is read only where it is known to be in UTC', () => {
	expect(readTime('2016-06-28 00:40:34.558', true)).toBe('2016-06-28T00:40:34.558Z');
	expect(readTime('2016-06-28 00:40:34.558', false)).toBeUndefined();
});

it.each(['', '0', '20200101', 'yesterday', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T10:61:00Z', '2026-01-01T10:00:00+99:00', '2026-01-01', `2026-01-01T10:00:00${'0'.repeat(99)}Z`])(
	'%s is none',
	(written) => expect(readTime(written, true)).toBeUndefined(),
);

it('reads every time as luxon does', () => {
	const instant = fc.date({ min: new Date('0200-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true });
	fc.assert(
		fc.property(instant, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
			const written = DateTime.fromJSDate(date, { zone: FixedOffsetZone.instance(offset) }).toISO() ?? '';
			expect(readTime(written, false)).toBe(DateTime.fromISO(written, { zone: 'utc' }).toISO());
		}),
	);
});
