import { OUTGOING, type InboundShape } from './shape';

/** What the channel itself was told, without words. Its request_id names a registration and perhaps several of these, so it names no message. */
const CONSENT_EVENT = {
	provider: 'sinch',
	to: [],
	text: [],
	wordless: true,
	id: [],
	receivedAt: [['event_time'], ['accepted_time']],
	channel: 'sms',
} as const satisfies Partial<InboundShape>;

/**
 * Sources: https://developers.sinch.com/docs/sms/api-reference/sms/tag/Webhooks/ and the callbacks of the Conversation
 * API, https://developers.sinch.com/docs/conversation/callbacks/; its opt-outs and opt-ins as in
 * https://developers.sinch.com/sdk/sinch-sdk-node/1.5.0/interfaces/Conversation.OptOutEvent.html
 */
export const SINCH_SHAPES: readonly InboundShape[] = [
	{
		// `mo_binary` is left out: its body is Base64, not words.
		provider: 'sinch',
		identity: [{ path: ['type'], in: ['mo_text', 'mo_media'] }, { path: ['to'] }],
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
	{
		// Whether the channel could register it or not: the wish is the same.
		...CONSENT_EVENT,
		identity: [{ path: ['opt_out_notification'] }],
		from: [['opt_out_notification', 'identity']],
		channelPath: [['opt_out_notification', 'channel']],
		means: 'opt_out',
	},
	{
		...CONSENT_EVENT,
		identity: [{ path: ['opt_in_notification'] }],
		incoming: [{ path: ['opt_in_notification', 'status'], in: ['OPT_IN_SUCCEEDED'] }],
		from: [['opt_in_notification', 'identity']],
		channelPath: [['opt_in_notification', 'channel']],
		means: 'opt_in',
	},
];
