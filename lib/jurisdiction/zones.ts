import { COUNTRY_TABLE, STATE_TABLE, TERRITORY_TABLE } from '../packs/places';
import { readZone } from '../time/zone';
import { ruleCode } from './parents';
import { remember, rememberFor } from './remember';

interface KnownZone {
	/** ISO 3166-1 alpha-2. */
	country: string;
	/** The same for all zones of the country that keep the same time. */
	clock: string;
}

const MOST_REMEMBERED = 2_000;
const NONE: readonly string[] = Object.freeze([]);

const knownZones = new Map<string, KnownZone>();
const zonesByPlace = new Map<string, readonly string[]>();
for (const [country, , , groups] of COUNTRY_TABLE) {
	const clocks = groups.split(' ').filter((group) => group !== '');
	for (const clock of clocks) for (const zone of clock.split('=')) if (!knownZones.has(zone)) knownZones.set(zone, { country, clock: `${country} ${clock}` });
	const zones = Object.freeze(clocks.flatMap((clock) => clock.split('=')).sort());
	zonesByPlace.set(country, zones);
	zonesByPlace.set(ruleCode(country), zones);
}
for (const [territory, , isoCodes] of TERRITORY_TABLE) for (const code of isoCodes.split(' ')) zonesByPlace.set(code, zonesByPlace.get(territory) ?? NONE);
for (const [state, , zones] of STATE_TABLE) if (zones !== '') zonesByPlace.set(state, Object.freeze(zones.split(' ')));

/**
 * IANA names of every zone of a place. Those of the regions of the United States, Canada and Brazil are the zones of their area codes; other regions have
 * those of their country, unless more is known. Empty for a code that does not exist.
 */
export function zonesOfJurisdiction(code: string): readonly string[] {
	return zonesByPlace.get(code) ?? zonesByPlace.get(code.slice(0, 2)) ?? NONE;
}

/** Whether more is known of a place's zones than those of its country. */
export function isMoreExactThanCountry(code: string): boolean {
	return code.length > 2 && zonesByPlace.has(code);
}

/** Names of the IANA database that stand for an offset or for a rule of the clock, and so for no place. Source: its files `etcetera` and `backward`. */
const PLACELESS = /^(?:etc\/.*|utc|uct|universal|zulu|greenwich|gmt(?:[+-]?0)?|factory|[ehm]st|wet|cet|met|eet|est5edt|cst6cdt|mst7mdt|pst8pdt)$/i;

/** Whether the name is that of a zone without a place, such as systems write where they do not know one. */
export function isPlaceless(zone: unknown): boolean {
	return typeof zone === 'string' && PLACELESS.test(zone.trim()) && readZone(zone) !== undefined;
}

const canonicalNames = new Map<string, KnownZone | undefined>();
let renamed: ReadonlyMap<string, KnownZone> | undefined;

function canonical(zone: string): string {
	return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
}

/** The table has the names of one release of ICU; another may prefer other names for the same zones. */
function renamedZones(): ReadonlyMap<string, KnownZone> {
	return (renamed ??= new Map([...knownZones].filter(([zone]) => readZone(zone) !== undefined).map(([zone, known]) => [canonical(zone), known])));
}

function findZone(value: string): KnownZone | undefined {
	const known = knownZones.get(value);
	if (known !== undefined || canonicalNames.has(value)) return known ?? canonicalNames.get(value);
	const zone = readZone(value);
	const found = zone === undefined ? undefined : (knownZones.get(zone) ?? knownZones.get(canonical(zone)) ?? renamedZones().get(canonical(zone)));
	if (canonicalNames.size < MOST_REMEMBERED) canonicalNames.set(value, found);
	return found;
}

/**
 * The place whose zone it is: ISO 3166-1 alpha-2, or ISO 3166-2 for a territory of the United States. Old names such as `US/Eastern` are understood.
 * `undefined` for zones without a place such as `UTC` or `EST`, and for names that are none.
 */
export function countryOfZone(zone: string): string | undefined {
	const country = isPlaceless(zone) ? undefined : findZone(zone)?.country;
	return country === undefined ? undefined : ruleCode(country);
}

/** The places of these zones as `countryOfZone` gives them, each once. */
export function countriesOfZones(zones: readonly string[] = []): readonly string[] {
	return [...new Set(zones.flatMap((zone) => countryOfZone(zone) ?? []))];
}

/** Whether a clock of that zone shows the same, in the same country, as one of the others. */
export function keepsTimeOfOneOf(zone: string, others: readonly string[]): boolean {
	if (others.includes(zone)) return true;
	const clock = findZone(zone)?.clock;
	return clock !== undefined && others.some((other) => findZone(other)?.clock === clock);
}

/** Every zone of all these places, each once. The result is shared: a batch of contacts has few different ones. */
export function zonesOfAll(codes: readonly string[]): readonly string[] {
	const [first] = codes;
	if (codes.length <= 1) return first === undefined ? NONE : zonesOfJurisdiction(first);
	return zonesOfPlaces(codes.join(' '));
}

const zonesOfPlaces = remember((codes): readonly string[] => united(codes.split(' ').flatMap(zonesOfJurisdiction)));

/** Every zone of these places and these zones, each once. The result is shared as well. */
export function unite(codes: readonly string[], zones: readonly string[]): readonly string[] {
	return unitedZones(codes.join(' '), zones.join(' '));
}

const unitedZones = rememberFor((codes, zones): readonly string[] => united([...zonesOfAll(codes === '' ? [] : codes.split(' ')), ...zones.split(' ')]));

function united(zones: readonly string[]): readonly string[] {
	return Object.freeze([...new Set(zones)].sort());
}
