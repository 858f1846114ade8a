/** Unix time in seconds, with or without a fraction. */
const UNIX_SECONDS = /^\d{10}(?:\.\d{1,9})?$/;
const UNIX_MILLISECONDS = /^\d{13}$/;
/** ISO 8601, also with blanks around the time of day, as the SMS API of Vonage writes it. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(z)| ?([+-])(\d{2})(?::?(\d{2}))?)?$/i;
const LONGEST_TIME = 64;

/**
 * A provider's time as ISO 8601 in UTC with milliseconds; `undefined` for anything else, and for a time without a zone
 * unless `zoneless` says that it is in UTC.
 *
 * @example
 * readTime('1504902988', true) // => '2017-09-08T20:36:28.000Z'
 */
export function readTime(value: string, zoneless: boolean): string | undefined {
	if (value.length > LONGEST_TIME) return undefined;
	if (UNIX_SECONDS.test(value)) return new Date(Math.floor(Number(value) * 1_000)).toISOString();
	if (UNIX_MILLISECONDS.test(value)) return new Date(Number(value)).toISOString();
	const parts = ISO.exec(value);
	return parts && (zoneless || parts[8] !== undefined || parts[9] !== undefined) ? fromParts(parts) : undefined;
}

function fromParts(parts: RegExpExecArray): string | undefined {
	const part = (index: number): number => Number(parts[index] ?? 0);
	const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
	const [offsetHours, offsetMinutes] = [part(10), part(11)];
	const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(Number(`0.${parts[7] ?? 0}`) * 1_000)));
	// A day or an hour that does not exist becomes another one.
	const isReal = year >= 100 && wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day && wall.getUTCHours() === hour;
	if (!isReal || minute > 59 || second > 59 || offsetHours > 14 || offsetMinutes > 59) return undefined;
	const offset = (offsetHours * 60 + offsetMinutes) * 60_000;
	return new Date(wall.getTime() - (parts[9] === '-' ? -offset : offset)).toISOString();
}
