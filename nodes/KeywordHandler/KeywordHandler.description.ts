import type { INodeProperties } from 'n8n-workflow';
import { REPLY_LANGUAGES } from '../../lib/keywords';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { placeField } from '../../lib/n8n/fields/place-fields';
import { optionsField } from '../../lib/n8n/fields/options';
import { addressFields, channelField } from '../../lib/n8n/fields/target';
import { shownWhen } from '../../lib/n8n/fields/visibility';
import { KEYWORD_OUTPUTS } from './KeywordHandler.handler';
import { replyTextFields } from './reply-texts';

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
		default: '={{ $json.messageId }}',
		description: 'The provider\'s ID of the reply. A reply that is delivered twice is acted on once. Never name the ID of a contact or a row here: a second STOP would pass for the first.',
	},
	{
		displayName: 'Our Number',
		name: 'ourNumber',
		type: 'string',
		default: '={{ $json.to }}',
		description: 'Your number or account that received the reply. A block that a provider keeps for one of your numbers ends only by a START to that number.',
	},
	{
		displayName: 'Received At',
		name: 'receivedAt',
		type: 'string',
		default: '={{ $json.receivedAt }}',
		description: 'When the provider received the reply, ISO 8601 with a time zone. A START that comes in late does not end a newer opt-out. Empty or not readable: now.',
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
	default: 'policy',
	options: [
		{ name: 'As the Policy Says', value: 'policy', description: 'The policy of the brand; the built-in one ends everything on the channel but emergencies' },
		{ name: 'Everything on the Channel but Emergencies', value: 'channel' },
		{ name: 'Marketing Only', value: 'marketing', description: 'One-time passwords and receipts still go out' },
	],
	description: 'What a plain STOP ends',
	hint: 'From 2027-01-31 on, STOP from a US number ends all texts and calls but emergencies, whatever is chosen here.',
};

const stopAll: INodeProperties = {
	displayName: 'Scope of STOP ALL',
	name: 'stopAll',
	type: 'options',
	default: 'policy',
	options: [
		{ name: 'As the Policy Says', value: 'policy', description: 'The policy of the brand; the built-in one ends every channel of the address' },
		{ name: 'Every Channel of the Address', value: 'every_channel' },
		{ name: 'The Channel of the Reply', value: 'same_channel' },
	],
	description: 'Where "stop all" ends everything but emergencies',
};

const providerConfirms: INodeProperties = {
	displayName: 'Provider Confirms Itself',
	name: 'providerConfirms',
	type: 'boolean',
	default: false,
	description: 'Whether your provider answers STOP, START and HELP by itself without saying so in the webhook. Then no text is given, and nobody is answered twice.',
	hint: 'Twilio and Telnyx answer STOP themselves by default and block the number: turn this on for them.',
};

const own: INodeProperties[] = [
	languages,
	scope,
	stopAll,
	providerConfirms,
	{ displayName: 'Brand Name in Replies', name: 'senderName', type: 'string', default: '', placeholder: 'e.g. Acme', description: 'Put in front of the texts below' },
	...replyTextFields,
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
