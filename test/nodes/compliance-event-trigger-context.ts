import { TestNodeTypes, typeNameOf } from '../support/n8n';
import { TriggerContext } from 'n8n-core';
import { Workflow, type ExecutionStatus, type IDataObject, type INode, type INodeExecutionData, type INodeParameters, type IRun, type ITriggerFunctions, type ITriggerResponse, type IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import type { Change } from '../../lib/store/port';
import { ComplianceEventTrigger } from '../../nodes/ComplianceEventTrigger/ComplianceEventTrigger.node';
import { TestCredentialsHelper } from '../support/n8n/credentials';
import { suppressed, type TestStore } from './support';

/** What n8n settles when a run ends. */
type Done = NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;

/** A run of the workflow that a trigger has started. */
export interface StartedRun {
	items: IDataObject[];
	/** As n8n tells it; `undefined`: it has started none. */
	end: (status?: ExecutionStatus | 'nothing ran' | 'no run') => void;
	/** Rejects what n8n promised, as it does for a run that somebody stops. */
	cancel: () => void;
	isOpen: boolean;
}

export interface TriggerUnderTest {
	runs: StartedRun[];
	logged: string[];
	/** Those of `logged` that were told as errors. */
	errors: string[];
	response: ITriggerResponse;
	close: () => Promise<void>;
}

export interface TriggerSettings {
	parameters?: INodeParameters;
	store: Pick<TestStore, 'credentials'>;
	mode?: 'trigger' | 'manual';
	workflowId?: string;
	nodeId?: string;
	/** Seconds; of the workflow. */
	executionTimeout?: number;
	/** Into which runs are put, so that several triggers share their order. */
	runs?: StartedRun[];
}

/** Activates the node in n8n's own context for triggers, as if in a process of its own. */
export async function activate(settings: TriggerSettings): Promise<TriggerUnderTest> {
	const { runs = [] } = settings;
	const [logged, errors]: [string[], string[]] = [[], []];
	const node = new ComplianceEventTrigger();
	const response = await node.trigger.call(contextOf(node, settings, runs, { logged, errors }));
	return { runs, logged, errors, response, close: async () => await response.closeFunction?.() };
}

function contextOf(nodeType: ComplianceEventTrigger, settings: TriggerSettings, runs: StartedRun[], { logged, errors }: Pick<TriggerUnderTest, 'logged' | 'errors'>): ITriggerFunctions {
	const { parameters = {}, store, mode = 'trigger', workflowId = 'w1', nodeId = 'n1', executionTimeout } = settings;
	const credentials = { complianceStoreApi: { id: '1', name: 'Store' } };
	const node: INode = { id: nodeId, name: 'On Opt-Out', type: typeNameOf(nodeType), typeVersion: 1, position: [0, 0], parameters, credentials };
	const timeout = executionTimeout === undefined ? {} : { executionTimeout };
	const workflow = new Workflow({ id: workflowId, name: 'Sync', active: true, nodes: [node], connections: {}, settings: timeout, nodeTypes: new TestNodeTypes() });
	const additionalData = { credentialsHelper: new TestCredentialsHelper(store.credentials) } as unknown as IWorkflowExecuteAdditionalData;
	const emit: ITriggerFunctions['emit'] = (data, _response, done) => void runs.push(startedRun(data, done));
	const context = new TriggerContext(workflow, node, additionalData, mode, 'activate', emit);
	const log = (message: string): void => void logged.push(message);
	const error = (message: string): void => {
		log(message);
		errors.push(message);
	};
	return Object.defineProperty(context, 'logger', { value: { debug: log, info: log, warn: log, error } });
}

function startedRun([items = []]: INodeExecutionData[][], done: Done | undefined): StartedRun {
	const run: StartedRun = {
		items: items.map(({ json }) => json),
		isOpen: true,
		end: (status = 'success') => {
			run.isOpen = false;
			const runData = status === 'nothing ran' ? {} : { Trigger: [] };
			const ended = { status: status === 'nothing ran' ? 'error' : status, data: { resultData: { runData } } };
			done?.resolve((status === 'no run' ? undefined : ended) as IRun);
		},
		cancel: () => {
			run.isOpen = false;
			done?.reject(new Error('The execution was cancelled manually'));
		},
	};
	return run;
}

export const START = new Date('2026-11-02T12:00:00Z');
export const SECOND = 1_000;

/** Everything the store does is real; only what waits, waits for the test. */
export function holdTheClock(now = START): void {
	jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'hrtime'] });
}

export async function wait(ms: number): Promise<void> {
	await jest.advanceTimersByTimeAsync(ms);
}

const live: TriggerUnderTest[] = [];

/** After each test of the file: ends what is left of its triggers. */
export function closeTriggers(): void {
	afterEach(async () => {
		for (const { close, runs } of live.splice(0)) {
			runs.forEach((run) => run.end());
			await close();
		}
		jest.useRealTimers();
	});
}

/** Activates the node and closes it after the test. */
export async function listen(store: TestStore, settings: Partial<TriggerSettings> = {}): Promise<TriggerUnderTest> {
	const trigger = await activate({ store, ...settings });
	live.push(trigger);
	return trigger;
}

/** Lets every run succeed at once, until nothing new comes. */
export async function settle({ runs }: Pick<TriggerUnderTest, 'runs'>): Promise<IDataObject[]> {
	for (let quiet = 0; quiet < 2; quiet++) {
		for (const run of runs.filter(({ isOpen }) => isOpen)) {
			run.end();
			quiet = 0;
		}
		await wait(6 * SECOND);
	}
	return runs.flatMap(({ items }) => items);
}

export function stop(address: string): Change {
	return suppressed(address, 'opt_out_keyword');
}

/** Records in one call, a moment later than what was recorded before. */
export async function record(store: TestStore, ...changes: Change[]): Promise<void> {
	await wait(1);
	await store.record(changes, { at: new Date() });
}
