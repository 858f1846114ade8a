/** What exports write where a field has no value. */
const PLACEHOLDERS = new Set(['', 'null', 'undefined', 'nan', 'none', 'nil', 'n/a', '#n/a', '-', '--']);

/** White space and the invisible characters that copying from pages and spreadsheets leaves behind. */
const INVISIBLE_AROUND = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
const LONGEST_PLACEHOLDER = 64;
const LONGEST_WORD = 9;

/**
 * Whether a field of a record holds no value: nothing, blanks, or what exports write for nothing.
 *
 * @example
 * isAbsent(' N/A '); // => true
 * isAbsent(0); // => false
 */
export function isAbsent(value: unknown): boolean {
	if (typeof value === 'number') return Number.isNaN(value);
	if (typeof value !== 'string') return value === undefined || value === null;
	const text = value.trim();
	if (text.length > LONGEST_WORD && isPlain(text.charCodeAt(0)) && isPlain(text.charCodeAt(text.length - 1))) return false;
	return text.length <= LONGEST_PLACEHOLDER && PLACEHOLDERS.has(text.replace(INVISIBLE_AROUND, '').toLowerCase());
}

/** A character that is seen, so that nothing invisible around a word makes it long. */
function isPlain(code: number): boolean {
	return code > 32 && code < 127;
}
