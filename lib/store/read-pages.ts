import { setImmediate as otherWork } from 'node:timers/promises';

/**
 * Pages of rows in the order of their numbers. Lets the rest of the process go on after each: a long chain takes seconds.
 *
 * @param read gives the rows after a number, at most a page of them; none at the end.
 * @param after where to begin.
 */
export async function* readPages<Row extends { seq: number }>(read: (after: number) => Promise<readonly Row[]>, after = 0): AsyncIterable<readonly Row[]> {
	for (let last = after; ; ) {
		const page = await read(last);
		const end = page.at(-1);
		if (!end) return;
		yield page;
		last = end.seq;
		await otherWork();
	}
}

/** The rows themselves. */
export async function* readRows<Row extends { seq: number }>(read: (after: number) => Promise<readonly Row[]>): AsyncIterable<Row> {
	for await (const page of readPages(read)) yield* page;
}
