import type { IRun, IWorkflowSettings } from 'n8n-workflow';

const SECOND_MS = 1_000;
/** Longer than timers can wait. */
const LONGEST_TIMER_MS = 2_147_483_647;
const USUAL_SECONDS = 60 * 60;
const MARGIN_SECONDS = 60;

/**
 * Whether n8n is done with a run. One that waits is on disk, and n8n itself goes on with it. One that failed is in the hands of n8n's error
 * workflow; but if no node ran at all, as when a worker was lost before or n8n could not begin, nobody was told of the events.
 *
 * @param run `undefined` where n8n started none
 */
export function hasEnded(run: IRun | undefined): boolean {
	switch (run?.status) {
		case 'success':
		case 'waiting':
			return true;
		case 'error':
			return hasBegun(run);
		default:
			return false;
	}
}

/** What a worker reports has no data of its nodes, but names its job. */
function hasBegun({ data, jobId }: IRun): boolean {
	const { runData = {}, lastNodeExecuted } = data?.resultData ?? {};
	return Object.keys(runData).length > 0 || lastNodeExecuted !== undefined || jobId !== undefined;
}

/**
 * Milliseconds after which n8n is not expected to tell of a run any more: in queue mode it does not tell of every run that was ended by its
 * timeout. A little more than the timeout of the workflow; where it has none, an hour.
 */
export function longestRunMs({ executionTimeout }: Pick<IWorkflowSettings, 'executionTimeout'>): number {
	const seconds = typeof executionTimeout === 'number' && executionTimeout > 0 ? executionTimeout + MARGIN_SECONDS : USUAL_SECONDS;
	return Math.min(seconds * SECOND_MS, LONGEST_TIMER_MS);
}
