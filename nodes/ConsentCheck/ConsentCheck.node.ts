import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { credentialTestMethods } from '../../lib/n8n/credential-test';
import { runItems } from '../../lib/n8n/run-items';
import { consentCheckDescription } from './ConsentCheck.description';
import { consentCheck } from './ConsentCheck.handler';

export class ConsentCheck implements INodeType {
	description: INodeTypeDescription = {
		...consentCheckDescription,
		icon: { light: 'file:consentCheck.svg', dark: 'file:consentCheck.dark.svg' },
		subtitle: '={{ $parameter["channel"] + ": " + $parameter["messageClass"] }}',
		usableAsTool: true,
		credentials: [{ name: 'complianceStoreApi', required: false, testedBy: 'complianceStoreConnection' }],
	};

	methods = credentialTestMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, this.continueOnFail(), consentCheck);
	}
}
