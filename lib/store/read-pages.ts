import { setImmediate as otherWork } from 'node:timers/promises';

/**
 * Rows in the order of their numbers, page by page. Lets the rest of the process go on after each page: a long chain takes seconds.
 *
 * @param read gives the rows after a number; none at the end.
 */
export async function* readPages<Row extends { seq: number }>(read: (after: number) => Promise<readonly Row[]>): AsyncIterable<Row> {
	let after = 0;
	for (;;) {
		const page = await read(after);
		const last = page.at(-1);
		if (!last) return;
		yield* page;
		after = last.seq;
		await otherWork();
	}
}
