import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { complianceNode, outputItems, publish, runOver, webhookWorkflow } from './workflows.mjs';

const IN_TIME_MS = 90_000;
const repliesOf = (brand) => webhookWorkflow(`compliance-e2e-replies-${brand}`, [complianceNode('Reply', 'keywordHandler', { options: { brand } })], ['Reply']);
const [REPLIES, OTHER_REPLIES] = [repliesOf('events'), repliesOf('endings')];
const shown = { stops: 0 };

/** The tool behind n8n: notes what it is told, and answers when it is let. */
class Listener {
	told = [];
	#held = [];
	holds = false;

	constructor() {
		this.server = createServer((request, response) => void this.#hear(request, response));
		// A test that fails half-way must not keep the process alive.
		this.server.unref();
	}

	async url() {
		if (!this.server.listening) await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${this.server.address().port}/`;
	}

	async #hear(request, response) {
		let body = '';
		for await (const part of request) body += part;
		this.told.push(JSON.parse(body));
		if (this.holds) await new Promise((answer) => this.#held.push(answer));
		response.end('{}');
	}

	release() {
		this.holds = false;
		for (const answer of this.#held.splice(0)) answer();
	}

	async until(count) {
		await until(() => this.told.length >= count, () => `${this.told.length} of ${count} events arrived`);
	}

	close() {
		this.server.closeAllConnections();
		this.server.close();
	}
}

const listener = new Listener();

async function until(isSo, tell) {
	for (const deadline = Date.now() + IN_TIME_MS; !(await isSo()); await sleep(100)) assert.ok(Date.now() < deadline, tell());
}

/** A workflow that a trigger of its own starts on every opt-out ever recorded for the brand, with these nodes behind it in a row. */
function eventWorkflow(id, brand, nodes) {
	// n8n says that a workflow is live a moment before it is.
	const options = { brand, checkEvery: 1, startFrom: 'beginning' };
	const chain = [complianceNode('Event', 'complianceEventTrigger', { events: ['opt_out'], options }), ...nodes];
	const connections = Object.fromEntries(chain.slice(1).map(({ name }, index) => [chain[index].name, { main: [[{ node: name, type: 'main', index: 0 }]] }]));
	return { id, name: id, nodes: chain.map((node, index) => ({ id: `${id}-${index}`, position: [index * 200, 0], ...node })), connections, active: false, settings: { executionOrder: 'v1' }, pinData: {}, tags: [] };
}

async function activate({ rest }, workflow) {
	await rest.importWorkflow(workflow);
	await rest.publishWorkflow(workflow.id);
}

const tell = async () => ({
	name: 'Tell',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: { method: 'POST', url: await listener.url(), sendBody: true, specifyBody: 'json', jsonBody: '={{ JSON.stringify($json) }}', options: {} },
});

/** So many new contacts write STOP; on record when this resolves. */
async function stopped(instance, count, replies = REPLIES) {
	const items = Array.from({ length: count }, () => ({ phone: `+1212555${String(1_000 + shown.stops++).padStart(4, '0')}`, text: 'STOP' }));
	const execution = await runOver(instance, replies, items);
	assert.equal(outputItems(execution, 'Reply', 0).length, count);
	return items.map(({ phone }) => phone);
}

const addresses = (told) => told.map(({ address }) => address);
const once = (values) => [...new Set(values)];

/** Executions of a workflow, oldest first. */
async function executions({ rest }, { id }) {
	return (await rest.executions(id, 100)).reverse();
}

const SYNC = 'compliance-e2e-events';
const WAITING = eventWorkflow('compliance-e2e-events-wait', 'endings', [{ name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, webhookId: 'compliance-e2e-events-wait', parameters: { resume: 'timeInterval', amount: 30, unit: 'minutes' } }]);
const FAILING = eventWorkflow('compliance-e2e-events-fail', 'endings', [{ name: 'Fail', type: 'n8n-nodes-base.stopAndError', typeVersion: 1, parameters: { errorMessage: 'The CRM is away' } }]);

/** In this order: n8n is killed in the middle. */
export default {
	'every STOP starts the workflow once, in order, with what the contact said': async ({ instance }) => {
		await publish(instance, REPLIES);
		await activate(instance, eventWorkflow(SYNC, 'events', [await tell()]));
		shown.first = await stopped(instance, 5);
		await listener.until(5);
		assert.deepEqual(addresses(listener.told), shown.first);
		for (const event of listener.told) {
			assert.equal(event.event, 'opt_out');
			assert.equal(event.attempt, 1);
			assert.equal(event.dnd.channels.sms, true);
		}
		assert.equal(once(listener.told.map(({ eventId }) => eventId)).length, 5);
	},

	'n8n killed in the middle of a run hands that event out again, and every other once': async ({ instance }) => {
		listener.holds = true;
		const stops = await stopped(instance, 4);
		await listener.until(6);
		// The first of them is under way and its run waits for the answer.
		await instance.restart({ kill: true });
		listener.release();
		await listener.until(10);
		await sleep(3_000);
		const since = listener.told.slice(5);
		assert.deepEqual(addresses(since), [stops[0], ...stops]);
		assert.deepEqual(since.map(({ attempt }) => attempt), [1, 2, 1, 1, 1]);
		assert.equal(since[0].eventId, since[1].eventId);
		assert.equal(once(since.map(({ eventId }) => eventId)).length, 4);
	},

	'n8n killed at any moment loses no event, and repeats at most the one under way': async ({ instance }) => {
		for (const delay of [0, 60]) {
			const before = listener.told.length;
			const stops = await stopped(instance, 8);
			await listener.until(before + 2);
			await sleep(delay);
			await instance.restart({ kill: true });
			const atKill = listener.told.length;
			await until(() => once(addresses(listener.told.slice(before))).length === 8, () => 'An event is missing');
			await sleep(3_000);
			const since = listener.told.slice(before);
			assert.deepEqual(once(addresses(since)), stops);
			assert.ok(since.length <= 9, `${since.length} for 8 events`);
			// It may have been told of, or not yet.
			assert.ok(since.filter(({ attempt }) => attempt > 1).length <= 1);
			const repeated = since.filter(({ eventId }, index) => since.findIndex((event) => event.eventId === eventId) !== index);
			// The event under way was the last one told of; or the next, whose run n8n had saved and not begun: it begins such runs itself when it starts.
			const underWay = [listener.told[atKill - 1], listener.told[atKill]].map((event) => event?.eventId);
			for (const { eventId } of repeated) assert.ok(underWay.includes(eventId), `${eventId} was repeated, and ${underWay} was under way`);
		}
	},

	'a workflow that is switched off and on again goes on where it stopped': async ({ instance }) => {
		const before = listener.told.length;
		await instance.rest.deactivateWorkflow(SYNC);
		const stops = await stopped(instance, 2);
		await sleep(2_000);
		assert.equal(listener.told.length, before);
		await instance.rest.publishWorkflow(SYNC);
		await listener.until(before + 2);
		assert.deepEqual(addresses(listener.told.slice(before)), stops);
	},

	'a run that is stopped by hand is started again for the same event': async ({ instance }) => {
		const before = listener.told.length;
		listener.holds = true;
		await stopped(instance, 1);
		await listener.until(before + 1);
		const [{ id }] = await instance.rest.executions(SYNC, 1);
		await instance.rest.request('POST', `/executions/${id}/stop`, {});
		await listener.until(before + 2);
		listener.release();
		const [first, second] = listener.told.slice(before);
		assert.equal(second.eventId, first.eventId);
		assert.deepEqual([first.attempt, second.attempt], [1, 2]);
	},

	'a test of the step shows the latest events and takes none away': async ({ instance }) => {
		const before = listener.told.length;
		await instance.rest.runFrom(SYNC, 'Event');
		await listener.until(before + 5);
		const shownEvents = listener.told.slice(before);
		assert.deepEqual(addresses(shownEvents), once(addresses(listener.told.slice(0, before))).slice(-5));
		const stops = await stopped(instance, 1);
		await listener.until(before + 6);
		assert.deepEqual(addresses(listener.told.slice(before + 5)), stops);
	},

	'runs that wait or fail are the end of their event, and two triggers get every event each': async ({ instance }) => {
		await publish(instance, OTHER_REPLIES);
		await activate(instance, WAITING);
		await activate(instance, FAILING);
		await stopped(instance, 3, OTHER_REPLIES);
		const statuses = async (workflow) => (await executions(instance, workflow)).map(({ status }) => status);
		await until(async () => (await statuses(WAITING)).length >= 3 && (await statuses(FAILING)).length >= 3, () => 'A run is missing');
		await sleep(5_000);
		assert.deepEqual(await statuses(WAITING), ['waiting', 'waiting', 'waiting']);
		assert.deepEqual(await statuses(FAILING), ['error', 'error', 'error']);
	},

	'n8n that is stopped in order repeats nothing, not even what is under way': async ({ instance }) => {
		const before = listener.told.length;
		listener.holds = true;
		const stops = await stopped(instance, 2);
		await listener.until(before + 1);
		const restarted = instance.restart();
		await sleep(2_000);
		listener.release();
		await restarted;
		await listener.until(before + 2);
		await sleep(2_000);
		assert.deepEqual(addresses(listener.told.slice(before)), stops);
		assert.equal((await executions(instance, FAILING)).length, 3);
	},

	'and nothing of it stays behind': async ({ instance }) => {
		for (const id of [SYNC, WAITING.id, FAILING.id]) await instance.rest.deactivateWorkflow(id);
		listener.close();
	},
};
