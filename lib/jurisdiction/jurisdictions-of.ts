import type { ContactFacts } from '../model/facts';
import { regionsForPhone } from '../phone';
import { countryOf, ruleCode, sharedPlaces } from './parents';
import { countryOfZone } from './zones';

/**
 * Whose rules hold for a contact, without parents; empty: nobody knows. Where the facts name no jurisdiction it is taken from the phone
 * number, otherwise from the zones.
 *
 * A number that several countries share, such as a toll-free one, is narrowed by the country that was found when the number was read,
 * otherwise by the countries of the zones, where these have one in common with it.
 */
export function jurisdictionsOf({ jurisdiction, address, zone }: Pick<ContactFacts, 'address' | 'zone' | 'jurisdiction'>): readonly string[] {
	if (jurisdiction !== undefined) return jurisdiction.codes;
	const regions = address.ok ? regionsForPhone(address.address) : [];
	if (regions.length === 0) return countriesOfZones(zone?.zones);
	if (!isAmbiguous(regions)) return regions;
	const told = address.ok && address.country !== undefined ? [ruleCode(address.country)] : countriesOfZones(zone?.zones);
	const narrowed = [...new Set(told.flatMap((country) => sharedPlaces(country, regions)))];
	return narrowed.length > 0 ? narrowed : regions;
}

function isAmbiguous(regions: readonly string[]): boolean {
	const [first = ''] = regions;
	return regions.some((region) => countryOf(region) !== countryOf(first));
}

function countriesOfZones(zones: readonly string[] = []): readonly string[] {
	return [...new Set(zones.flatMap((zone) => countryOfZone(zone) ?? []))];
}
