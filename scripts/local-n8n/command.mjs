import { spawn } from 'node:child_process';
import { endWithParent } from './child-processes.mjs';

const KEPT_CHARACTERS = 4_000_000;
const SHOWN_ON_FAILURE = 2_000;

/**
 * Runs one command to its end and gives what it printed.
 *
 * @param options.progress called every few seconds with the seconds passed and the last line printed.
 * @throws Error with the end of what it printed, when it fails or takes longer than `timeoutMs`.
 */
export function runCommand(command, args, { cwd, env, progress, everyMs = 5_000, timeoutMs = 20 * 60_000 } = {}) {
	return new Promise((resolve, reject) => {
		const started = Date.now();
		const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' && command === 'npm' });
		endWithParent(child);
		const printed = { stdout: '', stderr: '' };
		let lastLine = '';
		let timedOut = false;
		for (const stream of ['stdout', 'stderr']) {
			child[stream].setEncoding('utf8');
			child[stream].on('data', (text) => {
				printed[stream] = (printed[stream] + text).slice(-KEPT_CHARACTERS);
				lastLine = text.trim().split('\n').at(-1)?.trim() || lastLine;
			});
		}
		const ticker = progress && setInterval(() => progress(Math.round((Date.now() - started) / 1000), lastLine), everyMs);
		const limit = setTimeout(() => {
			timedOut = true;
			child.kill('SIGKILL');
		}, timeoutMs);
		const finish = (error) => {
			clearInterval(ticker);
			clearTimeout(limit);
			if (error) reject(error);
			else resolve(printed);
		};
		child.once('error', finish);
		child.once('close', (code) => {
			if (code === 0) return finish();
			const why = timedOut ? `took longer than ${Math.round(timeoutMs / 1000)} s` : `ended with code ${code}`;
			finish(new Error(`"${[command, ...args].join(' ')}" ${why}.\n${(printed.stderr || printed.stdout).slice(-SHOWN_ON_FAILURE)}`));
		});
	});
}
