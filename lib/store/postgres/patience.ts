import { setTimeout as sleep } from 'node:timers/promises';
import { isContention } from './errors';

/** Transactions that get in each other's way are tried again for so long, milliseconds. */
const PATIENCE_MS = 30_000;
const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 500;

/** Runs `work` again, each time after a longer wait, while the server says that another transaction was in its way. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
	const deadline = performance.now() + PATIENCE_MS;
	for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
		try {
			return await work();
		} catch (error) {
			if (!isContention(error) || performance.now() > deadline) throw error;
		}
		await sleep(wait * (0.5 + Math.random()));
	}
}
