import type { Channel, MessageClass } from '../model/channel';
import { findFooterWording, type FooterLanguage, type FooterWording } from '../packs/footers';
import { measureSms, type SmsMeasure } from '../sms/measure-sms';
import { appendToEmail, appendToText, endsWithFooter, escapeHtml, htmlFooter } from './append-footer';
import { detectOptOutText } from './detect-opt-out-text';
import { namesSender } from './names-sender';
import { readRoute, type OptOutRoute, type RouteWords } from './opt-out-route';

export interface FooterInput {
	/** The message. Anything but a string counts as missing. */
	text: unknown;
	channel: Channel;
	messageClass: MessageClass;
	/** The brand as contacts know it. Not set into emails, whose From line names it. */
	senderName?: string;
	/** Default `en`. */
	language?: FooterLanguage;
	optOut: OptOutRoute;
	/** Wording to use instead of the shipped one; `{keyword}`, `{number}` and `{url}` are filled in. */
	optOutText?: string;
	/** Classes beside marketing and informational that get sender name and footer as well. */
	alsoFor?: readonly MessageClass[];
}

/**
 * Why no opt-out text was added. `TEXT_MISSING`: there is no message. `CLASS_NOT_INCLUDED`: this class gets
 * none, the text is unchanged. `ALREADY_PRESENT`: the text has one. `ROUTE_INVALID`: the link or number that
 * the contact should use is missing or cannot be one; such a message should not be sent.
 */
export type FooterSkipped = 'TEXT_MISSING' | 'CLASS_NOT_INCLUDED' | 'ALREADY_PRESENT' | 'ROUTE_INVALID';

export interface FooterResult {
	text: string;
	senderAdded: boolean;
	optOutAdded: boolean;
	skipped?: FooterSkipped;
	/** Size as an SMS, before and after, whatever the channel. */
	sms: { before: SmsMeasure; after: SmsMeasure };
}

const NEVER_UNLESS_ASKED: readonly MessageClass[] = ['transactional', 'emergency'];
const LONGEST_NAME = 200;
const LINK_GOES_ON = /^(?:[\p{L}\p{N}/_~%=&#+@-]|[.,?!:;][\p{L}\p{N}/_~%=&#+-])/u;

/**
 * Puts the sender's name before a message and the way to opt out behind it, each only where it is not there already.
 *
 * Pure, and safe to apply twice: the second time changes nothing. Never throws on contents.
 *
 * @example
 * addFooter({ text: '20% off today.', channel: 'sms', messageClass: 'marketing', senderName: 'Acme', optOut: { route: 'reply' } }).text;
 * // => 'Acme: 20% off today. Reply STOP to opt out'
 */
export function addFooter(input: FooterInput): FooterResult {
	const original = typeof input.text === 'string' ? input.text : '';
	const before = measureSms(original);
	const unchanged = (text: string, skipped: FooterSkipped): FooterResult => ({
		text,
		senderAdded: false,
		optOutAdded: false,
		skipped,
		sms: { before, after: text === original ? before : measureSms(text) },
	});
	if (original.trim() === '') return unchanged('', 'TEXT_MISSING');
	if (NEVER_UNLESS_ASKED.includes(input.messageClass) && !input.alsoFor?.includes(input.messageClass)) {
		return unchanged(original, 'CLASS_NOT_INCLUDED');
	}

	const named = addSender(original, input);
	const footed = addOptOut(original, named, input);
	return {
		text: footed.text,
		senderAdded: named !== original,
		optOutAdded: footed.skipped === undefined,
		...(footed.skipped === undefined ? {} : { skipped: footed.skipped }),
		sms: { before, after: footed.text === original ? before : measureSms(footed.text) },
	};
}

function addSender(text: string, { senderName, channel }: FooterInput): string {
	const name = typeof senderName === 'string' ? senderName.slice(0, LONGEST_NAME).replace(/\s+/g, ' ').replace(/[\s:]+$/, '').trim() : '';
	if (name === '' || channel === 'email' || namesSender(text, name)) return text;
	return `${name}: ${text.trimStart()}`;
}

function addOptOut(original: string, named: string, input: FooterInput): { text: string; skipped?: FooterSkipped } {
	const words = readRoute(input.optOut);
	const footer = words && wordFooter(input, words);
	if (detectOptOutText(original) || (footer !== undefined && carries(original, footer, words?.url))) {
		return { text: named, skipped: 'ALREADY_PRESENT' };
	}
	if (footer === undefined) return { text: named, skipped: 'ROUTE_INVALID' };
	return { text: input.channel === 'email' ? appendToEmail(named, footer, words?.url) : appendToText(named, footer) };
}

/** The wording with everything filled in; `undefined` if it needs something that the route does not have. */
function wordFooter(input: FooterInput, words: RouteWords): string | undefined {
	const medium: FooterWording['medium'] = input.channel === 'email' ? 'email' : 'text';
	const own = typeof input.optOutText === 'string' ? input.optOutText.trim() : '';
	const wording = own || findFooterWording(input.language ?? 'en', input.optOut.route, medium)?.text || findFooterWording('en', input.optOut.route, medium)?.text;
	let complete = wording !== undefined;
	const filled = wording?.replace(/\{(keyword|number|url)\}/g, (_, name: keyof RouteWords) => {
		complete &&= words[name] !== undefined;
		return words[name] ?? '';
	});
	return complete ? filled : undefined;
}

/** Whether the text has this very footer behind it, or the contact's own opt-out link in it. */
function carries(text: string, footer: string, url: string | undefined): boolean {
	return endsWithFooter(text, footer) || text.includes(htmlFooter(footer, url)) || (url !== undefined && containsLink(text, url));
}

/** A longer link that only begins alike is another one. */
function containsLink(text: string, url: string): boolean {
	return [url, escapeHtml(url)].some((link) => {
		for (let at = text.indexOf(link); at >= 0; at = text.indexOf(link, at + 1)) {
			if (!LINK_GOES_ON.test(text.slice(at + link.length, at + link.length + 2))) return true;
		}
		return false;
	});
}
