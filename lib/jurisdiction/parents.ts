/** US territories have country codes of their own; the rules know them as parts of the United States. */
const US_TERRITORIES: ReadonlySet<string> = new Set(['AS', 'GU', 'MP', 'PR', 'UM', 'VI']);

/** The country of an ISO 3166-1 or 3166-2 code. */
export function countryOf(code: string): string {
	return code.slice(0, 2);
}

/** The code under which rules are kept: `US-PR` for `PR`, any other as it is. */
export function ruleCode(code: string): string {
	return US_TERRITORIES.has(code) ? `US-${code}` : code;
}

/**
 * The codes with the country of each region among them, each once, in the order given: the rules of a country hold in its regions.
 *
 * @example withParents(['US-TX', 'US-FL']) // => ['US-TX', 'US', 'US-FL']
 */
export function withParents(codes: readonly string[]): string[] {
	return [...new Set(codes.flatMap((code) => (code.length > 2 ? [code, countryOf(code)] : [code])))];
}

/** Of these places, the ones that are `code` or lie in it; `[code]` where it lies in one of them; empty where they have nothing in common. */
export function sharedPlaces(code: string, places: readonly string[]): readonly string[] {
	if (places.includes(code)) return [code];
	const inside = places.filter((place) => place.startsWith(`${code}-`));
	if (inside.length > 0) return inside;
	return places.includes(countryOf(code)) ? [code] : [];
}
