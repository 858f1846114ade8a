import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { credentialTestMethods } from '../../lib/n8n/credential-test';
import { runItems } from '../../lib/n8n/run-items';
import { complianceRegistryDescription } from './ComplianceRegistry.description';
import { complianceRegistry } from './ComplianceRegistry.handler';

export class ComplianceRegistry implements INodeType {
	description: INodeTypeDescription = {
		...complianceRegistryDescription,
		icon: { light: 'file:complianceRegistry.svg', dark: 'file:complianceRegistry.dark.svg' },
		subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
		usableAsTool: true,
		credentials: [{ name: 'complianceStoreApi', required: false, testedBy: 'complianceStoreConnection' }],
	};

	methods = credentialTestMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, this.continueOnFail(), complianceRegistry);
	}
}
