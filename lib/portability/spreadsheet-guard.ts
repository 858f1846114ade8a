/**
 * A cell with one of these in front may be run as a formula by a program for spreadsheets (https://owasp.org/www-community/attacks/CSV_Injection). An
 * apostrophe in front makes it text there.
 */
const STARTS_FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
/** A phone number as it is stored computes nothing, and other programs read it only without an apostrophe. */
const PHONE_NUMBER = /^\+[0-9]{1,15}$/;
const GUARDED = /^'(?=['=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/;

/** The text as it stands in a cell. {@link unguarded} gives it back exactly. */
export function guarded(text: string): string {
	if (PHONE_NUMBER.test(text)) return text;
	return STARTS_FORMULA.test(text) || GUARDED.test(text) ? `'${text}` : text;
}

export function unguarded(cell: string): string {
	return cell.replace(GUARDED, '');
}
