import type { JurisdictionFacts, ZoneFacts } from '../model/facts';
import { possibleZonesForPhone, regionsForPhone, type PhoneZones } from '../phone';
import { countryOf, sharedPlaces } from './parents';
import { readPlace, type GivenPlace } from './read-place';
import { isMoreExactThanCountry, keepsTimeOfOneOf, unite, zonesOfAll } from './zones';

/** Everything that may tell where a contact is. */
export interface PlaceHints {
	/** Fields of the item. */
	given?: GivenPlace;
	/** The item's own time zone field; anything. */
	timeZone?: unknown;
	/** As stored with the contact. */
	stored?: { timeZone?: string; jurisdiction?: string };
	/** E.164. */
	phone?: string;
}

export interface Whereabouts {
	zone: ZoneFacts;
	jurisdiction: JurisdictionFacts;
}

interface Address {
	codes: readonly string[];
	basis: string;
}

interface Phone extends PhoneZones {
	regions: readonly string[];
}

const NO_PHONE: Phone = { regions: [], zones: [], certainty: 'unknown' };

/**
 * Where a contact may be, and whose rules hold there. Never throws.
 *
 * Jurisdiction: the address of the item, else the place stored with the contact, else the regions of the phone number. A country alone is made
 * more exact by the next hint that names one of its regions. Where the address and the phone number have no place in common, both hold.
 *
 * Zones, the first that is known:
 *
 * 1. the item's own time zone field, readable or not: what cannot be read must not be passed over;
 * 2. the stored time zone, together with those of an address that has no such time;
 * 3. the zones of an address that is more exact than its country, together with the phone number's where that is tied to an area (`exact` or
 *    `split`) or is from another country;
 * 4. the phone number's, together with those of the address where that is a country and another one than the number's;
 * 5. the zones of the address's country.
 */
export function whereabouts({ given, timeZone, stored, phone: number }: PlaceHints): Whereabouts {
	const phone = number === undefined ? NO_PHONE : { regions: regionsForPhone(number), ...possibleZonesForPhone(number) };
	const explicit = given === undefined ? undefined : readPlace(given, number);
	const contact = stored?.jurisdiction === undefined ? undefined : readPlace({ country: stored.jurisdiction });
	const address = addressOf(explicit?.codes ?? [], contact?.codes ?? []);
	// What is stored does not matter where the item tells the place.
	const fault = explicit?.fault ?? (explicit === undefined ? contact?.fault : undefined);
	return {
		zone: zoneFacts(timeZone, stored?.timeZone, address.codes, phone),
		jurisdiction: { ...jurisdictionFacts(address, phone.regions), ...(fault !== undefined && { fault }) },
	};
}

/** What the item says, made more exact by what is stored. */
function addressOf(given: readonly string[], stored: readonly string[]): Address {
	if (given.length === 0) return { codes: stored, basis: stored.length > 0 ? 'contact' : 'none' };
	const codes = eachMoreExact(given, stored);
	return { codes, basis: codes.every((code) => given.includes(code)) ? 'explicit' : 'explicit+contact' };
}

function eachMoreExact(codes: readonly string[], places: readonly string[]): readonly string[] {
	const [first = ''] = codes;
	return codes.length === 1 ? moreExact(first, places) : [...new Set(codes.flatMap((code) => moreExact(code, places)))];
}

function moreExact(code: string, places: readonly string[]): readonly string[] {
	const shared = sharedPlaces(code, places);
	return shared.length > 0 ? shared : [code];
}

function jurisdictionFacts({ codes, basis }: Address, regions: readonly string[]): JurisdictionFacts {
	if (regions.length === 0) return { codes, basis };
	if (codes.length === 0) return { codes: regions, basis: 'phone' };
	if (!codes.some((code) => sharedPlaces(code, regions).length > 0)) return { codes: [...codes, ...regions], basis: `${basis}+phone` };
	const exact = eachMoreExact(codes, regions);
	return { codes: exact, basis: exact.every((code) => codes.includes(code)) ? basis : `${basis}+phone` };
}

function zoneFacts(timeZone: unknown, stored: string | undefined, address: readonly string[], phone: Phone): ZoneFacts {
	if (!isBlank(timeZone)) return { zones: [typeof timeZone === 'string' ? timeZone : ''], basis: 'explicit' };
	if (stored !== undefined) {
		const elsewhere = address.length > 0 && !keepsTimeOfOneOf(stored, zonesOfAll(address));
		return { zones: elsewhere ? unite(address, [stored]) : [stored], basis: 'contact' };
	}
	const zones = zonesOfAll(address);
	const isAbroad = phone.zones.length > 0 && !address.some((code) => phone.regions.some((region) => countryOf(region) === countryOf(code)));
	if (address.some(isMoreExactThanCountry)) {
		const isTied = phone.certainty === 'exact' || phone.certainty === 'split';
		return { zones: isTied || isAbroad ? unite(address, phone.zones) : zones, basis: 'address' };
	}
	if (phone.zones.length > 0) return zones.length > 0 && isAbroad ? { zones: unite(address, phone.zones), basis: 'address' } : { zones: phone.zones, basis: 'phone' };
	return zones.length > 0 ? { zones, basis: 'address' } : { zones: [], basis: 'none' };
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
