import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A provider on this machine: notes whom it is asked to message, by which execution and when, and takes its time to answer. */
export class CampaignSender {
	/** `{ execution, to, at }`, in the order of arrival. */
	sent = [];
	delayMs = 0;

	constructor() {
		this.server = createServer((request, response) => void this.#take(request, response));
		// A test that fails half-way must not keep the process alive.
		this.server.unref();
	}

	async url() {
		if (!this.server.listening) await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${this.server.address().port}/`;
	}

	async #take(request, response) {
		let body = '';
		for await (const part of request) body += part;
		this.sent.push({ ...JSON.parse(body), at: Date.now() });
		await sleep(this.delayMs);
		response.end('{}');
	}

	/** Everybody whom these executions messaged, as often as they did. */
	sentBy(executions) {
		const asked = new Set(executions);
		return this.sent.flatMap(({ execution, to }) => (asked.has(execution) ? to : []));
	}

	close() {
		this.server.closeAllConnections();
		this.server.close();
	}
}
