import type { PlaceFault } from '../model/facts';
import { regionsForPhone } from '../phone';
import { readCountry, readFullCode } from './countries';
import { countryOf, ruleCode } from './parents';
import { placeText } from './place-text';
import { COUNTRIES_BY_POSTAL_CODE, COUNTRY_WITH_TERRITORIES, placesOfPostalCode } from './postal-codes';
import { remember, rememberFor } from './remember';
import { readState, readStateAlone, type ReadState } from './states';
import { zonesOfAll } from './zones';

/** Where a contact lives as an item or a CRM tells of it; every value may be anything. */
export interface GivenPlace {
	/** ISO 3166-1 code, name, or a full ISO 3166-2 code such as `US-TX`. */
	country?: unknown;
	/** State or province: code or name. */
	state?: unknown;
	/** Read for the United States, Canada and Brazil, and for the territories of France overseas. */
	postalCode?: unknown;
}

export interface ReadPlace {
	/** ISO 3166-1 alpha-2 or 3166-2, the most exact that is known. Several where postal code and state disagree, or where the code's area reaches over a state line. */
	codes: readonly string[];
	/** IANA names of every zone of these places. */
	zones: readonly string[];
	/** The first field that is there and cannot be read. Whatever could be read of the others is in `codes`. */
	fault?: PlaceFault;
}

interface Found {
	codes: readonly string[];
	/** Whose postal code it is. */
	country?: string;
	fault?: PlaceFault;
}

const NOTHING: Found = { codes: [] };

/**
 * Reads where a contact lives. Never throws, whatever the values are. Blanks and what exports write for nothing count as not given.
 *
 * - A state without a country is one of the phone number's country, otherwise of the only one of US, CA, BR, AU and MX that has it.
 * - A postal code without a country is of the state's country, otherwise of the phone number's, where its form fits.
 * - Postal code and state disagree: both places. The state is one of those that the code's area reaches into: the state.
 * - States of other countries that are written as names, and postal codes of others than US, CA and BR, are passed over, but for names and postal codes of
 *   territories such as Réunion, which have laws or zones of their own.
 *
 * @param phone E.164
 * @returns `undefined` when nothing is given that tells a place
 */
export function readPlace(given: GivenPlace | null | undefined, phone?: string): ReadPlace | undefined {
	if (given === undefined || given === null) return undefined;
	const country = placeText(given.country);
	const state = placeText(given.state);
	const postalCode = placeText(given.postalCode);
	if (state === undefined && postalCode === undefined) return country === undefined ? undefined : readCountryAlone(country);

	let phoneCountries: readonly string[] | undefined;
	const countriesOfPhone = (): readonly string[] => (phoneCountries ??= [...new Set(phone === undefined ? [] : regionsForPhone(phone).map(countryOf))]);

	const named = country === undefined ? NOTHING : readNamedCountry(country);
	const home = named.codes[0];
	const stated = state === undefined ? NOTHING : found(home === undefined ? readStateAlone(state, countriesOfPhone()) : readStateIn(home, state));
	const coded = postalCode === undefined ? NOTHING : readPostalCode(postalCode, home ?? stated.codes[0], countriesOfPhone);
	const codes = mergePlaces(stated.codes.length > 0 ? stated.codes : named.codes, coded);
	const fault = named.fault ?? stated.fault ?? coded.fault;
	return codes.length === 0 && fault === undefined ? undefined : asPlace(codes, fault);
}

function asPlace(codes: readonly string[], fault?: PlaceFault): ReadPlace {
	return { codes, zones: zonesOfAll(codes), ...(fault !== undefined && { fault }) };
}

/** Shared, so frozen. */
const readCountryAlone = remember((text: string): ReadPlace => {
	const { codes, fault } = readNamedCountry(text);
	return Object.freeze(asPlace(Object.freeze(codes), fault));
});

const readNamedCountry = remember((text: string): Found => {
	const code = readFullCode(text) ?? readCountry(text);
	return code === undefined ? { codes: [], fault: 'COUNTRY_UNKNOWN' } : { codes: [ruleCode(code)] };
});

/** The state in a country, or in a region of one: then it says nothing more, and must not be one of elsewhere. */
const readStateIn = rememberFor((home: string, text: string): ReadState => {
	const read = readState(countryOf(home), text);
	if (home.length === 2 || read === 'passed over') return read;
	// Towns and districts of a territory stand where other addresses have the state.
	if ('fault' in read) return read.fault === 'STATE_UNKNOWN' && ruleCode(home.slice(3)) === home ? 'passed over' : read;
	return read.code === home ? read : { fault: 'STATE_NOT_OF_COUNTRY' };
});

const placesOf = rememberFor(placesOfPostalCode);

function found(read: ReadState): Found {
	if (read === 'passed over') return NOTHING;
	return 'code' in read ? { codes: [read.code] } : { codes: [], fault: read.fault };
}

function readPostalCode(text: string, home: string | undefined, countriesOfPhone: () => readonly string[]): Found {
	const likely = home === undefined ? countriesOfPhone() : [countryOf(home)];
	const asked = COUNTRIES_BY_POSTAL_CODE.filter((country) => likely.includes(country));
	// No other country's codes look like the Canadian ones.
	const certain = home === undefined ? [...new Set([...asked, 'CA'])] : asked;
	const candidates = likely.includes(COUNTRY_WITH_TERRITORIES) ? [...certain, COUNTRY_WITH_TERRITORIES] : certain;
	for (const country of candidates) {
		const places = placesOf(country, text);
		if (places.length > 0) return { codes: places, country };
	}
	return asked.length > 0 ? { codes: [], fault: 'POSTAL_CODE_UNKNOWN' } : NOTHING;
}

/** What the postal code adds: more exact places where it agrees, more places where it does not. */
function mergePlaces(places: readonly string[], { codes, country }: Found): readonly string[] {
	if (codes.length === 0) return places;
	const agreed = places.filter((place) => codes.includes(place));
	return agreed.length > 0 ? agreed : [...places.filter((place) => place !== country), ...codes];
}
