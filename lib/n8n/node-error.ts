import { NodeOperationError, type INode } from 'n8n-workflow';
import { ComplianceError } from '../model/errors';
import type { ReasonCode } from '../model/reasons';

const STORE_CODES = new Set(['STORE_UNAVAILABLE', 'STORE_UNSUPPORTED', 'STORE_NOT_OURS', 'STORE_TOO_NEW', 'STORE_CORRUPT']);

/** The reason an item carries when the whole batch failed. */
export function failureReason(error: unknown): Extract<ReasonCode, 'STORE_UNAVAILABLE' | 'EVALUATION_ERROR'> {
	return error instanceof ComplianceError && STORE_CODES.has(error.code) ? 'STORE_UNAVAILABLE' : 'EVALUATION_ERROR';
}

/**
 * Turns any failure into an error that names what happened, for which item, and what to do.
 *
 * The message of an unexpected error is left out: it could hold an address or a text.
 */
export function toNodeError(node: INode, error: unknown): NodeOperationError {
	const itemIndex = itemIndexOf(error);
	if (error instanceof NodeOperationError) return error;
	const { message, description } =
		error instanceof ComplianceError
			? { message: error.message, description: error.remedy }
			: {
					message: `${node.name} could not check the contacts, so nothing was let through (${kindOf(error)})`,
					description: 'Run the workflow again. If it fails again, check the settings of this node for the item named here.',
				};
	const nodeError = new NodeOperationError(node, new Error(message), { message, description, itemIndex });
	// n8n puts a sentence of its own in the place of one that names a code of the system, such as ECONNREFUSED.
	return Object.assign(nodeError, { message, messages: [] });
}

/** n8n says in its errors which item an expression failed for. A failure of the whole batch is shown at the first item. */
function itemIndexOf(error: unknown): number {
	if (!(error instanceof Error) || !('context' in error) || typeof error.context !== 'object' || error.context === null) return 0;
	const { itemIndex } = error.context as { itemIndex?: unknown };
	return typeof itemIndex === 'number' ? itemIndex : 0;
}

function kindOf(error: unknown): string {
	return error instanceof Error ? error.name : typeof error;
}
