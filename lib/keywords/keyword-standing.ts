import type { Keyword } from './keyword';

export type Standing = 'counts' | 'review' | 'ignored';

/**
 * Whether a keyword counts for a contact who may be in any of some countries; none: nobody knows.
 *
 * In doubt an opt-out counts as soon as one of them is a country of the keyword, an opt-in only if all of them are.
 */
export function standingIn({ category, places }: Keyword, countries: readonly string[]): Standing {
	if (places === undefined) return 'counts';
	const isOptOut = category === 'opt_out';
	const some = (list: ReadonlySet<string>): boolean => countries.some((country) => list.has(country));
	const all = (list: ReadonlySet<string>): boolean => countries.length > 0 && countries.every((country) => list.has(country));
	const { onlyIn, elsewhere, reviewIn } = places;
	if (onlyIn !== undefined && !(isOptOut ? some : all)(onlyIn)) return elsewhere;
	if (reviewIn !== undefined && (isOptOut ? all : some)(reviewIn)) return 'review';
	return 'counts';
}
