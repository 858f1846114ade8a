import type { ComplianceStore } from '../store/port';
import { nextBatch, type FeedItem, type FeedQuestion } from './next-batch';

/** Events to look back over, step by step, until there are enough. */
const LOOK_BACK = [1_000, 10_000, 100_000];
const AT_A_TIME = 100;

/**
 * The latest happenings of the feed that somebody wants to be told of, oldest first, among the last 100,000 events.
 *
 * @param now the instant for which DND is derived
 * @throws ComplianceError `STORE_*`
 */
export async function latestItems(question: FeedQuestion & { store: Pick<ComplianceStore, 'head'> }, now: Date): Promise<FeedItem[]> {
	const head = await question.store.head(question.brand);
	let found: FeedItem[] = [];
	for (const events of LOOK_BACK) {
		const start = Math.max(0, (head?.seq ?? 0) - events);
		found = await itemsAfter(question, start, now);
		if (found.length >= question.limit || start === 0) break;
	}
	return found;
}

async function itemsAfter(question: FeedQuestion, start: number, now: Date): Promise<FeedItem[]> {
	let found: FeedItem[] = [];
	let after = start;
	for (;;) {
		const { items, upTo, isEnd } = await nextBatch({ ...question, limit: AT_A_TIME }, after, now);
		// What begins right at the start may have begun before it.
		const whole = items.filter(({ happening }) => start === 0 || happening.first > start + 1);
		found = [...found, ...whole].slice(-question.limit);
		if (isEnd) return found;
		after = upTo;
	}
}
