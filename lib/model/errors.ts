/** Every way in which this package refuses to work, as stable codes to switch over. */
export const ERROR_CODES = [
	'CONFIG_INVALID',
	'INSTANT_INVALID',
	'ZONE_UNKNOWN',
	'WINDOW_INVALID',
	'WINDOW_NEVER_OPENS',
	'KEYWORDS_EMPTY',
	'STORE_UNSUPPORTED',
	'STORE_UNAVAILABLE',
	'STORE_NOT_OURS',
	'STORE_TOO_NEW',
	'STORE_CORRUPT',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * A fault of configuration or of the store, never of one contact's data (those are reason codes).
 *
 * `message` says what is wrong and `remedy` what to do, both in a marketer's words. Neither may hold
 * an address, a message text or evidence.
 */
export class ComplianceError extends Error {
	override readonly name = 'ComplianceError';

	constructor(
		readonly code: ErrorCode,
		message: string,
		readonly remedy: string,
		options?: { cause?: unknown },
	) {
		super(message, options);
	}
}
