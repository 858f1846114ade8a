import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { runItems } from '../../lib/n8n/run-items';
import { optOutFooterDescription } from './OptOutFooter.description';
import { optOutFooter } from './OptOutFooter.handler';

export class OptOutFooter implements INodeType {
	description: INodeTypeDescription = {
		...optOutFooterDescription,
		icon: { light: 'file:optOutFooter.svg', dark: 'file:optOutFooter.dark.svg' },
		subtitle: '={{ $parameter["channel"] + ": " + $parameter["messageClass"] }}',
		usableAsTool: true,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, this.continueOnFail(), optOutFooter);
	}
}
