import { ComplianceError } from '../model/errors';
import { DAYS, type Day, type Window } from '../model/window';

/** A window in numbers. */
export interface ParsedWindow {
	/** Days on which it opens, Monday is 0. */
	days: number[];
	/** Minutes after local midnight of the day on which it opens, 0 to 1439. */
	start: number;
	/** Minutes after that same midnight, above `start`; above 1440 when it runs past midnight. */
	end: number;
	/** `start` and `end` are written alike, which makes it 24 hours long. */
	startIsEnd: boolean;
}

export const MINUTES_PER_DAY = 1_440;

const TIME = /^(\d{1,2}):(\d{2})$/;
const LONGEST_QUOTE = 20;

/**
 * Reads a window.
 *
 * @throws ComplianceError `WINDOW_INVALID` for times such as `25:00` or `noon`, a start of `24:00`,
 * and unknown or missing days.
 */
export function parseWindow(window: Window): ParsedWindow {
	const given: unknown = window;
	if (typeof given !== 'object' || given === null) throw invalid('The window is missing', 'Give days, start and end.');
	const { days, start, end } = given as Partial<Record<keyof Window, unknown>>;
	const startMinutes = readTime(start, MINUTES_PER_DAY - 1, 'start');
	const endMinutes = readTime(end, MINUTES_PER_DAY, 'end');
	return {
		days: readDays(days),
		start: startMinutes,
		end: endMinutes > startMinutes ? endMinutes : endMinutes + MINUTES_PER_DAY,
		startIsEnd: startMinutes === endMinutes,
	};
}

/** Of a time that is known to be one, `HH:mm` or `24:00`. */
export function minutesAfterMidnight(time: string): number {
	const [hours = 0, minutes = 0] = time.split(':').map(Number);
	return hours * 60 + minutes;
}

function readTime(value: unknown, latest: number, name: 'start' | 'end'): number {
	const match = typeof value === 'string' ? TIME.exec(value) : null;
	const minutes = match ? minutesAfterMidnight(match[0]) : Number.NaN;
	if (match && Number(match[2]) < 60 && minutes <= latest) return minutes;
	throw invalid(
		`The ${name} of the window, ${quote(value)}, is not a time`,
		`Write hours and minutes, such as 09:00 or 20:30${name === 'end' ? '; 24:00 is midnight at the end of the day' : ''}.`,
	);
}

function readDays(value: unknown): number[] {
	const remedy = `Use one or more of ${DAYS.join(', ')}.`;
	if (!Array.isArray(value) || value.length === 0) throw invalid('The window has no days', remedy);
	const days = value.map((day: unknown) => {
		const index = DAYS.indexOf(day as Day);
		if (index < 0) throw invalid(`${quote(day)} is not a day`, remedy);
		return index;
	});
	return [...new Set(days)];
}

function quote(value: unknown): string {
	return typeof value === 'string' ? `"${value.slice(0, LONGEST_QUOTE)}"` : `a value of type ${typeof value}`;
}

function invalid(what: string, remedy: string): ComplianceError {
	return new ComplianceError('WINDOW_INVALID', `${what}.`, remedy);
}
