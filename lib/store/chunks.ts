/** Keys in one query: enough to make its fixed cost vanish in a list of 100 kB. */
const KEYS_PER_QUERY = 4000;

/** Cuts keys into lists for one query each. */
export function* chunks(keys: Iterable<string>): Generator<string[]> {
	const all = Array.isArray(keys) ? (keys as string[]) : [...keys];
	for (let start = 0; start < all.length; start += KEYS_PER_QUERY) yield all.slice(start, start + KEYS_PER_QUERY);
}
