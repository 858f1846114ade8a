import { OUTGOING, type InboundShape } from './shape';

/**
 * Sources: https://developers.messagebird.com/docs/conversations/handle-inbound-messages-curl (Conversations) and the
 * guide https://github.com/messagebirdguides/subscriptions-guide-ruby (a number's forward to a URL).
 */
export const MESSAGEBIRD_SHAPES: readonly InboundShape[] = [
	{
		provider: 'messagebird',
		identity: [{ path: ['type'], in: ['message.created', 'message.updated'] }, { path: ['message', 'conversationId'] }],
		incoming: [{ path: ['type'], in: ['message.created'] }, { path: ['message', 'direction'], in: ['received'] }],
		from: [['message', 'from'], ['contact', 'msisdn']],
		to: [['message', 'to'], ['message', 'channelId']],
		text: [['message', 'content', 'text']],
		wordless: true,
		id: [['message', 'id']],
		receivedAt: [['message', 'createdDatetime']],
		channel: 'sms',
		channelPath: [['message', 'platform']],
	},
	{
		provider: 'messagebird',
		identity: [{ path: ['originator'] }],
		incoming: [{ path: ['direction'], notIn: [...OUTGOING, 'mt'] }, { path: ['status'], notIn: ['scheduled', 'sent', 'buffered', 'delivered', 'expired', 'delivery_failed'] }],
		from: [['originator']],
		to: [['recipient']],
		text: [['payload'], ['body'], ['message']],
		id: [['id'], ['message_id']],
		receivedAt: [['createdDatetime']],
		channel: 'sms',
	},
];
