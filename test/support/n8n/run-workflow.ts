import { startExpressionEngine } from './environment';
import { ExecutionLifecycleHooks, ExternalSecretsProxy, WorkflowExecute } from 'n8n-core';
import { Workflow, createRunExecutionData } from 'n8n-workflow';
import type {
	ExecutionError,
	ExecutionStatus,
	IConnections,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	IRunExecutionData,
	ITaskData,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { parse, stringify } from 'flatted';
import { TestCredentialsHelper } from './credentials';
import type { TestCredentials } from './credentials';
import { TestNodeTypes } from './node-types';

/** The parts of an exported workflow that decide what it does. */
export interface WorkflowUnderTest {
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export interface RunOptions {
	/** What the start node gets. */
	items: INodeExecutionData[];
	/** Default: the first node. */
	startNode?: string;
	nodeTypes?: TestNodeTypes;
	credentials?: TestCredentials;
	pinData?: IPinData;
	/** Default `manual`. */
	mode?: WorkflowExecuteMode;
}

/** What n8n knows about an execution when it ends or begins to wait. */
export interface WorkflowResult {
	status: ExecutionStatus;
	error?: ExecutionError;
	/** Set while the execution waits. */
	waitTill?: Date;
	/** The items of each output of a node, over all its runs; `[]` for a node that did not run. */
	outputs(nodeName: string): INodeExecutionData[][];
	hints(nodeName: string): NodeExecutionHint[];
	runs(nodeName: string): ITaskData[];
	/** Goes on with a waiting execution as n8n does: from what was stored, as if in another process. */
	resume(): Promise<WorkflowResult>;
}

/** Runs a whole workflow through n8n's own executor, expressions and all, in this process. */
export async function runWorkflow(definition: WorkflowUnderTest, options: RunOptions): Promise<WorkflowResult> {
	const startName = options.startNode ?? definition.nodes[0]?.name ?? '';
	const startNode = definition.nodes.find(({ name }) => name === startName);
	if (!startNode) throw new Error(`The workflow has no node "${startName}" to start from.`);
	const data = createRunExecutionData({
		startData: {},
		executionData: { nodeExecutionStack: [{ node: startNode, data: { main: [options.items] }, source: null }] },
		resultData: { pinData: options.pinData },
	});
	return await execute(definition, options, data);
}

async function execute(
	definition: WorkflowUnderTest,
	options: RunOptions,
	data: IRunExecutionData,
): Promise<WorkflowResult> {
	await startExpressionEngine();
	const mode = options.mode ?? 'manual';
	const workflow = new Workflow({
		id: 'workflow-under-test',
		name: 'Workflow under test',
		active: false,
		nodes: structuredClone(definition.nodes),
		connections: definition.connections,
		settings: { executionOrder: 'v1', ...definition.settings },
		nodeTypes: options.nodeTypes ?? new TestNodeTypes(),
	});
	const additionalData = buildAdditionalData(definition, options, mode);
	const run = await new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
	return resultOf(run, async () => await execute(definition, options, stored(run.data)));
}

/** n8n keeps a waiting execution as text in its database; nothing that text cannot hold survives. */
function stored(data: IRunExecutionData): IRunExecutionData {
	return parse(stringify(data)) as IRunExecutionData;
}

function resultOf(run: IRun, goOn: () => Promise<WorkflowResult>): WorkflowResult {
	const runs = (nodeName: string) => run.data.resultData.runData[nodeName] ?? [];
	return {
		status: run.status,
		error: run.data.resultData.error,
		waitTill: run.waitTill ?? undefined,
		runs,
		outputs: (nodeName) => mergeOutputs(runs(nodeName)),
		hints: (nodeName) => runs(nodeName).flatMap(({ hints }) => hints ?? []),
		resume: async () => {
			if (run.status !== 'waiting') throw new Error(`An execution that is "${run.status}" cannot be resumed.`);
			return await goOn();
		},
	};
}

function mergeOutputs(runs: ITaskData[]): INodeExecutionData[][] {
	const merged: INodeExecutionData[][] = [];
	for (const { data } of runs) {
		for (const [index, items] of (data?.main ?? []).entries()) {
			merged[index] = [...(merged[index] ?? []), ...(items ?? [])];
		}
	}
	return merged;
}

function buildAdditionalData(
	definition: WorkflowUnderTest,
	options: RunOptions,
	mode: WorkflowExecuteMode,
): IWorkflowExecuteAdditionalData {
	const url = 'http://localhost:5678';
	const workflowData = { ...definition, id: 'workflow-under-test', name: '', active: false, activeVersionId: null, isArchived: false, createdAt: new Date(0), updatedAt: new Date(0) };
	return {
		executionId: 'execution-under-test',
		hooks: new ExecutionLifecycleHooks(mode, 'execution-under-test', workflowData),
		credentialsHelper: new TestCredentialsHelper(options.credentials ?? {}),
		externalSecretsProxy: new ExternalSecretsProxy(),
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${url}/rest`,
		instanceBaseUrl: `${url}/`,
		formBaseUrl: `${url}/form`,
		formTestBaseUrl: `${url}/form-test`,
		formWaitingBaseUrl: `${url}/form-waiting`,
		webhookBaseUrl: `${url}/webhook`,
		webhookTestBaseUrl: `${url}/webhook-test`,
		webhookWaitingBaseUrl: `${url}/webhook-waiting`,
		mcpBaseUrl: `${url}/mcp`,
		mcpTestBaseUrl: `${url}/mcp-test`,
		setExecutionStatus: () => undefined,
		logAiEvent: () => undefined,
		executeWorkflow: notInHarness,
		getRunExecutionData: notInHarness,
		getRuntimeCredential: notInHarness,
		startRunnerTask: notInHarness,
	};
}

async function notInHarness(): Promise<never> {
	throw new Error('This part of n8n is not in the test harness.');
}
