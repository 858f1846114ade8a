/** Property names from the outside in; a number counts into a list. */
export type Path = readonly (string | number)[];

/**
 * The value at a path, or `undefined`. Reads only own properties, so that nothing of a prototype is taken for data.
 *
 * @example
 * readPath({ data: { from: '+15551230000' } }, ['data', 'from']) // => '+15551230000'
 */
export function readPath(root: unknown, path: Path): unknown {
	let value = root;
	for (const name of path) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
		value = (value as Record<string | number, unknown>)[name];
	}
	return value;
}

const LONGEST_IDENTIFIER = 512;

/** The first path that holds text or a number, as text; an empty text is nothing. */
export function readText(root: unknown, paths: readonly Path[]): string | undefined {
	for (const path of paths) {
		const value = readPath(root, path);
		if (typeof value === 'string' && value.trim() !== '') return value;
		if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	}
	return undefined;
}

/** As `readText`, without blanks around it; `undefined` for anything too long to be a number, address or id. */
export function readIdentifier(root: unknown, paths: readonly Path[]): string | undefined {
	const text = readText(root, paths)?.trim();
	return text !== undefined && text.length <= LONGEST_IDENTIFIER ? text : undefined;
}
