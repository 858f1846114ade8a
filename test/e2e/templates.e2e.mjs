import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO } from '../../scripts/demo/config.mjs';
import { postReply } from '../../scripts/demo/journey.mjs';
import { itemsOf } from '../../scripts/demo/outcomes.mjs';
import { postWebhook } from '../../scripts/local-n8n/webhooks.mjs';
import { complianceNode, outputItems, publish, runOver, webhookWorkflow } from './workflows.mjs';

const { crm, leave, unclear, delivery } = DEMO.templates;
const GATES = { window: 'compliance-e2e-follow-up', sms: 'DND Gate: SMS', whatsapp: 'DND Gate: WhatsApp', answer: 'DND Gate: answer' };
/** People of whom no other test knows. */
const PEOPLE = { stops: '+16465550161', stopsAll: '+16465550162', unclear: '+16465550163', fine: '+16465550164', unreachable: '+16465550165', refused: '+16465550166' };
/** The trigger has every change of the import to hand out first. */
const WAIT_MS = 3 * 60_000;
const shown = {};

const reply = async (instance, from, body, id) => await postReply(instance, { from, body, id });

/** What a node of a workflow that starts by itself put out about one address, once there is something. */
async function heard(instance, { id }, node, address) {
	const deadline = Date.now() + WAIT_MS;
	for (;;) {
		const found = [];
		for (const { id: execution, status } of await instance.rest.executions(id)) {
			if (status === 'success') found.push(...itemsOf(await instance.rest.execution(execution), node).map(({ json }) => json).filter((json) => json.address === address));
		}
		if (found.length > 0) return found;
		if (Date.now() > deadline) throw new Error(`The workflow ${id} was not started for this address.`);
		await sleep(500);
	}
}

/** Where the gates send a person; the output of each gate by its name. */
async function gatesFor(instance, phone) {
	const execution = await runOver(instance, { id: GATES.window }, [{ phone }]);
	const routeOf = (node) => (outputItems(execution, node, 0).length > 0 ? 'Allowed' : 'Suppressed');
	const codesOf = (node) => outputItems(execution, node, 1).flatMap(({ json }) => json.compliance.reasons.map(({ code }) => code));
	return Object.fromEntries(['sms', 'whatsapp', 'answer'].map((name) => [name, { route: routeOf(GATES[name]), codes: codesOf(GATES[name]) }]));
}

async function report(instance, body) {
	const [before] = await instance.rest.executions(delivery.id, 1);
	await postWebhook(instance.url, delivery.webhook, String(new URLSearchParams(body)), { contentType: 'application/x-www-form-urlencoded' });
	const execution = await instance.rest.lastExecution(delivery.id, { after: before?.id });
	assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
	return [0, 1, 2, 3].map((output) => outputItems(execution, DEMO.nodes.feedback, output).map(({ json }) => json.compliance));
}

const status = (MessageSid, To, ErrorCode) => ({ MessageSid, AccountSid: `AC${'0'.repeat(32)}`, From: DEMO.sender, To, MessageStatus: ErrorCode === undefined ? 'delivered' : 'undelivered', ...(ErrorCode !== undefined && { ErrorCode }) });

/** In this order. */
export default {
	'gates that nobody has reason to close are open': async ({ instance }) => {
		const gates = [
			complianceNode(GATES.sms, 'dndGate'),
			complianceNode(GATES.whatsapp, 'dndGate', { channel: 'whatsapp' }),
			complianceNode(GATES.answer, 'dndGate', { messageClass: 'confirmation' }),
		];
		await publish(instance, webhookWorkflow(GATES.window, gates, gates.map(({ name }) => name)));
		const gated = await gatesFor(instance, PEOPLE.fine);
		assert.deepEqual([gated.sms.route, gated.whatsapp.route], ['Allowed', 'Allowed']);
		assert.deepEqual(gated.answer, { route: 'Suppressed', codes: ['ANSWER_NOT_DUE'] });
	},

	'an opt-out is answered through the gate for confirmations, and only on its channel': async ({ instance }) => {
		const { answers } = await reply(instance, PEOPLE.stops, 'STOP', 'SMtpl0001');
		assert.equal(answers.length, 1);
		const gated = await gatesFor(instance, PEOPLE.stops);
		assert.deepEqual([gated.sms.route, gated.whatsapp.route, gated.answer.route], ['Suppressed', 'Allowed', 'Allowed']);
	},

	'the CRM hears of the opt-out once, whom it is about, and on which channels it can still write': async ({ instance }) => {
		const told = await heard(instance, crm, DEMO.nodes.crm, PEOPLE.stops);
		assert.equal(told.length, 1);
		assert.deepEqual([told[0].event, told[0].crm_key, told[0].crm_open_channels, told[0].crm_may_be_messaged, told[0].attempt], ['opt_out', PEOPLE.stops, ['call', 'whatsapp'], true, 1]);
		assert.match(told[0].crm_event_id, /^default:\d+$/);
	},

	'whoever is still reachable on a channel stays in the journeys, and whoever stops all leaves them': async ({ instance }) => {
		await reply(instance, PEOPLE.stopsAll, 'STOP ALL', 'SMtpl0002');
		const [removed] = await heard(instance, leave, DEMO.nodes.removed, PEOPLE.stopsAll);
		assert.equal(removed.removed_key, PEOPLE.stopsAll);
		const gated = await gatesFor(instance, PEOPLE.stopsAll);
		assert.deepEqual([gated.sms.route, gated.whatsapp.route], ['Suppressed', 'Suppressed']);
		for (const { id } of await instance.rest.executions(leave.id)) {
			const items = itemsOf(await instance.rest.execution(id), DEMO.nodes.removed);
			assert.ok(items.every(({ json }) => json.address !== PEOPLE.stops));
		}
	},

	'an unclear reply holds marketing back and opens a task with a link': async ({ instance }) => {
		const { result, answers } = await reply(instance, PEOPLE.unclear, 'I think I may want to stop these maybe', 'SMtpl0003');
		assert.deepEqual([result.intent, result.held, answers], ['unclear', true, []]);
		assert.deepEqual((await gatesFor(instance, PEOPLE.unclear)).sms, { route: 'Suppressed', codes: ['REPLY_AWAITS_REVIEW'] });
		[shown.task] = await heard(instance, unclear, DEMO.nodes.task, PEOPLE.unclear);
		assert.equal(shown.task.task_text, 'I think I may want to stop these maybe');
		assert.match(shown.task.task_link, /^https:\/\/n8n\.example\.com\/form\//);
	},

	'the link shows a form with the contact filled in, and looking at it decides nothing': async ({ instance }) => {
		shown.link = shown.task.task_link.replace('https://n8n.example.com', instance.url);
		const page = await (await fetch(shown.link)).text();
		assert.ok(page.includes(PEOPLE.unclear.slice(1)), 'the form does not show the address');
		assert.equal((await gatesFor(instance, PEOPLE.unclear)).sms.codes.join(), 'REPLY_AWAITS_REVIEW');
	},

	'the decision that a person sends is on record and holds': async ({ instance }) => {
		const link = new URL(shown.link);
		const form = new FormData();
		for (const [field, value] of [['field-0', link.searchParams.get('Address')], ['field-1', link.searchParams.get('Channel')], ['field-2', 'Opt Out'], ['field-3', link.searchParams.get('reply')]]) form.set(field, value);
		const answer = await fetch(`${link.origin}${link.pathname}`, { method: 'POST', body: form });
		assert.ok(answer.ok, `the form answered ${answer.status}`);
		const execution = await instance.rest.lastExecution(unclear.id);
		const [{ json }] = itemsOf(execution, DEMO.nodes.decided);
		assert.deepEqual([json.compliance.outcome, json.compliance.decided], ['applied', 'opt_out']);
		const { sms } = await gatesFor(instance, PEOPLE.unclear);
		assert.deepEqual(sms, { route: 'Suppressed', codes: ['OPTED_OUT'] });
	},

	'a handset that is off is paused, and a later delivery ends the pause': async ({ instance }) => {
		const [, temporary] = await report(instance, status('SMtpl1001', PEOPLE.unreachable, '30003'));
		assert.deepEqual([temporary[0].reason, temporary[0].change], ['unreachable', 'applied']);
		assert.ok(Date.parse(temporary[0].until) > Date.now() + 23 * 3_600_000);
		assert.deepEqual((await gatesFor(instance, PEOPLE.unreachable)).sms, { route: 'Suppressed', codes: ['UNREACHABLE'] });
		const [delivered] = await report(instance, status('SMtpl1002', PEOPLE.unreachable));
		assert.equal(delivered[0].change, 'applied');
		assert.equal((await gatesFor(instance, PEOPLE.unreachable)).sms.route, 'Allowed');
	},

	'the CRM hears of the pause, and when to ask again': async ({ instance }) => {
		const told = await heard(instance, crm, DEMO.nodes.crm, PEOPLE.unreachable);
		assert.ok(told.every(({ event }) => event === 'dnd_change'));
		assert.ok(told.some(({ crm_ask_again_at: at }) => Date.parse(at) > Date.now()));
	},

	'an opt-out that only the provider knew is recorded and told to the CRM, and gets no answer': async ({ instance }) => {
		const [, , permanent] = await report(instance, status('SMtpl1003', PEOPLE.refused, '21610'));
		assert.deepEqual([permanent[0].outcome, permanent[0].reason], ['opted_out', 'provider_opt_out']);
		const gated = await gatesFor(instance, PEOPLE.refused);
		assert.deepEqual([gated.sms.codes.includes('PROVIDER_OPTED_OUT'), gated.answer.route], [true, 'Suppressed']);
		const [told] = await heard(instance, crm, DEMO.nodes.crm, PEOPLE.refused);
		assert.equal(told.event, 'opt_out');
	},

	'a code that nobody knows changes nothing and is on the output for people': async ({ instance }) => {
		const [, , , others] = await report(instance, status('SMtpl1004', PEOPLE.fine, '39999'));
		assert.deepEqual([others[0].outcome, others[0].change, others[0].reasons.map(({ code }) => code)], ['unknown', 'none', ['DELIVERY_CODE_UNKNOWN']]);
		assert.equal((await gatesFor(instance, PEOPLE.fine)).sms.route, 'Allowed');
	},
};
