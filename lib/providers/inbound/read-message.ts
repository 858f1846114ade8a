import { ADDRESS_KINDS, type Channel } from '../../model/channel';
import { channelNamed, lookUp, splitPrefix } from '../channels';
import { meets } from '../condition';
import { readIdentifier, readPath, readText } from '../read-path';
import { readTime } from '../read-time';
import type { InboundShape, OptOutFlag } from './shape';

/** What can be read of an incoming message beside its sender. */
interface MessageParts {
	/** Whose shape the payload has; `plain` for items without a provider. */
	provider: string;
	channel: Channel;
	/** The brand's own number or account. */
	to?: string;
	/** Empty where the message had no words. */
	text: string;
	/** The provider's id of the message. */
	id?: string;
	/** Of a plain item without such an id: one that may be that of its row or of the contact, and so the same for many messages. */
	recordId?: string;
	/** When the provider received it, as the payload says: ISO 8601 in UTC. Anyone who can call the webhook can write any time. */
	receivedAt?: string;
	/** What the provider itself made of the reply. */
	optOutFlag?: OptOutFlag;
	/** Of an opt-out by means of the provider that is known to end marketing only; absent: nobody knows what it ends. */
	optOutScope?: 'marketing';
	/** The item names a channel that is none of ours, so the channel was taken from the address instead. */
	channelGuessed?: true;
}

/** One message that a person sent to the brand. */
export interface InboundMessage extends MessageParts {
	/** The person's address without a channel prefix, and with the plus sign that some providers leave off; otherwise as written. */
	from: string;
}

/** One that has a provider's form, but not the sender where the provider puts it. */
export interface UnreadableMessage extends MessageParts {
	unreadable: true;
}

export type InboundEntry = InboundMessage | UnreadableMessage;

/** Values of the providers' own opt-out fields, in capitals, letters only. */
const OPT_OUT_FLAGS: Readonly<Record<string, OptOutFlag>> = {
	STOP: 'opt_out', OPTOUT: 'opt_out', START: 'opt_in', OPTIN: 'opt_in', RESUME: 'opt_in', HELP: 'help', INFO: 'help',
};

/** What WhatsApp puts behind the ids of people, groups and lists; such an id looks like an email address. */
const WHATSAPP_HOST = /@(?:s\.whatsapp\.net|c\.us|g\.us|lid|hosted|broadcast|newsletter)$/i;

/** A whole international number; short codes have fewer digits. */
const WITHOUT_PLUS = /^[1-9]\d{7,14}$/;

/** Reads one message out of a payload, or out of `{ payload, entry }`, that has the shape's identity. */
export function readMessage(root: unknown, shape: InboundShape): InboundEntry | undefined {
	if (!meets(root, shape.incoming ?? [])) return undefined;
	const sender = readIdentifier(root, shape.from);
	const hasText = shape.wordless === true || shape.text.some((path) => ['string', 'number'].includes(typeof readPath(root, path)));
	// What people build themselves has no form by which a message without a sender would be known for one.
	if (!hasText || (sender === undefined && shape.handmade === true)) return undefined;
	const { address, channel: prefixed } = splitPrefix(sender ?? '');
	const { channel, guessed } = prefixed === undefined ? channelOf(root, shape, address) : { channel: prefixed };
	if (channel === undefined) return undefined;

	const to = readIdentifier(root, shape.to);
	const id = readIdentifier(root, shape.id);
	const recordId = id === undefined ? readIdentifier(root, shape.recordId ?? []) : undefined;
	const time = readIdentifier(root, shape.receivedAt ?? []);
	const receivedAt = time === undefined ? undefined : readTime(time, shape.handmade !== true);
	const optOutFlag = shape.means ?? flagOf(readIdentifier(root, shape.flag ?? []));
	return {
		provider: shape.provider,
		channel,
		...(sender === undefined ? { unreadable: true } : { from: withPlus(address, shape, channel) }),
		...(to !== undefined && { to: withPlus(splitPrefix(to).address, shape, channel) }),
		text: readText(root, shape.text) ?? '',
		...(id !== undefined && { id }),
		...(recordId !== undefined && { recordId }),
		...(receivedAt !== undefined && { receivedAt }),
		...(optOutFlag !== undefined && { optOutFlag }),
		...(optOutFlag === 'opt_out' && shape.optOutScope !== undefined && { optOutScope: shape.optOutScope }),
		...(guessed === true && { channelGuessed: true }),
	};
}

/** No channel: one that is not ours. */
function channelOf(root: unknown, shape: InboundShape, address: string): { channel?: Channel; guessed?: true } {
	const name = readIdentifier(root, shape.channelPath ?? []);
	const named = name === undefined ? undefined : channelNamed(name);
	if (named !== undefined) return { channel: named };
	if (name !== undefined && shape.handmade !== true) return {};
	return { channel: byAddress(shape, address), ...(name !== undefined && { guessed: true }) };
}

function byAddress(shape: InboundShape, address: string): Channel {
	if (WHATSAPP_HOST.test(address)) return 'whatsapp';
	return address.includes('@') ? 'email' : shape.channel;
}

function withPlus(address: string, shape: InboundShape, channel: Channel): string {
	const isBare = shape.handmade !== true && ADDRESS_KINDS[channel] === 'phone' && WITHOUT_PLUS.test(address);
	return isBare ? `+${address}` : address;
}

function flagOf(value: string | undefined): OptOutFlag | undefined {
	return value === undefined ? undefined : lookUp(OPT_OUT_FLAGS, value.toUpperCase().replace(/[^A-Z]/g, ''));
}
