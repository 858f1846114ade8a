import type { INodeProperties } from 'n8n-workflow';
import { defaultCountryField } from './target';

const brandOption: INodeProperties = {
	displayName: 'Brand',
	name: 'brand',
	type: 'string',
	default: '',
	placeholder: 'default',
	description:
		'The company the contact agreed with. Consents and opt-outs of one brand never touch another. Empty: the brand of the credential, otherwise "default".',
};

export const evaluateAtOption: INodeProperties = {
	displayName: 'Evaluate At',
	name: 'evaluateAt',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-03-31T20:30:00-05:00',
	description: 'A preview: decide for another instant than now, to see what would happen then. ISO 8601 with a time zone, or {{ $now.plus({ days: 1 }).set({ hour: 20, minute: 30 }) }}.',
};

const resultFieldOption: INodeProperties = {
	displayName: 'Result Field',
	name: 'resultField',
	type: 'string',
	default: 'compliance',
	description: 'The field of the item that takes the result',
};

const senderOption: INodeProperties = {
	displayName: 'Sender',
	name: 'sender',
	type: 'string',
	default: '',
	description: 'The number or name you send from, where an opt-out may be limited to one of them',
};

const COMMON = { brand: brandOption, defaultCountry: defaultCountryField, evaluateAt: evaluateAtOption, resultField: resultFieldOption, sender: senderOption };
export type CommonOption = keyof typeof COMMON;

/** The Options collection of a node: the named common options and its own, in the order of their labels. */
export function optionsField(common: readonly CommonOption[], own: readonly INodeProperties[] = []): INodeProperties {
	const options = [...common.map((name) => COMMON[name]), ...own];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
