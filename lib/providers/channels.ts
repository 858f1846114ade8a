import { CHANNELS, type Channel } from '../model/channel';

/** Prefixes of an address that name the channel it came over. */
const ADDRESS_PREFIXES: Readonly<Record<string, Channel>> = { whatsapp: 'whatsapp', messenger: 'facebook', rcs: 'sms', sms: 'sms', tel: 'sms' };

/** Names of channels in the payloads, in small letters, up to the first dot ("sms.inbound"). */
const CHANNEL_NAMES: Readonly<Record<string, Channel>> = {
	...Object.fromEntries(CHANNELS.map((channel) => [channel, channel])),
	mms: 'sms', rcs: 'sms', rbm: 'sms', messenger: 'facebook', fb: 'facebook',
};

const PREFIX = /^([a-z]{3,12}):/i;

/** The channel that a payload calls by this name; `undefined` for one that is not ours. */
export function channelNamed(name: string): Channel | undefined {
	return lookUp(CHANNEL_NAMES, name.toLowerCase().split('.')[0] ?? '');
}

/** An address without the prefix that names its channel. */
export function splitPrefix(address: string): { address: string; channel?: Channel } {
	const prefix = PREFIX.exec(address)?.[1];
	const channel = prefix === undefined ? undefined : lookUp(ADDRESS_PREFIXES, prefix.toLowerCase());
	if (prefix === undefined || channel === undefined) return { address };
	return { address: address.slice(prefix.length + 1).trim(), channel };
}

/** The entry of a table, of its own ones only. */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}
