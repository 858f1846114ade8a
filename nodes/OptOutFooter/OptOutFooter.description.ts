import type { INodeProperties } from 'n8n-workflow';
import { FOOTER_LANGUAGES } from '../../lib/packs/footers';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { optionsField } from '../../lib/n8n/fields/options';
import { placeField } from '../../lib/n8n/fields/place-fields';
import { addressFields, channelField, consentClassField } from '../../lib/n8n/fields/target';
import { FOOTER_OUTPUTS } from './OptOutFooter.handler';

const LANGUAGE_NAMES: Record<(typeof FOOTER_LANGUAGES)[number], string> = {
	ar: 'Arabic',
	da: 'Danish',
	de: 'German',
	en: 'English',
	es: 'Spanish',
	fi: 'Finnish',
	fr: 'French',
	he: 'Hebrew',
	it: 'Italian',
	ja: 'Japanese',
	ko: 'Korean',
	ms: 'Malay',
	nb: 'Norwegian',
	nl: 'Dutch',
	pl: 'Polish',
	pt: 'Portuguese',
	sv: 'Swedish',
	tr: 'Turkish',
	vi: 'Vietnamese',
	'zh-Hans': 'Chinese (Simplified)',
	'zh-Hant': 'Chinese (Traditional)',
};

const LANGUAGE_OPTIONS = FOOTER_LANGUAGES.map((value) => ({ name: LANGUAGE_NAMES[value], value })).sort((a, b) => a.name.localeCompare(b.name));

const fields: INodeProperties[] = [
	{ displayName: 'Text', name: 'text', type: 'string', typeOptions: { rows: 3 }, default: '={{ $json.text }}', description: 'The message, without footer' },
	{
		displayName: 'Sender Name',
		name: 'senderName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme',
		description: 'Put in front of the text unless it begins with it; most laws ask who is writing',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		default: 'auto',
		options: [{ name: 'Automatic (by Destination)', value: 'auto', description: 'English where the destination is not known' }, ...LANGUAGE_OPTIONS],
		description: 'Language of the opt-out text. An expression can read it from each item; what is no language counts as automatic.',
	},
	{
		displayName: 'Opt-Out By',
		name: 'route',
		type: 'options',
		default: 'auto',
		options: [
			{ name: 'Automatic', value: 'auto', description: 'What the destination asks for, with the link, number and sender that are given' },
			{ name: 'Link', value: 'link', description: 'For senders that can\'t receive replies, such as a name instead of a number, and for email' },
			{ name: 'Reply', value: 'reply', description: 'The contact answers STOP' },
			{ name: 'Short Code', value: 'short_code', description: 'The contact sends STOP to another number, as in France' },
		],
		description: 'How the contact opts out',
	},
	{
		displayName: 'Link',
		name: 'url',
		type: 'string',
		default: '={{ $json.opt_out_url }}',
		placeholder: 'https://',
		description: 'The page on which this contact opts out',
		displayOptions: { show: { route: ['auto', 'link'] } },
	},
	{
		displayName: 'Number',
		name: 'number',
		type: 'string',
		default: '',
		placeholder: 'e.g. 36123',
		description: 'The number that takes the STOP',
		displayOptions: { show: { route: ['auto', 'short_code'] } },
	},
	{
		displayName: 'Keyword',
		name: 'keyword',
		type: 'string',
		default: '',
		placeholder: 'STOP',
		description: 'The word the contact sends. Empty: the one that the destination is used to, otherwise STOP.',
		displayOptions: { show: { route: ['auto', 'reply', 'short_code'] } },
	},
	placeField,
];

const own: INodeProperties[] = [
	{
		displayName: 'Also for',
		name: 'alsoFor',
		type: 'multiOptions',
		default: [],
		options: [
			{ name: 'Emergency', value: 'emergency' },
			{ name: 'Transactional', value: 'transactional' },
		],
		description: 'Message classes that get a footer although they need none',
	},
	{
		displayName: 'Own Opt-Out Text',
		name: 'optOutText',
		type: 'string',
		default: '',
		placeholder: 'e.g. Txt {keyword} to end',
		description: 'Your wording instead of the built-in one. The placeholders {keyword} and {number} are filled in, and so is the link.',
	},
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		default: '',
		placeholder: 'e.g. ACME or +15555550100',
		description: 'The number or name you send from. A name can\'t be answered, so the contact gets the link or a number.',
	},
	{
		displayName: 'Unsolicited',
		name: 'unsolicited',
		type: 'boolean',
		default: false,
		description: 'Whether nobody asked for the message, which calls for a label in some places, such as ADV in Singapore',
	},
];

export const optOutFooterDescription: NodeDescription = {
	...nodeBase(FOOTER_OUTPUTS),
	displayName: 'Opt-Out Footer',
	name: 'optOutFooter',
	description: 'Adds the sender name, required labels and the way to opt out to a message, as its destination asks, and counts its SMS segments',
	defaults: { name: 'Opt-Out Footer' },
	properties: [channelField, consentClassField, ...addressFields, ...fields, optionsField(['defaultCountry', 'resultField'], own)],
};
