import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import type { NodeClass } from '../support/n8n';

type Execute = (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** A gate with the outputs Allowed and Suppressed and one parameter, `value`, that does what the test says. */
export function gate(execute: Execute): NodeClass {
	return class Gate implements INodeType {
		description: INodeTypeDescription = {
			displayName: 'Gate',
			name: 'gate',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Gate' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
			outputNames: ['Allowed', 'Suppressed'],
			credentials: [{ name: 'gateApi', required: false }],
			properties: [{ displayName: 'Value', name: 'value', type: 'string', default: 'unset' }],
		};

		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return await execute(this);
		}
	};
}

/** Sends every item to Suppressed, made from the input item by `change`. */
export function suppressing(change: (item: INodeExecutionData, index: number) => Partial<INodeExecutionData>): NodeClass {
	return gate(async (context) => [
		[],
		context.getInputData().map((item, index) => ({ json: { ...item.json }, pairedItem: { item: index }, ...change(item, index) })),
	]);
}

export function jsonOf(items: INodeExecutionData[] | undefined): IDataObject[] {
	return (items ?? []).map(({ json }) => json);
}
