import type { ContactFacts } from '../model/facts';
import { regionsForPhone } from '../phone';
import { isAmbiguous, narrowedTo, ruleCode } from './parents';
import { countriesOfZones } from './zones';

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
	return narrowedTo(told, regions);
}
