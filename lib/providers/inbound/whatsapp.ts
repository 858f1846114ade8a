import type { InboundShape } from './shape';

const CLOUD_API = { path: ['messaging_product'], in: ['whatsapp'] } as const;

/**
 * Meta's `value` objects; n8n's WhatsApp Trigger emits each as an item. Our own messages come as `message_echoes`, their
 * delivery as `statuses`. Sources: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes and
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences
 */
export const WHATSAPP_SHAPES: readonly InboundShape[] = [
	{
		provider: 'whatsapp',
		identity: [CLOUD_API, { path: ['messages', 0] }],
		list: ['messages'],
		// A system message is Meta's: the person changed numbers.
		incoming: [{ path: ['entry', 'type'], notIn: ['system'] }],
		from: [['entry', 'from']],
		to: [['payload', 'metadata', 'display_phone_number'], ['payload', 'metadata', 'phone_number_id']],
		text: [
			['entry', 'text', 'body'],
			['entry', 'button', 'text'],
			['entry', 'interactive', 'button_reply', 'title'],
			['entry', 'interactive', 'list_reply', 'title'],
			['entry', 'image', 'caption'],
			['entry', 'video', 'caption'],
			['entry', 'document', 'caption'],
		],
		wordless: true,
		id: [['entry', 'id']],
		receivedAt: [['entry', 'timestamp']],
		channel: 'whatsapp',
	},
	{
		// The person used WhatsApp's own button to stop or resume the brand's marketing; there are no words and no message id.
		provider: 'whatsapp',
		identity: [CLOUD_API, { path: ['user_preferences', 0] }],
		list: ['user_preferences'],
		incoming: [{ path: ['entry', 'category'], in: ['marketing_messages'] }, { path: ['entry', 'value'], in: ['stop', 'resume'] }],
		from: [['entry', 'wa_id']],
		to: [['payload', 'metadata', 'display_phone_number'], ['payload', 'metadata', 'phone_number_id']],
		text: [],
		wordless: true,
		id: [],
		receivedAt: [['entry', 'timestamp']],
		channel: 'whatsapp',
		flag: [['entry', 'value']],
		// Other categories do not pass `incoming`.
		optOutScope: 'marketing',
	},
];
