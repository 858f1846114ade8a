import { setImmediate as otherWork } from 'node:timers/promises';
import type { ChainedText } from '../ledger/chain';
import { chainedText, type StoredEvent } from './event-row';
import { readPages } from './read-pages';

/** Characters that are hashed at a time: some milliseconds. The decisions of one event alone can be 50,000. */
const MOST_TEXT = 500_000;

/**
 * A brand's chain to the letter, in pages small enough for the rest of the process to go on between them.
 *
 * @param read gives the rows after a number, at most a page of them; none at the end.
 */
export async function* chainPages(brand: string, read: (after: number) => Promise<readonly StoredEvent[]>): AsyncIterable<readonly ChainedText[]> {
	// Numbers begin with 1; what somebody put before it is to be seen.
	for await (const rows of readPages(read, Number.MIN_SAFE_INTEGER)) {
		let [page, size]: [ChainedText[], number] = [[], 0];
		for (const row of rows) {
			page.push(chainedText(row, brand));
			size += String(row.payload).length + String(row.origin).length;
			if (size < MOST_TEXT) continue;
			yield page;
			[page, size] = [[], 0];
			await otherWork();
		}
		yield page;
	}
}
