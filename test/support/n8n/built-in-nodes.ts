import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

/** Stands for any node that only hands on what it gets, under the names of n8n's own nodes. */
class PassThrough implements INodeType {
	description: INodeTypeDescription;

	constructor(name: string, trigger: boolean) {
		this.description = {
			displayName: name,
			name,
			group: [trigger ? 'trigger' : 'transform'],
			version: [1, 2],
			description: '',
			defaults: { name },
			inputs: trigger ? [] : [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		};
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/** The few node types of n8n that a test workflow needs around the node under test. */
export const BUILT_IN_NODES: Readonly<Record<string, INodeType>> = {
	'n8n-nodes-base.manualTrigger': new PassThrough('manualTrigger', true),
	'n8n-nodes-base.noOp': new PassThrough('noOp', false),
};
