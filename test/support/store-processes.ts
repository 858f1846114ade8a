import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StoreConfig } from '../../lib/store/port';

export interface StoreJob {
	bundle: string;
	config: StoreConfig;
	job: 'sameContacts' | 'sameKeys' | 'sameAnswers' | 'sameSends' | 'shareFeed';
	/** Digits; tells the addresses of one child from those of another. */
	name: string;
	count: number;
}

/** Starts a process that works on the store; see `store-child.cjs`. */
export function startStoreJob({ bundle, config, job, name, count }: StoreJob): ChildProcess {
	const script = join(__dirname, 'store-child.cjs');
	return spawn(process.execPath, [script, bundle, JSON.stringify(config), job, name, String(count)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

/** Everything a child prints until it ends; only whole lines count. */
export async function linesOf(child: ChildProcess): Promise<string[]> {
	let output = '';
	child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
	await once(child, 'close');
	return output.split('\n').slice(0, -1);
}
