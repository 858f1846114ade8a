import type { DeliveryOutcome } from '../../lib/packs/delivery';
import { resultField } from '../../lib/n8n/result';
import type { ItemHandler, Routed } from '../../lib/n8n/run-items';
import { connectStore } from '../../lib/n8n/store-connection';
import { presentEvent } from './present-event';
import { readReports } from './read-reports';
import { recordReports } from './record-reports';
import { showReportHints } from './report-hints';

export const FEEDBACK_OUTPUTS = ['Delivered', 'Temporary', 'Permanent', 'Not The Contact'] as const;
type FeedbackOutput = (typeof FEEDBACK_OUTPUTS)[number];

const OUTPUT_OF: Readonly<Record<DeliveryOutcome, FeedbackOutput>> = {
	delivered: 'Delivered',
	temporary: 'Temporary',
	permanent: 'Permanent',
	opted_out: 'Permanent',
	// These say nothing about the contact.
	pending: 'Not The Contact',
	not_contact: 'Not The Contact',
	unknown: 'Not The Contact',
};

/** The state is changed and on disk before any item is emitted. */
export const deliveryFeedback: ItemHandler<FeedbackOutput> = {
	outputs: FEEDBACK_OUTPUTS,
	failTo: 'Not The Contact',
	handle: async (batch) => {
		const events = readReports(batch);
		const recorded = await recordReports(batch, await connectStore(batch.context), events);
		showReportHints(batch, recorded);
		const [field, at] = [resultField(batch.context), batch.now.toISOString()];
		const routed = batch.items.map((): Array<Routed<FeedbackOutput>> => []);
		for (const event of recorded) {
			const { item, report } = event.event;
			routed[item]?.push({ output: OUTPUT_OF[report.outcome], gains: { [field]: presentEvent(event, at) } });
		}
		return routed;
	},
};
