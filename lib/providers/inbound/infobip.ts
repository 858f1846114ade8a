import type { InboundShape } from './shape';

/**
 * Sources: https://www.infobip.com/docs/api/channels/sms/inbound-sms/receive-inbound-sms-messages (MO_JSON_2) and
 * https://dev-old.infobip.com/whatsapp-business-messaging/incoming-whatsapp-messages
 */
export const INFOBIP_SHAPES: readonly InboundShape[] = [
	{
		provider: 'infobip',
		identity: [{ path: ['results', 0, 'messageId'] }],
		list: ['results'],
		// A delivery report has a status; `text` is the whole message, `cleanText` lacks its first word.
		incoming: [{ path: ['entry', 'status', 'groupName'], notIn: ['pending', 'undeliverable', 'delivered', 'expired', 'rejected'] }],
		from: [['entry', 'from']],
		to: [['entry', 'to']],
		text: [['entry', 'text'], ['entry', 'message', 'text'], ['entry', 'message', 'caption'], ['entry', 'message', 'title']],
		id: [['entry', 'messageId']],
		receivedAt: [['entry', 'receivedAt']],
		channel: 'sms',
		channelPath: [['entry', 'integrationType']],
	},
];
