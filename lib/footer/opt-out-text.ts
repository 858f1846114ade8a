import { appendToEmail, appendToText, endsWithFooter, escapeHtml, htmlFooter, withoutComments } from './append-footer';
import type { ChosenFooter, MissingWord } from './choose-wording';
import { detectOptOutText, namesLinkOrNumber } from './detect-opt-out-text';
import type { FooterSkipped } from './footer-result';

export interface OptOutText {
	text: string;
	chosen?: ChosenFooter;
	skipped?: FooterSkipped;
	missing?: MissingWord[];
}

const LINK_GOES_ON = /^(?:[\p{L}\p{N}/_~%=&#+@-]|[.,?!:;][\p{L}\p{N}/_~%=&#+-])/u;

/**
 * Puts the opt-out text behind a message that has none.
 *
 * @param original the message as it was given, in which an opt-out text is looked for
 * @param front the message that takes it
 * @param chosen the opt-out text, or what it lacks
 * @param url the contact's own link, where there is one
 * @param replySuffices whether a text that only asks for a reply already tells how to opt out
 */
export function addOptOutText(
	original: string,
	front: string,
	chosen: ChosenFooter | readonly MissingWord[],
	url: string | undefined,
	medium: 'text' | 'email',
	replySuffices: () => boolean,
): OptOutText {
	const footer = 'text' in chosen ? chosen : undefined;
	const seen = medium === 'email' ? withoutComments(original) : original;
	const isTold = detectOptOutText(seen) && (namesLinkOrNumber(seen) || replySuffices());
	if (isTold || (footer !== undefined && hasFooter(seen, footer.text, url)) || (url !== undefined && containsLink(seen, url))) {
		return { text: front, skipped: 'ALREADY_PRESENT' };
	}
	if (footer === undefined) return { text: front, skipped: 'ROUTE_INVALID', missing: [...(chosen as readonly MissingWord[])] };
	return { text: medium === 'email' ? appendToEmail(front, footer.text, url) : appendToText(front, footer.text), chosen: footer };
}

function hasFooter(text: string, footer: string, url: string | undefined): boolean {
	return endsWithFooter(text, footer) || (text.includes('<p>') && text.includes(htmlFooter(footer, url)));
}

/** A longer link that only begins alike is another one. */
function containsLink(text: string, url: string): boolean {
	const forms = text.includes('&') ? [url, escapeHtml(url)] : [url];
	return forms.some((link) => {
		for (let at = text.indexOf(link); at >= 0; at = text.indexOf(link, at + 1)) {
			if (!LINK_GOES_ON.test(text.slice(at + link.length, at + link.length + 2))) return true;
		}
		return false;
	});
}
