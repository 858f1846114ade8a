import { findFooterWording, type FooterLanguage, type FooterRule, type FooterWording, type OptOutRouteName } from '../packs/footers';
import type { Destination } from './destination';
import { readFooterLanguage } from './language';
import { fitsRule } from './opt-out-number';
import type { RouteWords } from './opt-out-route';

/** What a wording needs and nobody has given. `replies`: a sender that can be answered. */
export type MissingWord = 'keyword' | 'number' | 'url' | 'sender' | 'replies';

/** Everything that may be set into a wording. */
export interface FooterWords extends RouteWords {
	/** As the phone shows it, label included. */
	senderId?: string;
	/** Replies reach nobody. */
	oneWay: boolean;
}

export interface ChosenFooter {
	/** With everything filled in. */
	text: string;
	route: OptOutRouteName;
	/** Absent for the brand's own words. */
	language?: FooterLanguage;
	/** Ids of the rows that it was made from. */
	rows: string[];
}

interface Candidate {
	/** The wording, parted at its places: every second part names one. */
	parts: readonly string[];
	route: OptOutRouteName;
	language?: FooterLanguage;
	rows: string[];
	rule?: FooterRule;
}

interface Preference {
	language?: FooterLanguage;
	medium: FooterWording['medium'];
}

const DEFAULT_KEYWORD = 'STOP';
const PLACE = /\{(keyword|number|url|sender)\}/;

/**
 * Words the opt-out text. Where nothing is fixed, the rules of the place are tried in their order, and the first that can be kept with what is given
 * wins; a sender that cannot be answered gets the link where the place has a reply.
 *
 * @returns what is missing, if no wording can be completed
 */
export function chooseWording(destination: Destination, words: FooterWords, preference: Preference): ChosenFooter | MissingWord[] {
	return complete(knownCandidates(destination, words, preference), words);
}

/** The brand's own words instead. They are an answer, a number or a link by what they have a place for. */
export function ownWording(text: string, destination: Destination, words: FooterWords): ChosenFooter | MissingWord[] {
	const parts = text.split(PLACE);
	if (words.route !== 'auto') return complete([{ parts, route: words.route, rows: [] }], words);
	const derived = /\{url\}|https?:|www\./i.test(text) ? 'link' : text.includes('{number}') ? 'short_code' : 'reply';
	// Of the rule of the place they may take the keyword.
	const [rule] = destination.rules;
	return complete([{ parts, route: derived, rows: rule !== undefined && text.includes('{keyword}') ? [rule.id] : [], rule }], words);
}

/** Whether words of the brand's own are filled in with anything. */
export function hasPlace(text: string): boolean {
	return PLACE.test(text);
}

interface Known extends Preference {
	route: FooterWords['route'];
	oneWay: boolean;
	candidates: readonly Candidate[];
}

const known = new WeakMap<Destination, Known[]>();

/** They are the same for all contacts of a place, whatever the link or number. A run asks for one or two kinds. */
function knownCandidates(destination: Destination, words: FooterWords, preference: Preference): readonly Candidate[] {
	let ofPlace = known.get(destination);
	if (ofPlace === undefined) known.set(destination, (ofPlace = []));
	for (const one of ofPlace) {
		const isSame = one.route === words.route && one.oneWay === words.oneWay && one.medium === preference.medium && one.language === preference.language;
		if (isSame) return one.candidates;
	}
	const candidates = candidatesFor(destination, words, preference);
	ofPlace.push({ route: words.route, oneWay: words.oneWay, medium: preference.medium, language: preference.language, candidates });
	return candidates;
}

function candidatesFor(destination: Destination, { route, oneWay }: FooterWords, { language, medium }: Preference): Candidate[] {
	const spoken = language ?? destination.language ?? 'en';
	const worded = (name: OptOutRouteName): Candidate[] => {
		const row = findFooterWording(spoken, name, medium) ?? findFooterWording('en', name, medium);
		return row === undefined ? [] : [{ parts: row.text.split(PLACE), route: name, language: row.language, rows: [row.id] }];
	};
	if (route !== 'auto' && language !== undefined) return worded(route);

	const usable = destination.rules.filter((rule) => (route === 'auto' || rule.route === route) && (rule.oneWay !== true || oneWay));
	const speaking = (wanted: FooterLanguage | undefined) => usable.filter((rule) => rule.language === '*' || readFooterLanguage(rule.language) === wanted);
	const inLanguage = speaking(spoken);
	const rules = inLanguage.length > 0 ? inLanguage : speaking(destination.language);
	const candidates = rules.flatMap((rule): Candidate[] => {
		const isSpoken = inLanguage.length > 0 && rule.text !== undefined;
		if (isSpoken) return [{ parts: (rule.text ?? '').split(PLACE), route: rule.route, language: spoken, rows: [rule.id], rule }];
		return worded(rule.route).map((candidate) => ({ ...candidate, rows: [rule.id, ...candidate.rows], rule }));
	});
	if (route !== 'auto') return [...candidates, ...worded(route)];
	if (candidates.length === 0) candidates.push(...worded(medium === 'email' ? 'link' : 'reply'));
	const answered = candidates.find((candidate) => candidate.route === 'reply');
	if (answered === undefined) return candidates;
	const asked = answered.rule === undefined ? [] : [answered.rule.id];
	return [...candidates, ...worded('link').map((candidate) => ({ ...candidate, rows: [...asked, ...candidate.rows] }))];
}

function complete(candidates: readonly Candidate[], words: FooterWords): ChosenFooter | MissingWord[] {
	const missing: MissingWord[] = [];
	for (const { parts, route, language, rows, rule } of candidates) {
		// A wrong number is not passed over in favour of the next way out: whoever gave one means it to be used.
		if (isWrongNumber(parts, rule, words)) return ['number'];
		const before = missing.length;
		if (words.route === 'auto' && route === 'reply' && words.oneWay) missing.push('replies');
		const filled = fill(parts, rule, words, missing);
		if (missing.length === before) return { text: filled, route, rows, language };
	}
	return [...new Set(missing)];
}

function isWrongNumber(parts: readonly string[], rule: FooterRule | undefined, { route, number }: FooterWords): boolean {
	return route === 'auto' && number !== undefined && rule !== undefined && rule.number === undefined && parts.includes('number') && !fitsRule(number, rule);
}

function fill(parts: readonly string[], rule: FooterRule | undefined, words: FooterWords, lacking: MissingWord[]): string {
	let text = parts[0] ?? '';
	for (let at = 1; at < parts.length; at += 2) {
		const name = parts[at] as keyof typeof VALUES;
		const value = VALUES[name](rule, words);
		if (value === undefined) lacking.push(name);
		else text += name === 'keyword' ? withSender(value, words, lacking) : value;
		text += parts[at + 1] ?? '';
	}
	return text;
}

/** What stands in each place. A number that is the same for everybody has a keyword of its own; elsewhere the brand's keyword comes first. */
const VALUES = {
	keyword: (rule: FooterRule | undefined, words: FooterWords) => (rule?.number === undefined ? (words.keyword ?? rule?.keyword) : rule.keyword) ?? DEFAULT_KEYWORD,
	number: (rule: FooterRule | undefined, words: FooterWords) => rule?.number ?? words.number,
	url: (_: FooterRule | undefined, words: FooterWords) => words.url,
	sender: (_: FooterRule | undefined, words: FooterWords) => words.senderId,
};

/** A keyword may hold the sender, which is the only word in another. */
function withSender(keyword: string, { senderId }: FooterWords, lacking: MissingWord[]): string {
	if (!keyword.includes('{sender}')) return keyword;
	if (senderId === undefined) lacking.push('sender');
	return keyword.replaceAll('{sender}', () => senderId ?? '');
}
