import { CHANNELS, GATED_CLASSES } from '../model/channel';
import { ComplianceError } from '../model/errors';
import type { ChangeResult, Reservation, ReserveChange, ReserveRequest } from './port';

const OUTCOMES = { applied: 'granted', already: 'capped', duplicate: 'duplicate', outdated: 'outdated' } as const satisfies Record<ChangeResult['outcome'], Reservation['outcome']>;

/** Sends that are asked for, as changes of the store. */
export function reserveChanges(requests: readonly ReserveRequest[]): ReserveChange[] {
	return requests.map((request) => ({ ...request, kind: 'reserve' }));
}

/** What the recording of a `reserve` change came to, in the words of sends. */
export function reservationOf({ outcome, ...result }: ChangeResult): Reservation {
	return { ...result, outcome: OUTCOMES[outcome] };
}

/**
 * The key of a reservation that can be decided on.
 *
 * @throws ComplianceError `CONFIG_INVALID` for one that no key guards, that no cap would count, or that does not say its caps.
 */
export function sendKey({ key, channel, messageClass, caps }: ReserveChange): string {
	const isSound = typeof key === 'string' && key !== '' && CHANNELS.includes(channel) && GATED_CLASSES.includes(messageClass) && Array.isArray(caps);
	if (isSound) return key;
	throw new ComplianceError(
		'CONFIG_INVALID',
		'A send was to be reserved without a key, a channel, a message class or a list of caps.',
		'This is a fault of the program that called the store; nothing was recorded.',
	);
}
