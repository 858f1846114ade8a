import { OUTGOING, type InboundShape } from './shape';

/** What people build themselves: a row, a form, a test item. */
export const PLAIN_SHAPES: readonly InboundShape[] = [
	{
		provider: 'plain',
		identity: [],
		incoming: [{ path: ['direction'], notIn: OUTGOING }],
		from: [['phone'], ['from'], ['sender'], ['email']],
		to: [['to'], ['recipient']],
		text: [['text'], ['message'], ['body']],
		id: [['messageId'], ['message_id']],
		recordId: [['id']],
		receivedAt: [['receivedAt'], ['received_at']],
		channel: 'sms',
		channelPath: [['channel']],
		handmade: true,
	},
];
