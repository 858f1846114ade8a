import type { CountryCode } from 'libphonenumber-js/max';
import type { AddressResult } from '../model/address';
import { ADDRESS_KINDS, type Channel } from '../model/channel';
import { parseDefaultCountry } from './default-country';
import { readEmailAddress } from './email-address';
import { readPhoneNumber } from './phone-number';
import { readPlatformId } from './platform-id';
import { INVALID } from './rejected';

export interface AddressOptions {
	/** ISO 3166-1 alpha-2, for numbers written without a country code. Without it such numbers are invalid. */
	defaultCountry?: string;
}

/** Reads an address with a default country that is known to be good. */
export function readAddress(channel: Channel, raw: unknown, defaultCountry?: CountryCode): AddressResult {
	if (!Object.hasOwn(ADDRESS_KINDS, channel)) return INVALID;
	switch (ADDRESS_KINDS[channel]) {
		case 'phone':
			return readPhoneNumber(raw, { defaultCountry, digitsMayBeInternational: channel === 'whatsapp' });
		case 'email':
			return readEmailAddress(raw);
		default:
			return readPlatformId(raw);
	}
}

/**
 * Brings an address into the one form in which it is stored and compared, or says why that is not possible.
 *
 * Never throws on the address, whatever it is; how numbers without a country code, from spreadsheets and from WhatsApp are
 * read is told at `readPhoneNumber`.
 *
 * @throws ComplianceError `CONFIG_INVALID` for a default country that does not exist.
 * @example normalizeAddress('sms', '(415) 555-2671 x12', { defaultCountry: 'US' })
 * // => { ok: true, address: '+14155552671', country: 'US', numberType: 'FIXED_LINE_OR_MOBILE', extension: '12' }
 */
export function normalizeAddress(channel: Channel, raw: unknown, opts?: AddressOptions): AddressResult {
	return readAddress(channel, raw, parseDefaultCountry(opts?.defaultCountry));
}
