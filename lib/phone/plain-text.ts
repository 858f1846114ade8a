/** Joiners, direction marks, soft hyphens, variation selectors and keycap frames: nothing that one sees. */
const INVISIBLE = /\p{Cf}|\p{Default_Ignorable_Code_Point}|\u20E3/gu;
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;
const DIGIT = /\p{Nd}/u;
const PLAIN = /^[\x20-\x7E]*$/;

/** Unicode keeps each script's digits together, zero first, so the digits before this one give its value. */
function digitValue(digit: string): string {
	const codePoint = digit.codePointAt(0) ?? 0;
	let before = 0;
	while (DIGIT.test(String.fromCodePoint(codePoint - before - 1))) before++;
	return String(before % 10);
}

/**
 * One spelling for text that looks the same: NFKC, no invisible characters, trimmed.
 *
 * @example plainText('\u202A＋49 30\u202C') // => '+49 30'
 */
export function plainText(text: string): string {
	return PLAIN.test(text) ? text.trim() : text.normalize('NFKC').replace(INVISIBLE, '').trim();
}

/** Writes the digits of every script as 0 to 9. */
export function latinDigits(text: string): string {
	return PLAIN.test(text) ? text : text.replace(FOREIGN_DIGIT, digitValue);
}
