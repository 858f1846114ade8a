import { WARNINGS, type WarningCode } from '../model/warnings';
import type { Batch } from './batch';

/** Shows on the node what concerns the run as a whole. */
export function showHints({ context }: Batch, warned: ReadonlySet<WarningCode>, isPreview: boolean): void {
	const messages = [...warned].map((code) => `${WARNINGS[code].text} ${WARNINGS[code].remedy}`);
	if (isPreview) messages.push('Decided for another instant than now. Remove "Evaluate At" before real messages are sent.');
	for (const message of messages) context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
}
