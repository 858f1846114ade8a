/** Scripts whose words are written without spaces, or with endings joined to them. */
const UNSEGMENTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const FIRST_OF_THEM = 0x0e00;
const [ZERO, NINE] = [0x30, 0x39];
const LONGEST_NUMBER = 15;

/** Whether a word begins or ends in a script in which a keyword may stand inside a longer run of letters. */
export function isUnsegmented(word: string): boolean {
	const isBeyond = word.charCodeAt(0) >= FIRST_OF_THEM || word.charCodeAt(word.length - 1) >= FIRST_OF_THEM;
	return isBeyond && UNSEGMENTED.test(word);
}

const DIGITS = /^\d+/;

/** Finds known words and numbers inside a run of letters, the longest at each place. */
export class Segmenter {
	/** Lengths of the words by their first letter, longest first. */
	private readonly lengths = new Map<string, number[]>();

	add(word: string): void {
		const first = word.charAt(0);
		const known = this.lengths.get(first) ?? [];
		if (!known.includes(word.length)) this.lengths.set(first, [...known, word.length].sort((a, b) => b - a));
	}

	/** The known words and numbers in a run, in order; what lies between them is `''` each time. */
	segment(run: string, isKnown: (word: string) => boolean): string[] {
		const found: string[] = [];
		let at = 0;
		while (at < run.length) {
			const from = at;
			const code = run.charCodeAt(from);
			const isDigit = code >= ZERO && code <= NINE;
			const length = isDigit ? DIGITS.exec(run.slice(from, from + LONGEST_NUMBER))?.[0].length : this.lengths.get(run.charAt(from))?.find((candidate) => isKnown(run.slice(from, from + candidate)));
			if (length !== undefined) found.push(run.slice(at, at + length));
			else if (found.at(-1) !== '') found.push('');
			at += length ?? 1;
		}
		return found;
	}
}
