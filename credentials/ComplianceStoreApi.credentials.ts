import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { postgresFields } from './postgres-fields';

export class ComplianceStoreApi implements ICredentialType {
	name = 'complianceStoreApi';

	displayName = 'Compliance Store API';

	icon: Icon = { light: 'file:complianceStore.svg', dark: 'file:complianceStore.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-messaging-compliance/n8n-nodes-messaging-compliance/blob/main/docs/store.md';

	// No expressions: n8n would work them out for the first item and use the result for all of them.
	properties: INodeProperties[] = [
		{
			displayName: 'Brand',
			name: 'brand',
			noDataExpression: true,
			type: 'string',
			default: 'default',
			description: 'The company the contacts agreed with. Consents and opt-outs of one brand never touch another.',
		},
		{
			displayName: 'Backend',
			name: 'backend',
			noDataExpression: true,
			type: 'options',
			options: [
				{ name: 'Embedded (SQLite File)', value: 'sqlite', description: 'For n8n on one machine' },
				{ name: 'PostgreSQL', value: 'postgres', description: 'For queue mode and more than one machine' },
			],
			default: 'sqlite',
			description: 'Where consents, opt-outs and their proof are kept',
		},
		{
			displayName: 'File',
			name: 'file',
			noDataExpression: true,
			type: 'string',
			default: '',
			placeholder: 'messaging-compliance.sqlite',
			description: 'Path of the store. Empty: messaging-compliance.sqlite in the n8n user folder.',
			displayOptions: { show: { backend: ['sqlite'] } },
		},
		{
			displayName: 'All n8n Processes Share This Disk',
			name: 'sharedDisk',
			noDataExpression: true,
			type: 'boolean',
			default: false,
			description:
				'Whether every n8n process of this installation reads and writes this very file on a local disk. In queue mode the embedded store starts only if this is on.',
			displayOptions: { show: { backend: ['sqlite'] } },
		},
		...postgresFields,
	];
}
