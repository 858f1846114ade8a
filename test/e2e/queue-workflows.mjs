import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO } from '../../scripts/demo/config.mjs';
import { readTemplate } from '../../scripts/demo/templates.mjs';
import { postWebhook } from '../../scripts/local-n8n/webhooks.mjs';
import { complianceNode, noOp, webhookWorkflow } from './workflows.mjs';

const BATCH = 50;
const UNFINISHED = new Set(['new', 'running', 'waiting', 'unknown']);
const REPLY_WITHIN_MS = 90_000;

/** Consents of the posted items, with their proof. */
export function importWorkflow(credentials, id = 'compliance-e2e-queue-import') {
	const parameters = { resource: 'consent', operation: 'import', preference: 'opted in', source: 'web_form', timestamp: '2026-01-05T10:00:00Z', wordingVersion: 'v1' };
	return webhookWorkflow(id, [complianceNode('Import', 'complianceRegistry', parameters, { credentials })], ['Import']);
}

/** Consent Check, DND Gate and the sender, over batches of 50; who is not let through skips the sender and stays in the workflow. */
export function campaignWorkflow(credentials, senderUrl, id = 'compliance-e2e-queue-campaign') {
	const settings = { credentials, onError: 'continueRegularOutput' };
	const send = {
		name: 'Send',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		executeOnce: true,
		parameters: { method: 'POST', url: senderUrl, sendBody: true, specifyBody: 'json', jsonBody: '={{ JSON.stringify({ execution: $execution.id, to: $input.all().map((item) => item.json.phone) }) }}', options: {} },
	};
	const everybody = { name: 'Everybody', type: 'n8n-nodes-base.merge', typeVersion: 3.1, parameters: { numberInputs: 4 } };
	const nodes = [
		{ name: 'Batches', type: 'n8n-nodes-base.splitInBatches', typeVersion: 3, parameters: { batchSize: BATCH, options: {} } },
		complianceNode('Consent', 'consentCheck', {}, settings),
		complianceNode('DND', 'dndGate', {}, settings),
		send,
		everybody,
		noOp('Done'),
	];
	const workflow = webhookWorkflow(id, nodes, ['Batches'], {
		Batches: [['Done'], ['Consent']],
		Consent: [['DND']],
		DND: [['Send', 'Everybody']],
		Everybody: [['Batches']],
	});
	const { Consent, DND } = workflow.connections;
	// An input for each: who is held back by both gates in one round would else start the next round twice.
	for (const [gate, output, index] of [[Consent, 1, 1], [Consent, 2, 2], [DND, 1, 3]]) gate.main[output] = [{ node: 'Everybody', type: 'main', index }];
	return workflow;
}

/** The template for replies, with the credential in every node that takes one. */
export function replyWorkflow(credentials) {
	const workflow = readTemplate(DEMO.templates.reply);
	for (const node of workflow.nodes) if (node.type.startsWith('n8n-nodes-messaging-compliance.')) node.credentials = credentials;
	return workflow;
}

/** Posts STOP as Twilio does; gives the instant of the acknowledgement in milliseconds. */
export async function postStop({ url }, phone, withinMs = REPLY_WITHIN_MS) {
	const form = new URLSearchParams({ MessageSid: `SM${phone.slice(1)}`, From: phone, To: DEMO.sender, Body: 'STOP', NumMedia: '0' });
	await postWebhook(url, DEMO.templates.reply.webhook, String(form), { contentType: 'application/x-www-form-urlencoded', timeoutMs: withinMs });
	return Date.now();
}

/** Starts one execution for each list of phones, so many milliseconds apart; gives their ids, in order, as soon as they are known to n8n. */
export async function startExecutions(instance, workflow, lists, apartMs = 0) {
	const before = new Set((await instance.rest.executions(workflow.id, 100)).map(({ id }) => id));
	for (const phones of lists) {
		await postWebhook(instance.url, workflow.id, { items: phones.map((phone) => ({ phone })) });
		await sleep(apartMs);
	}
	for (const deadline = Date.now() + 30_000; ; await sleep(200)) {
		const ids = (await instance.rest.executions(workflow.id, 100)).map(({ id }) => id).filter((id) => !before.has(id));
		if (ids.length === lists.length) return ids.sort((one, other) => one - other);
		if (Date.now() > deadline) throw new Error(`${ids.length} of ${lists.length} executions of ${workflow.id} are known`);
	}
}

/** The executions with these ids once all of them have ended, with their run data. */
export async function ended(instance, workflow, ids, timeoutMs = 120_000) {
	for (const deadline = Date.now() + timeoutMs; ; await sleep(300)) {
		const known = (await instance.rest.executions(workflow.id, 100)).filter(({ id }) => ids.includes(id));
		const open = known.filter(({ status }) => UNFINISHED.has(status));
		if (open.length === 0 && known.length === ids.length) return await Promise.all(ids.map(async (id) => await instance.rest.execution(id)));
		if (Date.now() > deadline) throw new Error(`${open.length} executions of ${workflow.id} have not ended: ${open.map(({ id, status }) => `${id} ${status}`).join(', ')}`);
	}
}
