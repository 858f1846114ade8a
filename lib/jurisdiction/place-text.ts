import { isAbsent } from '../model/is-absent';
import { remember } from './remember';

/** Longer values are no name of a place. */
const MAX_LENGTH = 96;
const TRAILING_ZEROS = /^(\d+)\.0+$/;

/**
 * The text of a field that may hold anything. `undefined`: nothing is there. Empty: something is there that is no text or number, or is far too
 * long, and so names no place.
 */
export function placeText(value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return value.length > MAX_LENGTH ? longText(value) : plainText(value).text;
	if (typeof value === 'number') return isAbsent(value) ? undefined : String(value);
	return '';
}

const plainText = remember((value): { text: string | undefined } => ({ text: isAbsent(value) ? undefined : value.normalize('NFKC').trim().replace(TRAILING_ZEROS, '$1') }));

function longText(value: string): string | undefined {
	return isAbsent(value) ? undefined : '';
}
