const HTML = /<(?:!doctype html|html|body|head|table|div|p|br|a|span|h[1-6]|ul)(?:\s[^<>]{0,2000})?\/?>/i;
/** What no reader sees. One that is never closed runs to the end. */
const COMMENT = /<!--(?:-?>|[\s\S]*?(?:--!?>|$))/g;
const CLOSED = /--!?>$/;
const ENDS_SENTENCE = /[.!?…:;)\]}»"'”。！？]$|\p{Extended_Pictographic}\ufe0f?$/u;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Whether an email body is written in HTML. */
export function looksLikeHtml(text: string): boolean {
	return HTML.test(text);
}

/** For text that goes into HTML, in content or in an attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** Sets a footer behind an SMS or chat text: on a line of its own if the text has lines or ends without a stop. */
export function appendToText(text: string, footer: string): string {
	const body = text.trimEnd();
	return `${body}${body.includes('\n') || !ENDS_SENTENCE.test(body) ? '\n' : ' '}${footer}`;
}

/** Whether `appendToText` or `appendToEmail` has set this very footer behind the text. */
export function endsWithFooter(text: string, footer: string): boolean {
	const body = text.trimEnd();
	if (!body.endsWith(footer.trimEnd())) return false;
	const head = text.slice(0, -footer.length).trimEnd();
	return [appendToText(head, footer), `${head}\n\n${footer}`].includes(body);
}

/** Sets a footer behind an email as a paragraph; inside the body where it is HTML, with the link made one. */
export function appendToEmail(text: string, footer: string, url: string | undefined): string {
	if (!looksLikeHtml(text)) return `${text.trimEnd()}\n\n${footer}`;
	const paragraph = htmlFooter(footer, url);
	const seen = text.replace(COMMENT, (comment) => ' '.repeat(comment.length));
	const closing = lastIndexOfAny(seen, ['</body', '</html']);
	const end = closing >= 0 ? closing : openCommentAt(text);
	return end < 0 ? `${text.trimEnd()}\n${paragraph}` : `${text.slice(0, end)}${paragraph}\n${text.slice(end)}`;
}

/** An email as its reader sees it. */
export function withoutComments(text: string): string {
	return text.includes('<!--') && looksLikeHtml(text) ? text.replace(COMMENT, '') : text;
}

/** Where a comment begins that is never closed, or -1: nothing behind it is seen. */
function openCommentAt(text: string): number {
	const [last] = [...text.matchAll(COMMENT)].slice(-1);
	return last === undefined || CLOSED.test(last[0]) ? -1 : last.index;
}

/** The footer as it stands in an HTML email. */
export function htmlFooter(footer: string, url: string | undefined): string {
	return `<p>${linkIn(escapeHtml(footer), url)}</p>`;
}

function linkIn(escaped: string, url: string | undefined): string {
	if (url === undefined) return escaped;
	const link = escapeHtml(url);
	return escaped.replaceAll(link, () => `<a href="${link}">${link}</a>`);
}

function lastIndexOfAny(text: string, tags: readonly string[]): number {
	const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
	return tags.map((tag) => lower.lastIndexOf(tag)).find((index) => index >= 0) ?? -1;
}
