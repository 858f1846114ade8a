import type { Channel } from '../model/channel';
import { ComplianceError } from '../model/errors';
import type { Policy } from '../model/policy';
import { lawHours, type QuietHoursPacks } from './law-hours';
import { emergencyHours, ownHours } from './own-hours';
import { scheduleOf, type Schedule } from './schedule';

/** Everything that holds for messages on a channel to contacts of these places. */
export type SchedulesOf = (codes: readonly string[], channel: Channel) => Schedule;

const ANY_WEEK = [0, 1, 2, 3, 4, 5, 6];

/**
 * Prepares the schedules of a policy. Each is worked out once.
 *
 * @throws ComplianceError `WINDOW_INVALID`, `CONFIG_INVALID`, or `WINDOW_NEVER_OPENS` for hours of brand and step that leave no minute of the week.
 */
export function prepareSchedules(settings: Policy['quietHours'], packs: QuietHoursPacks): SchedulesOf {
	const { windows, stepWindows, closedDates } = settings;
	const own = [ownHours(windows, closedDates), ownHours(stepWindows, closedDates)];
	requireSomeHours(scheduleOf([ownHours(windows), ownHours(stepWindows)]));
	// Faults of the courtesy hours show before the first contact as well.
	ownHours(settings.courtesyWindows);
	const known = new Map<string, Schedule>();
	return (codes, channel) => {
		const key = JSON.stringify([channel, codes]);
		const schedule = known.get(key) ?? scheduleOf([...own, emergencyHours(settings.emergencies, codes), ...(settings.packs === 'replace' ? [] : lawHours(packs, codes, channel, settings))]);
		known.set(key, schedule);
		return schedule;
	};
}

function requireSomeHours(schedule: Schedule): void {
	if (ANY_WEEK.some((day) => schedule.open(day).length > 0)) return;
	throw new ComplianceError(
		'WINDOW_NEVER_OPENS',
		'The permitted hours of the node and of the brand\'s policy leave no time together.',
		'Choose hours on the node that lie within those of the policy.',
	);
}
