import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { EMAIL_DOMAINS, NAMES } from './contacts/names.mjs';
import { INVALID, LANDLINE, MOBILE, SPLIT_ZONE, TOLL_FREE } from './contacts/numbers.mjs';
import { COMMON_STYLES, PHONE_STYLES } from './contacts/phone-styles.mjs';
import { seededRandom } from './contacts/random.mjs';
import { DUPLICATES, SCENARIOS } from './contacts/scenarios.mjs';
import { EXAMPLES } from './local-n8n/paths.mjs';

const FILE = join(EXAMPLES, 'contacts.csv');
const SEED = 20_260_331;
const COLUMNS = ['first_name', 'last_name', 'phone', 'email', 'country', 'time_zone', 'sms_consent', 'email_consent', 'consent_source', 'consent_time', 'consent_wording', 'dnd', 'note'];
const COUNTRIES = ['US', 'US', 'US', 'US', 'US', 'US', 'US', 'US', 'CA', 'CA', 'CA', 'CA', 'GB', 'GB', 'GB', 'DE', 'DE', 'FR', 'FR', 'ES', 'ES', 'MX', 'MX', 'BR', 'BR', 'AU', 'IN', 'IN'];
const MINUTE_MS = 60_000;

const between = (random, from, to) => new Date(Date.parse(from) + random.below((Date.parse(to) - Date.parse(from)) / MINUTE_MS) * MINUTE_MS);

/** Every way in which the time of a consent is written in the file. */
const CONSENT_TIMES = {
	iso: (random) => between(random, '2025-01-05', '2026-06-30').toISOString().replace('.000', ''),
	old: (random) => between(random, '2024-01-05', '2024-12-20').toISOString(),
	offset: (random) => between(random, '2025-01-05', '2026-03-30').toISOString().replace('.000Z', random.pick(['-05:00', '+01:00', '+05:30'])),
	future: (random) => between(random, '2041-01-05', '2049-06-30').toISOString(),
	unreadable: (random) => random.pick(['31/02/2025', '03/04/25', 'last summer', '2025-13-01T00:00:00Z', '45321', 'yes']),
	none: () => '',
};

const NUMBER_SOURCES = {
	mobile: (country) => MOBILE[country],
	landline: (country) => LANDLINE[country],
	splitZone: () => SPLIT_ZONE,
	tollFree: () => TOLL_FREE,
};

const EMAIL_STYLES = {
	plain: (email) => email,
	messy: (email) => ` ${email.toUpperCase()} `,
	broken: (email) => email.replace('@', ' at '),
};

/** @throws Error when a pattern gives a number that libphonenumber does not hold valid. */
function drawNumber(random, source, country, used) {
	for (let attempt = 0; attempt < 1_000; attempt += 1) {
		const number = parsePhoneNumberFromString(random.digits(random.pick(NUMBER_SOURCES[source](country))), country);
		if (!number?.isValid()) throw new Error(`A pattern of ${source} numbers for ${country} is not valid.`);
		if (used.has(number.number)) continue;
		used.add(number.number);
		return number.number;
	}
	throw new Error(`Too few ${source} numbers for ${country}.`);
}

function makeContact(random, scenario, index, used) {
	const { from = 'mobile', styles, time, countries = COUNTRIES, emailStyle = 'plain', count: _count, ...columns } = scenario;
	const country = random.pick(countries);
	const [first_name, last_name] = random.pick(NAMES[country]);
	const email = EMAIL_STYLES[emailStyle](`contact.${String(index + 1).padStart(3, '0')}@${random.pick(EMAIL_DOMAINS)}`);
	const e164 = from in NUMBER_SOURCES ? drawNumber(random, from, country, used) : undefined;
	const phone = e164 === undefined ? (from === 'invalid' ? random.pick(INVALID) : '') : PHONE_STYLES[random.pick(styles)](e164);
	return { e164, row: { first_name, last_name, phone, email, country, consent_time: CONSENT_TIMES[time](random), ...columns } };
}

/** The same person once more, from another tool: the number in another form, the email in capitals. */
function duplicate(random, { e164, row }) {
	const styles = COMMON_STYLES.filter((style) => PHONE_STYLES[style](e164) !== row.phone);
	return { e164, row: { ...row, phone: PHONE_STYLES[random.pick(styles)](e164), email: row.email.toUpperCase(), note: 'from the loyalty app' } };
}

function shuffle(random, list) {
	for (let index = list.length - 1; index > 0; index -= 1) {
		const other = random.below(index + 1);
		[list[index], list[other]] = [list[other], list[index]];
	}
	return list;
}

const toCell = (value = '') => (/[",\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** The whole example file: always the same text, lines ended by LF. */
export function generateContacts() {
	const random = seededRandom(SEED);
	const used = new Set();
	const scenarios = SCENARIOS.flatMap((scenario) => Array.from({ length: scenario.count }, () => scenario));
	const contacts = scenarios.map((scenario, index) => makeContact(random, scenario, index, used));
	const proven = contacts.slice(0, SCENARIOS[0].count);
	const duplicates = shuffle(random, [...proven]).slice(0, DUPLICATES).map((contact) => duplicate(random, contact));
	const rows = shuffle(random, [...contacts, ...duplicates]).map(({ row }) => COLUMNS.map((column) => toCell(row[column])).join(','));
	return `${[COLUMNS.join(','), ...rows].join('\n')}\n`;
}

function main(isCheck) {
	const text = generateContacts();
	if (!isCheck) {
		writeFileSync(FILE, text);
		console.log(`${text.split('\n').length - 2} contacts written`);
	} else if (readFileSync(FILE, 'utf8') !== text) {
		console.error('examples/contacts.csv differs from what its generator makes. Run: node scripts/generate-contacts.mjs');
		process.exitCode = 1;
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.includes('--check'));
