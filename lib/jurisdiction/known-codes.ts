import type { PlaceFault } from '../model/facts';
import { COUNTRY_TABLE, TERRITORY_TABLE } from '../packs/places';

const countries = new Set(COUNTRY_TABLE.map(([code]) => code));
const known: ReadonlySet<unknown> = new Set([
	...countries,
	...COUNTRY_TABLE.flatMap(([country, , , , own]) => own.split(' ').filter((code) => code !== '').map((code) => `${country}-${code}`)),
	...TERRITORY_TABLE.flatMap(([, , isoCodes]) => isoCodes.split(' ')),
]);

/**
 * Tells codes of places from what only looks like one: rules are found by the exact code, so that those of any other would be none.
 *
 * @param codes ISO 3166-1 alpha-2 or 3166-2 in capitals; anything else is not known, `ZZ` and `EU` included
 * @returns what is wrong with the first code that is not known; `undefined`: all of them are known
 * @example unknownCode(['US-TX', 'US-ON']) // => 'STATE_UNKNOWN'
 */
export function unknownCode(codes: readonly unknown[]): PlaceFault | undefined {
	if (!Array.isArray(codes)) return 'COUNTRY_UNKNOWN';
	for (const code of codes as readonly unknown[]) if (!known.has(code)) return faultOf(code);
	return undefined;
}

function faultOf(code: unknown): PlaceFault {
	return typeof code === 'string' && code.charAt(2) === '-' && countries.has(code.slice(0, 2)) ? 'STATE_UNKNOWN' : 'COUNTRY_UNKNOWN';
}
