import { DateTime } from 'luxon';

const UNIX_SECONDS = /^\d{10}$/;
const UNIX_MILLISECONDS = /^\d{13}$/;
const WITH_ZONE = /(?:z|[+-]\d{2}:?\d{2})$/i;

/**
 * A provider's time as ISO 8601 in UTC with milliseconds; `undefined` for anything else, and for a time without a zone
 * unless `zoneless` says that it is in UTC.
 *
 * @example
 * readTime('1504902988', true) // => '2017-09-08T20:36:28.000Z'
 */
export function readTime(value: string, zoneless: boolean): string | undefined {
	const time = UNIX_SECONDS.test(value) ? DateTime.fromSeconds(Number(value)) : UNIX_MILLISECONDS.test(value) ? DateTime.fromMillis(Number(value)) : fromIso(value, zoneless);
	return time?.isValid === true ? time.toUTC().toISO() ?? undefined : undefined;
}

function fromIso(value: string, zoneless: boolean): DateTime | undefined {
	// The SMS API of Vonage puts a blank where ISO 8601 has a T.
	const iso = value.replace(' ', 'T');
	return iso.includes('T') && (zoneless || WITH_ZONE.test(iso)) ? DateTime.fromISO(iso, { zone: 'utc' }) : undefined;
}
