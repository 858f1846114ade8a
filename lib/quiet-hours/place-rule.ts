import { holidayOn, type HolidayPack } from '../packs/holidays';
import type { QuietHoursRow, RuleDays } from '../packs/quiet-hours';
import { isInForce } from './in-force';
import { NO_HOURS, unite, WHOLE_DAY, type DayHours } from './open-minutes';
import { minutesAfterMidnight } from './parse-window';
import { weekdayOf, type ClosedBecause, type DayPart, type DayRule } from './schedule';

const WEEKLY: Partial<Record<RuleDays, readonly number[]>> = {
	daily: [0, 1, 2, 3, 4, 5, 6],
	'mon-fri': [0, 1, 2, 3, 4],
	'mon-sat': [0, 1, 2, 3, 4, 5],
	sat: [5],
	sun: [6],
	'sat-sun': [5, 6],
};
const AFTERNOON: DayHours = [{ start: 13 * 60, end: 21 * 60 }];

/**
 * What the rows of one place permit on each local day. Every row holds; only rows with the same channels, days and citation are
 * alternatives inside one rule, of which any will do. Where the rows name hours for some weekdays and leave others out, those
 * are closed. Public holidays of a year that the table does not cover are closed as well.
 */
export function placeRule(place: string, rows: readonly QuietHoursRow[], holidays: HolidayPack): DayRule {
	return (day) => {
		const inForce = rows.filter((row) => isInForce(row, day));
		return [...weekdayParts(inForce, weekdayOf(day)), ...holidayParts(inForce, (at) => holidayOn(holidays, place, at), day)];
	};
}

function weekdayParts(rows: readonly QuietHoursRow[], weekday: number): DayPart[] {
	const weekly = rows.filter(({ days }) => WEEKLY[days] !== undefined);
	const rules = new Map<string, QuietHoursRow[]>();
	for (const row of weekly.filter(({ days }) => WEEKLY[days]?.includes(weekday))) {
		const key = JSON.stringify([row.channels, row.days, row.citation]);
		rules.set(key, [...(rules.get(key) ?? []), row]);
	}
	if (weekly.length > 0 && rules.size === 0) return [closed('day', weekly)];
	return [...rules.values()].map((alternatives) => {
		const hours = unite(alternatives.flatMap(hoursOf));
		return { hours: isWholeDay(hours) ? WHOLE_DAY : hours, because: hours.length === 0 ? 'day' : 'hours', rows: idsOf(alternatives) };
	});
}

type HolidayLookup = (day: number) => ReturnType<typeof holidayOn>;

function holidayParts(rows: readonly QuietHoursRow[], lookUp: HolidayLookup, day: number): DayPart[] {
	const closing = rows.filter((row) => row.holidays === 'closed' || (row.days === 'holiday' && !row.allowed));
	const afternoons = rows.filter((row) => row.holidays === 'window_13_21');
	const onHoliday = rows.filter((row) => row.days === 'holiday' && row.allowed);
	const before = rows.filter((row) => row.days === 'preholiday');
	return [
		...onDay(closing, lookUp, day, () => NO_HOURS),
		...onDay(afternoons, lookUp, day, () => AFTERNOON),
		...onDay(onHoliday, lookUp, day, () => unite(onHoliday.flatMap(hoursOf))),
		...onDay(before, lookUp, day + 1, () => unite(before.flatMap(hoursOf))),
	];
}

function onDay(rows: readonly QuietHoursRow[], lookUp: HolidayLookup, day: number, hours: () => DayHours): DayPart[] {
	if (rows.length === 0) return [];
	const found = lookUp(day);
	if (!found.known) return [closed('holidays_unknown', rows)];
	return found.name === undefined ? [] : [{ hours: hours(), because: 'holiday', rows: idsOf(rows) }];
}

function closed(because: ClosedBecause, rows: readonly QuietHoursRow[]): DayPart {
	return { hours: NO_HOURS, because, rows: idsOf(rows) };
}

function hoursOf({ allowed, start, end }: QuietHoursRow): DayHours {
	if (!allowed) return NO_HOURS;
	return start === undefined || end === undefined ? WHOLE_DAY : [{ start: minutesAfterMidnight(start), end: minutesAfterMidnight(end) }];
}

function isWholeDay(hours: DayHours): boolean {
	return hours.length === 1 && hours[0]?.start === 0 && hours[0].end === WHOLE_DAY[0]?.end;
}

function idsOf(rows: readonly QuietHoursRow[]): string[] {
	return rows.map(({ id }) => id);
}
