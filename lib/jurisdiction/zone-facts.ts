import type { ZoneFacts } from '../model/facts';
import { isAbsent } from '../model/is-absent';
import { countryOf } from './parents';
import type { PhonePlaces } from './phone-places';
import { isMoreExactThanCountry, isPlaceless, keepsTimeOfOneOf, unite, zonesOfAll } from './zones';

/** What is written down about a contact's time zone. */
export interface WrittenZones {
	/** The item's own time zone field; anything. */
	timeZone: unknown;
	/** As stored with the contact; anything. */
	stored: unknown;
}

/**
 * Where the contact's clock may be, the first that is known:
 *
 * 1. the item's own time zone field, readable or not: what cannot be read must not be passed over;
 * 2. the stored time zone, together with those of an address that has no such time;
 * 3. the zones of an address that is more exact than its country, together with the phone number's where that is tied to an area (`exact` or
 *    `split`) or is from another country;
 * 4. the phone number's, together with those of the address where that is a country and another one than the number's;
 * 5. the zones of the address's country.
 *
 * A written zone that names no place, such as `UTC`, is what systems write that do not know: it only adds to what follows without it.
 */
export function zoneFacts({ timeZone, stored }: WrittenZones, address: readonly string[], phone: PhonePlaces): ZoneFacts {
	if (!isAbsent(timeZone)) {
		if (typeof timeZone !== 'string') return { zones: [''], basis: 'explicit' };
		return { zones: isPlaceless(timeZone) ? added(timeZone, zoneFacts({ timeZone: undefined, stored }, address, phone)) : [timeZone], basis: 'explicit' };
	}
	if (!isAbsent(stored)) {
		if (typeof stored !== 'string') return { zones: [''], basis: 'contact' };
		if (isPlaceless(stored)) return { zones: added(stored, unwrittenZone(address, phone)), basis: 'contact' };
		const elsewhere = address.length > 0 && !keepsTimeOfOneOf(stored, zonesOfAll(address));
		return { zones: elsewhere ? unite(address, [stored]) : [stored], basis: 'contact' };
	}
	return unwrittenZone(address, phone);
}

function added(zone: string, { zones }: ZoneFacts): readonly string[] {
	return zones.length === 0 ? [zone] : unite([], [...zones, zone]);
}

function unwrittenZone(address: readonly string[], phone: PhonePlaces): ZoneFacts {
	const zones = zonesOfAll(address);
	const isAbroad = phone.zones.length > 0 && !address.some((code) => phone.regions.some((region) => countryOf(region) === countryOf(code)));
	if (address.some(isMoreExactThanCountry)) {
		const isTied = phone.certainty === 'exact' || phone.certainty === 'split';
		return { zones: isTied || isAbroad ? unite(address, phone.zones) : zones, basis: 'address' };
	}
	if (phone.zones.length > 0) return zones.length > 0 && isAbroad ? { zones: unite(address, phone.zones), basis: 'address' } : { zones: phone.zones, basis: 'phone' };
	return zones.length > 0 ? { zones, basis: 'address' } : { zones: [], basis: 'none' };
}
