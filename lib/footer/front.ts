import type { Channel } from '../model/channel';
import { isAbsent } from '../model/is-absent';
import type { FooterLabel } from '../packs/footers';
import { NAME_PLACE, readLabels } from './label';
import { namesSender } from './names-sender';

export interface Front {
	text: string;
	senderAdded: boolean;
	/** Labels that were put in front; empty: none. */
	label: string;
}

const LONGEST_NAME = 200;
const IN_TEXT: ReadonlyArray<FooterLabel['at']> = ['first_characters', 'start'];
const ENDS_IN_WORD = /[\p{L}\p{N}]$/u;

let lastName: { given: string; clean: string } | undefined;

/** A sender's name as it stands in a text; empty: none. A batch nearly always has one, so the last is kept. */
export function cleanName(name: unknown): string {
	if (typeof name !== 'string') return '';
	if (lastName?.given !== name) lastName = { given: name, clean: isAbsent(name) ? '' : name.slice(0, LONGEST_NAME).replace(/\s+/g, ' ').replace(/[\s:]+$/, '').trim() };
	return lastName.clean;
}

/**
 * Puts the labels and the sender's name at the start of a text, each only where it is not there already: labels first, as the law asks. An email
 * names its sender elsewhere, and so does a label that holds the name.
 *
 * @returns `undefined` where a label needs a name and there is none
 */
export function addFront(text: string, senderName: string, channel: Channel, labels: readonly FooterLabel[]): Front | undefined {
	if (labels.length === 0) return addName(text, senderName, channel);
	const inText = labels.filter(({ at }) => IN_TEXT.includes(at));
	const { head, missing, found, rest } = readLabels(inText.length > 0 ? text.trimStart() : text, inText, senderName);
	if (missing === undefined) return undefined;
	const isNamed = senderName === '' || channel === 'email' || inText.some((label) => label.text.includes(NAME_PLACE)) || namesSender(rest, senderName);
	const body = `${found}${isNamed ? rest : `${gap(`${head}${found}`, rest)}${senderName}: ${rest.trimStart()}`}`;
	return { text: missing === '' ? `${head}${body}` : `${head}${missing}${body.trimStart()}`, senderAdded: !isNamed, label: missing.trim() };
}

function addName(text: string, senderName: string, channel: Channel): Front {
	const isNamed = senderName === '' || channel === 'email' || namesSender(text, senderName);
	return { text: isNamed ? text : `${senderName}: ${text.trimStart()}`, senderAdded: !isNamed, label: '' };
}

/** The blanks between the labels and what follows them. */
function gap(found: string, rest: string): string {
	if (found === '') return '';
	const blanks = rest.slice(0, rest.length - rest.trimStart().length);
	return blanks === '' && ENDS_IN_WORD.test(found) ? ' ' : blanks;
}
