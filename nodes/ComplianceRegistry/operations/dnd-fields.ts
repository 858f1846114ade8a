import type { INodeProperties } from 'n8n-workflow';
import type { Channel } from '../../../lib/model/channel';
import type { Batch } from '../../../lib/n8n/batch';
import { requireChoice } from '../../../lib/n8n/choice';

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

/**
 * Reads the reach of an item. What an expression gives and is neither of the two counts as `unclear`: the wider one
 * for what stops messages, the narrower one for what lets them through again.
 */
export function reachReader(batch: Batch, unclear: 'all' | 'channel'): (index: number, channel: Channel) => Channel | 'all' {
	requireChoice(batch.context, 'reach', 'Reach', ['all', 'channel']);
	const read = batch.read('reach', 'all');
	return (index, channel) => {
		const value = read(index);
		const reach = value === 'all' || value === 'channel' ? value : unclear;
		return reach === 'channel' ? channel : 'all';
	};
}
