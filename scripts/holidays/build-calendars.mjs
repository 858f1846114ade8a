import { dayNumber, dayOfRule, isWeekend, isoDate, weekdayOf, yearOf } from './calendar-day.mjs';
import { SUBSTITUTES } from './rule-schema.mjs';

const WEEKEND = { 6: 'sat', 0: 'sun' };

function holdsIn({ from = -Infinity, to = Infinity, every = 1 } = {}, year) {
	return year >= from && year <= to && (every === 1 || (year - from) % every === 0);
}

/** The day in lieu of a day, or undefined; a day that is closed already is passed over. */
function substituteOf(day, kind, closed) {
	const step = kind === undefined ? undefined : SUBSTITUTES[kind][WEEKEND[weekdayOf(day)]];
	if (step === undefined) return undefined;
	let other = day + step;
	while (step > 0 && (isWeekend(other) || closed.has(other))) other += 1;
	return other;
}

/**
 * The closed days of one calendar, as a map from day number to name, in order. Its own names go before those of lists it includes.
 * Rules are worked out for one year more on each side, as a day in lieu can fall into another year.
 */
function closedDays(calendar, { rows, firstYear, lastYear }, overrides) {
	const sources = [calendar.jurisdiction, ...calendar.includes];
	const rules = sources.flatMap((source) => rows.filter(({ jurisdiction }) => jurisdiction === source));
	const changes = overrides.filter(({ jurisdiction }) => sources.includes(jurisdiction));
	const years = Array.from({ length: lastYear - firstYear + 3 }, (_, index) => firstYear - 1 + index);
	const falls = rules.flatMap((rule) => years.filter((year) => holdsIn(rule.years, year)).map((year) => ({ rule, day: dayOfRule(rule.on, year) })));

	const days = new Map();
	const close = (day, name) => {
		if (!days.has(day)) days.set(day, name);
	};
	for (const { rule, day } of falls) close(day, rule.name);
	for (const { rule, day } of falls.toSorted((one, other) => one.day - other.day)) {
		const other = substituteOf(day, rule.substitute, days);
		if (other !== undefined) close(other, `${rule.name} (observed)`);
	}
	for (const { id, change, date, name } of changes) {
		const day = dayNumber(...date.split('-'));
		if (change === 'add') close(day, name);
		else if (!days.delete(day)) throw new Error(`${id} removes a day that is no holiday.`);
	}
	return new Map([...days].filter(([day]) => yearOf(day) >= firstYear && yearOf(day) <= lastYear).sort(([one], [other]) => one - other));
}

/** All calendars by jurisdiction: `{ 'US-PA': Map { 19723 => "New Year's Day" } }`. */
export function buildCalendars(rules, overrides) {
	return Object.fromEntries(rules.calendars.map((calendar) => [calendar.jurisdiction, closedDays(calendar, rules, overrides.rows)]));
}

/**
 * Rows of jurisdiction, name and dates, short enough to ship: `0704` is a date of every year of the table, `260403` one of 2026.
 */
export function tableRows(calendars, { firstYear, lastYear }) {
	const yearCount = lastYear - firstYear + 1;
	return Object.entries(calendars).flatMap(([jurisdiction, days]) => {
		const byName = Map.groupBy(days, ([, name]) => name);
		return [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, entries]) => [jurisdiction, name, datesOf(entries.map(([day]) => isoDate(day)), yearCount)]);
	});
}

function datesOf(dates, yearCount) {
	const byDay = Map.groupBy(dates, (date) => date.slice(5).replace('-', ''));
	return [...byDay].flatMap(([day, same]) => (same.length === yearCount ? [day] : same.map((date) => date.slice(2).replaceAll('-', '')))).sort().join(' ');
}
