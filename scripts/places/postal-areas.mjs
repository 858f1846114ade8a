/** States that are countries of their own in ISO 3166-1 and use ZIP codes of the United States. */
const ASSOCIATED = new Set(['FM', 'MH', 'PW']);
/** Armed forces abroad: Europe, Americas, Pacific. Nobody can tell from them where a clock stands. */
const MILITARY = new Set(['AA', 'AE', 'AP']);
/** Islands that share three digits lie in other zones than their neighbours, so their single ZIP codes are told apart. */
const TOLD_APART = new Set(['967', '969']);

const placeOf = (state) => (ASSOCIATED.has(state) ? state : `US-${state}`);

/** Rows of ZIP codes of the United States: country, places, and first digits. Three digits that serve two states give both. */
export function zipRows(zipState) {
	const places = new Map();
	for (let number = 0; number < 100_000; number++) {
		const zip = String(number).padStart(5, '0');
		const state = zipState(zip);
		if (state === null || MILITARY.has(state)) continue;
		const prefix = zip.slice(0, 3);
		const key = TOLD_APART.has(prefix) ? zip : prefix;
		places.set(key, new Set([...(places.get(key) ?? []), placeOf(state)]));
	}
	const rows = new Map();
	for (const [prefix, states] of places) {
		const key = [...states].sort().join(' ');
		rows.set(key, [...(rows.get(key) ?? []), prefix]);
	}
	return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([states, prefixes]) => ['US', states, asRanges(prefixes)]);
}

/** `010 011 012 020` as `010-012 020`. */
function asRanges(prefixes) {
	const ranges = [];
	for (const prefix of [...prefixes].sort((a, b) => a.length - b.length || Number(a) - Number(b))) {
		const last = ranges.at(-1);
		if (last && last[1].length === prefix.length && Number(prefix) === Number(last[1]) + 1) last[1] = prefix;
		else ranges.push([prefix, prefix]);
	}
	return ranges.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(' ');
}

export function addedPostalRows({ postalAreas }) {
	return postalAreas.map(({ country, states, prefixes }) => [country ?? states.slice(0, 2), states, prefixes]);
}
