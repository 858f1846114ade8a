import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itemsOf } from '../../scripts/demo/outcomes.mjs';
import { complianceNode, noOp, outputItems, publish, runOver, webhookWorkflow } from './workflows.mjs';

const GATES = ['consentCheck', 'dndGate', 'quietHoursWindow'];
const ERROR_OUTPUT = { consentCheck: 3, dndGate: 2, quietHoursWindow: 2 };
const FAIL_OUTPUT = { consentCheck: 2, dndGate: 1, quietHoursWindow: 1 };
const MODES = ['continueRegularOutput', 'continueErrorOutput'];
const ITEMS = [{ phone: '+12125550142', email: 'ada@example.com' }, { phone: '+442079460018', email: 'office@example.com' }];

const nameOf = (gate, mode) => `${gate} ${mode}`;
const senderOf = (gate, mode) => `Send ${nameOf(gate, mode)}`;
const cases = GATES.flatMap((gate) => MODES.map((mode) => ({ gate, mode, name: nameOf(gate, mode), sender: senderOf(gate, mode) })));
const shown = {};

/** A store whose file is no database. */
async function brokenCredential({ rest, settings }) {
	const folder = join(settings.N8N_USER_FOLDER, 'broken');
	mkdirSync(folder, { recursive: true });
	const file = join(folder, 'store.sqlite');
	writeFileSync(file, 'This is a letter and not a database.\n'.repeat(500));
	const { id, name } = await rest.request('POST', '/credentials', { name: 'Broken store', type: 'complianceStoreApi', data: { backend: 'sqlite', file, brand: '' } });
	return { complianceStoreApi: { id, name } };
}

export default {
	'gates that continue on error do so when the store is broken': async ({ instance }) => {
		const credentials = await brokenCredential(instance);
		const gates = cases.map(({ gate, mode, name }) => complianceNode(name, gate, {}, { onError: mode, credentials }));
		const senders = cases.map(({ sender }) => noOp(sender));
		const workflow = webhookWorkflow('compliance-e2e-broken', [...gates, ...senders], cases.map(({ name }) => name), Object.fromEntries(cases.map(({ name, sender }) => [name, [[sender]]])));
		await publish(instance, workflow);
		shown.execution = await runOver(instance, workflow, ITEMS);
		assert.equal(shown.execution.status, 'success');
	},

	'nothing reaches a sending output': async () => {
		for (const { name, sender } of cases) {
			assert.deepEqual(outputItems(shown.execution, name, 0), [], name);
			assert.equal(shown.execution.data.resultData.runData[sender], undefined, name);
		}
	},

	'every item comes out once, on the output for failures': async ({ instance: { release } }) => {
		for (const { gate, mode, name } of cases) {
			const isMoved = mode === 'continueErrorOutput' && release.errorOutputTakesDetails;
			// Where n8n leaves them on the blocking output, they have not got their own fields back.
			const hasFields = isMoved || mode === 'continueRegularOutput';
			const items = outputItems(shown.execution, name, isMoved ? ERROR_OUTPUT[gate] : FAIL_OUTPUT[gate]);
			assert.deepEqual(items.map(({ json }) => json.phone), ITEMS.map(({ phone }) => (hasFields ? phone : undefined)), name);
			assert.equal(itemsOf(shown.execution, name).length, ITEMS.length, name);
		}
	},

	'the error holds no address': async () => {
		for (const { name } of cases) {
			for (const { json } of itemsOf(shown.execution, name)) assert.doesNotMatch(String(json.error), /2125550142|example\.com/);
		}
	},

	'a gate that stops on error stops the workflow': async ({ instance }) => {
		const credentials = await brokenCredential(instance);
		const workflow = webhookWorkflow('compliance-e2e-stops', [complianceNode('Gate', 'dndGate', {}, { credentials }), noOp('Send')], ['Gate'], { Gate: [['Send']] });
		await publish(instance, workflow);
		const execution = await runOver(instance, workflow, ITEMS);
		assert.equal(execution.status, 'error');
		assert.equal(execution.data.resultData.runData.Send, undefined);
	},
};
