import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { credentialTestMethods } from '../../lib/n8n/credential-test';
import { runItems } from '../../lib/n8n/run-items';
import { quietHoursWindowDescription } from './QuietHoursWindow.description';
import { quietHoursWindow } from './QuietHoursWindow.handler';

export class QuietHoursWindow implements INodeType {
	description: INodeTypeDescription = {
		...quietHoursWindowDescription,
		icon: { light: 'file:quietHoursWindow.svg', dark: 'file:quietHoursWindow.dark.svg' },
		subtitle: '={{ $parameter["channel"] + ": " + $parameter["mode"] }}',
		usableAsTool: true,
		credentials: [{ name: 'complianceStoreApi', required: false, testedBy: 'complianceStoreConnection' }],
	};

	methods = credentialTestMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, this.continueOnFail(), quietHoursWindow);
	}
}
