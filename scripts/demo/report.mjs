const ORDER = ['send', 'hold', 'needs review', 'unknown', 'suppressed', 'not ready', 'left', 'no verdict'];
const LEFT = 'Do-not-disturb on every channel: left before the first step.';
const IMPORT_TEXTS = { already: 'Was on record already.', applied: 'Stored.' };
const STORED_WITH_WARNING = 'Stored; the Consent Check will ask for the evidence.';

function countBy(list, keyOf) {
	const groups = new Map();
	for (const entry of list) {
		const key = keyOf(entry);
		groups.set(key, [...(groups.get(key) ?? []), entry]);
	}
	return [...groups.values()];
}

/** How many contacts a step sent to, held, suppressed ..., by the first reason. */
export function outcomeRows(contacts, step) {
	return countBy(contacts, ({ [step]: { outcome, codes } }) => `${outcome} ${outcome === 'send' ? '' : codes[0]}`)
		.map((group) => {
			const { outcome, codes, reasons } = group[0][step];
			const isSend = outcome === 'send';
			return { outcome, contacts: group.length, reason: isSend ? '' : (codes[0] ?? ''), text: outcome === 'left' ? LEFT : isSend ? '' : (reasons[0]?.text ?? '') };
		})
		.sort((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome) || other.contacts - one.contacts);
}

const localTime = (instant, zone) => new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(instant));

/** Until when contacts are held, with the local time of the zone that holds them. */
export function holdRows(contacts, step) {
	const held = contacts.filter(({ [step]: { outcome } }) => outcome === 'hold');
	return countBy(held, ({ [step]: { sendAt } }) => sendAt)
		.map((group) => {
			const zones = new Set(group.map(({ [step]: { reasons } }) => reasons[0]?.facts.closedIn).filter((zone) => zone !== undefined));
			const { sendAt } = group[0][step];
			return { sendAt, contacts: group.length, local: [...zones].slice(0, 2).map((zone) => `${localTime(sendAt, zone)} in ${zone}`).join(', ') };
		})
		.sort((one, other) => (one.sendAt < other.sendAt ? -1 : 1));
}

/** How many rows of an import were stored or turned away, by reason. */
export function importRows(rows, field) {
	const results = rows.map((row) => row[field]).filter((result) => result !== undefined);
	const codeOf = ({ reasons = [], warnings = [] }) => reasons[0]?.code ?? warnings[0] ?? '';
	const textOf = ({ outcome, reasons = [], warnings = [] }) => reasons[0]?.text ?? (warnings.length > 0 ? STORED_WITH_WARNING : IMPORT_TEXTS[outcome]);
	return countBy(results, (result) => `${result.outcome} ${codeOf(result)}`)
		.map((group) => ({ outcome: group[0].outcome, contacts: group.length, reason: codeOf(group[0]), text: textOf(group[0]) }))
		.sort((one, other) => other.contacts - one.contacts);
}

export function replyRows(replies) {
	return replies.map(({ from, body, contact, result, answers }) => ({
		contact: contact.name,
		body: from === 'redelivered' ? `${body} (delivered again)` : body.length > 40 ? `${body.slice(0, 37)}...` : body,
		intent: result.intent ?? '',
		outcome: result.outcome ?? '',
		answer: answers[0] ?? '(none)',
	}));
}

const describe = ({ outcome, codes, sendAt }) => (outcome === 'send' ? 'send' : [outcome, outcome === 'hold' ? sendAt : codes.join(', ')].filter(Boolean).join(' '));

/** Contacts to whom the second run did something else than the first. */
export function changeRows(first, second, step) {
	const before = new Map(first.contacts.map((contact) => [contact.key, contact]));
	return second.contacts
		.map((contact) => ({ contact: contact.name, first: describe(before.get(contact.key)[step]), second: describe(contact[step]) }))
		.filter((row) => row.first !== row.second);
}

const OUTCOME = { key: 'outcome', title: 'Outcome' };
const CONTACTS = { key: 'contacts', title: 'Contacts' };
const REASON = [{ key: 'reason', title: 'Reason' }, { key: 'text', title: 'What it means' }];

export const COLUMNS = {
	outcomes: [OUTCOME, CONTACTS, ...REASON],
	holds: [{ key: 'sendAt', title: 'Held until (UTC)' }, CONTACTS, { key: 'local', title: 'There it is then' }],
	replies: [{ key: 'contact', title: 'Contact' }, { key: 'body', title: 'Wrote' }, { key: 'intent', title: 'Intent' }, OUTCOME, { key: 'answer', title: 'Answer' }],
	changes: [{ key: 'contact', title: 'Contact' }, { key: 'first', title: 'First run' }, { key: 'second', title: 'Second run' }],
};
