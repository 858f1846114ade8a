import type { DeliveryShape } from './delivery-shape';

/** Where n8n and the libraries keep the words of an error, from the plainest to the deepest. */
const ERROR_TEXTS = [
	['item', 'error'],
	['item', 'error', 'message'],
	['item', 'error', 'description'],
	['item', 'error', 'moreInfo'],
	['item', 'error', 'more_info'],
	['item', 'error', 'messages', 0],
	['item', 'error', 'cause', 'message'],
	['item', 'error', 'context', 'data', 'more_info'],
] as const;

/** The answer to a refused request as it is, for workflows that are set to never fail on one. */
const ANSWER_TEXTS = [['item', 'more_info']] as const;
const TELNYX_ANSWER_TEXTS = [['item', 'errors', '*', 'meta', 'url'], ['item', 'errors', '*', 'title']] as const;

/** What may stand beside an error: an item on the error output of a sending node keeps the fields it came with. */
const BESIDE_ERROR = { address: [['item', 'to'], ['item', 'To'], ['item', 'phone']], addressGuessed: true, messageId: [] } as const;

/** Twilio's answer to a refused request names the page of its code. The bare number is not enough: others use the same numbers for other things. */
const TWILIO_ERROR = /twilio\.com\/docs\/(?:api\/)?errors\/(\d{5})(?!\d)/g;
/** So does Telnyx's, for each of its errors. */
const TELNYX_ERROR = /telnyx\.com\/[\w./-]{0,60}errors\/(\d{5})(?!\d)/g;
/** Meta's says behind the code that it is about WhatsApp. Quotes are escaped where the answer stands in a text. */
const META_ANSWER = /"code\\*"\s*:\s*(\d{1,6})(?=\D[^]{0,2000}?messaging_product\\*"\s*:\s*\\*"whatsapp)/g;
/** Its sentence begins with the code; only numbers of this form are WhatsApp's own. */
const META_SENTENCE = /\(#(13\d{4})\)/g;

/** Reports on texts and chat messages, in the order in which they are tried. */
export const MESSAGE_SHAPES: readonly DeliveryShape[] = [
	{
		// The error is newer than the fields beside it, so it is looked at first.
		...BESIDE_ERROR,
		provider: 'twilio',
		requires: [ERROR_TEXTS],
		lookups: [{ list: 'error', texts: ERROR_TEXTS, pattern: TWILIO_ERROR }],
	},
	{
		...BESIDE_ERROR,
		provider: 'twilio',
		requires: [[['item', 'code']], ANSWER_TEXTS],
		lookups: [{ list: 'error', texts: ANSWER_TEXTS, pattern: TWILIO_ERROR }],
	},
	{
		...BESIDE_ERROR,
		provider: 'telnyx',
		requires: [ERROR_TEXTS],
		channel: 'sms',
		lookups: [{ list: 'error', texts: ERROR_TEXTS, pattern: TELNYX_ERROR }],
	},
	{
		...BESIDE_ERROR,
		provider: 'telnyx',
		requires: [[['item', 'errors', 0, 'code']]],
		channel: 'sms',
		lookups: [{ list: 'error', texts: TELNYX_ANSWER_TEXTS, pattern: TELNYX_ERROR }],
	},
	{
		...BESIDE_ERROR,
		provider: 'whatsapp',
		requires: [[['item', 'error', 'code']], [['item', 'error', 'error_data', 'messaging_product']]],
		channel: 'whatsapp',
		lookups: [{ list: 'error', parts: [['item', 'error', 'code']] }],
	},
	{
		...BESIDE_ERROR,
		provider: 'whatsapp',
		requires: [ERROR_TEXTS],
		channel: 'whatsapp',
		lookups: [{ list: 'error', texts: ERROR_TEXTS, pattern: META_ANSWER }, { list: 'error', texts: ERROR_TEXTS, pattern: META_SENTENCE }],
	},
	{
		// Its errors hold no link and no sign of their maker, so only words of its own are read.
		...BESIDE_ERROR,
		provider: 'aws',
		requires: [ERROR_TEXTS],
		channel: 'sms',
		lookups: [{ list: 'error', texts: ERROR_TEXTS }],
	},
	{
		...BESIDE_ERROR,
		provider: 'aws',
		requires: [[['item', 'Reason']], [['item', '__type'], ['item', 'ResourceType']]],
		channel: 'sms',
		lookups: [{ list: 'error', parts: [['item', 'Reason']], detail: true }],
	},
	// Callbacks to old applications lack the first name of the status.
	...['MessageStatus', 'SmsStatus'].map((status): DeliveryShape => ({
		provider: 'twilio',
		requires: [[['item', status]], [['item', 'MessageSid'], ['item', 'SmsSid']]],
		only: { path: [status], pattern: /^(?!receiv)/i },
		address: [['item', 'To']],
		messageId: [['item', 'MessageSid'], ['item', 'SmsSid']],
		sender: [['item', 'From']],
		channel: 'sms',
		lookups: [{ list: 'error', parts: [['item', 'ErrorCode']] }, { list: 'status', parts: [['item', status]] }],
	})),
	{
		// Event Streams. The type is what happened; the status beside it can be of an earlier moment.
		provider: 'twilio',
		requires: [[['item', 'data', 'messageSid']]],
		only: { path: ['type'], pattern: /^com\.twilio\.messaging\.message\./ },
		address: [['item', 'data', 'to']],
		messageId: [['item', 'data', 'messageSid']],
		sender: [['item', 'data', 'from']],
		occurredAt: [['item', 'data', 'timestamp'], ['item', 'time']],
		channel: 'sms',
		lookups: [{ list: 'error', parts: [['item', 'data', 'errorCode']] }, { list: 'event', parts: [['item', 'type']] }],
	},
	{
		// A message as Twilio's API gives it.
		provider: 'twilio',
		requires: [[['item', 'sid']], [['item', 'status']]],
		only: { path: ['direction'], pattern: /^outbound-/ },
		address: [['item', 'to']],
		messageId: [['item', 'sid']],
		sender: [['item', 'from']],
		channel: 'sms',
		lookups: [{ list: 'error', parts: [['item', 'error_code']] }, { list: 'status', parts: [['item', 'status']] }],
	},
	{
		provider: 'telnyx',
		each: ['data', 'payload', 'to', '*'],
		listsRecipients: true,
		requires: [[['report', 'data', 'payload', 'id']]],
		only: { path: ['data', 'event_type'], pattern: /^message\.(?:sent|finalized)$/ },
		address: [['item', 'phone_number']],
		messageId: [['report', 'data', 'payload', 'id']],
		sender: [['report', 'data', 'payload', 'from', 'phone_number']],
		occurredAt: [['report', 'data', 'payload', 'completed_at'], ['report', 'data', 'occurred_at']],
		channel: 'sms',
		lookups: [{ list: 'error', parts: [['report', 'data', 'payload', 'errors', '*', 'code']] }, { list: 'status', parts: [['item', 'status']] }],
	},
	{
		provider: 'bandwidth',
		requires: [[['item', 'message', 'id']]],
		only: { path: ['type'], pattern: /^message-(?:sending|delivered|failed|read)$/ },
		address: [['item', 'to']],
		messageId: [['item', 'message', 'id']],
		sender: [['item', 'message', 'from']],
		occurredAt: [['item', 'time']],
		channel: 'sms',
		lookups: [{ list: 'error', parts: [['item', 'errorCode']] }, { list: 'type', parts: [['item', 'type']] }],
	},
	{
		provider: 'vonage',
		requires: [[['item', 'messageId'], ['item', 'message-id']], [['item', 'status']], [['item', 'err-code']]],
		address: [['item', 'msisdn']],
		digitsAreInternational: true,
		messageId: [['item', 'messageId'], ['item', 'message-id']],
		sender: [['item', 'to']],
		occurredAt: [['item', 'message-timestamp']],
		channel: 'sms',
		lookups: [{ list: 'error', parts: [['item', 'err-code']] }, { list: 'status', parts: [['item', 'status']] }],
	},
	{
		provider: 'vonage',
		requires: [[['item', 'message_uuid']], [['item', 'status']]],
		address: [['item', 'to'], ['item', 'to', 'number']],
		digitsAreInternational: true,
		messageId: [['item', 'message_uuid']],
		sender: [['item', 'from'], ['item', 'from', 'number']],
		occurredAt: [['item', 'timestamp']],
		channelPath: ['item', 'channel'],
		lookups: [{ list: 'messages-error', parts: [['item', 'error', 'title']] }, { list: 'messages-status', parts: [['item', 'status']] }],
	},
	{
		provider: 'infobip',
		each: ['results', '*'],
		requires: [[['item', 'messageId']], [['item', 'status', 'groupId']]],
		address: [['item', 'to']],
		digitsAreInternational: true,
		messageId: [['item', 'messageId']],
		sender: [['item', 'sender'], ['item', 'from']],
		occurredAt: [['item', 'doneAt']],
		channelPath: ['item', 'channel'],
		lookups: [
			{ list: 'error', parts: [['item', 'error', 'id']] },
			{ list: 'status', parts: [['item', 'status', 'id']], detail: true },
			{ list: 'group', parts: [['item', 'status', 'groupId']] },
		],
	},
	{
		provider: 'sinch',
		requires: [[['item', 'batch_id']], [['item', 'status']]],
		only: { path: ['type'], pattern: /^recipient_delivery_report_/ },
		address: [['item', 'recipient']],
		digitsAreInternational: true,
		messageId: [['item', 'batch_id']],
		occurredAt: [['item', 'operator_status_at'], ['item', 'at']],
		channel: 'sms',
		lookups: [{ list: 'code', parts: [['item', 'code']] }, { list: 'status', parts: [['item', 'status']] }],
	},
	{
		// The report on a batch; its summary names no recipients.
		provider: 'sinch',
		each: ['statuses', '*', 'recipients', '*'],
		listsRecipients: true,
		requires: [[['report', 'batch_id']], [['parent', 'status']]],
		only: { path: ['type'], pattern: /^delivery_report_/ },
		address: [['item']],
		digitsAreInternational: true,
		messageId: [['report', 'batch_id']],
		channel: 'sms',
		lookups: [{ list: 'code', parts: [['parent', 'code']] }, { list: 'status', parts: [['parent', 'status']] }],
	},
	{
		provider: 'bird',
		requires: [[['item', 'payload', 'id']], [['item', 'payload', 'status']]],
		only: { path: ['event'], pattern: /\.outbound$/ },
		address: [['item', 'payload', 'receiver', 'contacts', 0, 'identifierValue']],
		messageId: [['item', 'payload', 'id']],
		channelPath: ['item', 'event'],
		lookups: [{ list: 'error', parts: [['item', 'payload', 'failure', 'source', 'code']] }, { list: 'status', parts: [['item', 'payload', 'status']] }],
	},
	{
		provider: 'messagebird',
		requires: [[['item', 'id']], [['item', 'recipient'], ['item', 'originator']], [['item', 'status']], [['item', 'statusDatetime'], ['item', 'statusReason']]],
		address: [['item', 'recipient']],
		digitsAreInternational: true,
		messageId: [['item', 'id']],
		sender: [['item', 'originator']],
		occurredAt: [['item', 'statusDatetime']],
		channel: 'sms',
		lookups: [
			{ list: 'error', parts: [['item', 'statusErrorCode']] },
			{ list: 'reason', parts: [['item', 'statusReason']], detail: true },
			{ list: 'status', parts: [['item', 'status']] },
		],
	},
	{
		provider: 'aws',
		requires: [[['item', 'messageId']], [['item', 'messageStatus']]],
		only: { path: ['eventType'], pattern: /^(?:TEXT|MEDIA)_/ },
		address: [['item', 'destinationPhoneNumber']],
		messageId: [['item', 'messageId']],
		sender: [['item', 'originationPhoneNumber']],
		occurredAt: [['item', 'eventTimestamp']],
		channel: 'sms',
		lookups: [{ list: 'description', texts: [['item', 'messageStatusDescription']], detail: true }, { list: 'event', parts: [['item', 'eventType']] }],
	},
	{
		// The delivery log of SMS sent through SNS.
		provider: 'aws',
		requires: [[['item', 'notification', 'messageId']], [['item', 'delivery', 'destination'], ['item', 'delivery', 'providerResponse']], [['item', 'status']]],
		address: [['item', 'delivery', 'destination']],
		messageId: [['item', 'notification', 'messageId']],
		occurredAt: [['item', 'notification', 'timestamp']],
		channel: 'sms',
		lookups: [{ list: 'description', texts: [['item', 'delivery', 'providerResponse']], detail: true }, { list: 'log-status', parts: [['item', 'status']] }],
	},
	{
		provider: 'plivo',
		requires: [[['item', 'MessageUUID']], [['item', 'Status']]],
		only: { path: ['Status'], pattern: /^(?!receiv)/i },
		address: [['item', 'To']],
		digitsAreInternational: true,
		messageId: [['item', 'MessageUUID']],
		sender: [['item', 'From']],
		channel: 'sms',
		channelPath: ['item', 'Type'],
		lookups: [{ list: 'error', parts: [['item', 'ErrorCode']] }, { list: 'status', parts: [['item', 'Status']] }],
	},
	{
		// A `value` object of the Cloud API's webhook, which is what n8n's WhatsApp Trigger emits.
		provider: 'whatsapp',
		each: ['statuses', '*'],
		requires: [[['item', 'id']], [['item', 'status']]],
		address: [['item', 'recipient_id']],
		digitsAreInternational: true,
		messageId: [['item', 'id']],
		sender: [['report', 'metadata', 'display_phone_number'], ['report', 'metadata', 'phone_number_id']],
		occurredAt: [['item', 'timestamp']],
		channel: 'whatsapp',
		lookups: [{ list: 'error', parts: [['item', 'errors', '*', 'code']] }, { list: 'status', parts: [['item', 'status']] }],
	},
];
