import type { HolidayPack } from './holiday-pack';

/** `known: false`: the table does not reach so far, or has no calendar of the place. Without `name`: no holiday. */
export type HolidayAnswer = { known: true; name?: string } | { known: false };

interface DayIndex {
	/** Day numbers that are covered, the end not included. */
	start: number;
	end: number;
	/** Calendars by place, each made when it is first asked for. */
	calendars: Map<string, ReadonlyMap<number, string>>;
}

const MS_PER_DAY = 86_400_000;
const UNKNOWN: HolidayAnswer = Object.freeze({ known: false });
const NO_HOLIDAY: HolidayAnswer = Object.freeze({ known: true });

/** One for each pack: a search for the next permitted time asks for hundreds of days. */
const INDEXES = new WeakMap<HolidayPack, DayIndex>();

/**
 * Whether a local calendar day is a public holiday of a place.
 *
 * @param jurisdiction ISO 3166-1 or 3166-2, exactly as in the pack: no place takes the calendar of another
 * @param day days since 1970-01-01 on the calendar of the place
 */
export function holidayOn(pack: HolidayPack, jurisdiction: string, day: number): HolidayAnswer {
	const index = indexOf(pack);
	const calendar = calendarOf(pack, index, jurisdiction);
	if (calendar === undefined || !Number.isInteger(day) || day < index.start || day >= index.end) return UNKNOWN;
	const name = calendar.get(day);
	return name === undefined ? NO_HOLIDAY : { known: true, name };
}

function indexOf(pack: HolidayPack): DayIndex {
	const known = INDEXES.get(pack);
	if (known !== undefined) return known;
	const index: DayIndex = { start: Date.UTC(pack.firstYear, 0, 1) / MS_PER_DAY, end: Date.UTC(pack.lastYear + 1, 0, 1) / MS_PER_DAY, calendars: new Map() };
	INDEXES.set(pack, index);
	return index;
}

function calendarOf(pack: HolidayPack, { calendars }: DayIndex, jurisdiction: string): ReadonlyMap<number, string> | undefined {
	const known = calendars.get(jurisdiction);
	if (known !== undefined || !Object.hasOwn(pack.calendars, jurisdiction)) return known;
	const days = Object.entries(pack.calendars[jurisdiction] ?? {});
	const calendar = new Map(days.map(([date, name]) => [Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY, name]));
	calendars.set(jurisdiction, calendar);
	return calendar;
}
