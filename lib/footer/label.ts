import type { FooterLabel } from '../packs/footers';

/** Stands for the sender's name in a label. */
export const NAME_PLACE = '{sender}';

/** A text and the required labels that stand at its start. */
export interface LabelledText {
	/** The label that has to be the very first, if it is; otherwise empty. */
	head: string;
	/** What has to be put behind it; `undefined`: a label needs a sender's name, and there is none. */
	missing: string | undefined;
	/** The other labels, with the blanks between them; empty: none. */
	found: string;
	rest: string;
}

const FIRST: FooterLabel['at'] = 'first_characters';
const SPECIAL = /[.*+?^${}()|[\]\\]/g;
const ENDS_IN_WORD = /[\p{L}\p{N}]$/u;
const LONGEST_NAME = 200;
const MOST_PATTERNS = 500;

const patterns = new Map<string, RegExp>();

/**
 * Finds the required labels at the start of a text. One that has to be the very first is missing wherever else it stands. In
 * `head`, `missing`, `found` and `rest`, one behind the other, nothing is missing any more.
 *
 * @param senderName empty: unknown
 */
export function readLabels(text: string, labels: readonly FooterLabel[], senderName: string): LabelledText {
	if (labels.length === 0) return { head: '', missing: '', found: '', rest: text };
	const ordered = [...labels].sort((a, b) => Number(b.at === FIRST) - Number(a.at === FIRST));
	let [headLength, length] = [0, 0];
	for (let next = labelAt(text, 0, ordered, senderName); next !== undefined; next = labelAt(text, length, ordered, senderName)) {
		length += next.length;
		if (next.label.at === FIRST) headLength = length;
		ordered.splice(ordered.indexOf(next.label), 1);
	}
	const absent = ordered.map((label) => (label.text.includes(NAME_PLACE) && senderName === '' ? undefined : label.text.replaceAll(NAME_PLACE, () => senderName)));
	return { head: text.slice(0, headLength), missing: absent.includes(undefined) ? undefined : absent.join(''), found: text.slice(headLength, length), rest: text.slice(length) };
}

function labelAt(text: string, from: number, labels: readonly FooterLabel[], senderName: string): { label: FooterLabel; length: number } | undefined {
	const rest = text.slice(from, from + LONGEST_NAME * 2);
	for (const label of labels) {
		if (label.at === FIRST && from > 0) continue;
		for (const form of [label.text, ...(label.accepts ?? [])]) {
			const length = patternOf(form.trim(), senderName).exec(rest)?.[0].length ?? 0;
			if (length > 0) return { label, length };
		}
	}
	return undefined;
}

/** Where the name is not known, any name fits; where it is, no other does. */
function patternOf(form: string, senderName: string): RegExp {
	const key = form.includes(NAME_PLACE) ? `${form}${senderName}` : form;
	const known = patterns.get(key);
	if (known !== undefined) return known;
	const name = senderName === '' ? `[^\\n]{1,${LONGEST_NAME}}?` : escapePattern(senderName);
	const words = form.split(NAME_PLACE).map(escapePattern).join(name);
	const pattern = new RegExp(`^\\s*${words}${ENDS_IN_WORD.test(form) ? '(?!\\.?[\\p{L}\\p{N}])' : ''}`, 'u');
	// A batch has few senders. A list with a name of its own for each contact starts anew now and then.
	if (patterns.size >= MOST_PATTERNS) patterns.clear();
	patterns.set(key, pattern);
	return pattern;
}

function escapePattern(text: string): string {
	return text.replace(SPECIAL, '\\$&');
}
