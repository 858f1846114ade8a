import { channelsOfKind, type Direction } from '../../lib/model/channel';
import { ComplianceError } from '../../lib/model/errors';
import type { JsonObject } from '../../lib/model/json';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import { dndState } from '../../lib/suppression';
import type { Batch } from '../../lib/n8n/batch';
import { gateHandler } from '../../lib/n8n/gate';
import { rawParameter } from '../../lib/n8n/parameter-reader';

export const DND_OUTPUTS = ['Allowed', 'Suppressed'] as const;

export const dndGate = gateHandler({
	outputs: DND_OUTPUTS,
	failTo: 'Suppressed',
	rules: ['suppression'],
	needs: ['suppressions'],
	ask: (batch) => {
		const direction = readDirection(batch);
		return {
			policy: DEFAULT_POLICY,
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

function readDirection({ context }: Batch): Direction {
	const direction = rawParameter(context, 'direction') ?? 'outgoing';
	if (direction === 'outgoing' || direction === 'incoming') return direction;
	throw new ComplianceError('CONFIG_INVALID', 'The Direction is neither outgoing nor incoming.', 'Choose one of the two in the node.');
}
