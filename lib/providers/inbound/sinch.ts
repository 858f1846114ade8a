import { OUTGOING, type InboundShape } from './shape';

/**
 * Sources: https://developers.sinch.com/docs/sms/api-reference/sms/tag/Webhooks/ and the callbacks of the Conversation
 * API, https://developers.sinch.com/docs/conversation/callbacks/
 */
export const SINCH_SHAPES: readonly InboundShape[] = [
	{
		// `mo_binary` is left out: its body is Base64, not words.
		provider: 'sinch',
		identity: [{ path: ['type'], in: ['mo_text', 'mo_media'] }, { path: ['from'] }],
		from: [['from']],
		to: [['to']],
		text: [['body'], ['body', 'message'], ['body', 'subject']],
		wordless: true,
		id: [['id']],
		receivedAt: [['received_at'], ['sent_at']],
		channel: 'sms',
	},
	{
		provider: 'sinch',
		identity: [{ path: ['message', 'contact_message'] }, { path: ['message', 'channel_identity', 'identity'] }],
		incoming: [{ path: ['message', 'direction'], notIn: OUTGOING }],
		from: [['message', 'channel_identity', 'identity']],
		to: [['message', 'sender_id']],
		text: [
			['message', 'contact_message', 'text_message', 'text'],
			['message', 'contact_message', 'reply_message', 'text_message', 'text'],
			['message', 'contact_message', 'choice_response_message', 'postback_data'],
		],
		wordless: true,
		id: [['message', 'id']],
		receivedAt: [['message', 'accept_time'], ['accepted_time']],
		channel: 'sms',
		channelPath: [['message', 'channel_identity', 'channel']],
	},
];
