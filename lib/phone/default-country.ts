import { isSupportedCountry, type CountryCode } from 'libphonenumber-js/max';
import { ComplianceError } from '../model/errors';

/**
 * Reads the setting "default country"; upper or lower case, empty for none.
 *
 * @throws ComplianceError `CONFIG_INVALID` for anything but an ISO 3166-1 alpha-2 code that has a numbering plan.
 */
export function parseDefaultCountry(setting: unknown): CountryCode | undefined {
	if (setting === undefined || setting === null || setting === '') return undefined;
	if (typeof setting === 'string') {
		const country = setting.trim().toUpperCase();
		if (country === '') return undefined;
		if (/^[A-Z]{2}$/.test(country) && isSupportedCountry(country)) return country;
	}
	throw new ComplianceError(
		'CONFIG_INVALID',
		'The default country is not a country code.',
		'Use the two letters of ISO 3166, such as US, CA, GB (not UK) or DE, or leave it empty.',
	);
}
