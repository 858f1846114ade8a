import { readChoice } from '../../lib/n8n/choice';
import { gateHandler } from '../../lib/n8n/gate';
import { whereaboutsReader } from '../../lib/n8n/fields/place-fields';
import type { ItemHandler, Outcome } from '../../lib/n8n/run-items';
import { readQuietHoursPolicy } from './quiet-hours-policy';
import { waitForWindow } from './wait-for-window';

export const QUIET_OUTPUTS = ['Send Now', 'Hold'] as const;
type QuietOutput = (typeof QUIET_OUTPUTS)[number];

const gate = gateHandler({
	outputs: QUIET_OUTPUTS,
	failTo: 'Hold',
	rules: ['quiet_hours'],
	needs: ['place'],
	ask: (batch, policy) => ({
		policy: readQuietHoursPolicy(batch.context, policy),
		facts: whereaboutsReader(batch, 'timeZone'),
	}),
	route: ({ verdict }): QuietOutput => (verdict === 'send' ? 'Send Now' : 'Hold'),
});

export const quietHoursWindow: ItemHandler<QuietOutput> = {
	...gate,
	handle: async (batch) => {
		const mode = readChoice(batch.context, 'mode', 'Outside Permitted Hours', ['route', 'compute', 'wait']);
		if (mode === 'wait') return await waitForWindow(batch, gate);
		const routed = await gate.handle(batch);
		return mode === 'compute' ? routed.map(toHold) : routed;
	},
};

function toHold(outcome: Outcome<QuietOutput>): Outcome<QuietOutput> {
	return outcome === 'elsewhere' ? outcome : { ...outcome, output: 'Hold' };
}
