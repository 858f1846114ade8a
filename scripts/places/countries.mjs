const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'it'];
const DAY = 86_400_000;
const FIRST_PROBE = Date.UTC(2026, 0, 1, 12);
const PROBES = 3 * 366;
const rhythms = new Map();

/** The zone's offsets on every day of three years: zones with the same rhythm are equal in effect. */
function rhythmOf(zone) {
	if (!rhythms.has(zone)) {
		const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
		rhythms.set(zone, Array.from({ length: PROBES }, (_, day) => format.format(FIRST_PROBE + day * DAY).split(', ')[1]).join());
	}
	return rhythms.get(zone);
}

/** Zones with a blank between them; those that are equal in effect are joined by `=`. */
function groupedZones(zones) {
	const groups = new Map();
	for (const zone of [...zones].sort()) groups.set(rhythmOf(zone), [...(groups.get(rhythmOf(zone)) ?? []), zone]);
	return [...groups.values()].map((group) => group.join('=')).join(' ');
}

function displayNames(code) {
	const native = new Intl.Locale(`und-${code}`).maximize().language;
	const names = [...LANGUAGES, native].flatMap((language) =>
		['long', 'short'].map((style) => new Intl.DisplayNames([language, 'en'], { type: 'region', style, fallback: 'none' }).of(code)),
	);
	return names.filter((name) => name !== undefined);
}

function spellings(name) {
	const plain = [name, name.replace(/\s*\(.*\)$/, ''), name.replaceAll('&', ' and ')];
	return plain.flatMap((text) => [text, text.replace(/^St\.? /, 'Saint ')]);
}

/**
 * Rows of countries: code, ISO 3166-1 alpha-3 (empty if there is none), names as `foldName` writes them, zones, and the codes of
 * their subdivisions. A name that two countries claim is left out, unless it is the English name of one of them.
 */
export function countryRows({ iso31661, iso31662, additions, foldName }) {
	const extra = new Map([...additions.countryNames, ...additions.notAssigned].map(({ country, names }) => [country, names]));
	const ownZones = new Map(additions.notAssigned.map(({ country, zones }) => [country, zones]));
	const subdivisions = new Map();
	for (const { code } of iso31662) subdivisions.set(code.slice(0, 2), [...(subdivisions.get(code.slice(0, 2)) ?? []), code.slice(3)]);
	const assigned = iso31661.filter(({ state }) => state === 'assigned').map(({ alpha2, alpha3, name }) => ({ code: alpha2, alpha3, official: [name] }));
	const countries = [...assigned, ...additions.notAssigned.map(({ country }) => ({ code: country, alpha3: '', official: [] }))];

	const english = new Intl.DisplayNames(['en'], { type: 'region' });
	const claims = new Map();
	for (const { code, official } of countries) {
		const folded = [...displayNames(code), ...official, ...(extra.get(code) ?? [])].flatMap(spellings).map(foldName);
		for (const name of new Set(folded)) claims.set(name, [...(claims.get(name) ?? []), code]);
	}
	const ownerOf = (name, codes) => (codes.length === 1 ? codes[0] : codes.find((code) => foldName(english.of(code)) === name || extra.get(code)?.some((other) => foldName(other) === name)));
	const names = new Map();
	for (const [name, codes] of claims) {
		const owner = ownerOf(name, codes);
		if (owner !== undefined && name.length > 1 && !/^[A-Z]{2}$/.test(name)) names.set(owner, [...(names.get(owner) ?? []), name]);
		if (name === 'UK') names.set('GB', [...(names.get('GB') ?? []), name]);
	}
	return countries.map(({ code, alpha3 }) => [
		code,
		alpha3,
		names.get(code).join('|'),
		groupedZones(ownZones.get(code) ?? new Intl.Locale(`und-${code}`).getTimeZones()),
		(subdivisions.get(code) ?? []).join(' '),
	]);
}
