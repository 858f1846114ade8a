import type { FunctionsBase } from 'n8n-workflow';
import { toNodeError } from './node-error';

/**
 * Does what a trigger does outside of a run, so that what fails is shown on the node with what to do.
 *
 * @throws NodeOperationError for any failure
 */
export async function failInWords<Result>(context: Pick<FunctionsBase, 'getNode'>, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
