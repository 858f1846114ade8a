import { segmentAt } from './offsets';
import type { DayPart, Schedule } from './schedule';

/** When messages are permitted in every one of a set of zones. Instants in milliseconds since 1970. */
export type Permission =
	| { open: true }
	| {
			open: false;
			/** First instant at which it is open in all zones together; absent: none within the horizon. */
			opensAt?: number;
			/** Everything that closes it now, each with the first zone in which it does. */
			closed: ClosedIn[];
	  };

export interface ClosedIn {
	zone: string;
	part: DayPart;
}

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** How far ahead a permitted time is looked for. */
export const HORIZON_DAYS = 21;

/**
 * Whether messages are permitted at an instant in all zones at once, and otherwise from when on.
 *
 * Permitted is what the wall clock of each zone reads within the schedule: a start inside a
 * daylight-saving gap opens at the first instant after it, a start inside an overlap at its first pass.
 *
 * @param zones names that `readZone` returned; with none there is nothing to wait for and it is an error.
 * @param atMs milliseconds since 1970.
 */
export function nextPermitted(schedule: Schedule, zones: readonly string[], atMs: number, horizonDays = HORIZON_DAYS): Permission {
	if (zones.length === 0) throw new RangeError('At least one zone is needed.');
	const closed = closedIn(schedule, zones, atMs);
	if (closed.length === 0) return { open: true };
	const opensAt = nextOpenInAll(schedule, zones, atMs, atMs + horizonDays * MS_PER_DAY);
	return { open: false, closed, ...(opensAt === undefined ? {} : { opensAt }) };
}

/** The local day, as days since 1970-01-01, and the minute of it that a zone's clock shows. */
export function localMinute(zone: string, atMs: number): { day: number; minute: number } {
	const wall = atMs + segmentAt(zone, atMs).offset;
	const day = Math.floor(wall / MS_PER_DAY);
	return { day, minute: Math.floor((wall - day * MS_PER_DAY) / MS_PER_MINUTE) };
}

function closedIn(schedule: Schedule, zones: readonly string[], atMs: number): ClosedIn[] {
	const found = new Map<string, ClosedIn>();
	for (const zone of zones) {
		const { day, minute } = localMinute(zone, atMs);
		for (const part of schedule.closing(day, minute)) {
			const key = `${part.because} ${part.rows.join()}`;
			if (!found.has(key)) found.set(key, { zone, part });
		}
	}
	return [...found.values()];
}

/** Each round moves at least one zone on to its next opening, so the horizon bounds the rounds. */
function nextOpenInAll(schedule: Schedule, zones: readonly string[], atMs: number, latest: number): number | undefined {
	let candidate = atMs;
	let agreed = 0;
	for (let index = 0; agreed < zones.length; index = (index + 1) % zones.length) {
		const opens = nextOpenIn(schedule, zones[index]!, candidate, latest);
		if (opens === undefined) return undefined;
		agreed = opens === candidate ? agreed + 1 : 1;
		candidate = opens;
	}
	return candidate;
}

/** First instant from `fromMs` to `latest`, both included, at which the zone's wall clock is inside the schedule. */
function nextOpenIn(schedule: Schedule, zone: string, fromMs: number, latest: number): number | undefined {
	for (let instant = fromMs; instant <= latest; ) {
		const { to, offset } = segmentAt(zone, instant);
		const opens = nextOpenWall(schedule, instant + offset, Math.min(to, latest + 1) + offset);
		if (opens !== undefined) return opens - offset;
		instant = to;
	}
	return undefined;
}

/** The same on a wall clock without changes, before `end`; all in milliseconds as if the wall were UTC. */
function nextOpenWall(schedule: Schedule, from: number, end: number): number | undefined {
	for (let day = Math.floor(from / MS_PER_DAY); day * MS_PER_DAY < end; day += 1) {
		const midnight = day * MS_PER_DAY;
		for (const hours of schedule.open(day)) {
			if (midnight + hours.end * MS_PER_MINUTE <= from) continue;
			const opens = Math.max(from, midnight + hours.start * MS_PER_MINUTE);
			return opens < end ? opens : undefined;
		}
	}
	return undefined;
}
