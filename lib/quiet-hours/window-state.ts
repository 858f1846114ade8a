import { ComplianceError } from '../model/errors';
import type { Window } from '../model/window';
import { readInstant } from '../time/instant';
import { nextPermitted } from './next-permitted';
import { parseWindow } from './parse-window';
import { hoursOf } from './own-hours';
import { scheduleOf } from './schedule';
import { requireZone } from '../time/zone';

/** Longer than any week, even one in which a zone skips a calendar day. */
const SEARCH_DAYS = 30;

/**
 * Whether a window is open at an instant on the wall clock of a zone, and when it opens next.
 *
 * A window holds its start and not its end. An end at or before the start runs past midnight (equal ones
 * make 24 hours), and those hours belong to the day on which the window opened. A start inside a
 * daylight-saving gap opens at the first instant after it, a start inside an overlap at its first pass;
 * in the second pass the wall clock decides again.
 *
 * @param at a `Date`, or ISO 8601 text with `Z` or an offset.
 * @param zone a name of the IANA database.
 * @returns `nextOpen`: first instant at or after `at` at which the window is open (`at` itself when it is
 * open now), ISO 8601 in UTC with milliseconds.
 * @throws ComplianceError `INSTANT_INVALID`, `ZONE_UNKNOWN`, `WINDOW_INVALID` or `WINDOW_NEVER_OPENS`.
 *
 * @example
 * windowState('2026-03-08T06:59:00Z', 'America/New_York', { days: ['sun'], start: '02:30', end: '05:00' });
 * // => { open: false, nextOpen: '2026-03-08T07:00:00.000Z' }
 */
export function windowState(at: Date | string, zone: string, window: Window): { open: boolean; nextOpen: string } {
	const instant = readInstant(at);
	if (!instant) {
		throw new ComplianceError('INSTANT_INVALID', 'This is not a date with a time zone.', 'Use ISO 8601, such as 2026-03-31T14:05:00Z.');
	}
	const state = nextPermitted(scheduleOf([hoursOf([parseWindow(window)])]), [requireZone(zone)], instant.getTime(), SEARCH_DAYS);
	if (state.open) return { open: true, nextOpen: instant.toISOString() };
	if (state.opensAt === undefined) {
		throw new ComplianceError('WINDOW_NEVER_OPENS', 'This window never opens.', 'Check the days and times of the window.');
	}
	return { open: false, nextOpen: new Date(state.opensAt).toISOString() };
}
