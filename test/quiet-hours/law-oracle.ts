import { DateTime } from 'luxon';
import { HOLIDAY_PACK, holidayOn } from '../../lib/packs/holidays';
import type { QuietHoursRow } from '../../lib/packs/quiet-hours';

const DAY_MS = 86_400_000;
const WEEKDAYS: Record<string, readonly string[]> = {
	daily: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
	'mon-fri': ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
	'mon-sat': ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
	sat: ['Sat'],
	sun: ['Sun'],
	'sat-sun': ['Sat', 'Sun'],
};

/** What a row says about one minute, in words. */
export interface LawQuestion {
	rows: readonly QuietHoursRow[];
	/** Places whose rules hold, with their countries. */
	places: readonly string[];
	/** Whether the row reaches the message. */
	reaches: (row: QuietHoursRow) => boolean;
	zones: readonly string[];
}

/**
 * Whether a minute is permitted, asked of each row and zone in turn: slow, and written from the description of how rows combine,
 * without any code of the rule. `undefined`: no row says anything about the hours of that country on that day.
 */
export function lawPermits({ rows, places, reaches, zones }: LawQuestion, atMs: number): boolean {
	return zones.every((zone) => {
		const wall = DateTime.fromMillis(atMs, { zone });
		const [date, time, weekday] = [wall.toFormat('yyyy-MM-dd'), wall.toFormat('HH:mm'), wall.toFormat('ccc', { locale: 'en-US' })];
		const countries = [...new Set(places.map((place) => place.slice(0, 2)))];
		return countries.every((country) => countryPermits(country, places.filter((place) => place.startsWith(country)), { date, time, weekday }, rows, reaches));
	});
}

interface Wall {
	date: string;
	time: string;
	weekday: string;
}

function countryPermits(country: string, places: readonly string[], wall: Wall, rows: readonly QuietHoursRow[], reaches: (row: QuietHoursRow) => boolean): boolean {
	let restricted = false;
	for (const place of places) {
		const isFallback = place === country && !rows.some((row) => row.jurisdiction === country && reaches(row));
		const own = rows.filter((row) => (isFallback ? row.jurisdiction === 'ZZ' : row.jurisdiction === place && reaches(row))).filter((row) => inForce(row, wall.date));
		const answer = placePermits(place, own, wall);
		if (answer === false) return false;
		if (answer === 'within') restricted = true;
	}
	return restricted || (wall.time >= '08:00' && wall.time < '21:00');
}

function inForce({ effectiveFrom, effectiveTo }: QuietHoursRow, date: string): boolean {
	// Compared as text: a bare year or month stands for each of its days.
	return (effectiveFrom === null || date >= effectiveFrom) && (effectiveTo === null || date.slice(0, effectiveTo.length) <= effectiveTo);
}

/** `within`: some rule limits the day and permits this minute; `unlimited`: no rule limits the day. */
function placePermits(place: string, rows: readonly QuietHoursRow[], { date, time, weekday }: Wall): false | 'within' | 'unlimited' {
	const weekly = rows.filter(({ days }) => days in WEEKDAYS);
	const today = weekly.filter(({ days }) => WEEKDAYS[days]!.includes(weekday));
	if (weekly.length > 0 && today.length === 0) return false;
	let answer: 'within' | 'unlimited' = 'unlimited';
	for (const row of today) {
		const alternatives = today.filter((other) => other.days === row.days && other.citation === row.citation && other.channels.join() === row.channels.join());
		if (!alternatives.some((other) => permits(other, time))) return false;
		if (alternatives.every(({ start }) => start !== undefined)) answer = 'within';
	}
	const day = Date.parse(date) / DAY_MS;
	const holiday = holidayOn(HOLIDAY_PACK, place, day);
	for (const row of rows) {
		if (row.holidays === 'closed' || row.days === 'holiday') {
			if (!holiday.known || holiday.name !== undefined) return false;
		}
		if (row.holidays === 'window_13_21') {
			if (!holiday.known) return false;
			if (holiday.name !== undefined) {
				if (time < '13:00' || time >= '21:00') return false;
				answer = 'within';
			}
		}
		if (row.days === 'preholiday') {
			const next = holidayOn(HOLIDAY_PACK, place, day + 1);
			if (!next.known || (next.name !== undefined && !permits(row, time))) return false;
			if (next.name !== undefined) answer = 'within';
		}
	}
	return answer;
}

function permits({ allowed, start, end }: QuietHoursRow, time: string): boolean {
	return allowed && (start === undefined || end === undefined || (time >= start && time < end));
}
