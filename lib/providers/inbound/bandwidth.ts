import { OUTGOING, type InboundShape } from './shape';

/** Source: https://dev.bandwidth.com/docs/messaging/webhooks; the payload is a list of such events. */
export const BANDWIDTH_SHAPES: readonly InboundShape[] = [
	{
		provider: 'bandwidth',
		identity: [{ path: ['type'], in: ['message-received'] }, { path: ['message', 'id'] }],
		incoming: [{ path: ['message', 'direction'], notIn: OUTGOING }],
		from: [['message', 'from']],
		// In a group message `owner` is our number; `to` lists everybody.
		to: [['message', 'owner'], ['to'], ['message', 'to', 0]],
		text: [['message', 'text']],
		wordless: true,
		id: [['message', 'id']],
		receivedAt: [['message', 'time'], ['time']],
		channel: 'sms',
		channelPath: [['message', 'channel']],
	},
];
