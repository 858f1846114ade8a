import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import type { TestCredentials } from './credentials';
import { withFrozenInput } from './freeze';
import { TestNodeTypes } from './node-types';
import type { NodeClass } from './node-types';
import { runWorkflow } from './run-workflow';
import type { WorkflowResult } from './run-workflow';

/** The name of the node under test on the canvas. */
export const NODE_NAME = 'Node under test';
const ERROR_OUTPUT = 'error';

export interface NodeRun extends Partial<Pick<INode, 'onError' | 'alwaysOutputData' | 'executeOnce' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'typeVersion'>> {
	/** As stored in a workflow: fixed values, or text that begins with `=` for an expression. */
	parameters?: INodeParameters;
	/** Plain objects stand for items with that json. */
	items: ReadonlyArray<INodeExecutionData | IDataObject>;
	/** Credential data by credential type; every type given is selected on the node. */
	credentials?: TestCredentials;
}

export interface NodeResult {
	status: WorkflowResult['status'];
	error: WorkflowResult['error'];
	waitTill: WorkflowResult['waitTill'];
	/** The items of each output by its name; unnamed outputs are `output 0`, `output 1`, ... and n8n's extra one `error`. */
	outputs: Record<string, INodeExecutionData[]>;
	/** By output index. */
	raw: INodeExecutionData[][];
	hints: ReturnType<WorkflowResult['hints']>;
	/** The items as the node got them. */
	input: INodeExecutionData[];
	/** Goes on with a waiting execution, as in another process. */
	resume: () => Promise<NodeResult>;
}

/** Runs one node in a workflow of a trigger and that node. Its input items are deep-frozen. */
export async function runNode(nodeClass: NodeClass, run: NodeRun): Promise<NodeResult> {
	const nodeType = new nodeClass();
	const nodeTypes = new TestNodeTypes();
	const { parameters = {}, items, credentials = {}, typeVersion = latestVersion(nodeType), ...settings } = run;
	const input = items.map(toItem);
	const node: INode = {
		...settings,
		id: 'node-under-test',
		name: NODE_NAME,
		type: nodeTypes.register(withFrozenInput(nodeType)),
		typeVersion,
		position: [200, 0],
		parameters,
		credentials: Object.fromEntries(Object.keys(credentials).map((type) => [type, { id: type, name: type }])),
	};
	const trigger: INode = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const connections = { Start: { main: [[{ node: NODE_NAME, type: NodeConnectionTypes.Main, index: 0 }]] } };
	const result = await runWorkflow({ nodes: [trigger, node], connections }, { items: input, nodeTypes, credentials });
	return nodeResult(nodeType, input, result);
}

function nodeResult(nodeType: INodeType, input: INodeExecutionData[], result: WorkflowResult): NodeResult {
	const raw = result.outputs(NODE_NAME);
	const names = outputNames(nodeType);
	return {
		status: result.status,
		error: result.error,
		waitTill: result.waitTill,
		outputs: Object.fromEntries([
			...names.map((name, index) => [name, raw[index] ?? []] as const),
			...raw.slice(names.length).map((items) => [ERROR_OUTPUT, items] as const),
		]),
		raw,
		hints: result.hints(NODE_NAME),
		input,
		resume: async () => nodeResult(nodeType, input, await result.resume()),
	};
}

function outputNames({ description }: INodeType): string[] {
	if (typeof description.outputs === 'string') throw new Error('Outputs given by an expression have no fixed names.');
	return description.outputs.map((output, index) => {
		const own = typeof output === 'object' ? output.displayName : undefined;
		return description.outputNames?.[index] ?? own ?? `output ${index}`;
	});
}

function latestVersion({ description }: INodeType): number {
	return Math.max(...[description.version].flat());
}

function toItem(item: INodeExecutionData | IDataObject): INodeExecutionData {
	return 'json' in item && typeof item.json === 'object' ? (item as INodeExecutionData) : { json: item as IDataObject };
}
