import type { Channel, Direction, MessageClass } from '../model/channel';
import type { Suppression } from '../model/suppression';
import { readInstant } from '../time/instant';

/** The message that a suppression may or may not stop. */
export interface IntendedMessage {
	channel: Channel;
	messageClass: MessageClass;
	/** Default `outgoing`. */
	direction?: Direction;
	sender?: string;
}

/**
 * Whether a suppression has not ended. Its beginning is not asked: one that seems to begin later was recorded
 * by a clock that ran ahead, and must hold all the same. An end that cannot be read is no end.
 *
 * @param at epoch milliseconds
 */
export function isInForce(suppression: Suppression, at: number): boolean {
	if (suppression.until === undefined) return true;
	const end = readInstant(suppression.until);
	return end === undefined || at < end.getTime();
}

/** Whether the suppression covers this channel, class, direction and sender. */
export function stopsMessage(suppression: Suppression, message: IntendedMessage): boolean {
	return (
		(suppression.channel === 'all' || suppression.channel === message.channel) &&
		suppression.direction === (message.direction ?? 'outgoing') &&
		suppression.classes.includes(message.messageClass) &&
		// A message whose sender is not known may come from the one that was stopped.
		(suppression.sender === undefined || message.sender === undefined || suppression.sender === message.sender)
	);
}
