import { ComplianceError } from '../model/errors';
import type { Window } from '../model/window';
import { MINUTES_PER_DAY, parseWindow, type ParsedWindow } from './parse-window';

/** Minutes of one local day in which messages are permitted: from `start`, before `end`. */
export interface OpenMinutes {
	start: number;
	end: number;
}

/** Permitted hours in a form that is quick to ask. Made by `compileSchedule` or `scheduleOf`. */
export interface Schedule {
	/** For each weekday (Monday is 0) the hours of the windows that open on it, up to midnight. */
	readonly own: readonly (readonly OpenMinutes[])[];
	/** For each weekday, `own` and the hours past midnight of the windows that opened the day before. */
	readonly whole: readonly (readonly OpenMinutes[])[];
	/** Closed local dates as days since 1970-01-01. */
	readonly closedDays: ReadonlySet<number>;
}

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const MS_PER_DAY = 86_400_000;
const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Compiles the windows and closed dates of a policy or node. A message is permitted inside any one window.
 *
 * A closed date (`YYYY-MM-DD`, local) closes all hours of that date, and the hours past midnight of
 * windows that opened on it.
 *
 * @throws ComplianceError `WINDOW_INVALID`, also for a start equal to the end: whether somebody means no
 * hour or all hours by that cannot be known. `WINDOW_NEVER_OPENS` without windows. `CONFIG_INVALID` for a closed
 * date that does not exist.
 */
export function compileSchedule(config: { windows: readonly Window[]; closedDates?: readonly string[] }): Schedule {
	const parsed = config.windows.map((window) => {
		const result = parseWindow(window);
		if (!result.startIsEnd) return result;
		throw new ComplianceError(
			'WINDOW_INVALID',
			'The start and the end of a window are the same.',
			'Write 00:00-24:00 if messages are permitted all day; remove the window if they are not.',
		);
	});
	if (parsed.length === 0) {
		throw new ComplianceError('WINDOW_NEVER_OPENS', 'There is no window, so no message would ever be permitted.', 'Add at least one window.');
	}
	return scheduleOf(parsed, new Set((config.closedDates ?? []).map(readClosedDate)));
}

/** A schedule of windows that have been read already. */
export function scheduleOf(windows: readonly ParsedWindow[], closedDays: ReadonlySet<number> = new Set()): Schedule {
	const hoursOf = (day: number, shift: number) =>
		windows
			.filter((window) => window.days.includes(day))
			.map(({ start, end }) => ({ start: Math.max(0, start - shift), end: Math.min(MINUTES_PER_DAY, end - shift) }))
			.filter(({ start, end }) => start < end);
	const own = WEEKDAYS.map((day) => unite(hoursOf(day, 0)));
	const whole = WEEKDAYS.map((day) => unite([...hoursOf(day, 0), ...hoursOf((day + 6) % 7, MINUTES_PER_DAY)]));
	return { own, whole, closedDays };
}

/** The permitted minutes of a local day, given as days since 1970-01-01; in order, without overlaps. */
export function openMinutes(schedule: Schedule, day: number): readonly OpenMinutes[] {
	if (schedule.closedDays.has(day)) return [];
	const hours = schedule.closedDays.has(day - 1) ? schedule.own : schedule.whole;
	return hours[weekdayOf(day)] ?? [];
}

/** Whether a minute of a local day is shut by a closed date, be it this day or the one on which its window opened. */
export function isClosedByDate(schedule: Schedule, day: number, minute: number): boolean {
	if (schedule.closedDays.has(day)) return true;
	if (!schedule.closedDays.has(day - 1)) return false;
	const holds = (hours: OpenMinutes) => minute >= hours.start && minute < hours.end;
	const weekday = weekdayOf(day);
	return (schedule.whole[weekday] ?? []).some(holds) && !(schedule.own[weekday] ?? []).some(holds);
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
	return (((day + 3) % 7) + 7) % 7;
}

function unite(hours: readonly OpenMinutes[]): OpenMinutes[] {
	const united: OpenMinutes[] = [];
	for (const next of hours.toSorted((a, b) => a.start - b.start)) {
		const last = united.at(-1);
		if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
		else united.push({ ...next });
	}
	return united;
}

function readClosedDate(value: unknown): number {
	const text = typeof value === 'string' && CALENDAR_DATE.test(value) ? value : '';
	const date = new Date(`${text}T00:00:00.000Z`);
	if (text === '' || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
		throw new ComplianceError('CONFIG_INVALID', 'A closed date is not a calendar date.', 'Write closed dates such as 2026-12-25.');
	}
	return date.getTime() / MS_PER_DAY;
}
