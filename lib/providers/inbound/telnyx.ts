import { OUTGOING, type InboundShape } from './shape';

/**
 * Sources: https://developers.telnyx.com/api-reference/callbacks/inbound-message and
 * https://developers.telnyx.com/docs/messaging/messages/advanced-opt-in-out (`autoresponse_type`)
 */
export const TELNYX_SHAPES: readonly InboundShape[] = [
	{
		provider: 'telnyx',
		identity: [{ path: ['data', 'event_type'], in: ['message.received'] }, { path: ['data', 'payload'] }],
		incoming: [{ path: ['data', 'payload', 'direction'], notIn: OUTGOING }],
		from: [['data', 'payload', 'from', 'phone_number']],
		to: [['data', 'payload', 'to', 0, 'phone_number']],
		text: [['data', 'payload', 'text']],
		wordless: true,
		id: [['data', 'payload', 'id']],
		receivedAt: [['data', 'payload', 'received_at'], ['data', 'occurred_at']],
		channel: 'sms',
		channelPath: [['data', 'payload', 'type']],
		flag: [['data', 'payload', 'autoresponse_type']],
	},
];
