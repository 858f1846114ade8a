import type { INodeProperties } from 'n8n-workflow';
import { CHANNELS, type Channel } from '../../../lib/model/channel';
import type { Batch } from '../../../lib/n8n/batch';

/** Which of the address's channels the operation is about. */
export const reachField: INodeProperties = {
	displayName: 'Reach',
	name: 'reach',
	type: 'options',
	default: 'all',
	options: [
		{ name: 'All Channels of This Address', value: 'all' },
		{ name: 'The Chosen Channel Only', value: 'channel' },
	],
	description: 'Whether it is about the chosen channel only, or about every way to reach this address',
};

/** Reads the reach of an item; anything that is not clearly one channel counts as all of them. */
export function reachReader(batch: Batch): (index: number, channel: Channel) => Channel | 'all' {
	const reach = batch.read('reach', 'all');
	return (index, channel) => (reach(index) === 'channel' && CHANNELS.includes(channel) ? channel : 'all');
}
