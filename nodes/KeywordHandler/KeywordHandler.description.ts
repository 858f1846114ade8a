import type { INodeProperties } from 'n8n-workflow';
import { REPLY_LANGUAGES } from '../../lib/keywords';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { placeField } from '../../lib/n8n/fields/place-fields';
import { optionsField } from '../../lib/n8n/fields/options';
import { addressFields, channelField } from '../../lib/n8n/fields/target';
import { shownWhen } from '../../lib/n8n/fields/visibility';
import { KEYWORD_OUTPUTS } from './KeywordHandler.handler';

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

const readFrom: INodeProperties = {
	displayName: 'Message',
	name: 'readFrom',
	type: 'options',
	default: 'auto',
	options: [
		{ name: 'Recognise Automatically', value: 'auto', description: 'A webhook or trigger of Twilio, Telnyx, Bandwidth, Vonage, Infobip, Sinch, Bird, MessageBird, AWS, Plivo, HighLevel or WhatsApp, or an item with the fields phone (or from) and text (or body)' },
		{ name: 'From Fields', value: 'fields', description: 'You say which fields hold the sender and the text' },
	],
	description: 'How the incoming message is read from the item',
};

const messageFields: INodeProperties[] = [
	{ displayName: 'Text', name: 'text', type: 'string', default: '={{ $json.text }}', description: 'What the contact wrote' },
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '={{ $json.id }}',
		description: 'The provider\'s ID of the reply. A reply that is delivered twice is acted on once.',
	},
];

const languages: INodeProperties = {
	displayName: 'Languages',
	name: 'languages',
	type: 'multiOptions',
	default: [...REPLY_LANGUAGES],
	options: REPLY_LANGUAGES.map((value) => ({ name: languageNames.of(value) ?? value, value })).sort((a, b) => a.name.localeCompare(b.name, 'en')),
	description: 'Languages whose words are understood. A word that is a keyword in the country of the contact counts in any case.',
};

/** A reply is read before the contact is looked up, so the stored place plays no part. */
const place: INodeProperties = {
	...placeField,
	description: 'Where the contact lives, if the item knows. Together with the phone number it decides on words that ask to stop in one country and mean something else in another.',
};

const scope: INodeProperties = {
	displayName: 'Scope of STOP',
	name: 'scope',
	type: 'options',
	default: 'channel',
	options: [
		{ name: 'Everything on the Channel but Emergencies', value: 'channel' },
		{ name: 'Marketing Only', value: 'marketing', description: 'One-time passwords and receipts still go out' },
	],
	description: 'What a plain STOP ends. "Stop all" ends everything but emergencies on every channel of the address.',
	hint: 'From 2027-01-31 on, STOP from a US number ends all texts and calls but emergencies, whatever is chosen here.',
};

const own: INodeProperties[] = [
	languages,
	scope,
	{ displayName: 'Brand Name in Replies', name: 'senderName', type: 'string', default: '', placeholder: 'e.g. Acme', description: 'Put in front of the texts below' },
	{
		displayName: 'Opt-Out Confirmation',
		name: 'optOutText',
		type: 'string',
		default: 'You are unsubscribed and will get no more messages. Reply START to rejoin.',
		description: 'The one text that may follow an opt-out. It must not advertise, and is given once for each opt-out.',
	},
	{ displayName: 'Opt-In Confirmation', name: 'optInText', type: 'string', default: 'You are subscribed. Reply HELP for help, STOP to cancel.' },
	{ displayName: 'Help Text', name: 'helpText', type: 'string', default: 'Reply STOP to unsubscribe. Msg & data rates may apply.' },
	{ displayName: 'More Opt-Out Keywords', name: 'optOutKeywords', type: 'string', default: '', placeholder: 'e.g. NOMORE, ENOUGH', description: 'Your own words, separated by commas, on top of the usual ones' },
	{ displayName: 'More Opt-In Keywords', name: 'optInKeywords', type: 'string', default: '', placeholder: 'e.g. JOIN', description: 'Your own words, separated by commas, on top of the usual ones' },
	{ displayName: 'Wording Version', name: 'wordingVersion', type: 'string', default: '', description: 'Which wording invited the contact to text START, for contacts without a consent on record' },
	{
		displayName: 'Our Last Message',
		name: 'ownMessage',
		type: 'string',
		default: '',
		description: 'The text you sent, so that a reply that only quotes it is not taken for an opt-out',
	},
];

export const keywordHandlerDescription: NodeDescription = {
	...nodeBase(KEYWORD_OUTPUTS),
	displayName: 'Keyword Handler',
	name: 'keywordHandler',
	description: 'Reads replies such as STOP, START and HELP, records the opt-out or opt-in first, then routes',
	defaults: { name: 'Keyword Handler' },
	properties: [
		readFrom,
		...[channelField, ...addressFields, ...messageFields].map((field) => shownWhen(field, { readFrom: ['fields'] })),
		place,
		optionsField(['brand', 'defaultCountry', 'resultField'], own),
	],
};
