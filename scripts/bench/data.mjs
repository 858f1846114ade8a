import { seededRandom } from '../contacts/random.mjs';

/** Mobile numbers by country with enough free digits for 50,000 different ones; made up, and never sent to. */
const PATTERNS = {
	US: ['202#######', '212#######', '312#######', '303#######', '415#######', '602#######', '850#######', '907#######'],
	CA: ['613#######', '514#######', '604#######', '403#######'],
	GB: ['7400######'],
	DE: ['17139#####', '15123#####'],
	FR: ['6123#####', '7561#####'],
	ES: ['6123#####'],
	MX: ['55########', '33########'],
	BR: ['119########', '219########'],
	AU: ['4123#####'],
	IN: ['81234#####', '98123#####'],
};
const CALLING_CODES = { US: '1', CA: '1', GB: '44', DE: '49', FR: '33', ES: '34', MX: '52', BR: '55', AU: '61', IN: '91' };
/** US-heavy, as the lists of most users are. */
const COUNTRIES = ['US', 'US', 'US', 'US', 'US', 'CA', 'GB', 'DE', 'FR', 'ES', 'MX', 'BR', 'AU', 'IN'];
const TRUNK = { GB: '0', DE: '0', FR: '0', AU: '0', IN: '0' };

const STYLES = [
	(country, digits) => `+${CALLING_CODES[country]}${digits}`,
	(country, digits) => `+${CALLING_CODES[country]} ${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`,
	(country, digits) => `${TRUNK[country] ?? ''}${digits}`,
	(country, digits) => `(${TRUNK[country] ?? ''}${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`,
];

/**
 * Different contacts with numbers in national and international form. Only numbers that can exist are taken.
 *
 * @param isValid `(phone, country) => boolean`
 */
export function makeContacts(count, isValid) {
	const random = seededRandom(20_261_121);
	const seen = new Set();
	const contacts = [];
	while (contacts.length < count) {
		const country = random.pick(COUNTRIES);
		const digits = random.digits(random.pick(PATTERNS[country]));
		const phone = random.pick(STYLES)(country, digits);
		if (seen.has(country + digits) || !isValid(phone, country)) continue;
		seen.add(country + digits);
		contacts.push({ id: contacts.length, phone, country, text: 'Winter sale: 20% off everything until Sunday, only in our shops.' });
	}
	return contacts;
}

const REPLIES = ['Thanks!', 'When does the sale end?', 'ok', 'Is it open on Sundays?', 'Can I change my order?', 'HELP', 'See you there', 'Which size is left?', 'Love it', 'I can\'t stop laughing'];

/** One reply of each contact; one in fifty opts out. */
export function makeReplies(contacts) {
	return contacts.map(({ id, phone, country }) => ({ id: `reply-${id}`, phone, country, text: id % 50 === 0 ? 'STOP' : REPLIES[id % REPLIES.length] }));
}

/** What is on record: nine in ten have consented, one in thirty has opted out, one in forty is DND by staff. */
export function makeRecord(contacts, address) {
	return contacts.flatMap(({ id, phone, country }) => {
		const contact = { kind: 'phone', address: address(phone, country) };
		const changes = [];
		if (id % 10 !== 0) {
			changes.push({ kind: 'consent', contact, channel: 'sms', messageClass: 'marketing', state: 'granted', source: 'web_form', timestamp: '2026-01-15T10:00:00.000Z', wordingVersion: 'v3' });
		}
		if (id % 30 === 1) changes.push({ kind: 'suppress', contact, reason: 'opt_out_keyword', channel: 'sms', classes: ['marketing', 'informational', 'transactional'], direction: 'outgoing' });
		if (id % 40 === 2) changes.push({ kind: 'suppress', contact, reason: 'staff_dnd', channel: 'all', classes: ['marketing'], direction: 'outgoing' });
		return changes;
	});
}
