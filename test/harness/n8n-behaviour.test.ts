import type { IExecuteData, INode, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import { TestNodeTypes, runNode, runWorkflow, typeNameOf } from '../support/n8n';
import type { NodeClass, WorkflowUnderTest } from '../support/n8n';
import { gate, jsonOf, suppressing } from './fixtures';

const contacts = [{ phone: '1' }, { phone: '2' }];

const throwing = gate(async (context) => {
	throw new NodeOperationError(context.getNode(), 'broken', { itemIndex: 1 });
});

describe('what n8n does when execute throws', () => {
	it('stops the workflow and emits nothing by default', async () => {
		const { status, raw, error } = await runNode(throwing, { items: contacts });
		expect({ status, raw, message: error?.message }).toEqual({ status: 'error', raw: [], message: 'broken' });
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)('sends all INPUT items on from the FIRST output with onError %s, so a gate must never throw there', async (onError) => {
		const { status, outputs } = await runWorkflow(campaign({ onError }), { items: contacts.map((json) => ({ json })), nodeTypes: knowing(throwing) });
		expect(status).toBe('success');
		expect(jsonOf(outputs('Send SMS')[0])).toEqual(contacts);
	});

	it('calls the run an error if the node that threw was the last to run, though the items went on', async () => {
		const { status, outputs } = await runNode(throwing, { items: contacts, onError: 'continueRegularOutput' });
		expect(status).toBe('error');
		expect(jsonOf(outputs.Allowed)).toEqual(contacts);
	});
});

describe('what n8n does with items that carry an error', () => {
	const withError = (): Partial<INodeExecutionData> => ({ error: new NodeOperationError({ name: 'x', id: '', type: '', typeVersion: 1, position: [0, 0], parameters: {} }, 'broken') });

	it('replaces the whole json by { error } where the item has an error property', async () => {
		const { outputs } = await runNode(suppressing(withError), { items: contacts, onError: 'continueRegularOutput' });
		expect(jsonOf(outputs.Suppressed)).toEqual([{ error: 'broken' }, { error: 'broken' }]);
	});

	it('moves items with an error property to the extra error output and drops their json there too', async () => {
		const { outputs } = await runNode(suppressing(withError), { items: contacts, onError: 'continueErrorOutput' });
		expect(jsonOf(outputs.Suppressed)).toEqual([]);
		expect(jsonOf(outputs.error)).toEqual([{ error: 'broken' }, { error: 'broken' }]);
	});

	it('moves items whose json has nothing but error, message and details, and gives them back the fields of their input', async () => {
		const { outputs } = await runNode(suppressing(() => ({ json: { error: 'broken' } })), { items: contacts, onError: 'continueErrorOutput' });
		expect(jsonOf(outputs.error)).toEqual([{ phone: '1', error: 'broken' }, { phone: '2', error: 'broken' }]);
	});

	it('leaves items alone whose json has an error beside other fields', async () => {
		const json = { phone: '1', error: 'broken' };
		const { outputs } = await runNode(suppressing(() => ({ json })), { items: contacts, onError: 'continueErrorOutput' });
		expect(jsonOf(outputs.Suppressed)).toEqual([json, json]);
		expect(outputs.error).toEqual([]);
	});
});

describe('what n8n does with alwaysOutputData', () => {
	it('puts an empty item on the first output when nothing went there, whatever went to the others', async () => {
		const { outputs } = await runNode(suppressing(() => ({})), { items: contacts, alwaysOutputData: true });
		expect(outputs.Allowed).toEqual([{ json: {}, pairedItem: [{ item: 0, input: 0 }, { item: 1, input: 0 }] }]);
		expect(jsonOf(outputs.Suppressed)).toEqual(contacts);
	});
});

describe('what n8n does with executeOnce', () => {
	it('gives the node the first item only', async () => {
		const { outputs } = await runNode(suppressing(() => ({})), { items: contacts, executeOnce: true });
		expect(jsonOf(outputs.Suppressed)).toEqual([{ phone: '1' }]);
	});
});

describe('what n8n does with retryOnFail', () => {
	const failing = (times: number, fail: () => INodeExecutionData[][]) => {
		const calls: number[] = [];
		const node = gate(async (context) => {
			calls.push(context.getInputData().length);
			if (calls.length <= times) return fail();
			return [[], context.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }))];
		});
		return { node, calls };
	};
	const retry = { items: contacts, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	it('runs a node that threw again with the same items', async () => {
		const { node, calls } = failing(1, () => {
			throw new Error('broken');
		});
		const { outputs } = await runNode(node, retry);
		expect(calls).toEqual([2, 2]);
		expect(jsonOf(outputs.Suppressed)).toEqual(contacts);
	});

	it('runs a node again whose first item on the first output has a json.error, though nothing was thrown', async () => {
		const { node, calls } = failing(9, () => [[{ json: { phone: '1', error: 'a field of the contact' }, pairedItem: { item: 0 } }], []]);
		await runNode(node, retry);
		expect(calls).toEqual([2, 2, 2]);
	});

	it('does not look at the other outputs', async () => {
		const { node, calls } = failing(9, () => [[], [{ json: { error: 'broken' }, pairedItem: { item: 0 } }]]);
		await runNode(node, retry);
		expect(calls).toEqual([2]);
	});
});

describe('what n8n does with putExecutionToWait', () => {
	const waiting = gate(async (context) => {
		const allowed = context.getInputData().map(({ json }, item) => ({ json: { ...json, seen: true }, pairedItem: { item } }));
		await context.putExecutionToWait(new Date('2030-01-01T00:00:00Z'));
		return [[], allowed];
	});

	it('stops after the node and keeps the time', async () => {
		const { status, waitTill } = await runNode(waiting, { items: contacts });
		expect({ status, waitTill }).toEqual({ status: 'waiting', waitTill: new Date('2030-01-01T00:00:00Z') });
	});

	it('does not run the node again on waking but sends its INPUT items to the first output, so a gate that waits would let all through', async () => {
		const paused = await runNode(waiting, { items: contacts });
		const { status, outputs } = await paused.resume();
		expect(status).toBe('success');
		expect(jsonOf(outputs.Allowed)).toEqual(contacts);
		expect(outputs.Suppressed).toEqual([]);
	});

	it('emits on waking what the node left as its input, output by output, if it set forwardAllOutputs', async () => {
		const { node, calls } = leaving((entry, held) => {
			entry.data = { main: [[], held] };
			entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
		});
		const { outputs } = await (await runNode(node, { items: contacts })).resume();
		expect(calls).toHaveLength(1);
		expect(jsonOf(outputs.Allowed)).toEqual([]);
		expect(jsonOf(outputs.Suppressed)).toEqual(contacts);
	});

	it('runs the node again on waking if the node put a second entry for itself on the stack', async () => {
		const { node, calls } = leaving((entry, held, stack) => {
			stack.unshift({ ...entry, node: { ...entry.node }, data: { main: [held] } });
			entry.data = { main: [[]] };
		});
		const { outputs, status } = await (await runNode(node, { items: contacts })).resume();
		expect({ status, calls }).toEqual({ status: 'success', calls: [2, 2] });
		expect(jsonOf(outputs.Allowed)).toEqual(contacts.map((contact) => ({ ...contact, checked: true })));
	});
});

/** A gate that waits in its first run, leaving its entry of the execution stack as told, and allows in its second. */
function leaving(leave: (entry: IExecuteData, held: INodeExecutionData[], stack: IExecuteData[]) => void) {
	const calls: number[] = [];
	const node = gate(async (context) => {
		const items = context.getInputData();
		calls.push(items.length);
		if (calls.length > 1) return [items.map(({ json }, item) => ({ json: { ...json, checked: true }, pairedItem: { item } })), []];
		const { executionData } = (context as unknown as { runExecutionData: IRunExecutionData }).runExecutionData;
		leave(context.getExecuteData(), items, executionData?.nodeExecutionStack ?? []);
		await context.putExecutionToWait(new Date('2030-01-01T00:00:00Z'));
		return [[], []];
	});
	return { node, calls };
}

/** Start, the gate, and a sender behind its first output. */
function campaign(settings: Partial<INode>): WorkflowUnderTest {
	const node = (name: string, type: string, position: number): INode => ({ id: name, name, type, typeVersion: 1, position: [position, 0], parameters: {} });
	const to = (name: string) => ({ main: [[{ node: name, type: NodeConnectionTypes.Main, index: 0 }]] });
	return {
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 0),
			{ ...node('Gate', typeNameOf(new throwing()), 1), ...settings },
			node('Send SMS', 'n8n-nodes-base.noOp', 2),
		],
		connections: { Start: to('Gate'), Gate: to('Send SMS') },
	};
}

function knowing(nodeClass: NodeClass): TestNodeTypes {
	const nodeTypes = new TestNodeTypes();
	nodeTypes.register(new nodeClass());
	return nodeTypes;
}
