import { postWebhook, waitForWebhooks } from '../../scripts/local-n8n/webhooks.mjs';

const PACKAGE = 'n8n-nodes-messaging-compliance';

/** A node of this package as a workflow holds it, with nothing set but what is given. */
export const complianceNode = (name, type, parameters = {}, settings = {}) => ({ name, type: `${PACKAGE}.${type}`, typeVersion: 1, parameters, ...settings });

/**
 * A workflow in which a webhook gives each element of the posted `items` to all nodes named in `first`.
 *
 * @param then connections of the other nodes: name of a node to the names behind each of its outputs.
 */
export function webhookWorkflow(id, nodes, first, then = {}) {
	const placed = [
		{ name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, webhookId: id, parameters: { httpMethod: 'POST', path: id, responseMode: 'onReceived', options: {} } },
		{ name: 'Items', type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: { fieldToSplitOut: 'body.items', options: {} } },
		...nodes,
	].map((node, index) => ({ id: `${id}-${index}`, position: [index * 200, 0], ...node }));
	const wire = (outputs) => ({ main: outputs.map((names) => names.map((node) => ({ node, type: 'main', index: 0 }))) });
	const connections = { Start: wire([['Items']]), Items: wire([first]), ...Object.fromEntries(Object.entries(then).map(([name, outputs]) => [name, wire(outputs)])) };
	return { id, name: id, nodes: placed, connections, active: false, settings: { executionOrder: 'v1' }, pinData: {}, tags: [] };
}

export const noOp = (name) => ({ name, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} });

/** Adds a workflow to the running n8n and makes its webhook live, also after a restart. */
export async function publish(instance, workflow) {
	await instance.rest.importWorkflow(workflow);
	await instance.rest.publishWorkflow(workflow.id);
	await waitForWebhooks(instance.url, [workflow.id]);
	instance.webhooks.push(workflow.id);
}

/** Runs a published workflow over items; gives its execution, ended or, with `settled: 'waiting'`, asleep. */
export async function runOver(instance, { id }, items, settled) {
	// n8n answers before the new run is among the executions.
	const [before] = await instance.rest.executions(id, 1);
	await postWebhook(instance.url, id, { items });
	return await instance.rest.lastExecution(id, { after: before?.id, settled, timeoutMs: 60_000 });
}

/** What came out of one output of a node, over all of its runs. */
export function outputItems(execution, node, output) {
	return (execution.data.resultData.runData[node] ?? []).flatMap((run) => run.data?.main?.[output] ?? []);
}
