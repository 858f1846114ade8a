import { TwoGenerationCache } from '../cache/two-generation-cache';
import type { JurisdictionFacts, ZoneFacts } from '../model/facts';
import { isAmbiguous, narrowedTo, sharedPlaces } from './parents';
import { placesOfPhone, type PhonePlaces } from './phone-places';
import { readPlace, type GivenPlace, type ReadPlace } from './read-place';
import { zoneFacts } from './zone-facts';
import { countriesOfZones } from './zones';

/** Everything that may tell where a contact is. */
export interface PlaceHints {
	/** Fields of the item. */
	given?: GivenPlace | null | undefined;
	/** The item's own time zone field; anything. */
	timeZone?: unknown;
	/** As stored with the contact. */
	stored?: { timeZone?: string; jurisdiction?: string } | null | undefined;
	/** E.164. */
	phone?: string | null | undefined;
}

export interface Whereabouts {
	zone: ZoneFacts;
	jurisdiction: JurisdictionFacts;
}

interface Address {
	codes: readonly string[];
	basis: string;
}

/** What was read of the hints. */
interface Clues {
	explicit: ReadPlace | undefined;
	contact: ReadPlace | undefined;
	timeZone: unknown;
	storedZone: unknown;
	phone: PhonePlaces;
}

/** Contacts whose phone numbers are from the same places have mostly addresses of few kinds. */
const GENERATION_SIZE = 1_024;
const LONGEST_ZONE = 64;

/** By the places of the phone number, which are few, then by the rest. Results are shared between contacts. */
const known = new Map<PhonePlaces, TwoGenerationCache<string, Whereabouts>>();

const MOST_STORED = 6;

/**
 * Where a contact may be, and whose rules hold there. Never throws. The result is frozen, and shared with other contacts of whom the same is known.
 *
 * Jurisdiction: the address of the item, else the place stored with the contact, else the regions of the phone number, else the countries of the
 * written time zones. A country alone is made more exact by the next hint that names one of its regions; a phone number that several countries share,
 * by the written time zones. Where the address and the phone number have no place in common, both hold.
 *
 * Zones: see `zoneFacts`.
 */
export function whereabouts(hints?: PlaceHints | null): Whereabouts {
	const { given, timeZone, stored, phone: number } = hints ?? {};
	const storedPlace = stored?.jurisdiction;
	const clues: Clues = {
		explicit: readPlace(given, typeof number === 'string' ? number : undefined),
		contact: storedPlace === undefined ? undefined : readStored(storedPlace),
		timeZone,
		storedZone: stored?.timeZone,
		phone: placesOfPhone(number),
	};
	const key = keyOf(clues);
	if (key === undefined) return found(clues);
	let results = known.get(clues.phone);
	if (results === undefined) known.set(clues.phone, (results = new TwoGenerationCache(GENERATION_SIZE)));
	const before = results.get(key);
	if (before !== undefined) return before;
	const result = found(clues);
	results.set(key, result);
	return result;
}

/** `undefined`: too odd to be met twice. */
function keyOf({ explicit, contact, timeZone, storedZone }: Clues): string | undefined {
	const place = explicit === undefined ? '' : textOf(explicit);
	if (contact === undefined && timeZone === undefined && storedZone === undefined) return place;
	const [zone, other] = [zoneText(timeZone), zoneText(storedZone)];
	if (zone === undefined || other === undefined) return undefined;
	// With the length no two pairs of names run together alike.
	return `${place}\n${contact === undefined ? '' : textOf(contact)}\n${zone.length} ${zone}${other}`;
}

function textOf({ codes, fault }: ReadPlace): string {
	const [first = ''] = codes;
	const text = codes.length <= 1 ? first : codes.join(' ');
	return fault === undefined ? text : `${text}!${fault}`;
}

function zoneText(zone: unknown): string | undefined {
	if (zone === undefined || zone === null) return '';
	return typeof zone === 'string' && zone.length <= LONGEST_ZONE ? zone : undefined;
}

function found({ explicit, contact, timeZone, storedZone, phone }: Clues): Whereabouts {
	const address = addressOf(explicit?.codes ?? [], contact?.codes ?? []);
	// What is stored does not matter where the item tells more than a country.
	const isEnough = explicit !== undefined && explicit.codes.some((code) => code.length > 2);
	const fault = explicit?.fault ?? (isEnough ? undefined : contact?.fault);
	const zone = zoneFacts({ timeZone, stored: storedZone }, address.codes, phone);
	const jurisdiction = jurisdictionFacts(address, phone.regions, zone);
	return Object.freeze({ zone: frozen(zone, zone.zones), jurisdiction: frozen({ ...jurisdiction, ...(fault !== undefined && { fault }) }, jurisdiction.codes) });
}

function frozen<T extends object>(facts: T, list: readonly string[]): Readonly<T> {
	Object.freeze(list);
	return Object.freeze(facts);
}

/** One place, or all that the contact may be in, separated by blanks. */
function readStored(place: unknown): ReadPlace | undefined {
	if (typeof place !== 'string' || !place.includes(' ')) return readPlace({ country: place });
	const read = place.split(' ').slice(0, MOST_STORED).flatMap((country) => readPlace({ country }) ?? []);
	const fault = read.find((part) => part.fault !== undefined)?.fault;
	return {
		codes: [...new Set(read.flatMap(({ codes }) => codes))],
		zones: [...new Set(read.flatMap(({ zones }) => zones))],
		...(fault !== undefined && { fault }),
	};
}

/** What the item says, made more exact by what is stored. */
function addressOf(given: readonly string[], stored: readonly string[]): Address {
	if (given.length === 0) return { codes: stored, basis: stored.length > 0 ? 'contact' : 'none' };
	const codes = eachMoreExact(given, stored);
	return { codes, basis: codes.every((code) => given.includes(code)) ? 'explicit' : 'explicit+contact' };
}

function eachMoreExact(codes: readonly string[], places: readonly string[]): readonly string[] {
	const [first = ''] = codes;
	return codes.length === 1 ? moreExact(first, places) : [...new Set(codes.flatMap((code) => moreExact(code, places)))];
}

function moreExact(code: string, places: readonly string[]): readonly string[] {
	const shared = sharedPlaces(code, places);
	return shared.length > 0 ? shared : [code];
}

function jurisdictionFacts({ codes, basis }: Address, regions: readonly string[], zone: ZoneFacts): JurisdictionFacts {
	if (codes.length === 0) return withoutAddress(regions, zone);
	if (regions.length === 0) return { codes, basis };
	if (!codes.some((code) => sharedPlaces(code, regions).length > 0)) return { codes: [...codes, ...regions], basis: `${basis}+phone` };
	const exact = eachMoreExact(codes, regions);
	return { codes: exact, basis: exact.every((code) => codes.includes(code)) ? basis : `${basis}+phone` };
}

function withoutAddress(regions: readonly string[], { zones, basis }: ZoneFacts): JurisdictionFacts {
	const countries = basis === 'explicit' || basis === 'contact' ? countriesOfZones(zones) : [];
	if (regions.length === 0) return countries.length > 0 ? { codes: countries, basis: 'zone' } : { codes: [], basis: 'none' };
	const narrowed = isAmbiguous(regions) ? narrowedTo(countries, regions) : regions;
	return narrowed === regions ? { codes: regions, basis: 'phone' } : { codes: narrowed, basis: 'phone+zone' };
}
