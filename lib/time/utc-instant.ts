import { readInstant } from './instant';

const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?))?$/;
const LONGEST = 64;

/**
 * Reads an instant of the past as systems write it: every instant `readInstant` reads, and ISO dates or times without a zone, which
 * count as UTC. A date alone counts from its first moment, so that what ends some days after it never ends late.
 *
 * @returns `undefined` for anything that would need a guess, such as 03/04/2025
 */
export function readUtcInstant(value: unknown): Date | undefined {
	return readInstant(value) ?? readWithoutZone(value);
}

function readWithoutZone(value: unknown): Date | undefined {
	if (typeof value !== 'string' || value.length > LONGEST) return undefined;
	const text = value.trim();
	const match = WITHOUT_ZONE.exec(text);
	if (match === null) return undefined;
	return readInstant(match[1] === undefined ? `${text}T00:00Z` : `${text}Z`);
}
