import type { Channel, GatedClass } from '../model/channel';
import { REASONS } from '../model/reasons';
import type { Suppression } from '../model/suppression';
import type { DndStatus } from '../model/verdict';
import { isInForce, stopsMessage } from './applies';
import { SUPPRESSION_CODES } from './evaluate-suppression';

/** What is known about one address of a contact and the channels it serves. */
export interface ReachableAddress {
	channels: readonly Channel[];
	suppressions: readonly Suppression[];
}

/** Plain JSON, so that it can stand on an item as it is. */
export type DndState = {
	status: DndStatus;
	/** Whether each channel is suppressed. A channel served by several addresses is so only if all of them are. */
	channels: { [channel: string]: boolean };
};

/**
 * Derives DND over all addresses of a contact: `on` when every channel is suppressed for this class of outgoing
 * messages, `off` when none is, otherwise `partial`. A suppression of one sender only does not close a channel.
 */
export function dndState(addresses: readonly ReachableAddress[], messageClass: GatedClass, at: Date): DndState {
	const channels: DndState['channels'] = {};
	for (const { channels: served, suppressions } of addresses) {
		const closing = suppressions.filter(
			(suppression) => suppression.sender === undefined && isInForce(suppression, at.getTime()) && !awaitsReview(suppression),
		);
		for (const channel of served) {
			const closed = closing.some((suppression) => stopsMessage(suppression, { channel, messageClass }));
			channels[channel] = closed && (channels[channel] ?? true);
		}
	}
	const states = Object.values(channels);
	const status = states.length > 0 && states.every(Boolean) ? 'on' : states.some(Boolean) ? 'partial' : 'off';
	return { status, channels };
}

/** Held back until somebody has decided is not yet do-not-disturb. */
function awaitsReview({ reason }: Suppression): boolean {
	return Object.hasOwn(SUPPRESSION_CODES, reason) && REASONS[SUPPRESSION_CODES[reason]].effect === 'review';
}
