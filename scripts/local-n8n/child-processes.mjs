import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
const GRACE_MS = 10_000;

const children = new Set();
let isWatching = false;

/** Ends a child process when this process ends or is interrupted, so that none is left behind. */
export function endWithParent(child) {
	watchParent();
	children.add(child);
	child.once('exit', () => children.delete(child));
}

function watchParent() {
	if (isWatching) return;
	isWatching = true;
	process.once('exit', () => signalAll('SIGKILL'));
	for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => void endAll(code));
}

function signalAll(signal) {
	for (const child of children) child.kill(signal);
}

async function endAll(code) {
	const exits = [...children].map((child) => once(child, 'exit'));
	signalAll('SIGTERM');
	await Promise.race([Promise.all(exits), sleep(GRACE_MS)]);
	process.exit(code);
}
