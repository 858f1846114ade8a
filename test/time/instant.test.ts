import { DateTime } from 'luxon';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { readInstant } from '../../lib/time/instant';
import { readZone } from '../../lib/time/zone';

describe('readInstant', () => {
	it.each<[unknown, string]>([
		['2026-03-31T14:05:00Z', '2026-03-31T14:05:00.000Z'],
		['2026-03-31t14:05z', '2026-03-31T14:05:00.000Z'],
		[' 2026-03-31 14:05:00.123456+00 ', '2026-03-31T14:05:00.123Z'],
		['2026-03-31T14:05:00,5-0530', '2026-03-31T19:35:00.500Z'],
		['2024-02-29T23:59:59+14:00', '2024-02-29T09:59:59.000Z'],
		[1774965900000, '2026-03-31T14:05:00.000Z'],
		[DateTime.fromISO('2026-03-31T10:05:00', { zone: 'America/New_York' }), '2026-03-31T14:05:00.000Z'],
		[runInNewContext('new Date(1774965900000)'), '2026-03-31T14:05:00.000Z'],
	])('reads %p', (value, iso) => {
		expect(readInstant(value)?.toISOString()).toBe(iso);
	});

	it('agrees with luxon on every text that luxon writes', () => {
		fc.assert(
			fc.property(fc.date({ min: new Date('0101-01-01T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }), fc.constantFrom('UTC', 'Asia/Kathmandu', 'UTC-9:30'), (date, zone) => {
				fc.pre(date.getUTCFullYear() > 1950);
				expect(readInstant(DateTime.fromJSDate(date, { zone }).toISO())).toEqual(date);
			}),
		);
	});

	it('never throws, whatever it is given', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				const read = readInstant(value);
				expect(read === undefined || !Number.isNaN(read.getTime())).toBe(true);
				expect(['string', 'undefined']).toContain(typeof readZone(value));
			}),
		);
		const hostile = new Proxy({}, { get: () => { throw new Error('no'); }, has: () => { throw new Error('no'); } });
		expect(readInstant(hostile)).toBeUndefined();
		expect(readInstant('2'.repeat(1_000_000))).toBeUndefined();
	});
});

describe('readZone', () => {
	it.each([
		[' America/New_York ', 'America/New_York'],
		['EUROPE/PARIS', 'Europe/Paris'],
		['US/Eastern', 'US/Eastern'],
		['Asia/Kolkata', 'Asia/Kolkata'],
		['UTC', 'UTC'],
	])('reads %p', (value, zone) => {
		expect(readZone(value)).toBe(zone);
	});

	it('reads every zone that the runtime knows', () => {
		expect(Intl.supportedValuesOf('timeZone').filter((zone) => readZone(zone) !== zone)).toEqual([]);
	});
});

it('reads the stored form exactly as it reads any other, whatever its digits', () => {
	const digits = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
	const stored = fc.tuple(digits(4), digits(2), digits(2), digits(2), digits(2), digits(2), digits(3)).map(([y, mo, d, h, mi, s, ms]) => `${y}-${mo}-${d}T${h}:${mi}:${s}.${ms}`);
	const near = fc.date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 23));
	fc.assert(fc.property(fc.oneof(stored, near), (text) => expect(readInstant(`${text}Z`)?.getTime()).toBe(readInstant(`${text}+00:00`)?.getTime())), { numRuns: 5_000 });
});
