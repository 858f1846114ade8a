import type { IExecuteData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ComplianceError } from '../model/errors';

/** What a run of a node leaves for the next run of the same node over the same items. */
export interface RerunNote {
	/** Items that an earlier run has put on an output. */
	released: number[];
	/** Whether the workflow has waited in between. */
	woken: boolean;
}

const NOTE = 'messagingCompliance';

/** Reads the note of the run before; the first run has none. */
export function readRerunNote(context: IExecuteFunctions): RerunNote {
	const metadata = context.getExecuteData().metadata as Record<string, RerunNote | undefined> | undefined;
	return metadata?.[NOTE] ?? { released: [], woken: false };
}

/**
 * Runs this node again over the same items once everything else that is ready has run. Asking twice, as a node
 * that n8n retries does, leaves one such run.
 */
export function rerunLast(context: IExecuteFunctions, items: readonly INodeExecutionData[], note: RerunNote): void {
	const stack = executionStack(context);
	const next = nextRun(context, items, note);
	if (!stack.some((entry) => isSameRun(entry, next))) stack.push(next);
}

/**
 * Puts the workflow to sleep and runs this node again on waking.
 *
 * n8n does not run a waiting node again: it disables the node and hands the stored input to the first output, which
 * is the one that sends. So the stored input is emptied, and a second entry with the items stands behind it.
 */
export async function sleepThenRerun(context: IExecuteFunctions, items: readonly INodeExecutionData[], until: Date, note: RerunNote): Promise<void> {
	const stack = executionStack(context);
	const next = nextRun(context, items, note);
	if (!stack.some((entry) => isSameRun(entry, next))) stack.unshift(next);
	const own = context.getExecuteData();
	// Replaced and not changed in place: the arrays belong to the node before as well.
	own.data = { ...own.data, main: [] };
	own.node = { ...own.node, alwaysOutputData: false };
	await context.putExecutionToWait(until);
}

/** All items stay in the entry, since n8n links paired items by their position in it. */
function nextRun(context: IExecuteFunctions, items: readonly INodeExecutionData[], note: RerunNote): IExecuteData {
	const { node, source, metadata } = context.getExecuteData();
	return {
		// A copy: n8n disables the node of the entry that waited, and shared references survive in its database.
		node: { ...node },
		data: { main: [[...items]] },
		source,
		metadata: { ...metadata, [NOTE]: note } as IExecuteData['metadata'],
	};
}

function isSameRun(entry: IExecuteData, next: IExecuteData): boolean {
	return entry.node.name === next.node.name && entry.source === next.source;
}

/**
 * The queue of n8n's engine. It is not part of the interface for nodes, so an n8n that keeps it elsewhere is refused
 * before anything is let through.
 */
function executionStack(context: IExecuteFunctions): IExecuteData[] {
	const { runExecutionData } = context as unknown as { runExecutionData?: { executionData?: { nodeExecutionStack?: unknown } } };
	const stack = runExecutionData?.executionData?.nodeExecutionStack;
	if (Array.isArray(stack)) return stack as IExecuteData[];
	throw new ComplianceError(
		'CONFIG_INVALID',
		'This version of n8n cannot wait inside the Quiet Hours Window.',
		'Set "Outside Permitted Hours" to Hold and connect a Wait node, then a second Quiet Hours Window, to the Hold output.',
	);
}
