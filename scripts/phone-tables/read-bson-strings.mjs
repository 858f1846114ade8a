const STRING = 2;

/** Reads a BSON document whose values are all strings. */
export function readBsonStrings(buffer) {
	const entries = {};
	let position = 4;
	while (buffer[position] !== 0) {
		if (buffer[position] !== STRING) throw new Error(`BSON type ${buffer[position]} is not a string`);
		const keyEnd = buffer.indexOf(0, position + 1);
		const key = buffer.toString('utf8', position + 1, keyEnd);
		const length = buffer.readInt32LE(keyEnd + 1);
		const start = keyEnd + 5;
		entries[key] = buffer.toString('utf8', start, start + length - 1);
		position = start + length;
	}
	return entries;
}
