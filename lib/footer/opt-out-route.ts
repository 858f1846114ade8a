/** How the contact can opt out of this message. Values come from items and are read with care. `auto`: as the place asks, with what is given. */
export type OptOutRoute =
	| { route: 'auto'; keyword?: string; number?: string; url?: string }
	| { route: 'reply'; keyword?: string }
	| { route: 'link'; url: string }
	| { route: 'short_code'; number: string; keyword?: string };

/** What is known of the ways to opt out. */
export interface RouteWords {
	route: OptOutRoute['route'];
	keyword?: string;
	number?: string;
	url?: string;
}

const KEYWORD = /^[\p{L}\p{N}][\p{L}\p{N} -]{0,29}$/u;
/** A phone number or short code, or a code such as `*456*9#`. */
const NUMBER = /^(?:\+?\d(?:[\d ().-]{0,18}\d)|\*\d{1,6}(?:\*\d{1,6}){0,4}#)$/;
const URL_START = /^(?:https?:\/\/|mailto:)[^\s<>"]{3,2000}$/i;

/** @returns `undefined` when the route names no number, no address that can be opened, or nothing at all. */
export function readRoute(value: unknown): RouteWords | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const given = value as { route?: unknown; keyword?: unknown; number?: unknown; url?: unknown };
	const keyword = fitting(given.keyword, KEYWORD);
	if (given.route === 'reply') return { route: 'reply', keyword };
	const number = fitting(typeof given.number === 'number' ? String(given.number) : given.number, NUMBER);
	if (given.route === 'short_code') return number === undefined ? undefined : { route: 'short_code', keyword, number };
	const url = fitting(given.url, URL_START);
	if (given.route === 'link') return url === undefined ? undefined : { route: 'link', keyword, url };
	return given.route === 'auto' ? { route: 'auto', keyword, number, url } : undefined;
}

function fitting(value: unknown, pattern: RegExp): string | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	return text !== '' && pattern.test(text) ? text : undefined;
}
