import type { INodeProperties } from 'n8n-workflow';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { evaluateAtOption, optionsField } from '../../lib/n8n/fields/options';
import { addressFields, channelField, consentClassField } from '../../lib/n8n/fields/target';
import { shownWhen } from '../../lib/n8n/fields/visibility';
import { OPERATIONS, REGISTRY_OUTPUTS } from './ComplianceRegistry.handler';
import { CONTACT_RESOURCES, type Resource } from './operation';

const RESOURCES: Array<{ name: string; value: Resource; first: string }> = [
	{ name: 'Consent', value: 'consent', first: 'get' },
	{ name: 'Data', value: 'data', first: 'applyRetention' },
	{ name: 'Delivery', value: 'delivery', first: 'getUnknownCodes' },
	{ name: 'DND', value: 'dnd', first: 'get' },
	{ name: 'Ledger', value: 'ledger', first: 'verify' },
	{ name: 'Policy', value: 'policy', first: 'get' },
	{ name: 'Reply', value: 'reply', first: 'getWaiting' },
];

const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: 'consent',
	options: RESOURCES.map(({ name, value }) => ({ name, value })),
};

const operationFields = RESOURCES.map(({ value: resource, first }): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: first,
	options: OPERATIONS.filter((known) => known.resource === resource).map(({ name, operation, action, description }) => ({ name, value: operation, action, description })),
	displayOptions: { show: { resource: [resource] } },
}));

const ownFields = OPERATIONS.flatMap(({ resource, operation, fields }) =>
	fields.map((field) => shownWhen(field, { resource: [resource], operation: [operation] })),
);

const contactFields = [channelField, consentClassField, ...addressFields].map((field) => shownWhen(field, { resource: CONTACT_RESOURCES }));

export const complianceRegistryDescription: NodeDescription = {
	...nodeBase(REGISTRY_OUTPUTS),
	displayName: 'Compliance Registry',
	name: 'complianceRegistry',
	description: 'Record, import, read and erase consents; set, lift and read do-not-disturb; decide about unclear replies; verify the ledger; set, read and compare policies',
	defaults: { name: 'Compliance Registry' },
	properties: [
		resourceField,
		...operationFields,
		...contactFields,
		...ownFields,
		optionsField(['brand', 'defaultCountry', 'resultField'], [{ ...evaluateAtOption, displayOptions: { show: { '/operation': ['compare'] } } }]),
	],
};
