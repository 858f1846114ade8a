import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';

const DAY = 86_400_000;
const FIRST_PROBE = Date.UTC(2026, 0, 1, 12);
const PROBES = 3 * 366;
const rhythms = new Map();

/** The zone's offsets on every day of three years: zones with the same rhythm are equal in effect. */
function rhythmOf(zone) {
	if (!rhythms.has(zone)) {
		const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
		const offsets = Array.from({ length: PROBES }, (_, day) => format.format(FIRST_PROBE + day * DAY).split(', ')[1]);
		rhythms.set(zone, offsets.join());
	}
	return rhythms.get(zone);
}

const isUniform = (zones) => zones.length === 1 || new Set(zones.map(rhythmOf)).size === 1;
const sorted = (zones) => [...new Set(zones)].sort();

/** One row per area code: everything that is named for it or for any exchange in it. */
function unionOfAreaCodes(source, overlays) {
	const areas = new Map();
	for (const [prefix, zones] of source) {
		if (!/^1\d{3}/.test(prefix)) continue;
		const area = prefix.slice(0, 4);
		areas.set(area, sorted([...(areas.get(area) ?? []), ...zones]));
	}
	const own = new Map(areas);
	for (const { areaCode, of } of overlays) areas.set(`1${areaCode}`, sorted([...(own.get(`1${areaCode}`) ?? []), ...own.get(`1${of}`)]));
	return areas;
}

function correctOthers(source, { replacements, nationwide, areas }) {
	const inArea = (prefix) => areas.some((area) => prefix.startsWith(area.prefix));
	const others = new Map(source.filter(([prefix]) => !prefix.startsWith('1') && !inArea(prefix)));
	for (const { prefix, zones } of replacements) others.set(prefix, sorted(zones));
	for (const { prefix, country } of nationwide) others.set(prefix, others.get(country));
	for (const { prefix, zones } of areas) others.set(prefix, sorted(zones));
	return others;
}

/** The corrections without those that go further than the table that is held against the source may. */
export function closeToSource(corrections) {
	const close = (rows) => rows.filter(({ onlyPossible }) => onlyPossible !== true);
	return { ...corrections, replacements: close(corrections.replacements), nationwide: close(corrections.nationwide), areas: close(corrections.areas) };
}

/** Certainty and zones of every prefix, without those that only repeat a shorter one. */
export function buildZoneRows(zonesByPrefix, corrections) {
	const source = Object.entries(zonesByPrefix).map(([prefix, zones]) => [prefix, sorted(zones.split('&'))]);
	const table = new Map([...unionOfAreaCodes(source, corrections.overlays), ...correctOthers(source, corrections)]);
	const callingCodes = new Set(getCountries().map((country) => getCountryCallingCode(country)));
	const wholeCountry = (prefix) => table.get([1, 2, 3].map((length) => prefix.slice(0, length)).find((code) => code !== '1' && callingCodes.has(code)));
	const describe = (prefix, zones) => {
		if (isUniform(zones)) return 'exact';
		return wholeCountry(prefix)?.join() === zones.join() ? 'country' : 'split';
	};

	const groups = new Map();
	const keyOf = (prefix) => `${describe(prefix, table.get(prefix))}|${table.get(prefix).join(' ')}`;
	for (const prefix of [...table.keys()].sort()) {
		const parent = Array.from({ length: prefix.length - 1 }, (_, cut) => prefix.slice(0, prefix.length - 1 - cut)).find((shorter) => table.has(shorter));
		if (parent !== undefined && keyOf(parent) === keyOf(prefix)) continue;
		const key = keyOf(prefix);
		groups.set(key, [...(groups.get(key) ?? []), prefix]);
	}
	return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, prefixes]) => [...key.split('|'), prefixes.join(' ')]);
}

/** What makes the rows of one table those of another: rows that are new or others, and, without zones, the prefixes that it does not have. */
export function changesOf(rows, wanted) {
	const byPrefix = (table) => new Map(table.flatMap(([certainty, zones, prefixes]) => prefixes.split(' ').map((prefix) => [prefix, `${certainty}|${zones}`])));
	const [before, after] = [byPrefix(rows), byPrefix(wanted)];
	const changes = [...after].filter(([prefix, row]) => before.get(prefix) !== row);
	const gone = [...before.keys()].filter((prefix) => !after.has(prefix)).map((prefix) => [prefix, 'unknown|']);
	const groups = Map.groupBy([...changes, ...gone].sort(([a], [b]) => (a < b ? -1 : 1)), ([, row]) => row);
	return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([row, found]) => [...row.split('|'), found.map(([prefix]) => prefix).join(' ')]);
}
