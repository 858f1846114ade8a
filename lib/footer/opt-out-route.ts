/** How the contact can opt out of this message. Values come from items and are read with care. */
export type OptOutRoute =
	| { route: 'reply'; keyword?: string }
	| { route: 'link'; url: string }
	| { route: 'short_code'; number: string; keyword?: string };

/** What fills the placeholders of a wording. */
export interface RouteWords {
	keyword: string;
	number?: string;
	url?: string;
}

const DEFAULT_KEYWORD = 'STOP';
const KEYWORD = /^[\p{L}\p{N}][\p{L}\p{N} -]{0,29}$/u;
const NUMBER = /^\+?\d(?:[\d ().-]{0,18}\d)$/;
const URL_START = /^(?:https?:\/\/|mailto:)[^\s<>"]{3,2000}$/i;

/** @returns `undefined` when the route names no number, no address that can be opened, or nothing at all. */
export function readRoute(value: unknown): RouteWords | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const given = value as { route?: unknown; keyword?: unknown; number?: unknown; url?: unknown };
	const keyword = readKeyword(given.keyword);
	if (given.route === 'reply') return { keyword };
	if (given.route === 'short_code') {
		const number = typeof given.number === 'number' ? String(given.number) : trimmed(given.number);
		return NUMBER.test(number) ? { keyword, number } : undefined;
	}
	const url = trimmed(given.url);
	return given.route === 'link' && URL_START.test(url) ? { keyword, url } : undefined;
}

function readKeyword(value: unknown): string {
	const keyword = trimmed(value);
	return KEYWORD.test(keyword) ? keyword : DEFAULT_KEYWORD;
}

function trimmed(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}
