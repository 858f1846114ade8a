import { TwoGenerationCache } from '../cache/two-generation-cache';
import { ComplianceError } from '../model/errors';
import { readUtcInstant } from '../time/utc-instant';

/** Milliseconds since 1970 of an instant as `readUtcInstant` reads it; undefined for anything that is no instant. */
export function readMillis(value: unknown): number | undefined {
	return readUtcInstant(value)?.getTime();
}

/** The changes of a batch name a few instants over and over: the recording's above all. */
const WRITTEN = new TwoGenerationCache<number, string>(1000);

/** ISO 8601 in UTC with milliseconds. */
export function writeInstant(millis: number): string {
	const known = WRITTEN.get(millis);
	if (known !== undefined) return known;
	const text = new Date(millis).toISOString();
	WRITTEN.set(millis, text);
	return text;
}

/** @throws ComplianceError `INSTANT_INVALID` for a date that is none. */
export function requireInstant(at: Date): number {
	const millis = at instanceof Date ? at.getTime() : Number.NaN;
	if (Number.isFinite(millis)) return millis;
	throw new ComplianceError('INSTANT_INVALID', 'The instant given to the store is not a valid date.', 'Pass a valid date.');
}
