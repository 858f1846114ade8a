/** Rows of territories: ISO 3166-1 code, the country it is a part of, its codes in ISO 3166-2, and whether the country's law holds there. */
export function territoryRows({ territories }, countries) {
	const known = new Set(countries.map(([code]) => code));
	const unknown = territories.flatMap(({ territory, partOf }) => [territory, partOf]).filter((code) => !known.has(code));
	if (unknown.length > 0) throw new Error(`Not in ISO 3166-1: ${unknown.join(', ')}`);
	return territories.map(({ territory, partOf, codes, law }) => [territory, partOf, codes.join(' '), law]);
}
