/** Nothing in it has an accent or another form. */
const PLAIN = /^[\n -~]*$/;

/** Lower case without accents, so that words compare as people read them. */
export function fold(text: string): string {
	return stripMarks(text).toLowerCase();
}

/** Without accents, letter case kept. Compatibility forms, such as fullwidth letters and typographic spaces, become plain ones. */
export function stripMarks(text: string): string {
	if (PLAIN.test(text)) return text;
	return text.normalize('NFKD').replace(/\p{M}/gu, '');
}
