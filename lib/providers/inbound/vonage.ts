import { DELIVERY_STATUSES, type InboundShape } from './shape';

/**
 * Sources: https://developer.vonage.com/messaging/sms/guides/inbound-sms (SMS API) and
 * https://developer.vonage.com/messages/concepts/working-with-whatsapp-interactive-messages (Messages API)
 */
export const VONAGE_SHAPES: readonly InboundShape[] = [
	{
		// In a delivery receipt of the SMS API `msisdn` is the recipient, and there is no text.
		provider: 'vonage',
		identity: [{ path: ['msisdn'] }, { path: ['messageId'] }],
		incoming: [{ path: ['status'], notIn: DELIVERY_STATUSES }],
		from: [['msisdn']],
		to: [['to']],
		text: [['text']],
		id: [['messageId']],
		receivedAt: [['message-timestamp']],
		channel: 'sms',
	},
	{
		provider: 'vonage',
		identity: [{ path: ['message_uuid'] }, { path: ['channel'] }, { path: ['from'] }],
		// A status event has no message_type.
		incoming: [{ path: ['message_type'] }, { path: ['status'], notIn: [...DELIVERY_STATUSES, 'submitted'] }],
		from: [['from']],
		to: [['to']],
		text: [['text'], ['button', 'text'], ['reply', 'title'], ['image', 'caption'], ['video', 'caption'], ['file', 'caption']],
		wordless: true,
		id: [['message_uuid']],
		receivedAt: [['timestamp']],
		channel: 'sms',
		channelPath: [['channel']],
	},
];
