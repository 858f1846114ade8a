import { ADDRESS_KINDS, CHANNELS, type Channel } from '../../model/channel';
import { readIdentifier, readPath, readText } from '../read-path';
import { readTime } from './received-at';
import type { Condition, InboundShape } from './shape';

/** What a provider itself made of a reply. */
export type OptOutFlag = 'opt_out' | 'opt_in' | 'help';

/** One message that a person sent to the brand. */
export interface InboundMessage {
	/** Whose shape the payload has; `plain` for items without a provider. */
	provider: string;
	channel: Channel;
	/** The person's address without a channel prefix, and with the plus sign that some providers leave off; otherwise as written. */
	from: string;
	/** The brand's own number or account. */
	to?: string;
	/** Empty where the message had no words. */
	text: string;
	/** The provider's id of the message. */
	id?: string;
	/** When the provider received it, as the payload says: ISO 8601 in UTC. Anyone who can call the webhook can write any time. */
	receivedAt?: string;
	/** What the provider itself made of the reply. */
	optOutFlag?: OptOutFlag;
}

/** Values of the providers' own opt-out fields, in capitals, letters only. */
const OPT_OUT_FLAGS: Readonly<Record<string, OptOutFlag>> = {
	STOP: 'opt_out', OPTOUT: 'opt_out', START: 'opt_in', OPTIN: 'opt_in', RESUME: 'opt_in', HELP: 'help', INFO: 'help',
};

/** Prefixes of an address that name the channel it came over. */
const ADDRESS_PREFIXES: Readonly<Record<string, Channel>> = { whatsapp: 'whatsapp', messenger: 'facebook', rcs: 'sms', sms: 'sms', tel: 'sms' };

/** Names of channels in the payloads, in small letters, up to the first dot ("sms.inbound"). */
const CHANNEL_NAMES: Readonly<Record<string, Channel>> = {
	...Object.fromEntries(CHANNELS.map((channel) => [channel, channel])),
	mms: 'sms', rcs: 'sms', rbm: 'sms', messenger: 'facebook', fb: 'facebook',
};

/** What WhatsApp puts behind the ids of people, groups and lists; such an id looks like an email address. */
const WHATSAPP_HOST = /@(?:s\.whatsapp\.net|c\.us|g\.us|lid|hosted|broadcast|newsletter)$/i;

const PREFIX = /^([a-z]{3,12}):/i;
/** A whole international number; short codes have fewer digits. */
const WITHOUT_PLUS = /^[1-9]\d{7,14}$/;

/** Whether all conditions hold for a payload. */
export function meets(payload: unknown, conditions: readonly Condition[]): boolean {
	return conditions.every((condition) => holds(payload, condition));
}

function holds(payload: unknown, condition: Condition): boolean {
	const value = readPath(payload, condition.path);
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : undefined;
	const isOneOf = (texts: readonly string[]): boolean => text !== undefined && texts.some((known) => known.toLowerCase() === text);
	if (condition.in) return isOneOf(condition.in);
	if (condition.notIn) return !isOneOf(condition.notIn);
	return value !== undefined && value !== null;
}

/** Reads one message out of a payload, or out of `{ payload, entry }`, that has the shape's identity. */
export function readMessage(root: unknown, shape: InboundShape): InboundMessage | undefined {
	if (!meets(root, shape.incoming ?? [])) return undefined;
	const sender = readIdentifier(root, shape.from);
	const hasText = shape.wordless === true || shape.text.some((path) => ['string', 'number'].includes(typeof readPath(root, path)));
	if (sender === undefined || !hasText) return undefined;
	const { address, channel: prefixed } = splitPrefix(sender);
	const channel = prefixed ?? channelOf(root, shape, address);
	if (channel === undefined) return undefined;

	const to = readIdentifier(root, shape.to);
	const id = readIdentifier(root, shape.id);
	const time = readIdentifier(root, shape.receivedAt ?? []);
	const receivedAt = time === undefined ? undefined : readTime(time, shape.handmade !== true);
	const optOutFlag = flagOf(readIdentifier(root, shape.flag ?? []));
	return {
		provider: shape.provider,
		channel,
		from: withPlus(address, shape, channel),
		...(to !== undefined && { to: withPlus(splitPrefix(to).address, shape, channel) }),
		text: readText(root, shape.text) ?? '',
		...(id !== undefined && { id }),
		...(receivedAt !== undefined && { receivedAt }),
		...(optOutFlag !== undefined && { optOutFlag }),
	};
}

function splitPrefix(address: string): { address: string; channel?: Channel } {
	const prefix = PREFIX.exec(address)?.[1]?.toLowerCase();
	const channel = prefix === undefined ? undefined : lookUp(ADDRESS_PREFIXES, prefix);
	if (prefix === undefined || channel === undefined) return { address };
	return { address: address.slice(prefix.length + 1).trim(), channel };
}

/** `undefined`: a channel that is not ours. */
function channelOf(root: unknown, shape: InboundShape, address: string): Channel | undefined {
	const name = readIdentifier(root, shape.channelPath ?? [])?.toLowerCase().split('.')[0];
	const named = name === undefined ? undefined : lookUp(CHANNEL_NAMES, name);
	if (named !== undefined) return named;
	if (name !== undefined && shape.handmade !== true) return undefined;
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

function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}
