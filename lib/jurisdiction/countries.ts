import { COUNTRY_TABLE, foldName } from '../packs/places';
import { isOtherName } from './parents';
import { readTwoNames } from './two-names';

const ALPHA_2 = /^[A-Z]{2}$/;
const ARTICLE = /^THE(?=.)/;
const FULL_CODE = /^([A-Z]{2})\s*[-_/ ]\s*([A-Z0-9]{1,3})$/;

const countryByName = new Map<string, string>();
const subdivisions = new Map<string, ReadonlySet<string>>();
for (const [code, alpha3, names, , own] of COUNTRY_TABLE) {
	countryByName.set(code, code);
	if (alpha3 !== '') countryByName.set(alpha3, code);
	for (const name of names.split('|')) countryByName.set(name, code);
	subdivisions.set(code, new Set(own.split(' ')));
}

/**
 * Reads a country: ISO 3166-1 code of two or three letters, or a name as it is usual in English, Spanish, French, German, Portuguese, Italian or
 * the country's own language; or both, as in `US (United States)`. Letter case, accents, blanks and punctuation do not count.
 *
 * @returns ISO 3166-1 alpha-2
 */
export function readCountry(text: string): string | undefined {
	return readOneName(text) ?? readTwoNames(text, readOneName);
}

function readOneName(text: string): string | undefined {
	const upper = text.toUpperCase();
	if (ALPHA_2.test(upper) && subdivisions.has(upper)) return upper;
	const folded = foldName(text);
	return countryByName.get(folded) ?? countryByName.get(folded.replace(ARTICLE, ''));
}

/** Whether ISO 3166-2 has the code, given without the country. */
export function hasSubdivision(country: string, code: string): boolean {
	return subdivisions.get(country)?.has(code) ?? false;
}

/** Reads a full code of ISO 3166-2, such as `US-TX`, `us_tx` or `US TX`, and former ones of territories. */
export function readFullCode(text: string): string | undefined {
	const [, country = '', code = ''] = FULL_CODE.exec(text.toUpperCase()) ?? [];
	const full = `${country}-${code}`;
	return hasSubdivision(country, code) || isOtherName(full) ? full : undefined;
}
