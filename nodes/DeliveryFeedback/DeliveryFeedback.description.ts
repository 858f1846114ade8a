import type { INodeProperties } from 'n8n-workflow';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { optionsField } from '../../lib/n8n/fields/options';
import { channelField } from '../../lib/n8n/fields/target';
import { shownWhen } from '../../lib/n8n/fields/visibility';
import { DELIVERY_PROVIDERS } from '../../lib/providers';
import { FEEDBACK_OUTPUTS } from './DeliveryFeedback.handler';

/** As the providers write themselves. */
const NAMES: Readonly<Record<string, string>> = {
	aws: 'AWS End User Messaging or SNS',
	messagebird: 'MessageBird',
	sendgrid: 'SendGrid',
	ses: 'Amazon SES',
	whatsapp: 'WhatsApp (Meta)',
};

const PROVIDER_OPTIONS = DELIVERY_PROVIDERS.map((value) => ({ name: NAMES[value] ?? `${value.charAt(0).toUpperCase()}${value.slice(1)}`, value })).sort((a, b) =>
	a.name.localeCompare(b.name, 'en'),
);

const report: INodeProperties = {
	displayName: 'Report',
	name: 'report',
	type: 'options',
	default: 'auto',
	options: [
		{
			name: 'From Fields',
			value: 'fields',
			description: 'You say which fields hold the code and the recipient',
		},
		{
			name: 'Recognise Automatically',
			value: 'auto',
			description: 'A status webhook or event of Twilio, Telnyx, Bandwidth, Vonage, Infobip, Sinch, Bird, MessageBird, AWS, Plivo, WhatsApp, SendGrid, Mailgun, Postmark, SES, Brevo or Mailjet, or the error of a request to Twilio, Telnyx, AWS or WhatsApp',
		},
	],
	description: 'How the delivery report is read from the item',
};

const ownFields: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		default: 'twilio',
		options: PROVIDER_OPTIONS,
		description: 'Whose code it is: the same number means different things at two providers',
	},
	{
		displayName: 'Code',
		name: 'code',
		type: 'string',
		default: '={{ $json.code }}',
		description: 'The code of the error or, where there is none, the word for the status, such as delivered. A number always counts as the code of an error.',
	},
];

const recipient: INodeProperties = {
	displayName: 'Recipient',
	name: 'recipient',
	type: 'string',
	default: '={{ $json.phone }}',
	description: 'Whom the message was for. Used only where the report does not name the recipient itself, as with the error of a node that sends. Behind a node that drops the fields of the item, read it from an earlier node.',
};

const own: INodeProperties[] = [
	{
		displayName: 'Provider Hint',
		name: 'providerHint',
		type: 'options',
		default: 'any',
		options: [{ name: 'Any', value: 'any' }, ...PROVIDER_OPTIONS],
		description: 'Reads reports of this provider only, where several post to the same webhook and only one is to count',
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		default: '',
		placeholder: 'e.g. +14155550100',
		description: 'Your own number or account the message came from, where the report does not name it. Kept with a block at the provider, which only START to that very number ends.',
	},
];

export const deliveryFeedbackDescription: NodeDescription = {
	...nodeBase(FEEDBACK_OUTPUTS),
	displayName: 'Delivery Feedback',
	name: 'deliveryFeedback',
	description: 'Turns delivery reports and errors of any provider into opt-outs, blocks and pauses, and ends pauses when a message arrives',
	defaults: { name: 'Delivery Feedback' },
	properties: [
		report,
		...ownFields.map((field) => shownWhen(field, { report: ['fields'] })),
		{ ...channelField, description: 'How the message was sent. Used only where the report does not say so. SMS covers MMS and RCS.' },
		recipient,
		optionsField(['brand', 'defaultCountry', 'resultField'], own),
	],
};
