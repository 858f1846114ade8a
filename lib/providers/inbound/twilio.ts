import { DELIVERY_STATUSES, type InboundShape } from './shape';

/**
 * Sources: https://www.twilio.com/docs/events/event-types/messaging/inbound-message and
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export const TWILIO_SHAPES: readonly InboundShape[] = [
	{
		// Event Streams; n8n's Twilio Trigger emits one such CloudEvent per item.
		provider: 'twilio',
		identity: [{ path: ['type'], in: ['com.twilio.messaging.inbound-message.received'] }, { path: ['data', 'messageSid'] }],
		from: [['data', 'from']],
		to: [['data', 'to']],
		text: [['data', 'body']],
		wordless: true,
		id: [['data', 'messageSid']],
		receivedAt: [['data', 'timestamp']],
		channel: 'sms',
		flag: [['data', 'optOutType'], ['data', 'OptOutType']],
	},
	{
		provider: 'twilio',
		identity: [{ path: ['From'] }, { path: ['To'] }, { path: ['Body'] }],
		incoming: [{ path: ['MessageStatus'], notIn: DELIVERY_STATUSES }, { path: ['SmsStatus'], notIn: DELIVERY_STATUSES }],
		from: [['From']],
		to: [['To']],
		text: [['Body']],
		id: [['MessageSid'], ['SmsMessageSid'], ['SmsSid']],
		channel: 'sms',
		flag: [['OptOutType']],
	},
];
