import type { INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { credentialTestMethods } from '../../lib/n8n/credential-test';
import { failInWords } from '../../lib/n8n/fail-in-words';
import { complianceEventTriggerDescription } from './ComplianceEventTrigger.description';
import { startEventTrigger } from './ComplianceEventTrigger.handler';

export class ComplianceEventTrigger implements INodeType {
	description: INodeTypeDescription = {
		...complianceEventTriggerDescription,
		icon: { light: 'file:complianceEventTrigger.svg', dark: 'file:complianceEventTrigger.dark.svg' },
		subtitle: '={{ $parameter["events"].join(", ").replaceAll("_", " ") }}',
		credentials: [{ name: 'complianceStoreApi', required: false, testedBy: 'complianceStoreConnection' }],
	};

	methods = credentialTestMethods;

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await failInWords(this, async () => await startEventTrigger(this));
	}
}
