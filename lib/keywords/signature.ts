/** Pictures, skin tones and flags; folding has dropped the signs that join them. Digits and letters are none of them. */
const PICTURES = /[\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}\u{1f1e6}-\u{1f1ff}]/gu;
const NAME_WORD = "(?:\\p{Lu}\\p{Ll}[\\p{L}'-]{0,30}|\\p{Lu}\\.?)";
const NAME = `${NAME_WORD}(?:\\s+${NAME_WORD}){0,2}\\.?`;
const SIGNATURE_LINE = new RegExp(`^(?:[-\u2013\u2014~]{1,2}\\s*)?${NAME}$`, 'u');
/** "HELP - John" */
const SIGNED = new RegExp(`\\s[-\u2013\u2014~]{1,2}\\s*(${NAME})$`, 'u');
/** What phones and mail programs write below a message. */
const SENT_FROM = /^(?:sent (?:from|via|with)|get outlook for|enviado (?:desde|do|da|de)|envoye (?:de|depuis|a partir)|von meinem .{0,60} gesendet|gesendet (?:von|mit)|inviato (?:da|dal)|verzonden (?:vanaf|met|via)|verstuurd (?:vanaf|met))\b.{0,80}$/i;
const MOST_LINES = 3;

export interface Signed {
	text: string;
	/** The names below it. */
	names: string;
}

/** A folded text parted from pictures, the sender's name below it, and what the phone adds. */
export function partSignature(folded: string): Signed {
	const lines = folded.replace(PICTURES, ' ').split('\n').map((line) => line.trim()).filter((line) => line !== '');
	const names: string[] = [];
	for (let left = MOST_LINES; left > 0 && lines.length > 1; left--) {
		const last = lines.at(-1) ?? '';
		const isName = SIGNATURE_LINE.test(last);
		if (!isName && !SENT_FROM.test(last)) break;
		if (isName) names.push(last);
		lines.pop();
	}
	const text = lines.join('\n');
	const name = SIGNED.exec(text)?.[1];
	if (name !== undefined) names.push(name);
	return { text: name === undefined ? text : text.replace(SIGNED, ''), names: names.join('\n') };
}
