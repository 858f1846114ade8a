import { MINUTES_PER_DAY } from './parse-window';

/** Minutes of one local day in which messages are permitted: from `start`, before `end`. */
export interface OpenMinutes {
	readonly start: number;
	readonly end: number;
}

/** Permitted stretches of one local day: in order, without overlaps. */
export type DayHours = readonly OpenMinutes[];

export const WHOLE_DAY: DayHours = [{ start: 0, end: MINUTES_PER_DAY }];
export const NO_HOURS: DayHours = [];

export function holds(hours: DayHours, minute: number): boolean {
	return hours.some(({ start, end }) => minute >= start && minute < end);
}

/** Permitted in any of them. */
export function unite(hours: DayHours): DayHours {
	const united: Array<{ start: number; end: number }> = [];
	for (const next of hours.toSorted((a, b) => a.start - b.start)) {
		const last = united.at(-1);
		if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
		else united.push({ ...next });
	}
	return united;
}

/** Permitted in both. */
export function intersect(a: DayHours, b: DayHours): DayHours {
	if (a === WHOLE_DAY) return b;
	if (b === WHOLE_DAY) return a;
	return a.flatMap((one) =>
		b.map((other) => ({ start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) })).filter(({ start, end }) => start < end),
	);
}

/** What of the day is not in the hours. */
export function complement(hours: DayHours): DayHours {
	const edges = [0, ...hours.flatMap(({ start, end }) => [start, end]), MINUTES_PER_DAY];
	return Array.from({ length: edges.length / 2 }, (_, index) => ({ start: edges[2 * index] ?? 0, end: edges[2 * index + 1] ?? 0 })).filter(({ start, end }) => start < end);
}
