import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { runItems, type ItemHandler, type Routed } from '../../lib/n8n/run-items';
import type { NodeClass } from '../support/n8n';

export const OUTPUTS = ['Allowed', 'Suppressed'] as const;
export type Output = (typeof OUTPUTS)[number];

/** A node of this package's kind with one parameter, `value`, and the options that all nodes have. */
function probe(execute: (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>): NodeClass {
	return class Probe implements INodeType {
		description: INodeTypeDescription = {
			displayName: 'Probe',
			name: 'probe',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Probe' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
			outputNames: [...OUTPUTS],
			properties: [
				{ displayName: 'Value', name: 'value', type: 'string', default: 'the default' },
				{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [{ displayName: 'Inner', name: 'inner', type: 'string', default: '' }] },
			],
		};

		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return await execute(this);
		}
	};
}

/** Hands `look` the context and lets nothing through. */
export function looking(look: (context: IExecuteFunctions, items: INodeExecutionData[]) => void): NodeClass {
	return probe(async (context) => {
		look(context, context.getInputData());
		return [[], context.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }))];
	});
}

/** A node that runs this handler through `runItems`, as every node of the package does. */
export function handling(handle: ItemHandler<Output>['handle']): NodeClass {
	return probe(async (context) => await runItems(context, context.continueOnFail(), { outputs: OUTPUTS, failTo: 'Suppressed', handle }));
}

export function allow(gains: IDataObject = { compliance: { verdict: 'send' } }): Routed<Output> {
	return { output: 'Allowed', gains: gains as Routed<Output>['gains'] };
}
