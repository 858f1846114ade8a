import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { credentialTestMethods } from '../../lib/n8n/credential-test';
import { runItems } from '../../lib/n8n/run-items';
import { deliveryFeedbackDescription } from './DeliveryFeedback.description';
import { deliveryFeedback } from './DeliveryFeedback.handler';

export class DeliveryFeedback implements INodeType {
	description: INodeTypeDescription = {
		...deliveryFeedbackDescription,
		icon: { light: 'file:deliveryFeedback.svg', dark: 'file:deliveryFeedback.dark.svg' },
		subtitle: '={{ $parameter["report"] === "fields" ? $parameter["provider"] : "recognise automatically" }}',
		usableAsTool: true,
		credentials: [{ name: 'complianceStoreApi', required: false, testedBy: 'complianceStoreConnection' }],
	};

	methods = credentialTestMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, this.continueOnFail(), deliveryFeedback);
	}
}
