/** Numbers that look random and are the same for the same seed (mulberry32). */
export function seededRandom(seed) {
	let state = seed;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (end) => Math.floor(next() * end);
	return {
		below,
		/** One of a list. */
		pick: (list) => list[below(list.length)],
		/** Replaces each `#` by a digit. */
		digits: (pattern) => pattern.replace(/#/g, () => String(below(10))),
	};
}
