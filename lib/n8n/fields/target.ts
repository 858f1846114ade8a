import { isSupportedCountry } from 'libphonenumber-js/max';
import type { INodeProperties } from 'n8n-workflow';
import { ADDRESS_KINDS, CHANNELS, type Channel, type GatedClass, type MessageClass } from '../../model/channel';
import type { AddressResult } from '../../model/address';
import type { ContactAddress } from '../../store/port';
import { ComplianceError } from '../../model/errors';
import { sharedAddressReader } from '../../phone';
import type { Batch } from '../batch';
import { isExpression, rawParameter } from '../parameter-reader';

const CHANNEL_NAMES: Record<Channel, string> = {
	call: 'Call',
	email: 'Email',
	facebook: 'Facebook Messenger',
	gmb: 'Google Business Messages',
	sms: 'SMS',
	whatsapp: 'WhatsApp',
};

const CLASS_OPTIONS: Array<{ name: string; value: MessageClass; description: string }> = [
	{ name: 'Emergency', value: 'emergency', description: 'A warning about health or safety' },
	{ name: 'Informational', value: 'informational', description: 'News the contact asked for, without advertising' },
	{ name: 'Marketing', value: 'marketing', description: 'Anything that advertises, and anything in doubt' },
	{ name: 'Transactional', value: 'transactional', description: 'A one-time password, a receipt, a delivery notice' },
];

const CHANNEL_OPTIONS = [...CHANNELS]
	.sort((a, b) => CHANNEL_NAMES[a].localeCompare(CHANNEL_NAMES[b]))
	.map((value) => ({ name: CHANNEL_NAMES[value], value }));

export const channelField: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'options',
	default: 'sms',
	options: CHANNEL_OPTIONS,
	description: 'How the message reaches the contact. SMS covers MMS and RCS.',
};

const CONFIRMATION: { name: string; value: GatedClass; description: string } = {
	name: 'Confirmation',
	value: 'confirmation',
	description: 'The reply that the Keyword Handler gives for STOP, START or HELP, within five minutes',
};

/** What a contact can agree to. */
export const consentClassField: INodeProperties = {
	displayName: 'Message Class',
	name: 'messageClass',
	type: 'options',
	default: 'marketing',
	options: CLASS_OPTIONS,
	description: 'Why the message is sent',
	hint: 'Choose Marketing when in doubt: a message that also advertises counts as marketing.',
};

/** What a gate can be asked about. */
export const messageClassField: INodeProperties = {
	...consentClassField,
	options: [CONFIRMATION, ...CLASS_OPTIONS],
};

const PHONE_CHANNELS: Channel[] = CHANNELS.filter((channel) => ADDRESS_KINDS[channel] === 'phone');

/** The address of the contact, with a default that fits the channel. */
export const addressFields: INodeProperties[] = [
	{
		displayName: 'Phone Number',
		name: 'address',
		type: 'string',
		default: '={{ $json.phone }}',
		description: 'The phone number of the contact, in any common form',
		displayOptions: { show: { channel: PHONE_CHANNELS } },
	},
	{
		displayName: 'Email Address',
		name: 'address',
		type: 'string',
		placeholder: 'name@email.com',
		default: '={{ $json.email }}',
		displayOptions: { show: { channel: ['email'] } },
	},
	{
		displayName: 'Platform ID',
		name: 'address',
		type: 'string',
		default: '={{ $json.id }}',
		description: 'The ID by which the platform knows the contact',
		displayOptions: { show: { channel: ['facebook', 'gmb'] } },
	},
];

export const defaultCountryField: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'string',
	default: '',
	placeholder: 'e.g. US',
	description:
		'Two-letter country code for numbers written without their country code, such as (555) 123-4567. An expression such as {{ $json.country }} reads it from each item. Empty: such numbers count as invalid.',
};

/** Who would be messaged, how and why; all that a gate reads from an item before it asks the store. */
export interface Target {
	channel: Channel;
	messageClass: GatedClass;
	address: AddressResult;
	/** Absent where the address or the channel could not be read. */
	contact?: ContactAddress;
	sender?: string;
}

/**
 * Reads every item's target. What cannot be read stays in the target and becomes a reason of the decision.
 *
 * @throws ComplianceError `CONFIG_INVALID` for a fixed Default Country that is no country
 */
export function readTargets(batch: Batch): Target[] {
	const channel = batch.read('channel', 'sms');
	const messageClass = batch.read('messageClass', 'marketing');
	const sender = batch.read('options.sender');
	const rawAddress = batch.read('address');
	const normalized = createAddressNormalizer(batch);
	return batch.items.map((_, index) => {
		const on = textOf(channel(index)) as Channel;
		const address = normalized(index, on, rawAddress(index));
		const kind = address.ok ? ADDRESS_KINDS[on] : undefined;
		const from = sender(index);
		return {
			channel: on,
			messageClass: textOf(messageClass(index)) as GatedClass,
			address,
			contact: address.ok && kind !== undefined ? { kind, address: address.address } : undefined,
			sender: typeof from === 'string' && from !== '' ? from : undefined,
		};
	});
}
/** A value that is no text names neither a channel nor a class. */
function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** Normalises a raw address of an item, honouring the default country of the node. */
export function createAddressNormalizer(batch: Batch): (index: number, channel: Channel, raw: unknown) => AddressResult {
	const country = readCountries(batch);
	return (index, channel, raw) => sharedAddressReader({ defaultCountry: country(index) })(channel, raw);
}

/** A country that differs from item to item is content: one that cannot be read counts as none. */
function readCountries(batch: Batch): (index: number) => string | undefined {
	const raw = rawParameter(batch.context, 'options.defaultCountry');
	const read = batch.read('options.defaultCountry', '');
	if (isExpression(raw)) return (index) => readCountry(read(index));
	const fixed = readCountry(raw ?? '');
	if (fixed === undefined && typeof raw === 'string' && raw.trim() !== '') {
		throw new ComplianceError(
			'CONFIG_INVALID',
			'The Default Country is not a two-letter country code.',
			'Use a code such as US, GB or DE, or leave the field empty.',
		);
	}
	return () => fixed;
}

/** Names people write instead of the ISO code. */
const COUNTRY_ALIASES: Record<string, string> = { UK: 'GB', EL: 'GR', USA: 'US' };

function readCountry(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const code = value.trim().toUpperCase();
	const country = COUNTRY_ALIASES[code] ?? code;
	return isSupportedCountry(country) ? country : undefined;
}
