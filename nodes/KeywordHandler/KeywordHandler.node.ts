import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { credentialTestMethods } from '../../lib/n8n/credential-test';
import { runItems } from '../../lib/n8n/run-items';
import { keywordHandlerDescription } from './KeywordHandler.description';
import { keywordHandler } from './KeywordHandler.handler';

export class KeywordHandler implements INodeType {
	description: INodeTypeDescription = {
		...keywordHandlerDescription,
		icon: { light: 'file:keywordHandler.svg', dark: 'file:keywordHandler.dark.svg' },
		subtitle: '={{ $parameter["readFrom"] === "fields" ? $parameter["channel"] : "recognise automatically" }}',
		usableAsTool: true,
		credentials: [{ name: 'complianceStoreApi', required: false, testedBy: 'complianceStoreConnection' }],
	};

	methods = credentialTestMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, this.continueOnFail(), keywordHandler);
	}
}
