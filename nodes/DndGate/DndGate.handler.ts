import { channelsOfKind, DIRECTIONS } from '../../lib/model/channel';
import type { JsonObject } from '../../lib/model/json';
import { dndState } from '../../lib/suppression';
import { readChoice } from '../../lib/n8n/choice';
import { gateHandler } from '../../lib/n8n/gate';

export const DND_OUTPUTS = ['Allowed', 'Suppressed'] as const;

export const dndGate = gateHandler({
	outputs: DND_OUTPUTS,
	failTo: 'Suppressed',
	rules: ['suppression'],
	needs: ['suppressions'],
	ask: (batch, policy) => {
		const direction = readChoice(batch.context, 'direction', 'Direction', DIRECTIONS);
		return {
			policy,
			facts: (_, __, stored) => ({ direction, suppressions: stored?.suppressions ?? [] }),
			extras: (_, { contact, messageClass }, stored, at): JsonObject => {
				if (contact === undefined || stored === undefined) return {};
				const address = { channels: channelsOfKind(contact.kind), suppressions: stored.suppressions };
				return { dnd: dndState([address], messageClass, at) };
			},
		};
	},
	route: ({ verdict }) => (verdict === 'send' ? 'Allowed' : 'Suppressed'),
});
