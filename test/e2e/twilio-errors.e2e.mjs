import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../../scripts/local-n8n/instance.mjs';
import { postWebhook } from '../../scripts/local-n8n/webhooks.mjs';
import { standInForTwilio } from './twilio-stand-in.mjs';
import { complianceNode, outputItems, publish, runOver, webhookWorkflow } from './workflows.mjs';

const FROM = '+14155550100';
const OUTPUTS = ['Delivered', 'Temporary', 'Permanent', 'Not The Contact'];
/** What Twilio answers for each recipient, what that means, and what the DND Gate says of the contact afterwards. */
const CASES = [
	{ to: '+14155552601', answer: { status: 400, code: 21610, message: 'Attempt to send to unsubscribed recipient' }, output: 'Permanent', outcome: 'opted_out', stops: 'PROVIDER_OPTED_OUT' },
	{ to: '+14155552602', answer: { status: 400, code: 21211, message: "Invalid 'To' Phone Number: +1415555XXXX" }, output: 'Permanent', outcome: 'permanent', stops: 'HARD_BOUNCED' },
	{ to: '+14155552603', answer: { status: 400, code: 21614, message: "'To' number +14155552603 is not a valid mobile number" }, output: 'Temporary', outcome: 'temporary', stops: 'LANDLINE' },
	{ to: '+14155552604', answer: { status: 429, code: 20429, message: 'Too Many Requests' }, output: 'Not The Contact', outcome: 'not_contact', stops: 'NOT_SUPPRESSED' },
	{ to: '+14155552605', answer: { status: 500, code: 20500, message: 'Internal Server Error' }, output: 'Not The Contact', outcome: 'not_contact', stops: 'NOT_SUPPRESSED' },
];
/** Whom a status callback is about. */
const CALLED_BACK = '+14155552607';

const twilioNode = (name, onError, credentials) => ({
	name,
	type: 'n8n-nodes-base.twilio',
	typeVersion: 1,
	onError,
	credentials,
	parameters: { resource: 'sms', operation: 'send', from: FROM, to: '={{ $json.phone }}', message: 'Hi', options: {} },
});

const requestNode = (name, onError, credentials, options = {}) => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	onError,
	credentials,
	parameters: {
		method: 'POST',
		url: 'https://api.twilio.com/2010-04-01/Accounts/AC0/Messages.json',
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'twilioApi',
		sendBody: true,
		contentType: 'form-urlencoded',
		bodyParameters: { parameters: [{ name: 'To', value: '={{ $json.phone }}' }, { name: 'From', value: FROM }, { name: 'Body', value: 'Hi' }] },
		options,
	},
});

/** Behind a node that drops the fields of the item. */
const LOOKED_UP = { recipient: "={{ $('Items').item.json.phone }}" };
const NEVER_ERROR = { response: { response: { neverError: true } } };
/** A node that sends, the output its errors leave by, and the Delivery Feedback behind it. */
const PATHS = [
	{ send: 'Twilio, error output', make: (credentials) => twilioNode('Twilio, error output', 'continueErrorOutput', credentials), output: 1 },
	{ send: 'Twilio, continue', make: (credentials) => twilioNode('Twilio, continue', 'continueRegularOutput', credentials), output: 0, feedback: LOOKED_UP },
	{ send: 'Request, error output', make: (credentials) => requestNode('Request, error output', 'continueErrorOutput', credentials), output: 1 },
	{ send: 'Request, continue', make: (credentials) => requestNode('Request, continue', 'continueRegularOutput', credentials), output: 0, feedback: LOOKED_UP },
	{ send: 'Request, never error', make: (credentials) => requestNode('Request, never error', undefined, credentials, NEVER_ERROR), output: 0, feedback: LOOKED_UP },
];
const feedbackOf = (send) => `Feedback: ${send}`;
const pathsOf = (kind) => PATHS.filter(({ send }) => send.startsWith(kind));

function sendingWorkflow(credentials) {
	const nodes = PATHS.flatMap(({ send, make, feedback = {} }) => [make(credentials), complianceNode(feedbackOf(send), 'deliveryFeedback', feedback)]);
	const wires = Object.fromEntries(PATHS.map(({ send, output }) => [send, output === 1 ? [[], [feedbackOf(send)]] : [[feedbackOf(send)]]]));
	return webhookWorkflow('compliance-e2e-twilio', nodes, PATHS.map(({ send }) => send), wires);
}

function callbackWorkflow() {
	const workflow = webhookWorkflow('compliance-e2e-callback', [complianceNode('Feedback', 'deliveryFeedback')], []);
	return { ...workflow, nodes: workflow.nodes.filter(({ name }) => name !== 'Items'), connections: { Start: { main: [[{ node: 'Feedback', type: 'main', index: 0 }]] } } };
}

const gateWorkflow = () => webhookWorkflow('compliance-e2e-after', [complianceNode('Gate', 'dndGate')], ['Gate']);
const shown = {};

/** What came out of a node, in the order of the contacts that were sent to. */
function outcomesOf(node) {
	const items = OUTPUTS.flatMap((output, index) => outputItems(shown.sent, node, index).map(({ json, pairedItem }) => ({ output, json, from: pairedItem.item })));
	return items.sort((a, b) => a.from - b.from);
}

async function runEverything(instance) {
	const { id, name } = await instance.rest.request('POST', '/credentials', { name: 'Twilio', type: 'twilioApi', data: { authType: 'authToken', accountSid: 'AC0', authToken: 'x' } });
	const [sending, callback, gate] = [sendingWorkflow({ twilioApi: { id, name } }), callbackWorkflow(), gateWorkflow()];
	for (const workflow of [sending, callback, gate]) await publish(instance, workflow);
	shown.sent = await runOver(instance, sending, CASES.map(({ to }) => ({ phone: to, name: 'Ada' })));
	const form = new URLSearchParams({ MessageSid: 'SM7', SmsSid: 'SM7', SmsStatus: 'undelivered', MessageStatus: 'undelivered', ErrorCode: '30003', To: CALLED_BACK, From: FROM, AccountSid: 'AC0', ApiVersion: '2010-04-01' });
	await postWebhook(instance.url, callback.id, String(form), { contentType: 'application/x-www-form-urlencoded' });
	shown.callback = await instance.rest.lastExecution(callback.id);
	shown.gated = await runOver(instance, gate, [...CASES.map(({ to }) => ({ phone: to })), { phone: CALLED_BACK }]);
}

/** An n8n of its own, which takes a stand-in on this machine for Twilio. The first test starts and stops it; the others look at what it did. */
export default {
	"requests to Twilio are refused, by n8n's own node and by its HTTP Request node": async ({ instance: { release }, tarball }) => {
		const userFolder = mkdtempSync(join(tmpdir(), 'n8n-twilio-'));
		const twilio = await standInForTwilio(Object.fromEntries(CASES.map(({ to, answer }) => [to, answer])));
		try {
			const instance = await launch({ userFolder, tarballs: [tarball], workflows: [], release, environment: twilio.environment });
			try {
				await runEverything(instance);
			} finally {
				await instance.stop();
			}
		} finally {
			twilio.stop();
			rmSync(userFolder, { recursive: true, force: true });
		}
		assert.equal(shown.sent.status, 'success', shown.sent.data.resultData.error?.message);
	},

	'the HTTP Request node keeps the code, whichever way it continues, and the Delivery Feedback reads it': async () => {
		for (const { send } of pathsOf('Request')) {
			const told = outcomesOf(feedbackOf(send)).map(({ output, json: { compliance } }) => [output, compliance.outcome, compliance.code, compliance.address]);
			assert.deepEqual(told, CASES.map(({ to, answer, output, outcome }) => [output, outcome, String(answer.code), to]), send);
		}
	},

	'its error output keeps the fields of the item as well': async () => {
		for (const { json } of outcomesOf(feedbackOf('Request, error output'))) assert.equal(json.name, 'Ada');
	},

	"n8n's Twilio node hands on neither the code nor the fields of the item, on its error output as little as on the other": async () => {
		for (const { send, output } of pathsOf('Twilio')) {
			const items = outputItems(shown.sent, send, output);
			assert.equal(items.length, CASES.length, send);
			for (const item of items) {
				assert.deepEqual(Object.keys(item.json), ['error'], send);
				assert.doesNotMatch(JSON.stringify(item), /\d{5}|unsubscribed/, send);
			}
		}
	},

	'what has lost its code changes nothing, and the node says what to do': async () => {
		for (const { send } of pathsOf('Twilio')) {
			for (const { output, json } of outcomesOf(feedbackOf(send))) {
				assert.equal(output, 'Not The Contact', send);
				assert.deepEqual(json.compliance.reasons.map(({ code }) => code), ['DELIVERY_UNREADABLE'], send);
			}
			const hints = shown.sent.data.resultData.runData[feedbackOf(send)][0].hints.map(({ message }) => message);
			assert.match(hints.join(), /^5 items hold only n8n's general words/, send);
		}
	},

	'a status callback is read as Twilio posts it': async () => {
		const [item] = outputItems(shown.callback, 'Feedback', OUTPUTS.indexOf('Temporary'));
		const { outcome, code, address, strike } = item.json.compliance;
		assert.deepEqual({ outcome, code, address, strike }, { outcome: 'temporary', code: '30003', address: CALLED_BACK, strike: 1 });
	},

	'the gates hold back from then on whom Twilio has named, and nobody else': async () => {
		const items = [0, 1].flatMap((output) => outputItems(shown.gated, 'Gate', output).map(({ json }) => [json.phone, json.compliance.reasons.map(({ code }) => code).join()]));
		assert.deepEqual(Object.fromEntries(items), Object.fromEntries([...CASES.map(({ to, stops }) => [to, stops]), [CALLED_BACK, 'UNREACHABLE']]));
	},
};
