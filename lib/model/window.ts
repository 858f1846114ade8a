/** Days as written in windows, Monday first. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/**
 * Hours of the contact's own clock in which messages are permitted.
 *
 * A window holds its start and not its end. `end` may be `24:00`. An end at or before the start runs
 * past midnight, and those hours belong to the day on which the window opened.
 */
export interface Window {
	days: string[];
	/** `HH:mm`, local time. */
	start: string;
	/** `HH:mm` or `24:00`, local time. */
	end: string;
}
