import { POSTAL_TABLE } from '../packs/places';

/** Countries whose postal codes tell the state, so that one that cannot be read is a fault. In the order of a guess. */
export const COUNTRIES_BY_POSTAL_CODE: readonly string[] = ['US', 'CA', 'BR'];

/** A country whose postal codes tell a territory overseas; any other is passed over. */
export const COUNTRY_WITH_TERRITORIES = 'FR';

const placesByPrefix = new Map<string, readonly string[]>();
for (const [country, names, prefixes] of POSTAL_TABLE) {
	const places = Object.freeze(names.split(' '));
	for (const range of prefixes.split(' ')) for (const prefix of expand(range)) placesByPrefix.set(`${country} ${prefix}`, places);
}

function expand(range: string): string[] {
	const [first = '', last = first] = range.split('-');
	if (first === last) return [first];
	return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => String(Number(first) + index).padStart(first.length, '0'));
}

/** Never D, F, I, O, Q or U, and neither W nor Z at the beginning. The first half alone is the name of an area. */
const CANADIAN = /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z](?:\d[ABCEGHJ-NPRSTV-Z]\d)?$/;
const ZIP = /^(\d{3,5})(?:[\s-]\d{4})?$/;
const ZIP_PLUS_4 = /^(\d{3,5})\d{4}$/;
const FRENCH = /^\d{5}$/;
const BRAZILIAN = /^(\d{1,2})\.?(\d{3})[\s-]?(\d{3})$/;

/** Each form as the digits or letters that places are looked up by. A spreadsheet drops zeros in front, as in 2139 for 02139. */
const FORMS: Readonly<Record<string, (text: string) => string | undefined>> = {
	US: (text) => (ZIP.exec(text) ?? ZIP_PLUS_4.exec(text))?.[1]?.padStart(5, '0'),
	CA: (text) => CANADIAN.exec(text.toUpperCase().replace(/[\s-]+/g, ''))?.[0],
	FR: (text) => FRENCH.exec(text.replace(/\s/g, ''))?.[0],
	BR: (text) => BRAZILIAN.exec(text)?.slice(1).join('').padStart(8, '0'),
};

/**
 * The places that a postal code of a country belongs to; several where its area reaches over a state line. Empty for a code that
 * cannot exist, for one of France in Europe, and for one of a military post office abroad, from which nobody can tell where the contact is.
 *
 * @example placesOfPostalCode('US', '02139-4307') // => ['US-MA']
 */
export function placesOfPostalCode(country: string, text: string): readonly string[] {
	const code = FORMS[country]?.(text);
	if (code === undefined) return [];
	for (let length = code.length; length > 0; length--) {
		const places = placesByPrefix.get(`${country} ${code.slice(0, length)}`);
		if (places) return places;
	}
	return [];
}
