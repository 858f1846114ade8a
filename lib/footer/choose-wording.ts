import { findFooterWording, type FooterLanguage, type FooterRule, type FooterWording, type OptOutRouteName } from '../packs/footers';
import type { Destination } from './destination';
import { readFooterLanguage } from './language';
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
	text: string;
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
	const derived = /\{url\}|https?:|www\./i.test(text) ? 'link' : text.includes('{number}') ? 'short_code' : 'reply';
	if (words.route !== 'auto') return complete([{ text, route: words.route, rows: [] }], words);
	// Of the rule of the place they may take the keyword.
	const [rule] = destination.rules;
	return complete([{ text, route: derived, rows: rule !== undefined && text.includes('{keyword}') ? [rule.id] : [], rule }], words);
}

const known = new WeakMap<Destination, Map<string, readonly Candidate[]>>();

/** They are the same for all contacts of a place, whatever the link or number. */
function knownCandidates(destination: Destination, words: FooterWords, preference: Preference): readonly Candidate[] {
	let ofPlace = known.get(destination);
	if (ofPlace === undefined) known.set(destination, (ofPlace = new Map<string, readonly Candidate[]>()));
	const key = `${words.route} ${String(words.oneWay)} ${preference.medium} ${preference.language ?? ''}`;
	let candidates = ofPlace.get(key);
	if (candidates === undefined) ofPlace.set(key, (candidates = candidatesFor(destination, words, preference)));
	return candidates;
}

function candidatesFor(destination: Destination, { route, oneWay }: FooterWords, { language, medium }: Preference): Candidate[] {
	const spoken = language ?? destination.language ?? 'en';
	const worded = (name: OptOutRouteName): Candidate[] => {
		const row = findFooterWording(spoken, name, medium) ?? findFooterWording('en', name, medium);
		return row === undefined ? [] : [{ text: row.text, route: name, language: row.language, rows: [row.id] }];
	};
	if (route !== 'auto' && language !== undefined) return worded(route);

	const usable = destination.rules.filter((rule) => (route === 'auto' || rule.route === route) && (rule.oneWay !== true || oneWay));
	const speaking = (wanted: FooterLanguage | undefined) => usable.filter((rule) => rule.language === '*' || readFooterLanguage(rule.language) === wanted);
	const inLanguage = speaking(spoken);
	const rules = inLanguage.length > 0 ? inLanguage : speaking(destination.language);
	const candidates = rules.flatMap((rule): Candidate[] => {
		const isSpoken = inLanguage.length > 0 && rule.text !== undefined;
		if (isSpoken) return [{ text: rule.text ?? '', route: rule.route, language: spoken, rows: [rule.id], rule }];
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
	for (const { text, route, language, rows, rule } of candidates) {
		const lacking: MissingWord[] = words.route === 'auto' && route === 'reply' && words.oneWay ? ['replies'] : [];
		const filled = fill(text, valuesFor(rule, words), lacking);
		if (lacking.length === 0) return { text: filled, route, rows, language };
		missing.push(...lacking);
	}
	return [...new Set(missing)];
}

type Values = Partial<Record<Exclude<MissingWord, 'replies'>, string>>;

/** A number that is the same for everybody has a keyword of its own; elsewhere the brand's keyword comes first. */
function valuesFor(rule: FooterRule | undefined, words: FooterWords): Values {
	const usual = rule?.keyword ?? DEFAULT_KEYWORD;
	const keyword = rule?.number === undefined ? (words.keyword ?? usual) : usual;
	return { keyword, number: rule?.number ?? words.number, url: words.url, sender: words.senderId };
}

function fill(text: string, values: Values, lacking: MissingWord[]): string {
	// Every second part is the name of a place.
	const parts = text.split(PLACE);
	for (let at = 1; at < parts.length; at += 2) {
		const name = parts[at] as keyof Values;
		const value = values[name];
		if (value === undefined) lacking.push(name);
		parts[at] = value === undefined ? '' : withSender(name, value, values, lacking);
	}
	return parts.join('');
}

/** A keyword may hold the sender, which is the only word in another. */
function withSender(name: keyof Values, value: string, values: Values, lacking: MissingWord[]): string {
	return name === 'keyword' && value.includes('{') ? fill(value, { sender: values.sender }, lacking) : value;
}
