import assert from 'node:assert/strict';
import { itemsOf } from '../../scripts/demo/outcomes.mjs';
import { complianceNode, outputItems, publish, runOver, webhookWorkflow } from './workflows.mjs';

const NODES = {
	'Consent Check': 'consentCheck',
	'DND Gate': 'dndGate',
	'Quiet Hours Window': 'quietHoursWindow',
	'Opt-Out Footer': 'optOutFooter',
	'Keyword Handler': 'keywordHandler',
	'Compliance Registry': 'complianceRegistry',
};
const ITEMS = [
	{ phone: '+12125550142', email: 'ada@example.com', text: 'Our sale begins today.' },
	{ phone: '+442079460018', email: 'office@example.com', text: 'Can you call me?' },
	{ phone: 'call reception', email: '', text: 'STOP' },
];

const workflow = webhookWorkflow('compliance-e2e-drop-in', Object.entries(NODES).map(([name, type]) => complianceNode(name, type)), Object.keys(NODES));
const shown = {};

const resultsOf = (node, output) => outputItems(shown.execution, node, output).map(({ json }) => json.compliance);

/** Every node as it is dropped on the canvas: nothing set, no credential. */
export default {
	'every node runs with nothing configured and puts out every item once': async ({ instance }) => {
		await publish(instance, workflow);
		shown.execution = await runOver(instance, workflow, ITEMS);
		assert.equal(shown.execution.status, 'success', shown.execution.data.resultData.error?.message);
		for (const node of Object.keys(NODES)) {
			const items = itemsOf(shown.execution, node);
			assert.deepEqual(items.map(({ pairedItem }) => pairedItem.item).sort(), [0, 1, 2], node);
			for (const { json, pairedItem } of items) {
				const { compliance, ...own } = json;
				assert.deepEqual(own, ITEMS[pairedItem.item], node);
				assert.equal(typeof compliance, 'object', node);
			}
		}
	},

	'without a record nobody is compliant': async () => {
		assert.deepEqual(resultsOf('Consent Check', 0), []);
		assert.equal(resultsOf('Consent Check', 1)[0].reasons[0].code, 'CONSENT_MISSING');
	},

	'a landline and what is no number are suppressed, a mobile number is allowed': async () => {
		assert.deepEqual(resultsOf('DND Gate', 0).map(({ address }) => address), ['+12125550142']);
		assert.deepEqual(resultsOf('DND Gate', 1).map(({ reasons }) => reasons[0].code), ['NUMBER_NOT_TEXTABLE', 'ADDRESS_INVALID']);
	},

	'whoever is held is told until when': async () => {
		const held = resultsOf('Quiet Hours Window', 1);
		for (const { verdict, sendAt, reasons } of held) assert.ok(verdict === 'hold' ? Date.parse(sendAt) > Date.now() - 60_000 : reasons.length > 0);
		assert.equal(held.at(-1).verdict === 'send', false);
	},

	'the footer says how to stop': async () => {
		const [first] = resultsOf('Opt-Out Footer', 0);
		assert.match(first.text, /^Our sale begins today\..*STOP/s);
		assert.equal(first.sms.after.segments, 1);
	},

	'a reply is recognised by its fields, and a stop of nobody goes to a person': async () => {
		const outputs = [0, 1, 2, 3, 4].map((output) => resultsOf('Keyword Handler', output).length);
		assert.deepEqual(outputs, [0, 0, 0, 1, 2]);
		assert.equal(resultsOf('Keyword Handler', 3)[0].reasons[0].code, 'REPLY_SENDER_UNREADABLE');
	},
};
