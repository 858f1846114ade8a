import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Origin } from '../ledger/event';
import { parameterReader, type ParameterReader } from './parameter-reader';

/** All items of one run of a node, and how to read the node's settings for them. */
export interface Batch {
	context: IExecuteFunctions;
	items: readonly INodeExecutionData[];
	/** The one instant this run works with. */
	now: Date;
	origin: Origin;
	/** Prepares a parameter; see `parameterReader`. */
	read: (name: string, fallback?: unknown) => ParameterReader;
}

/** Reads the clock once and gathers what every node needs. */
export function createBatch(context: IExecuteFunctions, items: readonly INodeExecutionData[]): Batch {
	return {
		context,
		items,
		now: new Date(),
		origin: {
			workflow: context.getWorkflow().id,
			execution: context.getExecutionId(),
			node: context.getNode().name,
		},
		read: (name, fallback) => parameterReader(context, items, name, fallback),
	};
}

/** The batch with only some of its items, by their indices in the whole batch. */
export function narrowBatch(batch: Batch, indices: readonly number[]): Batch {
	return {
		...batch,
		items: indices.map((index) => batch.items[index] as INodeExecutionData),
		read: (name, fallback) => {
			const read = batch.read(name, fallback);
			return (position) => read(indices[position] ?? position);
		},
	};
}
