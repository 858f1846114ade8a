import { CHANNELS, type Channel } from '../model/channel';
import { ADDRESS_PREFIXES, INBOUND_SHAPES, OPT_OUT_FLAGS, WHATSAPP_HOST, WRAPPERS, type InboundShape, type OptOutFlag } from './inbound-shapes';
import { readIdentifier, readPath, readText } from './read-path';

/** One message that a person sent to the brand. */
export interface InboundMessage {
	/** Whose shape the payload has; `plain` for items without a provider. */
	provider: string;
	channel: Channel;
	/** The person's address as the provider wrote it, without a channel prefix; not normalised. */
	from: string;
	/** The brand's own number or account. */
	to?: string;
	/** Empty where the message had no words. */
	text: string;
	/** The provider's id of the message. */
	id?: string;
	/** What the provider itself made of the reply. */
	optOutFlag?: OptOutFlag;
}

const PREFIX = /^([a-z]{3,12}):/i;

function splitPrefix(address: string): { address: string; channel?: Channel } {
	const prefix = PREFIX.exec(address)?.[1]?.toLowerCase();
	const channel = prefix === undefined || !Object.hasOwn(ADDRESS_PREFIXES, prefix) ? undefined : ADDRESS_PREFIXES[prefix];
	if (prefix === undefined || channel === undefined) return { address };
	return { address: address.slice(prefix.length + 1).trim(), channel };
}

/** The channel that only such an address can be of. */
function channelOf(address: string): Channel | undefined {
	if (WHATSAPP_HOST.test(address)) return 'whatsapp';
	return address.includes('@') ? 'email' : undefined;
}

function flagOf(value: string | undefined): OptOutFlag | undefined {
	const flag = value?.trim().toUpperCase();
	return flag !== undefined && Object.hasOwn(OPT_OUT_FLAGS, flag) ? OPT_OUT_FLAGS[flag] : undefined;
}

function readShape(payload: unknown, shape: InboundShape): InboundMessage | undefined {
	if (!shape.requires.every((path) => ['string', 'number'].includes(typeof readPath(payload, path)))) return undefined;
	const { only } = shape;
	if (only && !only.values.includes(readText(payload, [only.path]) ?? '')) return undefined;
	const hasText = shape.text.some((path) => ['string', 'number'].includes(typeof readPath(payload, path)));
	const sender = readIdentifier(payload, shape.from);
	if (sender === undefined || !hasText) return undefined;

	const { address, channel: prefixed } = splitPrefix(sender);
	const named = readIdentifier(payload, shape.channelPath ?? [])?.toLowerCase();
	const channel = prefixed ?? CHANNELS.find((known) => known === named) ?? channelOf(address) ?? shape.channel;
	const to = readIdentifier(payload, shape.to);
	const id = readIdentifier(payload, shape.id);
	const optOutFlag = flagOf(readText(payload, shape.flag ?? []));
	return {
		provider: shape.provider,
		channel,
		from: address,
		...(to !== undefined && { to: splitPrefix(to).address }),
		text: readText(payload, shape.text) ?? '',
		...(id !== undefined && { id }),
		...(optOutFlag !== undefined && { optOutFlag }),
	};
}

/**
 * Reads an incoming message from a provider's payload, recognised by its shape, bare or as n8n's Webhook node
 * wraps it. Never throws; `undefined` for anything that is no incoming message of a known shape.
 *
 * @param provider restricts the shapes to those of one provider.
 * @example
 * parseInbound({ body: { From: 'whatsapp:+15551230000', To: 'whatsapp:+15559870000', Body: 'STOP' } })
 * // => { provider: 'twilio', channel: 'whatsapp', from: '+15551230000', to: '+15559870000', text: 'STOP' }
 */
export function parseInbound(payload: unknown, provider?: string): InboundMessage | undefined {
	const wanted = typeof provider === 'string' && provider.trim() !== '' ? provider.trim().toLowerCase() : undefined;
	const shapes = INBOUND_SHAPES.filter((shape) => wanted === undefined || shape.provider === wanted);
	try {
		for (const shape of shapes) {
			for (const wrapper of WRAPPERS) {
				const message = readShape(readPath(payload, wrapper), shape);
				if (message) return message;
			}
		}
	} catch {
		// Only an exotic object (a revoked or hostile proxy) refuses to be read; it is no payload.
	}
	return undefined;
}
