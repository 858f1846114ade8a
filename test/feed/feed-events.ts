import { readHappening, type Happening } from '../../lib/feed';
import { groupEvents } from '../../lib/feed/group-events';
import type { JsonObject } from '../../lib/model/json';
import type { FeedEvent, FeedPage } from '../../lib/store/port';

const RUN = { workflow: 'w1', execution: '7', node: 'Keyword Handler' };
export const AT = '2026-03-02T12:00:00.000Z';

type Given = Partial<Omit<FeedEvent, 'payload'>> & { payload?: JsonObject };

/** Numbers the events of a brand from 1 on and fills in what the test leaves open. */
export function feed(events: readonly Given[]): FeedEvent[] {
	return events.map((given, index) => {
		const seq = given.seq ?? index + 1;
		return {
			brand: 'acme',
			at: AT,
			kind: 'suppress',
			subject: 'anna',
			channel: 'sms',
			payload: {},
			origin: RUN,
			previousHash: '',
			hash: '',
			contact: { kind: 'phone', address: '+15551230001' },
			...given,
			seq,
			ref: `acme:${seq}`,
		} satisfies FeedEvent;
	});
}

export const suppress = (reason: string, more: Given = {}): Given => ({ kind: 'suppress', ...more, payload: { reason, outcome: 'applied', ...more.payload } });
export const lift = (by: string, reason: string, more: Given = {}): Given => ({ kind: 'lift', ...more, payload: { by, reason, id: 's1', outcome: 'applied', ...more.payload } });
export const consent = (state: string, more: Given = {}): Given => ({ kind: 'consent', ...more, payload: { state, messageClass: 'marketing', source: 'sms_reply', outcome: 'applied', ...more.payload } });
export const erase = (more: Given = {}): Given => ({ kind: 'erase', channel: undefined, contact: undefined, ...more, payload: { outcome: 'applied', ...more.payload } });
export const ALREADY: Given = { payload: { outcome: 'already' } };

/** The happenings of a feed, those left out that nobody is told of. */
export function happenings(events: readonly Given[]): Happening[] {
	return groupEvents(feed(events)).flatMap((group) => readHappening(group) ?? []);
}

/** A feed in memory that looks at so many events in one call, of whatever kind: numbers that are missing are events of other kinds. */
export function pagedFeed(events: readonly FeedEvent[], end: number, lookedAt: number): { readFeed: (brand: string, after: number, limit: number) => Promise<FeedPage>; reads: () => number } {
	let reads = 0;
	return {
		readFeed: async (_brand, after, limit) => {
			reads += 1;
			const reach = Math.max(after, Math.min(end, after + lookedAt));
			const found = events.filter(({ seq }) => seq > after && seq <= reach).slice(0, limit);
			return { events: found, upTo: found.length < limit ? reach : (found.at(-1)?.seq ?? reach) };
		},
		reads: () => reads,
	};
}
