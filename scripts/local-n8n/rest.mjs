import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8N_FOLDER } from './paths.mjs';

const UNFINISHED = new Set(['new', 'running', 'waiting', 'unknown']);

/** n8n stores run data in the format of flatted, and brings that library along. */
function parseRunData(text) {
	const { parse } = createRequire(join(N8N_FOLDER, 'node_modules', 'n8n', 'package.json'))('flatted');
	return parse(text);
}

/** The internal REST interface that n8n's own editor uses, for one signed-in user. */
export class N8nRest {
	#cookie = '';

	constructor(baseUrl) {
		this.baseUrl = baseUrl;
	}

	/** One request; gives the `data` of the answer. */
	async request(method, path, body) {
		const response = await fetch(`${this.baseUrl}/rest${path}`, {
			method,
			headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), cookie: this.#cookie, 'browser-id': 'local-n8n' },
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(60_000),
		});
		const cookies = response.headers.getSetCookie();
		if (cookies.length > 0) this.#cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} /rest${path} answered ${response.status}: ${text.slice(0, 300)}`);
		return text === '' ? undefined : JSON.parse(text).data;
	}

	/** A JSON file that the editor loads from outside `/rest`, such as `/types/nodes.json`. */
	async file(path) {
		const response = await fetch(`${this.baseUrl}${path}`, { headers: { cookie: this.#cookie, 'browser-id': 'local-n8n' }, signal: AbortSignal.timeout(60_000) });
		if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
		return await response.json();
	}

	/** Makes the first account of a fresh n8n and signs in with it. */
	async setUpOwner({ email, password, firstName = 'Demo', lastName = 'Owner' }) {
		return await this.request('POST', '/owner/setup', { email, password, firstName, lastName });
	}

	async signIn({ email, password }) {
		return await this.request('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	/** Adds a workflow, under the id written in it. */
	async importWorkflow(workflow) {
		return await this.request('POST', '/workflows', workflow);
	}

	/** Makes a workflow live: its webhooks answer when this resolves. */
	async publishWorkflow(id) {
		const { versionId, checksum } = await this.request('GET', `/workflows/${id}`);
		return await this.request('POST', `/workflows/${id}/activate`, { versionId, expectedChecksum: checksum });
	}

	/** Runs a saved workflow from one of its triggers, as the editor does; gives the id of the execution. */
	async runFrom(workflowId, trigger) {
		return (await this.request('POST', `/workflows/${workflowId}/run`, { triggerToStartFrom: { name: trigger } })).executionId;
	}

	/** The newest executions of a workflow first. */
	async executions(workflowId, limit = 20) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return (await this.request('GET', `/executions?filter=${filter}&limit=${limit}`)).results;
	}

	/** One execution with its run data: `data.resultData.runData[<node name>][<run>].data.main[<output>]`. */
	async execution(id) {
		const execution = await this.request('GET', `/executions/${id}`);
		return { ...execution, data: typeof execution.data === 'string' ? parseRunData(execution.data) : execution.data };
	}

	/**
	 * The newest execution of a workflow once it has ended.
	 *
	 * @param options.after the id of an earlier execution; only one that started later counts.
	 * @param options.settled `waiting` accepts an execution that waits as well.
	 */
	async lastExecution(workflowId, { timeoutMs = 60_000, settled, after } = {}) {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const [newest] = await this.executions(workflowId, 1);
			if (newest && newest.id !== after && (!UNFINISHED.has(newest.status) || newest.status === settled)) return await this.execution(newest.id);
			if (Date.now() > deadline) throw new Error(`No execution of workflow ${workflowId} ended in time (${newest?.status ?? 'none started'}).`);
			await sleep(200);
		}
	}
}

/** The items on one output of one node in an execution, in n8n's own shape. */
export function outputOf(execution, node, output = 0, run = -1) {
	return execution.data.resultData.runData[node]?.at(run)?.data?.main?.[output] ?? [];
}
