import type { AddressResult } from '../model/address';
import { IMPRECISE, INVALID, MAX_RAW_LENGTH, MISSING } from './rejected';
import { readJsNumber, readSpreadsheetNumber, type SpreadsheetNumber } from './spreadsheet-number';

const MAX_ID_LENGTH = 128;
const NOT_PRINTABLE = /[\s\p{C}]/u;
/** An id may itself look like 12e5, so only what a spreadsheet writes counts: a decimal sign or E+. */
const SPREADSHEET_FORM = /^\d+[.,]\d+(?:E\+?\d+)?$|^\d+E\+\d+$/i;

function readSheet(sheet: SpreadsheetNumber): AddressResult {
	if (sheet === 'imprecise') return IMPRECISE;
	return sheet === 'not_whole' || /^0*$/.test(sheet.digits) ? INVALID : { ok: true, address: sheet.digits };
}

/** Reads a platform's own id of a contact: text without spaces, or a whole number that JavaScript holds exactly. */
export function readPlatformId(raw: unknown): AddressResult {
	if (typeof raw === 'number') return readSheet(readJsNumber(raw));
	if (typeof raw === 'bigint') return raw > 0n ? readPlatformId(raw.toString()) : INVALID;
	if (raw === undefined || raw === null) return MISSING;
	if (typeof raw !== 'string' || raw.length > MAX_RAW_LENGTH) return INVALID;
	const id = raw.trim().replace(/^'/, '');
	if (id === '') return MISSING;
	const sheet = SPREADSHEET_FORM.test(id) ? readSpreadsheetNumber(id) : undefined;
	if (sheet) return readSheet(sheet);
	return id.length > MAX_ID_LENGTH || NOT_PRINTABLE.test(id) ? INVALID : { ok: true, address: id };
}
