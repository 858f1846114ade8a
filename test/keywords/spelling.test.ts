import fc from 'fast-check';
import { isNearLongWord, oneSlipFrom, squeeze } from '../../lib/keywords/spelling';

/** The textbook recursion for insertions, omissions, replacements and swaps of neighbours. */
function distance(a: string, b: string): number {
	if (a === '' || b === '') return a.length + b.length;
	const same = a.at(-1) === b.at(-1) ? 0 : 1;
	const ways = [distance(a.slice(0, -1), b) + 1, distance(a, b.slice(0, -1)) + 1, distance(a.slice(0, -1), b.slice(0, -1)) + same];
	if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) ways.push(distance(a.slice(0, -2), b.slice(0, -2)) + 1);
	return Math.min(...ways);
}

const target = 'abcabcabc';

it('a long word is near when the textbook distance is two at most', () => {
	const word = fc.tuple(fc.nat(8), fc.nat(8), fc.constantFrom('', 'a', 'b', 'bc')).map(([from, to, put]) => target.slice(0, Math.min(from, to)) + put + target.slice(Math.max(from, to)));
	const near = word.filter((text) => text.length >= 7);
	fc.assert(
		fc.property(near, (text) => {
			expect(isNearLongWord(text, target)).toBe(Math.abs(text.length - target.length) <= 2 && distance(text, target) <= 2);
		}),
		{ numRuns: 12 },
	);
});

it('a short word is near to nothing', () => {
	expect(isNearLongWord('stop', 'shop')).toBe(false);
});

it('slips of "stop" are one step away and never the word itself', () => {
	const slips = oneSlipFrom('stop');
	expect([...slips].filter((slip) => distance(slip, 'stop') !== 1)).toEqual([]);
	for (const slip of ['stpo', 'sotp', 'tsop', 'stp', 'stopp', 'dtop', 'st0p']) expect(slips).toContain(slip);
});

it('squeezing leaves one letter of each run', () => {
	expect(squeeze('stoooppp')).toBe('stop');
});
