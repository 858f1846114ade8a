import { DateTime } from 'luxon';
import { HOLIDAY_PACK } from '../../lib/packs/holidays';

const YEARS = Array.from({ length: HOLIDAY_PACK.lastYear - HOLIDAY_PACK.firstYear + 1 }, (_, index) => HOLIDAY_PACK.firstYear + index);
const datesOf = (place: string, year: number) => Object.keys(HOLIDAY_PACK.calendars[place] ?? {}).filter((date) => date.startsWith(String(year))).sort();
const iso = (date: DateTime) => date.toISODate() ?? '';
const utc = (year: number, month: number, day: number) => DateTime.utc(year, month, day);

/** Easter by the lunar tables of Gauss, with his two exceptions: another way than that of the generator. */
function easter(year: number): DateTime {
	const d = (19 * (year % 19) + 24) % 30;
	const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
	if (d === 29 && e === 6) return utc(year, 4, 19);
	if (d === 28 && e === 6 && year % 19 > 10) return utc(year, 4, 18);
	return utc(year, 3, 22).plus({ days: d + e });
}

/** The nth weekday of a month, counted day by day; -1: the last. */
function weekdayInMonth(year: number, month: number, weekday: number, n: number): DateTime {
	const days = Array.from({ length: 31 }, (_, index) => utc(year, month, 1).plus({ days: index })).filter((day) => day.month === month && day.weekday === weekday);
	return days.at(n < 0 ? n : n - 1) ?? utc(year, month, 1);
}

const [MON, TUE, THU, SAT, SUN] = [1, 2, 4, 6, 7];

function observed(date: DateTime): DateTime[] {
	if (date.weekday === SAT) return [date, date.minus({ days: 1 })];
	return date.weekday === SUN ? [date, date.plus({ days: 1 })] : [date];
}

describe('the generator', () => {
	it.each(YEARS)('finds Easter of %i', (year) => {
		expect(HOLIDAY_PACK.calendars['IT']?.[iso(easter(year))]).toBe('Pasqua');
		expect(HOLIDAY_PACK.calendars['FR']?.[iso(easter(year).plus({ days: 1 }))]).toBe('Lundi de Pâques');
		expect(HOLIDAY_PACK.calendars['US-LA']?.[iso(easter(year).minus({ days: 47 }))]).toBe('Mardi Gras');
	});

	it.each(YEARS)('closes the eleven federal holidays of the United States in %i, and the days on which they are observed', (year) => {
		const fixed = [utc(year, 1, 1), utc(year, 6, 19), utc(year, 7, 4), utc(year, 11, 11), utc(year, 12, 25), utc(year + 1, 1, 1)].flatMap(observed);
		const moving = [weekdayInMonth(year, 1, MON, 3), weekdayInMonth(year, 2, MON, 3), weekdayInMonth(year, 5, MON, -1), weekdayInMonth(year, 9, MON, 1), weekdayInMonth(year, 10, MON, 2), weekdayInMonth(year, 11, THU, 4)];
		expect(datesOf('US', year)).toEqual([...fixed, ...moving].filter((date) => date.year === year).map(iso).sort());
	});

	it.each(YEARS)('closes exactly the eleven public holidays of France in %i', (year) => {
		const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map((day) => `${year}-${day}`);
		const moving = [1, 39, 50].map((days) => iso(easter(year).plus({ days })));
		// Ascension can fall on 1 or 8 May.
		expect(datesOf('FR', year)).toEqual([...new Set([...fixed, ...moving])].sort());
	});

	it.each(YEARS)('closes the twelve public holidays of South Africa in %i, and the Monday after one that is a Sunday', (year) => {
		const fixed = ['01-01', '03-21', '04-27', '05-01', '06-16', '08-09', '09-24', '12-16', '12-25', '12-26'].map((day) => DateTime.fromISO(`${year}-${day}`, { zone: 'utc' }));
		const mondays = fixed.filter(({ weekday }) => weekday === SUN).map((date) => date.plus({ days: 1 }));
		const closed = datesOf('ZA', year);
		expect(closed).toEqual(expect.arrayContaining([...fixed, ...mondays, easter(year).minus({ days: 2 }), easter(year).plus({ days: 1 })].map(iso)));
	});

	it.each(YEARS)('moves the Colombian holidays of Law 51 to Mondays in %i', (year) => {
		const fixed = ['01-01', '05-01', '07-20', '08-07', '12-08', '12-25'].map((day) => `${year}-${day}`);
		const holyWeek = [3, 2].map((days) => iso(easter(year).minus({ days })));
		const others = datesOf('CO', year).filter((date) => !fixed.includes(date) && !holyWeek.includes(date));
		expect(others.filter((date) => DateTime.fromISO(date).weekday !== MON)).toEqual([]);
		// Saint Peter and the Sacred Heart fall on the same Monday in some years, and a moved holiday can meet a fixed one.
		expect(others.length).toBeGreaterThanOrEqual(9);
	});

	it.each(YEARS)('closes in Pennsylvania the thirteen days of the list in %i', (year) => {
		const fixed = ['01-01', '06-14', '07-04', '11-11', '12-25'].map((day) => `${year}-${day}`);
		const election = weekdayInMonth(year, 11, MON, 1).plus({ days: 1 });
		expect(election.weekday).toBe(TUE);
		const moving = [
			weekdayInMonth(year, 1, MON, 3), weekdayInMonth(year, 2, MON, 3), easter(year).minus({ days: 2 }), weekdayInMonth(year, 5, MON, -1),
			weekdayInMonth(year, 9, MON, 1), weekdayInMonth(year, 10, MON, 2), election, weekdayInMonth(year, 11, THU, 4),
		];
		expect(datesOf('US-PA', year)).toEqual(expect.arrayContaining([...fixed, ...moving.map(iso)]));
	});
});

it.each([
	['US-AL', '2026-04-27', 'Confederate Memorial Day'],
	['US-AL', '2026-06-01', 'Jefferson Davis\' Birthday'],
	['US-AL', '2025-03-04', 'Mardi Gras'],
	['US-AL', '2026-07-03', 'Independence Day (observed)'],
	['US-LA', '2026-02-17', 'Mardi Gras'],
	['US-LA', '2026-04-03', 'Good Friday'],
	['US-LA', '2026-11-03', 'General Election Day'],
	['US-LA', '2025-11-04', undefined],
	['US-LA', '2026-12-26', 'Day after Christmas'],
	['US-ME', '2026-04-20', 'Patriots\' Day'],
	['US-NE', '2026-04-24', 'Arbor Day'],
	['US-NE', '2026-11-27', 'Day after Thanksgiving'],
	['US-PA', '2026-06-14', 'Flag Day'],
	['US-RI', '2026-08-10', 'Victory Day'],
	['US-RI', '2026-07-03', 'Independence Day (observed)'],
	['US-RI', '2026-07-06', 'Independence Day (observed)'],
	['US-UT', '2025-06-16', 'Juneteenth'],
	['US-UT', '2026-04-03', undefined],
	['US-UT', '2027-03-26', 'Good Friday'],
	['CA-BC', '2026-02-16', 'Family Day'],
	['CA-BC', '2026-05-18', 'Victoria Day'],
	['CA-BC', '2027-05-24', 'Victoria Day'],
	['CA-BC', '2026-08-03', 'British Columbia Day'],
	['AU', '2026-04-27', 'Anzac Day (observed)'],
	['BR', '2024-11-20', 'Consciência Negra'],
	['BR-CE', '2026-03-25', 'Data Magna do Ceará'],
	['BR-ES', '2026-04-13', 'Nossa Senhora da Penha'],
	['BR-RJ', '2026-04-23', 'São Jorge'],
	['CO', '2026-01-12', 'Día de los Reyes Magos'],
	['CO', '2026-06-15', 'Sagrado Corazón'],
	['CO', '2026-01-06', undefined],
	['ES', '2026-11-02', 'Todos los Santos (observed)'],
	['GB', '2026-06-15', 'World Cup bank holiday (Scotland)'],
	['GB', '2027-12-28', 'Boxing Day (observed)'],
	['GB', '2026-07-13', 'Battle of the Boyne (observed)'],
	['IT', '2025-10-04', undefined],
	['IT', '2027-10-04', 'San Francesco d\'Assisi'],
	['NL', '2025-04-26', 'Koningsdag (observed)'],
	['NL', '2026-05-04', 'Nationale Dodenherdenking'],
	['NO', '2026-05-14', 'Kristi himmelfartsdag'],
	['PE', '2026-07-23', 'Día de la Fuerza Aérea'],
	['ZA', '2024-05-29', 'General elections'],
	['ZA', '2027-03-22', 'Human Rights Day (observed)'],
])('%s has on %s: %s', (place, date, name) => {
	expect(HOLIDAY_PACK.calendars[place]?.[date]).toBe(name);
});
