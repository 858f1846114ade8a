/** Countries with rules of single states, or with states in several zones, so that a state's name has to be read. */
const COUNTRIES = ['US', 'CA', 'BR', 'AU', 'MX'];

/** The area codes whose numbers tell a state, by calling code. */
const AREA_CODES = { 1: range(200, 999), 55: range(11, 99) };

function range(first, last) {
	return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}

/** The zones of every state, taken from the zones of its area codes, so that address and phone number tell the same. */
function zonesByAreaCodes({ possibleZonesForPhone, regionsForPhone }) {
	const zones = new Map();
	for (const [callingCode, areaCodes] of Object.entries(AREA_CODES)) {
		for (const areaCode of areaCodes) {
			const number = `+${callingCode}${areaCode}5550123`;
			const regions = regionsForPhone(number).filter((region) => region.includes('-'));
			const { zones: ofNumber, certainty } = possibleZonesForPhone(number);
			// Numbers of an area code without states have those of the whole calling code, which say nothing of a state.
			if (regions.length > 5 || certainty === 'country' || certainty === 'unknown') continue;
			for (const region of regions) zones.set(region, new Set([...(zones.get(region) ?? []), ...ofNumber]));
		}
	}
	return zones;
}

/**
 * Rows of states: ISO 3166-2 code, names as `foldName` writes them, zones (empty: those of the country), and the other countries
 * that have a subdivision of one of these names.
 */
export function stateRows({ iso31662, additions, foldName, phone }) {
	const extra = new Map(additions.stateNames.map(({ state, names }) => [state, names]));
	const zones = zonesByAreaCodes(phone);
	for (const { state, zones: own } of additions.stateZones) zones.set(state, own);
	const countriesByName = new Map();
	for (const { code, name } of iso31662) {
		const folded = foldName(name);
		countriesByName.set(folded, new Set([...(countriesByName.get(folded) ?? []), code.slice(0, 2)]));
	}
	const states = iso31662.filter(({ code }) => COUNTRIES.includes(code.slice(0, 2)));
	const unknown = [...extra.keys(), ...zones.keys()].filter((code) => !states.some((state) => state.code === code));
	if (unknown.length > 0) throw new Error(`Not in ISO 3166-2: ${unknown.join(', ')}`);
	return states.map(({ code, name }) => {
		const names = [...new Set([name, ...(extra.get(code) ?? [])].map(foldName))];
		const elsewhere = new Set(names.flatMap((folded) => [...(countriesByName.get(folded) ?? [])]).filter((country) => country !== code.slice(0, 2)));
		return [code, names.join('|'), [...(zones.get(code) ?? [])].sort().join(' '), [...elsewhere].sort().join(' ')];
	});
}
