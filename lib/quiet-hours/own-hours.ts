import { ruleCode, withParents } from '../jurisdiction/parents';
import { ComplianceError } from '../model/errors';
import type { Window } from '../model/window';
import { complement, intersect, NO_HOURS, unite, type DayHours } from './open-minutes';
import { MINUTES_PER_DAY, parseWindow, type ParsedWindow } from './parse-window';
import { weekdayOf, type DayPart, type DayRule } from './schedule';

const MS_PER_DAY = 86_400_000;
const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Hours and closed dates of a policy or node. A message is permitted inside any one window.
 *
 * A closed date (`YYYY-MM-DD`, local) closes all hours of that date, and the hours past midnight of
 * windows that opened on it.
 *
 * @throws ComplianceError `WINDOW_INVALID`, also for a start equal to the end: whether somebody means no
 * hour or all hours by that cannot be known. `CONFIG_INVALID` for a closed date that does not exist.
 */
export function ownHours(windows: readonly Window[], closedDates: readonly string[] = []): DayRule {
	const parsed = windows.map((window) => {
		const result = parseWindow(window);
		if (!result.startIsEnd) return result;
		throw new ComplianceError(
			'WINDOW_INVALID',
			'The start and the end of a window are the same.',
			'Write 00:00-24:00 if messages are permitted all day; remove the window if they are not.',
		);
	});
	return hoursOf(parsed, new Set(closedDates.map(readClosedDate)));
}

/** The hours of windows that have been read already; of no window: any hour. */
export function hoursOf(windows: readonly ParsedWindow[], closedDays: ReadonlySet<number> = new Set()): DayRule {
	const weekdays: WeekdayHours[] = [];
	return (day) => {
		const weekday = weekdayOf(day);
		const { parts, night } = (weekdays[weekday] ??= hoursOn(windows, weekday));
		if (closedDays.has(day)) return [...parts, CLOSED];
		return night.length === 0 || !closedDays.has(day - 1) ? parts : [...parts, { ...CLOSED, hours: complement(night) }];
	};
}

/**
 * Nothing is permitted while the policy says that an emergency is declared in one of the places, whatever else it says.
 *
 * @param codes ISO 3166-1 or 3166-2, parents not needed
 */
export function emergencyHours(emergencies: readonly string[], codes: readonly string[]): DayRule {
	const declared = new Set(emergencies.map(ruleCode));
	const parts = withParents(codes).some((place) => declared.has(place)) ? [EMERGENCY] : [];
	return () => parts;
}

const EMERGENCY: DayPart = { hours: NO_HOURS, because: 'emergency', rows: [] };
const CLOSED: DayPart = { hours: NO_HOURS, because: 'day', rows: [] };

/** What windows say about one weekday. */
interface WeekdayHours {
	parts: readonly DayPart[];
	/** Hours that only windows of the day before open, past midnight. */
	night: DayHours;
}

function hoursOn(windows: readonly ParsedWindow[], weekday: number): WeekdayHours {
	const opening = unite(minutesOf(windows, weekday, 0));
	const goingOn = unite(minutesOf(windows, (weekday + 6) % 7, MINUTES_PER_DAY));
	return {
		parts: windows.length === 0 ? [] : [{ hours: unite([...opening, ...goingOn]), because: 'hours', rows: [] }],
		night: intersect(goingOn, complement(opening)),
	};
}

/** Minutes of a day from windows that open on a weekday, `shift` minutes before that day's midnight. */
function minutesOf(windows: readonly ParsedWindow[], weekday: number, shift: number): DayHours {
	return windows
		.filter((window) => window.days.includes(weekday))
		.map(({ start, end }) => ({ start: Math.max(0, start - shift), end: Math.min(MINUTES_PER_DAY, end - shift) }))
		.filter(({ start, end }) => start < end);
}

function readClosedDate(value: unknown): number {
	const text = typeof value === 'string' && CALENDAR_DATE.test(value) ? value : '';
	const date = new Date(`${text}T00:00:00.000Z`);
	if (text === '' || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
		throw new ComplianceError('CONFIG_INVALID', 'A closed date is not a calendar date.', 'Write closed dates such as 2026-12-25.');
	}
	return date.getTime() / MS_PER_DAY;
}
