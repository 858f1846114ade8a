import type { INodeProperties } from 'n8n-workflow';
import { FOOTER_LANGUAGES } from '../../lib/packs/footers';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { optionsField } from '../../lib/n8n/fields/options';
import { channelField, messageClassField } from '../../lib/n8n/fields/target';
import { FOOTER_OUTPUTS } from './OptOutFooter.handler';

const LANGUAGE_NAMES: Record<(typeof FOOTER_LANGUAGES)[number], string> = { en: 'English', es: 'Spanish', fr: 'French' };

const fields: INodeProperties[] = [
	{ displayName: 'Text', name: 'text', type: 'string', typeOptions: { rows: 3 }, default: '={{ $json.text }}', description: 'The message, without footer' },
	{ displayName: 'Sender Name', name: 'senderName', type: 'string', default: '', placeholder: 'e.g. Acme', description: 'Put in front of the text unless it begins with it; most laws ask who is writing' },
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		default: 'en',
		options: FOOTER_LANGUAGES.map((value) => ({ name: LANGUAGE_NAMES[value], value })),
		description: 'Language of the opt-out text',
	},
	{
		displayName: 'Opt-Out By',
		name: 'route',
		type: 'options',
		default: 'reply',
		options: [
			{ name: 'Link', value: 'link', description: 'For senders that can\'t receive replies, such as a name instead of a number, and for email' },
			{ name: 'Reply', value: 'reply', description: 'The contact answers STOP' },
			{ name: 'Short Code', value: 'short_code', description: 'The contact sends STOP to another number, as in France' },
		],
		description: 'How the contact opts out',
	},
	{ displayName: 'Link', name: 'url', type: 'string', default: '={{ $json.opt_out_url }}', placeholder: 'https://', description: 'The page on which this contact opts out', displayOptions: { show: { route: ['link'] } } },
	{ displayName: 'Number', name: 'number', type: 'string', default: '', placeholder: 'e.g. 36123', description: 'The number that takes the STOP', displayOptions: { show: { route: ['short_code'] } } },
	{ displayName: 'Keyword', name: 'keyword', type: 'string', default: 'STOP', description: 'The word the contact sends', displayOptions: { show: { route: ['reply', 'short_code'] } } },
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
	{ displayName: 'Own Opt-Out Text', name: 'optOutText', type: 'string', default: '', placeholder: 'e.g. Txt {keyword} to end', description: 'Your wording instead of the built-in one. The placeholders {keyword} and {number} are filled in, and so is the link.' },
];

export const optOutFooterDescription: NodeDescription = {
	...nodeBase(FOOTER_OUTPUTS),
	displayName: 'Opt-Out Footer',
	name: 'optOutFooter',
	description: 'Adds the sender name and the way to opt out to a message, and counts its SMS segments',
	defaults: { name: 'Opt-Out Footer' },
	properties: [channelField, messageClassField, ...fields, optionsField(['resultField'], own)],
};
