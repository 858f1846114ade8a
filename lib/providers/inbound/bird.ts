import { OUTGOING, type InboundShape } from './shape';

/**
 * Source: https://docs.bird.com/api/channels-api/supported-channels/programmable-sms/receiving-messages. Our own number is
 * known only as the connector's id. Without the webhook's `event` a message names no channel and counts as SMS.
 */
export const BIRD_SHAPES: readonly InboundShape[] = [
	{
		provider: 'bird',
		identity: [{ path: ['payload', 'sender', 'contact', 'identifierValue'] }],
		incoming: [{ path: ['payload', 'direction'], notIn: OUTGOING }],
		from: [['payload', 'sender', 'contact', 'identifierValue']],
		to: [['payload', 'receiver', 'connector', 'identifierValue'], ['payload', 'receiver', 'connector', 'id']],
		text: [['payload', 'body', 'text', 'text']],
		wordless: true,
		id: [['payload', 'id']],
		receivedAt: [['payload', 'createdAt']],
		channel: 'sms',
		channelPath: [['event']],
	},
	{
		provider: 'bird',
		identity: [{ path: ['sender', 'contact', 'identifierValue'] }, { path: ['body'] }],
		incoming: [{ path: ['direction'], notIn: OUTGOING }],
		from: [['sender', 'contact', 'identifierValue']],
		to: [['receiver', 'connector', 'identifierValue'], ['receiver', 'connector', 'id']],
		text: [['body', 'text', 'text']],
		wordless: true,
		id: [['id']],
		receivedAt: [['createdAt']],
		channel: 'sms',
	},
];
