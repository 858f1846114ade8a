import type { INodeProperties } from 'n8n-workflow';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { optionsField } from '../../lib/n8n/fields/options';
import { addressFields, channelField, messageClassField } from '../../lib/n8n/fields/target';
import { DND_OUTPUTS } from './DndGate.handler';

const direction: INodeProperties = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	default: 'outgoing',
	options: [
		{ name: 'Incoming Messages', value: 'incoming', description: 'Messages from the contact: stops those with inbound DND' },
		{ name: 'Outgoing Messages', value: 'outgoing', description: 'Messages to the contact: stops those with an opt-out or DND' },
	],
	description: 'Which way the message goes',
};

export const dndGateDescription: NodeDescription = {
	...nodeBase(DND_OUTPUTS),
	displayName: 'DND Gate',
	name: 'dndGate',
	description: 'Lets through only contacts without an opt-out, block or do-not-disturb for this channel',
	defaults: { name: 'DND Gate' },
	properties: [channelField, messageClassField, ...addressFields, direction, optionsField(['brand', 'defaultCountry', 'evaluateAt', 'resultField', 'sender'])],
};
