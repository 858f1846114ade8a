const ASIDE = /[^\p{L}\p{N}]+/gu;

/**
 * One spelling for a name however it is written: capitals, without accents, blanks and punctuation. Letters of other scripts stay.
 *
 * @example foldName("Côte d'Ivoire") // => 'COTEDIVOIRE'
 */
export function foldName(name: string): string {
	return name.normalize('NFKD').replace(ASIDE, '').toUpperCase();
}
