/** Freezes a value of plain objects and arrays, all the way down. */
export function deepFreeze<T extends object>(value: T): T {
	for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
	return Object.freeze(value);
}
