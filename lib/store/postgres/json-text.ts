/** What stands otherwise in a JSON string: quotes, backslashes, control characters and halves of surrogate pairs. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

/**
 * A text as it stands between the quotes of a JSON string, because PostgreSQL takes no NUL and no half of a surrogate pair. An ordinary phone
 * number or email address stays as it is.
 */
export function writeText(text: string): string {
	return ESCAPED.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}

/** @throws SyntaxError where somebody wrote something else into the database. */
export function readText(stored: string): string {
	return stored.includes('\\') ? (JSON.parse(`"${stored}"`) as string) : stored;
}
