import { DateTime } from 'luxon';
import { ComplianceError } from '../model/errors';

const EXACT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Reads an ISO 8601 instant; a text without an offset is UTC. Never depends on the system's time zone.
 *
 * @returns milliseconds since 1970, or undefined for anything that is no instant.
 * @example readInstant('2026-03-01T09:00:00+01:00') // => 1772352000000
 */
export function readInstant(value: unknown): number | undefined {
	if (typeof value !== 'string' || value.length > 64) return undefined;
	if (EXACT.test(value)) {
		const millis = Date.parse(value);
		if (Number.isFinite(millis) && new Date(millis).toISOString() === value) return millis;
	}
	const parsed = DateTime.fromISO(value.trim(), { zone: 'utc' });
	return parsed.isValid ? parsed.toMillis() : undefined;
}

/** ISO 8601 in UTC with milliseconds. */
export function writeInstant(millis: number): string {
	return new Date(millis).toISOString();
}

/** @throws ComplianceError `INSTANT_INVALID` for a date that is none. */
export function requireInstant(at: Date): number {
	const millis = at instanceof Date ? at.getTime() : Number.NaN;
	if (Number.isFinite(millis)) return millis;
	throw new ComplianceError('INSTANT_INVALID', 'The instant given to the store is not a valid date.', 'Pass a valid date.');
}
