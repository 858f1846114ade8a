import type { IBinaryKeyData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ComplianceError } from '../model/errors';
import type { JsonObject } from '../model/json';
import { makeReason } from '../model/reasons';
import { createBatch, type Batch } from './batch';
import { failureReason, toNodeError } from './node-error';
import { readRerunNote } from './rerun';
import { presentReason, requireResultField, resultField } from './result';

/** Where one item goes, by the name of the output, and what it gains on the way. */
export interface Routed<Output extends string> {
	output: Output;
	/** Fields that the item gains. Everything it already has is kept. */
	gains: JsonObject;
	/** Files that the item gains in its binary fields. */
	files?: IBinaryKeyData;
	/** Only for failed items: `gains` is all that the item has. */
	replaces?: boolean;
}

/**
 * `elsewhere`: another run of the node over the same items puts this one on an output. A list, never empty: the item held several messages, and
 * one item comes out for each.
 */
export type Outcome<Output extends string> = Routed<Output> | ReadonlyArray<Routed<Output>> | 'elsewhere';

/** What makes a node: its outputs, the one that takes failed items, and one function for the whole batch. */
export interface ItemHandler<Output extends string> {
	/** In the order of the node's connectors. */
	outputs: readonly Output[];
	/** Takes every item when something fails and the node continues. Never an output that leads to a sender. */
	failTo: Output;
	/** One entry for each item, in their order. */
	handle: (batch: Batch) => Promise<Array<Outcome<Output>>>;
}

/**
 * Runs a node over its items so that no failure can reach a sending output.
 *
 * A node set to continue on errors must not throw: n8n would then hand all input items to the first output, which
 * is the one that sends. So every failure of such a node puts all items on `failTo`.
 *
 * @param continueOnFail the node's `this.continueOnFail()`
 */
export async function runItems<Output extends string>(
	context: IExecuteFunctions,
	continueOnFail: boolean,
	handler: ItemHandler<Output>,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	try {
		refuseEmptyOutput(context, handler);
		requireResultField(context);
		return distribute(handler, items, await handler.handle(createBatch(context, items)));
	} catch (error) {
		const nodeError = toNodeError(context.getNode(), error);
		if (!continueOnFail) throw nodeError;
		return distribute(handler, items, refuseAll(context, handler, items, error, nodeError.message));
	}
}

/**
 * "Always Output Data" makes n8n put an empty item, linked to every input item, on the first output when nothing
 * was let through. A sender that looks its contact up through that link would message somebody who was held back.
 */
function refuseEmptyOutput<Output extends string>(context: IExecuteFunctions, handler: ItemHandler<Output>): void {
	if (handler.outputs.length < 2 || context.getNode().alwaysOutputData !== true) return;
	// The refusal itself leaves the first output empty, so a node that goes on after errors needs it off as well.
	const own = context.getExecuteData();
	own.node = { ...own.node, alwaysOutputData: false };
	throw new ComplianceError(
		'CONFIG_INVALID',
		'"Always Output Data" is on: n8n would pass an empty item to the sending output when every contact was held back.',
		'Open the Settings tab of this node and turn "Always Output Data" off.',
	);
}

function distribute<Output extends string>(
	{ outputs }: ItemHandler<Output>,
	items: readonly INodeExecutionData[],
	outcomes: ReadonlyArray<Outcome<Output>>,
): INodeExecutionData[][] {
	if (outcomes.length !== items.length) throw new Error('Every item needs exactly one outcome');
	const data = outputs.map((): INodeExecutionData[] => []);
	items.forEach((item, index) => {
		const outcome = outcomes[index];
		if (outcome === 'elsewhere') return;
		const parts = Array.isArray(outcome) ? (outcome as ReadonlyArray<Routed<Output>>) : [outcome as Routed<Output> | undefined];
		if (parts.length === 0) throw new Error('An item must not get lost');
		for (const part of parts) {
			const target = part === undefined ? undefined : data[outputs.indexOf(part.output)];
			if (part === undefined || target === undefined) throw new Error('Unknown output');
			const { gains, replaces, files } = part;
			target.push({ ...withoutError(item), json: replaces === true ? gains : { ...item.json, ...gains }, ...(files !== undefined && { binary: { ...item.binary, ...files } }), pairedItem: { item: index } });
		}
	});
	return data;
}

/** An error that a node before this one left on the item would make n8n put that in the place of all its fields. */
function withoutError(item: INodeExecutionData): INodeExecutionData {
	if (item.error === undefined) return item;
	const { error: _, ...kept } = item;
	return kept;
}

/**
 * Every item on the output for failures, with the reason; but for those that an earlier run over the same items has
 * put on an output, which would otherwise come out twice.
 *
 * Where the node has an error output, n8n moves those items there that hold nothing but `error` and `details`, and
 * gives them their own fields back from the item they are paired with.
 */
function refuseAll<Output extends string>(
	context: IExecuteFunctions,
	{ failTo }: ItemHandler<Output>,
	items: readonly INodeExecutionData[],
	error: unknown,
	message: string,
): Array<Outcome<Output>> {
	const reasons = [presentReason(makeReason(failureReason(error), { pack: 'engine', packVersion: '1' }))];
	const result: JsonObject = { verdict: 'suppress', status: 'unknown', reasons };
	const routed: Routed<Output> =
		context.getNode().onError === 'continueErrorOutput'
			? { output: failTo, gains: { error: message, details: result }, replaces: true }
			: { output: failTo, gains: { [resultField(context)]: result, error: message } };
	const released = new Set(readRerunNote(context).released);
	return items.map((_, index) => (released.has(index) ? 'elsewhere' : routed));
}
