import { intersect, WHOLE_DAY, holds, type DayHours } from './open-minutes';

/** Why it is closed, from the least to the most telling. */
export const CLOSED_BECAUSE = ['hours', 'day', 'holiday', 'holidays_unknown', 'emergency'] as const;
export type ClosedBecause = (typeof CLOSED_BECAUSE)[number];

/** What one rule, or one decision of the brand, says about one local day. */
export interface DayPart {
	hours: DayHours;
	/** Why it is closed outside of `hours`. */
	because: ClosedBecause;
	/** Ids of the rows of the rule pack it comes from; none: from the policy. */
	rows: readonly string[];
}

/** Something that says of each local day, given as days since 1970-01-01, what is permitted on it. */
export type DayRule = (day: number) => readonly DayPart[];

/** Everything that holds for a contact together: permitted is what every part of a day permits. */
export interface Schedule {
	open(day: number): DayHours;
	/** The parts of a day that close a minute of it. */
	closing(day: number, minute: number): DayPart[];
	/** Every row that has a say on a day. */
	rows(day: number): string[];
}

/** Works out each day once. */
export function scheduleOf(rules: readonly DayRule[]): Schedule {
	const days = new Map<number, { parts: readonly DayPart[]; hours: DayHours }>();
	const planOf = (day: number) => {
		const known = days.get(day);
		if (known !== undefined) return known;
		const parts = rules.flatMap((rule) => rule(day));
		const plan = { parts, hours: parts.reduce<DayHours>((hours, part) => intersect(hours, part.hours), WHOLE_DAY) };
		days.set(day, plan);
		return plan;
	};
	return {
		open: (day) => planOf(day).hours,
		closing: (day, minute) => planOf(day).parts.filter(({ hours }) => !holds(hours, minute)),
		rows: (day) => planOf(day).parts.flatMap(({ rows }) => rows),
	};
}

/** 1970-01-01 was a Thursday. Monday is 0. */
export function weekdayOf(day: number): number {
	return (((day + 3) % 7) + 7) % 7;
}
