import type { FeedEvent } from '../store/port';
import { directionOf } from './meaning';

/** The ledger events of one happening, never empty, oldest first. */
export type EventGroup = readonly [FeedEvent, ...FeedEvent[]];

/**
 * Puts together what belongs to one happening: events that follow each other in the feed with the same contact, instant, origin and cause, such as
 * an opt-out and the withdrawal of each consent that it contradicts.
 *
 * One run of a workflow may read STOP and START of one contact at one instant. So what stops messages and what permits them are two happenings,
 * and each unclear reply is one of its own. An erasure is the end of its happening: what comes after it is about somebody who is known again.
 *
 * @param events in the order of the feed
 */
export function groupEvents(events: readonly FeedEvent[]): EventGroup[] {
	const groups: Array<[FeedEvent, ...FeedEvent[]]> = [];
	let cause = '';
	let direction: ReturnType<typeof directionOf>;
	for (const event of events) {
		const [ownCause, ownDirection] = [causeOf(event), directionOf(event)];
		const group = groups.at(-1);
		const turns = group?.at(-1)?.kind === 'erase' || ownDirection === 'unclear' || (ownDirection !== undefined && direction !== undefined && ownDirection !== direction);
		if (group === undefined || ownCause !== cause || turns) {
			groups.push([event]);
			direction = ownDirection;
		} else {
			group.push(event);
			direction ??= ownDirection;
		}
		cause = ownCause;
	}
	return groups;
}

function causeOf({ subject, at, origin, payload }: FeedEvent): string {
	const { workflow, execution, node, actor } = origin;
	return JSON.stringify([subject, at, payload.key, workflow, execution, node, actor]);
}
