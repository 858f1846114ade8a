/** What tells a contact of each country how to stop, by the words that people there know; written down by hand and not taken from the package. */
const WAY_OUT = {
	AU: /\bSTOP\b/,
	BR: /\bSAIR\b/,
	CA: /\bSTOP\b/,
	DE: /\bAbmelden\b.*\bSTOP\b/,
	ES: /\bBAJA\b/,
	FR: /\bSTOP\b.*\bdésinscrire\b/,
	GB: /\bopt out\b.*\bSTOP\b/,
	IN: /\bSTOP to \d{3,}/,
	MX: /\bALTO\b.*\bBAJA\b/,
	US: /\bSTOP\b/,
};
const QUEBEC = /^\+1(?:263|354|367|418|438|450|468|514|579|581|819|873)/;
const IN_FRENCH = /\bARRET\b.*\bdésabonner\b/;

/** The words that a text to a contact of the file must end with, by the country of the row and the number that it went to. */
export function wayOutFor({ country }, number) {
	return country === 'CA' && QUEBEC.test(number) ? IN_FRENCH : WAY_OUT[country];
}
