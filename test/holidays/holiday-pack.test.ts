import { DateTime } from 'luxon';
import { readHolidayTable } from '../../lib/packs/holidays/holiday-pack';
import { HOLIDAY_PACK, holidayOn, type HolidayPack } from '../../lib/packs/holidays';
import { QUIET_HOURS_PACK } from '../../lib/packs/quiet-hours';

const MS_PER_DAY = 86_400_000;
const YEARS = Array.from({ length: HOLIDAY_PACK.lastYear - HOLIDAY_PACK.firstYear + 1 }, (_, index) => HOLIDAY_PACK.firstYear + index);
const dayOf = (date: string) => DateTime.fromISO(date, { zone: 'utc' }).toMillis() / MS_PER_DAY;
const nameOn = (place: string, date: string) => {
	const answer = holidayOn(HOLIDAY_PACK, place, dayOf(date));
	return answer.known ? answer.name : 'unknown';
};
const datesOf = (place: string, year: number) => Object.keys(HOLIDAY_PACK.calendars[place] ?? {}).filter((date) => date.startsWith(String(year))).sort();

describe('a holiday is looked up', () => {
	it('by place and local day', () => {
		expect(nameOn('US-UT', '2026-07-24')).toBe('Pioneer Day');
		expect(nameOn('US-LA', '2026-07-24')).toBeUndefined();
	});

	it.each([
		['2023-12-31', 'unknown'],
		['2024-01-01', 'Jour de l\'An'],
		['2036-12-25', 'Noël'],
		['2036-12-31', undefined],
		['2037-01-01', 'unknown'],
		['1970-01-01', 'unknown'],
	])('and on %s the answer is %s: outside the years of the table nobody knows', (date, name) => {
		expect(nameOn('FR', date)).toBe(name);
	});

	it.each(['US-TX', 'ZZ', '', 'fr', 'constructor', '__proto__'])('and is unknown for %j, which has no calendar', (place) => {
		expect(holidayOn(HOLIDAY_PACK, place, dayOf('2026-12-25'))).toEqual({ known: false });
	});

	it.each([Number.NaN, Infinity, -Infinity, dayOf('2026-12-25') + 0.5])('and is unknown for %p, which is no day', (day) => {
		expect(holidayOn(HOLIDAY_PACK, 'FR', day)).toEqual({ known: false });
	});

	it('in the pack that is given, even when two packs take turns', () => {
		const other: HolidayPack = { version: '2000.01.01', firstYear: 2026, lastYear: 2026, calendars: { FR: { '2026-03-03': 'Test' } } };
		expect(holidayOn(other, 'FR', dayOf('2026-03-03'))).toEqual({ known: true, name: 'Test' });
		expect(nameOn('FR', '2026-03-03')).toBeUndefined();
		expect(holidayOn(other, 'FR', dayOf('2026-12-25'))).toEqual({ known: true });
		expect(holidayOn(other, 'FR', dayOf('2027-01-01'))).toEqual({ known: false });
	});
});

describe('the table', () => {
	it('reads a date without a year as one of every year, leap days aside', () => {
		const pack = readHolidayTable({ version: '2026.01.01', years: [2024, 2026], rows: [['XX', 'Fixed', '0704'], ['XX', 'Moving', '240229 260405']] });
		expect(pack).toEqual({
			version: '2026.01.01', firstYear: 2024, lastYear: 2026,
			calendars: { XX: { '2024-07-04': 'Fixed', '2025-07-04': 'Fixed', '2026-07-04': 'Fixed', '2024-02-29': 'Moving', '2026-04-05': 'Moving' } },
		});
	});

	it('covers at least ten years from the one in which its rules were put together', () => {
		expect(HOLIDAY_PACK.lastYear - Number(HOLIDAY_PACK.version.slice(0, 4))).toBeGreaterThanOrEqual(10);
	});

	it('holds only dates that exist, in years that are covered', () => {
		const dates = Object.values(HOLIDAY_PACK.calendars).flatMap((days) => Object.keys(days));
		expect(dates.filter((date) => !DateTime.fromISO(date, { zone: 'utc' }).isValid || !YEARS.includes(Number(date.slice(0, 4))))).toEqual([]);
	});

	const bound = QUIET_HOURS_PACK.rows.filter(({ holidays, days }) => holidays === 'closed' || holidays === 'window_13_21' || days === 'holiday' || days === 'preholiday');
	it.each([...new Set(bound.map(({ jurisdiction }) => jurisdiction))])('has at least eight days in every year for %s, whose rules are other on holidays', (place) => {
		expect(YEARS.filter((year) => datesOf(place, year).length < 8)).toEqual([]);
	});

	it.each(Object.keys(HOLIDAY_PACK.calendars).filter((place) => place.includes('-')))('closes in %s every holiday of its country', (place) => {
		const parent = HOLIDAY_PACK.calendars[place.slice(0, 2)] ?? {};
		expect(Object.keys(parent)).not.toEqual([]);
		expect(Object.keys(parent).filter((date) => HOLIDAY_PACK.calendars[place]?.[date] === undefined)).toEqual([]);
	});
});
