const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MS_PER_DAY = 86_400_000;

/** Days since 1970-01-01 of a date; `month` counts from 1, and overflowing days run on into the next month. */
export function dayNumber(year, month, day) {
	return Date.UTC(Number(year), Number(month) - 1, Number(day)) / MS_PER_DAY;
}

/** `YYYY-MM-DD` of a day number. */
export function isoDate(day) {
	return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

export function yearOf(day) {
	return Number(isoDate(day).slice(0, 4));
}

/** 0 (Sunday) to 6; 1970-01-01 was a Thursday. */
export function weekdayOf(day) {
	return (((day + 4) % 7) + 7) % 7;
}

export function isWeekend(day) {
	return [0, 6].includes(weekdayOf(day));
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 as in Meeus, Astronomical Algorithms, chapter 8. */
export function easterSunday(year) {
	const a = year % 19;
	const b = Math.floor(year / 100);
	const c = year % 100;
	const d = Math.floor(b / 4);
	const e = b % 4;
	const g = Math.floor((8 * b + 13) / 25);
	const h = (19 * a + b - d - g + 15) % 30;
	const i = Math.floor(c / 4);
	const k = c % 4;
	const l = (32 + 2 * e + 2 * i - h - k) % 7;
	const m = Math.floor((a + 11 * h + 22 * l) / 451);
	const n = h + l - 7 * m + 114;
	return dayNumber(year, Math.floor(n / 31), (n % 31) + 1);
}

function nthWeekday(year, month, weekday, n) {
	if (n > 0) {
		const first = dayNumber(year, month, 1);
		return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1);
	}
	const last = dayNumber(year, month + 1, 0);
	return last - ((weekdayOf(last) - weekday + 7) % 7) + 7 * (n + 1);
}

const onOrAfter = (day, weekday) => day + ((weekday - weekdayOf(day) + 7) % 7);
const onOrBefore = (day, weekday) => day - ((weekdayOf(day) - weekday + 7) % 7);

const WEEKDAY = `(${WEEKDAYS.join('|')})`;
const DATE = '(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';

/** The ways in which a rule can say on which day of a year it falls, each with what it means. */
const FORMS = [
	// 07-04
	[`${DATE}`, (year, month, day) => dayNumber(year, month, day)],
	// easter-2, easter+39
	['easter([+-]\\d{1,2})', (year, offset) => easterSunday(year) + Number(offset)],
	// mon#3 01 (third Monday of January), mon#-1 05 (last Monday of May), thu#4 11 +1 (the day after the fourth Thursday of November)
	[`${WEEKDAY}#(-1|[1-4]) (0[1-9]|1[0-2])(?: \\+(\\d))?`, (year, weekday, n, month, plus = '0') => nthWeekday(year, Number(month), WEEKDAYS.indexOf(weekday), Number(n)) + Number(plus)],
	// mon>=01-06 (Monday on or after 6 January)
	[`${WEEKDAY}>=${DATE}`, (year, weekday, month, day) => onOrAfter(dayNumber(year, month, day), WEEKDAYS.indexOf(weekday))],
	// mon<=05-24 (Monday on or before 24 May)
	[`${WEEKDAY}<=${DATE}`, (year, weekday, month, day) => onOrBefore(dayNumber(year, month, day), WEEKDAYS.indexOf(weekday))],
].map(([form, read]) => [new RegExp(`^${form}$`), read]);

/** Whether a rule is written in one of the known ways. */
export function isRuleForm(on) {
	return FORMS.some(([form]) => form.test(on));
}

/**
 * The day on which a rule falls in a year, as days since 1970-01-01.
 *
 * @throws Error for a rule of no known form
 */
export function dayOfRule(on, year) {
	for (const [form, read] of FORMS) {
		const match = form.exec(on);
		if (match !== null) return read(year, ...match.slice(1));
	}
	throw new Error(`"${on}" is no way to say on which day a holiday falls.`);
}
