import type { Channel } from '../model/channel';
import type { Suppression } from '../model/suppression';
import { liftable } from '../suppression';
import { readInstant } from '../time/instant';
import type { Strikes } from './pause-until';

/**
 * What a delivery on a channel ends: the temporary failures there, and those that have ended by themselves and would still count as strikes.
 * Never what the person, the provider or staff has said.
 *
 * @param occurredAt when it was delivered, ISO 8601, where that is known: it ends only failures that happened before it or, where that is not known,
 * were recorded before it
 */
export function endedByDelivery({ suppressions, ended = [] }: Strikes, channel: Channel, occurredAt?: string): Suppression[] {
	const found = liftable([...suppressions, ...ended], { by: 'delivery', channel });
	return occurredAt === undefined ? found : found.filter((failure) => isBefore(failure.occurredAt ?? failure.since, occurredAt));
}

/** Where one of the two cannot be read, or both are the same, nobody knows which was first. */
function isBefore(failed: string, occurredAt: string): boolean {
	const [begun, delivered] = [readInstant(failed), readInstant(occurredAt)];
	return begun !== undefined && delivered !== undefined && begun < delivered;
}
