import type { Channel } from '../model/channel';
import type { Path } from './read-path';

/** What a provider itself made of a reply. */
export type OptOutFlag = 'opt_out' | 'opt_in' | 'help';

/** Where one kind of payload keeps the parts of an incoming message. */
export interface InboundShape {
	/** Provider and product, as users write the hint. */
	provider: string;
	/** All of these have to be there for a payload to be of this shape. */
	requires: readonly Path[];
	/** One of these values has to stand at the path; without it, any payload with the required fields is taken. */
	only?: { path: Path; values: readonly string[] };
	from: readonly Path[];
	to: readonly Path[];
	/** The paths of the text; at least one has to exist, and may be empty (a picture without words). */
	text: readonly Path[];
	id: readonly Path[];
	/** Channel of the sender's address if no prefix says otherwise. */
	channel: Channel;
	channelPath?: readonly Path[];
	flag?: readonly Path[];
}

/** Values of a provider's own opt-out field. Compared in capitals. */
export const OPT_OUT_FLAGS: Readonly<Record<string, OptOutFlag>> = { STOP: 'opt_out', START: 'opt_in', HELP: 'help' };

/** Prefixes of an address that name the channel it came over. */
export const ADDRESS_PREFIXES: Readonly<Record<string, Channel>> = { whatsapp: 'whatsapp', messenger: 'facebook', rcs: 'sms', sms: 'sms', tel: 'sms' };

/** What WhatsApp puts behind the ids of people, groups and lists; such an id looks like an email address. */
export const WHATSAPP_HOST = /@(?:s\.whatsapp\.net|c\.us|g\.us|lid|hosted|broadcast|newsletter)$/i;

/** Shapes in the order in which they are tried, the most specific first. */
export const INBOUND_SHAPES: readonly InboundShape[] = [
	{
		// Event Streams; n8n's Twilio Trigger emits one such CloudEvent per item.
		provider: 'twilio',
		requires: [['data', 'from'], ['data', 'messageSid']],
		only: { path: ['type'], values: ['com.twilio.messaging.inbound-message.received'] },
		from: [['data', 'from']],
		to: [['data', 'to']],
		text: [['data', 'body']],
		id: [['data', 'messageSid']],
		channel: 'sms',
	},
	{
		provider: 'twilio',
		requires: [['From'], ['To'], ['Body']],
		from: [['From']],
		to: [['To']],
		text: [['Body']],
		id: [['MessageSid'], ['SmsMessageSid'], ['SmsSid']],
		channel: 'sms',
		flag: [['OptOutType']],
	},
	{
		// What people build themselves: a row, a form, a test item.
		provider: 'plain',
		requires: [],
		from: [['phone'], ['from'], ['sender'], ['email']],
		to: [['to'], ['recipient']],
		text: [['text'], ['message'], ['body']],
		id: [['id'], ['messageId'], ['message_id']],
		channel: 'sms',
		channelPath: [['channel']],
	},
];

/** Where n8n and queues put the payload they deliver: the payload itself, or a property of the item. */
export const WRAPPERS: readonly Path[] = [[], ['body'], ['query'], ['body', 'body']];
