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

function write(value: unknown): string | undefined {
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
	for (const key of Object.keys(record).sort()) {
		const entry = write(record[key]);
		if (entry !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${entry}`;
	}
	return `{${text}}`;
}
