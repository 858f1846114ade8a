import { TERRITORY_TABLE } from '../packs/places';
import { remember } from './remember';

/** US territories have country codes of their own; the rules know them as parts of the United States. */
const US_TERRITORIES = ['AS', 'GU', 'MP', 'PR', 'UM', 'VI'];

const ruleCodes = new Map(US_TERRITORIES.map((code) => [code, `US-${code}`]));
const countriesOfTerritories = new Map<string, string>();
const lawOfTerritories = new Map<string, string>();
for (const [territory, partOf, isoCodes, law] of TERRITORY_TABLE) {
	for (const code of isoCodes.split(' ')) ruleCodes.set(code, territory);
	countriesOfTerritories.set(territory, partOf);
	// Where a country's law holds in part nobody knows which part: the stricter reading is that it does.
	if (law !== 'own') lawOfTerritories.set(territory, partOf);
}

/** The country of an ISO 3166-1 or 3166-2 code. */
export function countryOf(code: string): string {
	return code.slice(0, 2);
}

/** The country that a territory is written under in addresses, such as `FR` for `RE`, whether or not its law holds there. */
export function countryOfTerritory(code: string): string | undefined {
	return countriesOfTerritories.get(code);
}

/** The code under which rules are kept: `US-PR` for `PR`, `RE` for `FR-974`, any other as it is. */
export function ruleCode(code: string): string {
	return ruleCodes.get(code) ?? code;
}

/** Whether the code is another name of a place whose rules are kept under a second one. */
export function isOtherName(code: string): boolean {
	return ruleCodes.has(code);
}

/**
 * The codes with the country of each region among them, each once, in the order given: the rules of a country hold in its regions, and in
 * territories such as Réunion that have a country code of their own and the country's law as a whole or in part. Two codes for one place become one.
 *
 * @example
 * withParents(['US-TX', 'US-FL']) // => ['US-TX', 'US', 'US-FL']
 * withParents(['RE']) // => ['RE', 'FR']
 */
export function withParents(codes: readonly string[]): string[] {
	const [first] = codes;
	if (first !== undefined && codes.length === 1) return lineage(first).slice();
	return [...new Set(codes.flatMap(lineage))];
}

const lineage = remember((given: string): readonly string[] => {
	const code = ruleCode(given);
	const country = countryOf(code);
	const own = code === country ? [code] : [code, country];
	const parent = lawOfTerritories.get(country);
	return parent === undefined ? own : [...own, parent];
});

/** Of these places, the ones that are `code` or lie in it; `[code]` where it lies in one of them; empty where they have nothing in common. */
export function sharedPlaces(code: string, places: readonly string[]): readonly string[] {
	if (places.includes(code)) return [code];
	const inside = places.filter((place) => place.startsWith(`${code}-`));
	if (inside.length > 0) return inside;
	return places.includes(countryOf(code)) ? [code] : [];
}

/** Whether these places lie in more than one country. */
export function isAmbiguous([first = '', ...others]: readonly string[]): boolean {
	return others.some((place) => countryOf(place) !== countryOf(first));
}

/** Of places in several countries those that lie in one of `countries`; all of them where none does. */
export function narrowedTo(countries: readonly string[], places: readonly string[]): readonly string[] {
	const shared = [...new Set(countries.flatMap((country) => sharedPlaces(country, places)))];
	return shared.length > 0 ? shared : places;
}
