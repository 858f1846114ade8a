import parsePhoneNumber, { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import { REGION_TABLE } from '../packs/phone/region-table';

const E164 = /^\+[1-9]\d{5,14}$/;
const NORTH_AMERICA = '1';
const MAX_CALLING_CODE = 3;

const regionsByAreaCode = new Map<string, readonly string[]>();
for (const [regions, areaCodes] of REGION_TABLE) {
	for (const areaCode of areaCodes.split(' ')) regionsByAreaCode.set(areaCode, regions.split(' '));
}

const countriesByCallingCode = new Map<string, string[]>();
for (const country of getCountries()) {
	const callingCode = getCountryCallingCode(country);
	countriesByCallingCode.set(callingCode, [...(countriesByCallingCode.get(callingCode) ?? []), country]);
}

function countriesOf(e164: string): readonly string[] {
	for (let length = 1; length <= MAX_CALLING_CODE; length++) {
		const countries = countriesByCallingCode.get(e164.slice(1, 1 + length));
		if (countries) return countries;
	}
	return [];
}

/**
 * Every region whose law may hold for a number: ISO 3166-2 for North American area codes where they are known, ISO
 * 3166-1 otherwise.
 *
 * Countries that share a calling code are told apart where the number itself does; where it does not (toll-free
 * numbers, unassigned area codes) all of them are given. Empty for malformed numbers and for calling codes that no country
 * has, such as those of satellites. Never throws.
 *
 * @example regionsForPhone('+19025550123') // => ['CA-NS', 'CA-PE']
 */
export function regionsForPhone(e164: string): string[] {
	if (typeof e164 !== 'string' || !E164.test(e164)) return [];
	if (e164.startsWith(`+${NORTH_AMERICA}`)) {
		const regions = regionsByAreaCode.get(e164.slice(2, 5));
		if (regions) return regions.slice();
	}
	const candidates = countriesOf(e164);
	if (candidates.length <= 1) return candidates.slice();
	const number = parsePhoneNumber(e164);
	const country = number?.getType() === 'TOLL_FREE' ? undefined : number?.country;
	return country ? [country] : candidates.slice();
}
