import { runCommand } from './command.mjs';
import { N8N_2 } from './releases.mjs';
import { nodeForN8n } from './runtime.mjs';

const TIMEOUT_MS = 5 * 60_000;

async function n8n(settings, args) {
	return await runCommand(nodeForN8n(), [N8N_2.bin, ...args], { cwd: N8N_2.folder, env: settings, timeoutMs: TIMEOUT_MS });
}

/** Imports one workflow file, or every `*.json` of a folder. A workflow keeps the id written in its file. The server must be stopped or restarted afterwards. */
export async function importWorkflows(settings, path, { folder = false } = {}) {
	await n8n(settings, ['import:workflow', `--input=${path}`, ...(folder ? ['--separate'] : [])]);
}

/** Publishes a workflow: its webhooks and triggers are live at the next start. */
export async function publishWorkflow(settings, id) {
	await n8n(settings, ['publish:workflow', `--id=${id}`]);
}

/** Runs a workflow once, without a server, and gives n8n's run data. */
export async function executeWorkflow(settings, id) {
	const { stdout } = await n8n(settings, ['execute', `--id=${id}`, '--rawOutput']);
	const start = stdout.search(/^\{$/m);
	if (start < 0) throw new Error(`n8n printed no run data for workflow ${id}.`);
	return JSON.parse(stdout.slice(start, stdout.lastIndexOf('}') + 1));
}
