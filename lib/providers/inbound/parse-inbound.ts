import { meets } from '../condition';
import { open } from '../envelopes';
import { readPath } from '../read-path';
import { readMessage, type InboundEntry, type InboundMessage } from './read-message';
import type { InboundShape } from './shape';
import { INBOUND_SHAPES } from './shapes';

/**
 * Reads all incoming messages of a provider's payload, in its order. The payload is recognised by its shape, bare or as
 * n8n's Webhook node, its triggers and queues deliver it. Never throws; empty for anything that holds no incoming
 * message of a known shape, such as a delivery report.
 *
 * @param provider restricts the shapes to those of one provider, see `INBOUND_PROVIDERS`; anything else finds nothing.
 */
export function parseInboundAll(payload: unknown, provider?: string): InboundMessage[] {
	return parseInboundEntries(payload, provider).filter(isReadable);
}

/**
 * As `parseInboundAll`, with those messages of a provider's form in their places whose sender cannot be read: somebody may have asked to stop in
 * them.
 */
export function parseInboundEntries(payload: unknown, provider?: string): InboundEntry[] {
	const wanted = typeof provider === 'string' && provider.trim() !== '' ? provider.trim().toLowerCase() : undefined;
	const shapes = INBOUND_SHAPES.filter((shape) => wanted === undefined || shape.provider === wanted);
	try {
		return read(payload, shapes.filter(({ handmade }) => !handmade)) ?? read(payload, shapes.filter(({ handmade }) => handmade)) ?? [];
	} catch {
		// Only an exotic object (a revoked or hostile proxy) refuses to be read; it is no payload.
		return [];
	}
}

/**
 * Reads the first incoming message, see `parseInboundAll`.
 *
 * @example
 * parseInbound({ body: { From: 'whatsapp:+15551230000', To: 'whatsapp:+15559870000', Body: 'STOP' } })
 * // => { provider: 'twilio', channel: 'whatsapp', from: '+15551230000', to: '+15559870000', text: 'STOP' }
 */
export function parseInbound(payload: unknown, provider?: string): InboundMessage | undefined {
	return parseInboundAll(payload, provider)[0];
}

/**
 * `undefined` where no shape knows anything in the payload, which is not the same as a known payload without messages.
 *
 * @param seen the objects read so far: a cycle ends, and the work is bounded by the size of the payload.
 */
function read(payload: unknown, shapes: readonly InboundShape[], seen = new Set<unknown>()): InboundEntry[] | undefined {
	if (typeof payload !== 'object' || payload === null || seen.has(payload)) return undefined;
	seen.add(payload);
	for (const shape of shapes) {
		const messages = readShape(payload, shape);
		if (messages) return messages;
	}
	const known = open(payload, shapes.some(({ handmade }) => handmade)).flatMap(({ payload: inner, filledAt }) => {
		const messages = read(inner, shapes, seen);
		return messages ? [messages.map((message): InboundEntry => ({ ...(filledAt !== undefined && { receivedAt: filledAt }), ...message }))] : [];
	});
	// A list holds several payloads. Of several envelopes (a webhook's body and its query) the first with messages is right.
	if (Array.isArray(payload) && known.length > 0) return known.flat();
	return known.find((messages) => messages.some(isReadable)) ?? known.find(({ length }) => length > 0) ?? known[0];
}

function isReadable(entry: InboundEntry): entry is InboundMessage {
	return 'from' in entry;
}

function readShape(payload: object, shape: InboundShape): InboundEntry[] | undefined {
	if (!meets(payload, shape.identity)) return undefined;
	const list = shape.list && readPath(payload, shape.list);
	const roots = shape.list === undefined ? [payload] : Array.isArray(list) ? list.map((entry: unknown) => ({ payload, entry })) : [];
	const messages = roots.flatMap((root) => readMessage(root, shape) ?? []);
	// The plain shape has no identity: what it cannot read it does not know.
	return messages.length > 0 || shape.identity.length > 0 ? messages : undefined;
}
