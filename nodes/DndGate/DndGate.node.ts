import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { credentialTestMethods } from '../../lib/n8n/credential-test';
import { runItems } from '../../lib/n8n/run-items';
import { dndGateDescription } from './DndGate.description';
import { dndGate } from './DndGate.handler';

export class DndGate implements INodeType {
	description: INodeTypeDescription = {
		...dndGateDescription,
		icon: { light: 'file:dndGate.svg', dark: 'file:dndGate.dark.svg' },
		subtitle: '={{ $parameter["channel"] + ": " + $parameter["messageClass"] }}',
		usableAsTool: true,
		credentials: [{ name: 'complianceStoreApi', required: false, testedBy: 'complianceStoreConnection' }],
	};

	methods = credentialTestMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, this.continueOnFail(), dndGate);
	}
}
