import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithParent } from './child-processes.mjs';
import { N8N_2 } from './releases.mjs';
import { nodeForN8n } from './runtime.mjs';

const READY_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 20_000;
const POLL_MS = 250;
const KEPT_CHARACTERS = 1_000_000;
const READY_LINE = 'Editor is now accessible';
const WORKER_READY_LINE = 'n8n worker is now ready';

/**
 * Starts n8n and resolves when its editor answers.
 *
 * Published webhooks may need a few seconds more: see `waitForWebhooks`. Everything it prints goes to
 * `n8n.log` in the user folder. It is stopped when this process ends.
 *
 * @returns `url` without a slash at the end, `pid`, `log()` with everything printed so far, `ended`, and `stop()`.
 */
export async function startN8n(settings, release = N8N_2) {
	const url = `http://localhost:${settings.N8N_PORT}`;
	const started = await startProcess(release, settings, ['start'], async (printed) => printed.includes(READY_LINE) && (await answers(`${url}/healthz/readiness`)));
	return { url, ...started };
}

/**
 * Starts a worker of queue mode and resolves when it takes jobs.
 *
 * @param concurrency executions it runs at the same time.
 * @returns as `startN8n`, without `url`.
 */
export async function startWorker(settings, concurrency) {
	return await startProcess(N8N_2, settings, ['worker', `--concurrency=${concurrency}`], (printed) => printed.includes(WORKER_READY_LINE));
}

async function startProcess(release, settings, args, isReady) {
	mkdirSync(settings.N8N_USER_FOLDER, { recursive: true });
	const file = createWriteStream(join(settings.N8N_USER_FOLDER, 'n8n.log'), { flags: 'a' });
	const child = spawn(nodeForN8n(release), [release.bin, ...args], { cwd: release.folder, env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
	let printed = '';
	let spawnError;
	const ended = new Promise((resolve) => {
		child.once('exit', resolve);
		child.once('error', (error) => {
			spawnError = error;
			resolve();
		});
	});
	let hasEnded = false;
	void ended.then(() => {
		hasEnded = true;
	});
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8');
		stream.on('data', (text) => {
			printed = (printed + text).slice(-KEPT_CHARACTERS);
			file.write(text);
		});
	}
	endWithParent(child);

	const stop = async ({ kill = false } = {}) => {
		child.kill(kill ? 'SIGKILL' : 'SIGTERM');
		const stopped = await Promise.race([ended.then(() => true), sleep(STOP_TIMEOUT_MS, false, { ref: false })]);
		if (!stopped) {
			child.kill('SIGKILL');
			await ended;
		}
		file.end();
	};

	const deadline = Date.now() + READY_TIMEOUT_MS;
	while (!(await isReady(printed))) {
		if (hasEnded || Date.now() > deadline) {
			await stop();
			throw new Error(`n8n did not start. ${spawnError?.message ?? ''}\n${printed.slice(-2_000)}`);
		}
		await sleep(POLL_MS);
	}
	return { pid: child.pid, log: () => printed, ended, stop };
}

async function answers(url) {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
	} catch {
		return false;
	}
}
