const ISO_WITH_OFFSET =
	/^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:[Zz]|([+-])(\d{2})(?::?(\d{2}))?)$/;

/** Numbers below this would be seconds far more often than milliseconds, so they are not read at all (1973-03-03). */
const SMALLEST_EPOCH_MS = 100_000_000_000;
const EARLIEST_MS = Date.UTC(100, 0, 1);
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const LARGEST_OFFSET_HOURS = 14;

/**
 * Reads an instant without guessing. Never throws.
 *
 * Read are: ISO 8601 text with `Z` or an offset (`2026-03-31T14:05:00Z`, `2026-03-31 09:05:00.123-05:00`;
 * digits after the milliseconds are dropped), a `Date`, a luxon `DateTime`, and a whole number of
 * milliseconds since 1970 from 100,000,000,000 on (a smaller one could be seconds). Years 0100 to 9999.
 *
 * @returns a new `Date`; `undefined` for everything else, such as a text without an offset, a date
 * that does not exist (30 February) or a text of digits.
 *
 * @example
 * readInstant('2026-03-31T09:05:00-05:00')?.toISOString(); // => '2026-03-31T14:05:00.000Z'
 * readInstant('2026-03-31T09:05:00'); // => undefined
 */
export function readInstant(value: unknown): Date | undefined {
	const ms = readMilliseconds(value);
	if (ms === undefined || !(ms >= EARLIEST_MS && ms <= LATEST_MS)) return undefined;
	return new Date(ms);
}

function readMilliseconds(value: unknown): number | undefined {
	if (typeof value === 'string') return readIso(value);
	if (typeof value === 'number') return Number.isInteger(value) && value >= SMALLEST_EPOCH_MS ? value : undefined;
	if (typeof value === 'object' && value !== null) return readObject(value);
	return undefined;
}

/** Of a year that is no leap year. */
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const PUNCTUATION = '0000-00-00T00:00:00.000Z';

/** The form in which instants are stored, read without a regular expression: gates read one for each consent. */
function readStored(text: string): number | undefined {
	for (let index = 0; index < PUNCTUATION.length; index += 1) {
		const [code, expected] = [text.charCodeAt(index), PUNCTUATION.charCodeAt(index)];
		if (expected === 48 ? code < 48 || code > 57 : code !== expected) return undefined;
	}
	const year = Number(text.slice(0, 4));
	const two = (at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
	const [month, day, hour, minute, second] = [two(5), two(8), two(11), two(14), two(17)];
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const days = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
	if (day < 1 || day > days || hour > 23 || minute > 59 || second > 59 || year < 100) return undefined;
	return Date.UTC(year, month - 1, day, hour, minute, second, Number(text.slice(20, 23)));
}

function readIso(text: string): number | undefined {
	const stored = text.length === PUNCTUATION.length ? readStored(text) : undefined;
	if (stored !== undefined) return stored;
	// The longest text that is read, with room for blanks around it: a megabyte is not searched.
	const match = text.length > 64 ? null : ISO_WITH_OFFSET.exec(text.trim());
	if (!match) return undefined;
	const part = (index: number) => Number(match[index] ?? 0);
	const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
	const [offsetHours, offsetMinutes] = [part(9), part(10)];
	if (hour > 23 || minute > 59 || second > 59 || offsetHours > LARGEST_OFFSET_HOURS || offsetMinutes > 59) return undefined;
	const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
	const wall = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
	const read = new Date(wall);
	if (read.getUTCFullYear() !== year || read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return undefined;
	const offsetMs = (offsetHours * 60 + offsetMinutes) * 60_000;
	return match[8] === '-' ? wall + offsetMs : wall - offsetMs;
}

/** Works for dates and luxon objects of another realm or copy of the library, such as those that n8n hands out. */
function readObject(value: object): number | undefined {
	try {
		if ('isLuxonDateTime' in value && value.isLuxonDateTime === true) {
			const ms: unknown = value.valueOf();
			return typeof ms === 'number' ? ms : undefined;
		}
		return Date.prototype.getTime.call(value);
	} catch {
		return undefined;
	}
}
