import type { Channel, MessageClass } from '../model/channel';
import type { PlaceFault } from '../model/facts';
import { isAbsent } from '../model/is-absent';
import { FOOTERS_PACK, type FooterLabel, type FooterLanguage, type FooterPack, type FooterRule } from '../packs/footers';
import { measureSms } from '../sms/measure-sms';
import { chooseWording, hasPlace, ownWording, type ChosenFooter, type FooterWords, type MissingWord } from './choose-wording';
import { destinationOf, type Destination } from './destination';
import { detectOptOutText, namesLinkOrNumber } from './detect-opt-out-text';
import type { FooterResult, FooterSkipped, FooterWarning } from './footer-result';
import { addFront, cleanName } from './front';
import { addOptOutText, type OptOutText } from './opt-out-text';
import { readRoute, type OptOutRoute, type RouteWords } from './opt-out-route';
import { isOneWay, labelSenderId } from './sender-id';

export interface FooterInput {
	/** The message. Anything but a string counts as missing. */
	text: unknown;
	channel: Channel;
	messageClass: MessageClass;
	/** The brand as contacts know it. Not set into emails, whose From line names it. */
	senderName?: string;
	/** Default: the first language of the place, otherwise `en`. */
	language?: FooterLanguage;
	optOut: OptOutRoute;
	/** Wording to use instead of the shipped one; `{keyword}`, `{number}` and `{url}` are filled in, and `{sender}` with the sender. */
	optOutText?: string;
	/** Classes beside marketing and informational that get sender name and footer as well. */
	alsoFor?: readonly MessageClass[];
	/** Where the contact may be, ISO 3166-1 or 3166-2, the most exact that is known; none: unknown. */
	jurisdictions?: readonly string[];
	/** What makes the place on the item useless. */
	placeFault?: PlaceFault;
	/** The number or name that the message is sent from. Texts from a name cannot be answered. */
	sender?: string;
	/** Whether nobody asked for the message, which calls for a label in some places. */
	unsolicited?: boolean;
}

/** The sender as the places ask for it. */
interface Sender {
	name: string;
	/** As it was given; absent: none. */
	given?: string;
	id?: string;
	oneWay: boolean;
}

const PACK = 'footers';
const NEVER_UNLESS_ASKED: readonly MessageClass[] = ['transactional', 'emergency'];
const NO_LABELS: readonly FooterRule[] = [];
const NO_WORDS: readonly FooterLabel[] = [];
/** Characters of a name that stands in place of a number: 3GPP TS 23.040, 9.1.2.5. */
const LONGEST_SENDER_ID = 11;
/** What a fixed way to opt out lacks when it cannot be read. */
const NEEDED: Readonly<Record<string, MissingWord[]>> = { link: ['url'], short_code: ['number'] };

/**
 * Puts the labels that the place asks for and the sender's name before a message, and the way to opt out behind it, each only where it is not there already.
 *
 * Pure, and safe to apply twice: the second time changes nothing. Never throws on contents.
 *
 * @example
 * addFooter({ text: '20% off today.', channel: 'sms', messageClass: 'marketing', senderName: 'Acme', optOut: { route: 'auto' }, jurisdictions: ['US-TX'] }).text;
 * // => 'Acme: 20% off today. Reply STOP to opt out'
 */
export function addFooter(input: FooterInput, pack: FooterPack = FOOTERS_PACK): FooterResult {
	const original = typeof input.text === 'string' ? input.text : '';
	if (original.trim() === '') return unchanged(original, '', 'TEXT_MISSING');
	if (NEVER_UNLESS_ASKED.includes(input.messageClass) && !input.alsoFor?.includes(input.messageClass)) return unchanged(original, original, 'CLASS_NOT_INCLUDED');
	if (input.placeFault !== undefined) return { ...unchanged(original, original, 'DESTINATION_UNKNOWN'), pack: PACK, packVersion: pack.version, rows: [] };

	const destination = destinationOf(input.jurisdictions ?? [], input.channel, pack);
	const labelled = labelledFor(input, destination);
	const labels = labelled.length === 0 ? NO_WORDS : labelled.flatMap(({ label }) => label ?? []);
	const sender = readSender(input, labels);
	const front = addFront(original, sender.name, input.channel, labels);
	if (front === undefined) return { ...unchanged(original, original, 'LABEL_INCOMPLETE'), pack: PACK, packVersion: pack.version, rows: labelled.map(({ id }) => id) };

	const { text, chosen, skipped, missing } = addWayOut(original, front.text, input, destination, sender);
	const result: FooterResult = {
		text,
		senderAdded: front.senderAdded,
		optOutAdded: chosen !== undefined,
		pack: PACK,
		packVersion: pack.version,
		rows: rowsOf(chosen, labelled),
		sms: measured(original, text),
	};
	// One by one: a batch makes tens of thousands of these, and most have none of them.
	if (skipped !== undefined) result.skipped = skipped;
	if (missing !== undefined) result.missing = missing;
	if (chosen?.language !== undefined) result.language = chosen.language;
	if (chosen !== undefined) result.route = chosen.route;
	if (front.label !== '') result.label = front.label;
	if (sender.id !== sender.given) result.senderId = sender.id;
	const subjectLabel = labels.length === 0 ? '' : labels.flatMap(({ at, text: words }) => (at === 'subject_start' ? [words.trim()] : [])).join(' ');
	if (subjectLabel !== '') result.subjectLabel = subjectLabel;
	const warnings = warningsOf(original, input, destination, labels, sender, chosen);
	if (warnings.length > 0) result.warnings = warnings;
	return result;
}

/** The rules whose label this message needs. */
function labelledFor({ messageClass, unsolicited }: FooterInput, { labelled }: Destination): readonly FooterRule[] {
	if (labelled.length === 0 || messageClass !== 'marketing') return NO_LABELS;
	return labelled.filter(({ label }) => label?.when === 'always' || unsolicited === true);
}

/** A list of its own for each result, so that changing one changes no other. */
function rowsOf(chosen: ChosenFooter | undefined, labelled: readonly FooterRule[]): string[] {
	const rows = chosen === undefined ? [] : [...chosen.rows];
	for (const { id } of labelled) if (!rows.includes(id)) rows.push(id);
	return rows;
}

function unchanged(original: string, text: string, skipped: FooterSkipped): FooterResult {
	return { text, senderAdded: false, optOutAdded: false, skipped, sms: measured(original, text) };
}

function measured(original: string, text: string): FooterResult['sms'] {
	const before = measureSms(original);
	return { before, after: text === original ? before : measureSms(text) };
}

function readSender({ sender, senderName, channel }: FooterInput, labels: readonly FooterLabel[]): Sender {
	const given = isAbsent(sender) ? undefined : sender;
	return { name: cleanName(senderName), given, oneWay: isOneWay(given, channel), id: given === undefined ? undefined : labelSenderId(given, labels) };
}

function addWayOut(original: string, front: string, input: FooterInput, destination: Destination, sender: Sender): OptOutText {
	const given = readRoute(input.optOut);
	const medium = input.channel === 'email' ? 'email' : 'text';
	const words = given === undefined ? undefined : wordsOf(given, sender);
	const byPlace = words === undefined ? (NEEDED[String(input.optOut?.route)] ?? []) : chooseWording(destination, words, { medium, language: input.language });
	const own = ownText(input);
	const chosen = own === '' || words === undefined ? byPlace : ownWording(own, destination, words);
	return addOptOutText(original, front, chosen, given?.url, medium, () => replySuffices(input, sender, byPlace));
}

function wordsOf({ route, keyword, number, url }: RouteWords, { id, oneWay }: Sender): FooterWords {
	return { route, keyword, number, url, senderId: id, oneWay };
}

function ownText({ optOutText }: FooterInput): string {
	// Brackets would make a plain email look like HTML, in which they may hide what follows.
	return typeof optOutText === 'string' ? optOutText.replace(/[<>]/g, '').trim() : '';
}

/**
 * Whether a text that asks for a reply and names nothing else tells how to opt out: not where the reply reaches nobody, nor where the place has another
 * way. A reply to an email reaches its sender, and a brand that has fixed the reply wants no other.
 */
function replySuffices({ channel, optOut }: FooterInput, { oneWay }: Sender, byPlace: ChosenFooter | readonly MissingWord[]): boolean {
	if (channel === 'email' || optOut?.route === 'reply') return true;
	if (oneWay) return false;
	return optOut?.route !== 'auto' || ('route' in byPlace && byPlace.route === 'reply');
}

function warningsOf(
	original: string,
	input: FooterInput,
	{ rules }: Destination,
	labels: readonly FooterLabel[],
	sender: Sender,
	chosen: ChosenFooter | undefined,
): FooterWarning[] {
	const warnings: FooterWarning[] = [];
	// A name in place of a number tells who is writing, and so does the From line of an email.
	const isNamed = sender.name !== '' || sender.oneWay || input.channel === 'email';
	if (!isNamed && rules[0]?.senderRequired === true) warnings.push('SENDER_NAME_MISSING');
	if (labels.some(({ at }) => at.startsWith('sender_id'))) {
		if (sender.given === undefined || sender.id !== sender.given) warnings.push('SENDER_LABEL_MISSING');
		if ((sender.id?.length ?? 0) > LONGEST_SENDER_ID) warnings.push('SENDER_ID_TOO_LONG');
	}
	if (sender.oneWay && asksForReply(original, chosen)) warnings.push('REPLIES_NOT_READ');
	const own = ownText(input);
	if (chosen !== undefined && own !== '' && isUnclear(own)) warnings.push('OPT_OUT_TEXT_UNCLEAR');
	return warnings;
}

function asksForReply(original: string, chosen: ChosenFooter | undefined): boolean {
	return chosen === undefined ? detectOptOutText(original) && !namesLinkOrNumber(original) : chosen.route === 'reply';
}

let lastOwn: { text: string; isUnclear: boolean } | undefined;

/** A batch nearly always has one wording, so the last answer is kept. */
function isUnclear(text: string): boolean {
	if (lastOwn?.text !== text) lastOwn = { text, isUnclear: !hasPlace(text) && !detectOptOutText(text) };
	return lastOwn.isUnclear;
}
