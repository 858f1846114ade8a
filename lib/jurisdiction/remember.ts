import { TwoGenerationCache } from '../cache/two-generation-cache';

/** More than there are ZIP codes in the United States. */
const GENERATION_SIZE = 65_536;
/** Longer texts are hardly ever the name of a place, and would make the cache's size in memory anybody's guess. */
const MAX_CACHED_LENGTH = 64;

/** The same function of a text, which works out what it gives for a text once: lists name the same places over and over. */
export function remember<T extends object | string>(read: (text: string) => T): (text: string) => T {
	const cache = new TwoGenerationCache<string, T>(GENERATION_SIZE);
	return (text) => {
		if (text.length > MAX_CACHED_LENGTH) return read(text);
		const known = cache.get(text);
		if (known !== undefined) return known;
		const result = read(text);
		cache.set(text, result);
		return result;
	};
}

/** The same for a function of a text and of one of a few keys, such as country codes. */
export function rememberFor<T extends object | string>(read: (key: string, text: string) => T): (key: string, text: string) => T {
	const readers = new Map<string, (text: string) => T>();
	return (key, text) => {
		let reader = readers.get(key);
		if (reader === undefined) readers.set(key, (reader = remember((value) => read(key, value))));
		return reader(text);
	};
}
