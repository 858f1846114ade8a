const ASIDE = /^([^()]+)\(([^()]+)\)$/;
const DASHED = /^(.+?)\s[-–—]\s(.+)$/;

/**
 * Reads a place that is written twice in one field, as in `Texas (TX)`, `TX - Texas` or `US (United States)`. Both have to mean the same place:
 * otherwise nobody knows which of them holds.
 */
export function readTwoNames(text: string, read: (name: string) => string | undefined): string | undefined {
	const [, first, second] = ASIDE.exec(text) ?? DASHED.exec(text) ?? [];
	if (first === undefined || second === undefined) return undefined;
	const place = read(first.trim());
	return place !== undefined && place === read(second.trim()) ? place : undefined;
}
