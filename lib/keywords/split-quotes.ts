/** A reply parted into what the person wrote and what was quoted. */
export interface OwnWords {
	/** What the person wrote; quoted passages are replaced by line ends. */
	own: string;
	/** What stood in quotation marks. */
	quoted: string[];
	/** Something was left out: a quotation, a quoted mail, a reaction. */
	parted: boolean;
	/** A phone reported a reaction ("Liked “…”"). */
	reaction: boolean;
}

const OPENING: Readonly<Record<string, string>> = { '\u201c': '\u201d\u201c"', '\u201e': '\u201d\u201c"', '\u201f': '\u201d"', '«': '»', '\u00bb': '«', '"': '"\u201d', '\u300c': '\u300d', '\u300e': '\u300f' };
const CLOSERS = ['\u201d', '"', '»', '\u201c', '\u300d', '\u300f'];
const QUOTE = /["\u201c-\u201f«»\u300c\u300e]/;
const MARKUP = /<\/?[a-z][^<>]{0,200}>/gi;
const ENTITY = /&(?:nbsp|amp|quot|apos|lt|gt|#\d{1,6});/gi;
const LINK = /(?:https?:\/\/|www\.)\S+/gi;
const LETTER = /[\p{L}\p{N}]/u;
/** Headings that mail programs put before the mail that is answered. */
const MAIL_HEADING = /^(?:-{2,}\s*(?:original message|mensaje original|message d'origine|forwarded message)|_{8,}|(?:on|el|le|am|em|il|op|w dniu) .{0,200}(?:wrote|escribio|a ecrit|schrieb .{0,100}|escreveu|ha scritto|schreef .{0,100}|napisal.{0,100})\s*:\s*$)/i;
/** A text without any of these has nothing to part. */
const ANY_PART = /[<>&\n"\u201c-\u201f«»\u300c\u300e]|:\/\/|www\./;
const SIGNATURE_MARK = /^--\s*$/;
/** A keyword in quotation marks is the person's own word; a quotation is longer. */
const SHORTEST_QUOTATION = 3;
/** What phones write before a quotation when somebody reacts is a few words. */
const LONGEST_REACTION = 100;

function wordCount(text: string): number {
	return text.split(/\s+/).filter((word) => LETTER.test(word)).length;
}

function withoutQuotedMail(text: string): string {
	const kept: string[] = [];
	for (const line of text.split('\n')) {
		const start = line.trim();
		if (MAIL_HEADING.test(start) || SIGNATURE_MARK.test(start)) {
			if (kept.some((before) => LETTER.test(before))) break;
		} else if (!start.startsWith('>')) kept.push(line);
	}
	return kept.join('\n');
}

/** Cuts quotations out. One that is never closed runs to the end. */
function withoutQuotations(text: string, quoted: string[]): string {
	let own = '';
	let at = 0;
	while (at < text.length) {
		const opened = at + text.slice(at).search(QUOTE);
		if (opened < at) break;
		const closers = OPENING[text.charAt(opened)];
		own += text.slice(at, opened);
		at = opened + 1;
		if (closers === undefined) {
			own += text.charAt(opened);
			continue;
		}
		let end = at;
		while (end < text.length && !closers.includes(text.charAt(end))) end++;
		const content = text.slice(at, end);
		if (wordCount(content) >= SHORTEST_QUOTATION) {
			quoted.push(content);
			own += '\n';
		} else own += ` ${content} `;
		at = end + 1;
	}
	return own + text.slice(at);
}

/**
 * Parts a folded reply into the person's own words and quotations.
 *
 * A reply that is one quotation and nothing else counts as the person's own words.
 *
 * @param isReaction tells whether the words before a quotation are what phones write for a reaction.
 */
export function splitQuotes(folded: string, isReaction: (before: string) => boolean): OwnWords {
	if (!ANY_PART.test(folded)) return { own: folded, quoted: [], parted: false, reaction: false };
	let text = folded.includes('<') ? folded.replace(MARKUP, '\n') : folded;
	if (text.includes('&')) text = text.replace(ENTITY, ' ');
	if (text.includes('://') || text.includes('www.')) text = text.replace(LINK, ' ');
	let parted = false;
	if (text.includes('\n') || text.startsWith('>')) {
		const own = withoutQuotedMail(text.replaceAll('\r\n', '\n'));
		parted = own.length < text.length && wordCount(own) < wordCount(text);
		text = own;
	}
	const first = text.search(QUOTE);
	if (first < 0) return { own: text, quoted: [], parted, reaction: false };

	if (first <= LONGEST_REACTION && isReaction(text.slice(0, first))) {
		const last = Math.max(...CLOSERS.map((closer) => text.lastIndexOf(closer)));
		const own = last > first ? text.slice(last + 1) : '';
		return { own, quoted: [], parted: true, reaction: true };
	}
	const quoted: string[] = [];
	const own = withoutQuotations(text, quoted);
	if (!LETTER.test(own) && quoted.length === 1) return { own: quoted[0] ?? '', quoted: [], parted, reaction: false };
	return { own, quoted, parted: parted || quoted.length > 0, reaction: false };
}
