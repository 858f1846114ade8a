import type { ComplianceStore, FeedEvent } from '../store/port';
import { groupEvents, type EventGroup } from './group-events';

/** Pages read for one call, each twice as large as the one before. A happening has a few events; one that is longer than all of them is told in parts. */
const MOST_PAGES = 6;

export interface FeedGroups {
	/** Each of them whole. */
	groups: EventGroup[];
	/** Number of the last event that is done with once these are. */
	upTo: number;
	/** Whether there is nothing after them at present. */
	isEnd: boolean;
}

/**
 * Reads the happenings after an event. A page of the store may end within one: that is read to its end, or left for the next call.
 *
 * @param limit events to read at first
 * @throws ComplianceError `STORE_*`
 */
export async function readGroups(store: Pick<ComplianceStore, 'readFeed'>, brand: string, after: number, limit: number): Promise<FeedGroups> {
	const events: FeedEvent[] = [];
	let [groups, upTo]: [EventGroup[], number] = [[], after];
	for (let pages = 0; pages < MOST_PAGES; pages++) {
		const asked = limit * 2 ** pages;
		const page = await store.readFeed(brand, upTo, asked);
		if (page.upTo <= upTo) return { groups, upTo, isEnd: true };
		upTo = page.upTo;
		events.push(...page.events);
		groups = groupEvents(events);
		if (groups.length > 1 && page.events.length >= asked) break;
	}
	const last = groups.at(-1);
	return last !== undefined && groups.length > 1 ? { groups: groups.slice(0, -1), upTo: last[0].seq - 1, isEnd: false } : { groups, upTo, isEnd: false };
}
