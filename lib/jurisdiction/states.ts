import type { PlaceFault } from '../model/facts';
import { foldName, STATE_TABLE } from '../packs/places';
import { hasSubdivision, readCountry, readFullCode } from './countries';
import { countryOf, countryOfTerritory, ruleCode } from './parents';
import { readTwoNames } from './two-names';

/** Countries in which the state matters, for its own rules or for its zones, so that one that cannot be read is a fault. In the order of a guess. */
export const COUNTRIES_BY_STATE: readonly string[] = ['US', 'CA', 'BR', 'AU', 'MX'];
/** Countries of their own that are states in addresses of the United States. */
const IN_US_ADDRESSES: ReadonlyMap<string, string> = new Map([
	['FM', 'FM'], ['FEDERATEDSTATESOFMICRONESIA', 'FM'], ['MICRONESIA', 'FM'],
	['MH', 'MH'], ['MARSHALLISLANDS', 'MH'],
	['PW', 'PW'], ['PALAU', 'PW'],
]);

interface NamedState {
	code: string;
	namedAlikeIn: ReadonlySet<string>;
}

const statesByName = new Map<string, NamedState[]>();
for (const [code, names, , alike] of STATE_TABLE) {
	const state = { code, namedAlikeIn: new Set(alike.split(' ')) };
	for (const name of names.split('|')) statesByName.set(name, [...(statesByName.get(name) ?? []), state]);
}

/** Alone it is too little to tell a territory by. */
const ALPHA_2 = /^[a-z]{2}$/i;

export type ReadState = { code: string } | { fault: PlaceFault } | 'passed over';

/** The state of a country by its code or name, or by both as in `TX - Texas`. */
function findState(country: string, text: string): string | undefined {
	return findOneName(country, text) ?? readTwoNames(text, (name) => findOneName(country, name));
}

function findOneName(country: string, text: string): string | undefined {
	const folded = foldName(text);
	if (hasSubdivision(country, folded)) return ruleCode(`${country}-${folded}`);
	const state = statesByName.get(folded)?.find(({ code }) => countryOf(code) === country)?.code ?? (country === 'US' ? IN_US_ADDRESSES.get(folded) : undefined);
	return state ?? findTerritory(text, country);
}

/** A territory with a country code of its own that is written as a state of its country, as Martinique is. */
function findTerritory(text: string, country?: string): string | undefined {
	const code = ruleCode(readFullCode(text) ?? readCountry(text) ?? '');
	const own = countryOfTerritory(code);
	return own !== undefined && (country === undefined || country === own) ? code : undefined;
}

/**
 * Reads a state of a country that is known. What is a state of another country only is a fault everywhere; what nobody knows is one where the state
 * matters, and is passed over elsewhere: few exports write ISO codes.
 */
export function readState(country: string, text: string): ReadState {
	const full = readFullCode(text);
	if (full !== undefined) return [countryOf(full), ruleCode(full)].includes(country) ? { code: ruleCode(full) } : { fault: 'STATE_NOT_OF_COUNTRY' };
	const code = findState(country, text);
	if (code !== undefined) return { code };
	if (isStateElsewhere(country, text)) return { fault: 'STATE_NOT_OF_COUNTRY' };
	return COUNTRIES_BY_STATE.includes(country) ? { fault: 'STATE_UNKNOWN' } : 'passed over';
}

function isStateElsewhere(country: string, text: string): boolean {
	const folded = foldName(text);
	if (COUNTRIES_BY_STATE.some((other) => other !== country && (hasSubdivision(other, folded) || readTwoNames(text, (name) => findOneName(other, name)) !== undefined))) return true;
	const named = statesByName.get(folded) ?? [];
	return named.length > 0 && !named.some(({ namedAlikeIn }) => namedAlikeIn.has(country));
}

/**
 * Reads a state without a country: one of the phone number's own countries, otherwise of the only country that has it. Where the number is from a
 * country whose states do not matter, a name that nobody knows is passed over.
 *
 * @param countries the countries of the phone number; empty: there is none
 */
export function readStateAlone(text: string, countries: readonly string[]): ReadState {
	const full = readFullCode(text);
	if (full !== undefined) return { code: ruleCode(full) };
	const fitting = COUNTRIES_BY_STATE.flatMap((country) => findState(country, text) ?? []);
	const [only] = fitting;
	const own = fitting.find((code) => countries.includes(countryOf(code)));
	if (own !== undefined) return { code: own };
	if (only !== undefined) return fitting.length === 1 ? { code: only } : { fault: 'STATE_UNKNOWN' };
	const territory = ALPHA_2.test(text) ? undefined : findTerritory(text);
	if (territory !== undefined) return { code: territory };
	const isElsewhere = countries.length > 0 && !countries.some((country) => COUNTRIES_BY_STATE.includes(country));
	return isElsewhere ? 'passed over' : { fault: 'STATE_UNKNOWN' };
}
