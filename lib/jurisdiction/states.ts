import type { PlaceFault } from '../model/facts';
import { foldName, STATE_TABLE } from '../packs/places';
import { hasSubdivision, readFullCode } from './countries';
import { countryOf } from './parents';

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

export type ReadState = { code: string } | { fault: PlaceFault } | 'passed over';

/** The state of a country by its code or name. */
export function findState(country: string, text: string): string | undefined {
	const folded = foldName(text);
	if (hasSubdivision(country, folded)) return `${country}-${folded}`;
	return statesByName.get(folded)?.find(({ code }) => countryOf(code) === country)?.code ?? (country === 'US' ? IN_US_ADDRESSES.get(folded) : undefined);
}

/**
 * Reads a state of a country that is known. What is a state of another country only is a fault everywhere; what nobody knows is one where the state
 * matters, and is passed over elsewhere: few exports write ISO codes.
 */
export function readState(country: string, text: string): ReadState {
	const full = readFullCode(text);
	if (full !== undefined) return countryOf(full) === country ? { code: full } : { fault: 'STATE_NOT_OF_COUNTRY' };
	const code = findState(country, text);
	if (code !== undefined) return { code };
	if (isStateElsewhere(country, foldName(text))) return { fault: 'STATE_NOT_OF_COUNTRY' };
	return COUNTRIES_BY_STATE.includes(country) ? { fault: 'STATE_UNKNOWN' } : 'passed over';
}

function isStateElsewhere(country: string, folded: string): boolean {
	if (COUNTRIES_BY_STATE.some((other) => other !== country && hasSubdivision(other, folded))) return true;
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
	if (full !== undefined) return { code: full };
	const fitting = COUNTRIES_BY_STATE.flatMap((country) => findState(country, text) ?? []);
	const [only] = fitting;
	const own = fitting.find((code) => countries.includes(countryOf(code)));
	if (own !== undefined) return { code: own };
	if (only !== undefined) return fitting.length === 1 ? { code: only } : { fault: 'STATE_UNKNOWN' };
	const isElsewhere = countries.length > 0 && !countries.some((country) => COUNTRIES_BY_STATE.includes(country));
	return isElsewhere ? 'passed over' : { fault: 'STATE_UNKNOWN' };
}
