import { CHANNELS, DIRECTIONS, MESSAGE_CLASSES, type Channel, type Direction, type GatedClass } from '../model/channel';
import { SUPPRESSION_RULES, type Suppression } from '../model/suppression';
import { readInstant } from '../time/instant';
import { mayBeSameSender } from './same-sender';

const CHANNELS_STOPPED: ReadonlySet<unknown> = new Set([...CHANNELS, 'all']);
const DIRECTIONS_STOPPED: ReadonlySet<unknown> = new Set(DIRECTIONS);
const CLASSES_STOPPED: ReadonlySet<unknown> = new Set(MESSAGE_CLASSES);

/** The message that a suppression may or may not stop. */
export interface IntendedMessage {
	channel: Channel;
	messageClass: GatedClass;
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

/** Whether all that decides what a suppression stops can be understood. One that cannot may stop any message. */
export function isReadable({ reason, channel, direction, classes }: Suppression): boolean {
	return (
		Object.hasOwn(SUPPRESSION_RULES, reason) &&
		CHANNELS_STOPPED.has(channel) &&
		DIRECTIONS_STOPPED.has(direction) &&
		Array.isArray(classes) &&
		classes.length > 0 &&
		classes.every((messageClass) => CLASSES_STOPPED.has(messageClass))
	);
}

/** Whether the suppression covers this channel, class, direction and sender. */
export function stopsMessage(suppression: Suppression, message: IntendedMessage): boolean {
	return (
		(suppression.channel === 'all' || suppression.channel === message.channel) &&
		suppression.direction === (message.direction ?? 'outgoing') &&
		stopsClass(suppression, message.messageClass) &&
		mayBeSameSender(suppression.sender, message.sender)
	);
}

/** Nobody opts out of the answer to the opt-out; what stops it follows from the reason alone. */
function stopsClass({ reason, classes }: Suppression, messageClass: GatedClass): boolean {
	return messageClass === 'confirmation' ? SUPPRESSION_RULES[reason].stopsAnswers : classes.includes(messageClass);
}
