import type { Batch } from '../../lib/n8n/batch';
import type { Reply } from './read-replies';

/** Says once for the whole run what was no reply at all. Holds names of fields, and nothing of the items. */
export function showReplyHints({ context }: Batch, replies: readonly Reply[]): void {
	const unknown = replies.filter(({ channel, isSenderMissing, isDeliveryReport }) => (channel === undefined || isSenderMissing === true) && isDeliveryReport !== true);
	const reports = replies.filter(({ isDeliveryReport }) => isDeliveryReport === true);
	const messages = [
		...(unknown.length > 0 ? [`${unknown.length} of ${replies.length} messages have no form that is known here, or no sender in it, and went to Needs Review.${closestForm(unknown)} Choose "From Fields" under Message and name the fields that hold sender and text.`] : []),
		...(reports.length > 0 ? [`${reports.length} of ${replies.length} items are delivery reports and no replies. Connect a Delivery Feedback node to the webhook, so that blocks and failures are recorded.`] : []),
	];
	for (const message of messages) context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
}

function closestForm(unknown: readonly Reply[]): string {
	const closest = unknown.find((reply) => reply.closest !== undefined)?.closest;
	if (closest === undefined) return '';
	const form = closest.provider === 'plain' ? 'a plain item' : `a message of ${closest.provider}`;
	return ` The first comes closest to ${form}, but this is missing or different: ${closest.missing.join(', ')}.`;
}
