const EXPONENT = /^\+?(\d+)(?:[.,](\d+))?e\+?(\d{1,4})$/i;
const DECIMAL = /^\+?(\d{7,})[.,](\d{1,2})$/;
const THOUSANDS = /^\d{1,3}(?:,\d{3}){2,4}(?:\.0+)?$/;
/** E.164 allows 15 digits; a spreadsheet keeps no more than 15 either. */
const MAX_DIGITS = 15;

/** The digits that a spreadsheet or a script holds as a number, `imprecise` where some of them are lost. */
export type SpreadsheetNumber = { digits: string } | 'imprecise' | 'not_whole';

/**
 * Reads what spreadsheets make of long numbers, provided that no digit is lost.
 *
 * `undefined`: the text is not of such a form. An exponent form needs as many decimals as its exponent
 * says: 1.41555E+10 stands for any of 100,000 numbers.
 *
 * @example readSpreadsheetNumber('1.4155552671E+10') // => { digits: '14155552671' }
 * @example readSpreadsheetNumber('1.41555E+10')      // => 'imprecise'
 */
export function readSpreadsheetNumber(text: string): SpreadsheetNumber | undefined {
	const exponentForm = EXPONENT.exec(text);
	if (exponentForm) return readExponentForm(exponentForm[1] ?? '', exponentForm[2] ?? '', Number(exponentForm[3]));
	const decimal = DECIMAL.exec(text);
	if (decimal) return /^0+$/.test(decimal[2] ?? '') ? { digits: decimal[1] ?? '' } : 'not_whole';
	if (THOUSANDS.test(text)) return { digits: text.replace(/\..*$/, '').replaceAll(',', '') };
	return undefined;
}

function readExponentForm(whole: string, decimals: string, exponent: number): SpreadsheetNumber {
	if (decimals.length < exponent) return 'imprecise';
	if (whole.length + exponent > MAX_DIGITS) return 'not_whole';
	if (!/^0*$/.test(decimals.slice(exponent))) return 'not_whole';
	return { digits: whole + decimals.slice(0, exponent) };
}

/** The same for a number of JavaScript, which holds whole numbers exactly up to 2^53 - 1. */
export function readJsNumber(value: number): SpreadsheetNumber {
	if (!Number.isInteger(value) || value < 0) return 'not_whole';
	return Number.isSafeInteger(value) ? { digits: String(value) } : 'imprecise';
}
