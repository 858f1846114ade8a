import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';

const UNFINISHED = new Set(['new', 'running', 'waiting', 'unknown']);

/** The internal REST interface that n8n's own editor uses, for one signed-in user. */
export class N8nRest {
	#cookie = '';
	#ids;

	/** @param ids filled with the id under which n8n 1 keeps a workflow, by the one written in it, which is how the workflow is named here; n8n 2 keeps that. */
	constructor(baseUrl, ids = new Map()) {
		this.baseUrl = baseUrl;
		this.#ids = ids;
	}

	#kept(workflowId) {
		return this.#ids.get(workflowId) ?? workflowId;
	}

	/** n8n 1 may close a connection that is kept for the next request while that is on its way. */
	#headers() {
		return { cookie: this.#cookie, 'browser-id': 'local-n8n', connection: 'close' };
	}

	/** One request; gives the `data` of the answer. */
	async request(method, path, body) {
		const response = await fetch(`${this.baseUrl}/rest${path}`, {
			method,
			headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...this.#headers() },
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
		const response = await fetch(`${this.baseUrl}${path}`, { headers: this.#headers(), signal: AbortSignal.timeout(60_000) });
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

	/** Adds a workflow. */
	async importWorkflow(workflow) {
		const added = await this.request('POST', '/workflows', workflow);
		this.#ids.set(workflow.id, added.id);
		return added;
	}

	/** Makes a workflow live: its webhooks answer when this resolves. */
	async publishWorkflow(id) {
		const { versionId, checksum } = await this.request('GET', `/workflows/${this.#kept(id)}`);
		return await this.request('POST', `/workflows/${this.#kept(id)}/activate`, { versionId, expectedChecksum: checksum });
	}

	/** Ends what `publishWorkflow` began. */
	async deactivateWorkflow(id) {
		return await this.request('POST', `/workflows/${this.#kept(id)}/deactivate`, {});
	}

	/** Runs a saved workflow from one of its triggers, as the editor does; gives the id of the execution. */
	async runFrom(workflowId, trigger) {
		// n8n 1 runs the workflow that it is sent, n8n 2 the one it has stored.
		const workflowData = await this.request('GET', `/workflows/${this.#kept(workflowId)}`);
		return (await this.request('POST', `/workflows/${workflowData.id}/run`, { workflowData, triggerToStartFrom: { name: trigger } })).executionId;
	}

	/** The newest executions of a workflow first. */
	async executions(workflowId, limit = 20) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: this.#kept(workflowId) }));
		return (await this.request('GET', `/executions?filter=${filter}&limit=${limit}`)).results;
	}

	/** One execution with its run data, which n8n stores in the format of flatted: `data.resultData.runData[<node name>][<run>].data.main[<output>]`. */
	async execution(id) {
		const execution = await this.request('GET', `/executions/${id}`);
		return { ...execution, data: typeof execution.data === 'string' ? parse(execution.data) : execution.data };
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
