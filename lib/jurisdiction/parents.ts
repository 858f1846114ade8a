/**
 * The codes with the country of each region among them, each once, in the order given: the rules of a country hold in its regions.
 *
 * @example withParents(['US-TX', 'US-FL']) // => ['US-TX', 'US', 'US-FL']
 */
export function withParents(codes: readonly string[]): string[] {
	return [...new Set(codes.flatMap((code) => (code.length > 2 ? [code, code.slice(0, 2)] : [code])))];
}
