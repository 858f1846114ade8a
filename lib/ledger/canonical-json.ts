/**
 * Writes a value as JSON with the keys of every object in the order of their UTF-16 code units and
 * without spaces, so that equal values have equal text (as in RFC 8785).
 *
 * What JSON can't hold is left out, as `JSON.stringify` does; a bigint becomes its digits as a string.
 *
 * @throws RangeError for a value nested too deeply or in itself.
 * @example canonicalJson({ b: 1, a: [true, null] }) // => '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
	return write(value) ?? 'null';
}

/** What JSON writes otherwise than it is: quotes, backslashes, control characters and halves of surrogate pairs. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

/** A text as JSON: `JSON.stringify`, at half its cost for a short text with nothing to escape. */
export function quoted(text: string): string {
	return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

function write(value: unknown): string | undefined {
	if (typeof value === 'string') return quoted(value);
	if (typeof value === 'bigint') return `"${value}"`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (Array.isArray(value)) return writeArray(value);
	const record = value as Record<string, unknown>;
	if (typeof record['toJSON'] === 'function') return write(record['toJSON']());
	return writeObject(record);
}

function writeArray(entries: readonly unknown[]): string {
	let text = '';
	for (const entry of entries) text += `${text === '' ? '' : ','}${write(entry) ?? 'null'}`;
	return `[${text}]`;
}

function writeObject(record: Record<string, unknown>): string {
	let text = '';
	for (const key of inOrder(Object.keys(record))) {
		const entry = write(record[key]);
		if (entry !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${entry}`;
	}
	return `{${text}}`;
}

/** Sorts only what is not in order: looking costs less than sorting. */
function inOrder(keys: string[]): string[] {
	for (let index = 1; index < keys.length; index++) {
		if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort();
	}
	return keys;
}
