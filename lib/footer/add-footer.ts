import type { Channel, MessageClass } from '../model/channel';
import type { PlaceFault } from '../model/facts';
import { FOOTERS_PACK, type FooterLabel, type FooterLanguage, type FooterPack, type FooterRule } from '../packs/footers';
import { measureSms } from '../sms/measure-sms';
import { chooseWording, ownWording, type ChosenFooter, type FooterWords, type MissingWord } from './choose-wording';
import { destinationOf, type Destination } from './destination';
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
	id?: string;
	oneWay: boolean;
}

const PACK = 'footers';
const NEVER_UNLESS_ASKED: readonly MessageClass[] = ['transactional', 'emergency'];
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
	const source = { pack: PACK, packVersion: pack.version };
	if (input.placeFault !== undefined) return { ...unchanged(original, original, 'DESTINATION_UNKNOWN'), ...source, rows: [] };

	const destination = destinationOf(input.jurisdictions ?? [], input.channel, pack);
	const labelled = destination.labelled.filter(({ label }) => input.messageClass === 'marketing' && (label?.when === 'always' || input.unsolicited === true));
	const labels = labelled.flatMap(({ label }) => label ?? []);
	const sender = readSender(input, labels);
	const front = addFront(original, sender.name, input.channel, labels);
	if (front === undefined) return { ...unchanged(original, original, 'LABEL_INCOMPLETE'), ...source, rows: labelled.map(({ id }) => id) };

	const { text, chosen, skipped, missing } = addWayOut(original, front.text, input, destination, sender);
	const result: FooterResult = {
		text,
		senderAdded: front.senderAdded,
		optOutAdded: chosen !== undefined,
		pack: PACK,
		packVersion: pack.version,
		rows: rowsOf(chosen, labelled),
		...measured(original, text),
	};
	// One by one: a batch makes tens of thousands of these, and most have none of them.
	if (skipped !== undefined) result.skipped = skipped;
	if (missing !== undefined) result.missing = missing;
	if (chosen?.language !== undefined) result.language = chosen.language;
	if (chosen !== undefined) result.route = chosen.route;
	if (front.label !== '') result.label = front.label;
	if (sender.id !== input.sender) result.senderId = sender.id;
	const subjectLabel = labels.flatMap(({ at, text: words }) => (at === 'subject_start' ? [words.trim()] : [])).join(' ');
	if (subjectLabel !== '') result.subjectLabel = subjectLabel;
	const warnings = warningsOf(input, destination, labels, sender, chosen);
	if (warnings.length > 0) result.warnings = warnings;
	return result;
}

/** A list of its own for each result, so that changing one changes no other. */
function rowsOf(chosen: ChosenFooter | undefined, labelled: readonly FooterRule[]): string[] {
	const rows = chosen === undefined ? [] : [...chosen.rows];
	for (const { id } of labelled) if (!rows.includes(id)) rows.push(id);
	return rows;
}

function unchanged(original: string, text: string, skipped: FooterSkipped): FooterResult {
	return { text, senderAdded: false, optOutAdded: false, skipped, ...measured(original, text) };
}

function measured(original: string, text: string): Pick<FooterResult, 'sms'> {
	const before = measureSms(original);
	return { sms: { before, after: text === original ? before : measureSms(text) } };
}

function readSender({ sender, senderName, channel }: FooterInput, labels: readonly FooterLabel[]): Sender {
	return { name: cleanName(senderName), oneWay: isOneWay(sender, channel), id: sender === undefined ? undefined : labelSenderId(sender, labels) };
}

function addWayOut(original: string, front: string, input: FooterInput, destination: Destination, sender: Sender): OptOutText {
	const given = readRoute(input.optOut);
	const medium = input.channel === 'email' ? 'email' : 'text';
	const chosen = given === undefined ? (NEEDED[String(input.optOut?.route)] ?? []) : word(given, input, destination, sender, medium);
	return addOptOutText(original, front, chosen, given?.url, medium);
}

function word(given: RouteWords, input: FooterInput, destination: Destination, sender: Sender, medium: 'text' | 'email'): ChosenFooter | MissingWord[] {
	const { route, keyword, number, url } = given;
	const words: FooterWords = { route, keyword, number, url, senderId: sender.id, oneWay: sender.oneWay };
	const own = typeof input.optOutText === 'string' ? input.optOutText.trim() : '';
	return own === '' ? chooseWording(destination, words, { medium, language: input.language }) : ownWording(own, destination, words);
}

function warningsOf({ channel, sender: given }: FooterInput, { rules }: Destination, labels: readonly FooterLabel[], sender: Sender, chosen: ChosenFooter | undefined): FooterWarning[] {
	const warnings: FooterWarning[] = [];
	// A name in place of a number tells who is writing, and so does the From line of an email.
	const isNamed = sender.name !== '' || sender.oneWay || channel === 'email';
	if (!isNamed && rules[0]?.senderRequired === true) warnings.push('SENDER_NAME_MISSING');
	if (labels.some(({ at }) => at.startsWith('sender_id')) && (given === undefined || sender.id !== given)) warnings.push('SENDER_LABEL_MISSING');
	if (sender.oneWay && chosen?.route === 'reply') warnings.push('REPLIES_NOT_READ');
	return warnings;
}
