import { readFileSync } from 'node:fs';
import google from 'google-libphonenumber';
import { DEMO } from '../../scripts/demo/config.mjs';
import { parseCsv } from './csv.mjs';

/** A Tuesday; it is day in Europe, morning in the east of North America, and night in India and Australia. */
export const INSTANT = '2026-03-31T15:00:00Z';

const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = google;
const phones = PhoneNumberUtil.getInstance();
const YES = new Set(['yes', 'opted in', 'true']);
const TEXTABLE = new Set([PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE]);

/** Where numbers that begin so surely are; others are left out of what is expected. */
const ZONES = {
	'+44': 'Europe/London', '+49': 'Europe/Berlin', '+33': 'Europe/Paris', '+91': 'Asia/Kolkata',
	'+1202': 'America/New_York', '+1212': 'America/New_York', '+1404': 'America/New_York', '+1312': 'America/Chicago', '+1303': 'America/Denver',
	'+1213': 'America/Los_Angeles', '+1602': 'America/Phoenix', '+1808': 'Pacific/Honolulu', '+1514': 'America/Toronto',
	'+1604': 'America/Vancouver', '+1403': 'America/Edmonton', '+1902': 'America/Halifax',
};

/** Every contact of the file with what must become of it, worked out from its columns alone. */
export function expectedContacts() {
	return parseCsv(readFileSync(DEMO.contacts, 'utf8')).map((row) => ({ row, ...expectation(row) }));
}

function expectation(row) {
	const number = readNumber(row);
	const provable = isProvable(row);
	const mayText = provable && YES.has(row.sms_consent.toLowerCase()) && row.dnd === '' && number !== undefined && number.textable;
	const mayEmail = provable && YES.has(row.email_consent.toLowerCase()) && row.dnd !== 'all' && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(row.email.trim());
	const zone = row.time_zone || ZONES[Object.keys(ZONES).find((prefix) => number?.e164.startsWith(prefix))];
	return { number, mayText, mayEmail, isEverywhere: row.dnd === 'all', ...(mayText && zone !== undefined && { zone, opensAt: nextOpen(zone) }) };
}

/** Source, wording and a time in the past that needs no guess; a row whose time zone is none is not stored. */
function isProvable({ consent_source, consent_time, consent_wording, time_zone }) {
	const time = /^\d{4}-\d{2}-\d{2}T/.test(consent_time) ? Date.parse(consent_time) : Number.NaN;
	return consent_source !== '' && consent_wording !== '' && time < Date.now() && (time_zone === '' || isZone(time_zone));
}

function isZone(name) {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
	} catch {
		return false;
	}
}

/** A spreadsheet that drops a plus can leave digits that are two numbers of the country. */
function isOtherNumberOf(country, international, e164) {
	const number = phones.parse(international);
	return phones.isValidNumberForRegion(number, country) && phones.format(number, PhoneNumberFormat.E164) !== e164;
}

/** Google's own reading of the number; a 00 stands for a plus, what a spreadsheet made of it is undone where no digit is lost, and words are none. */
function readNumber({ phone, country }) {
	if (/[A-Z]{3}/.test(phone)) return undefined;
	try {
		const written = phone.normalize('NFKC').trim().replace(/^'/, '').replace(/^00(?=[1-9])/, '+');
		const digits = undoSpreadsheet(written);
		const number = phones.parse(digits, country);
		if (!phones.isValidNumber(number)) return undefined;
		const e164 = phones.format(number, PhoneNumberFormat.E164);
		if (digits !== written && isOtherNumberOf(country, `+${digits}`, e164)) return undefined;
		return { e164, textable: TEXTABLE.has(phones.getNumberType(number)) };
	} catch {
		return undefined;
	}
}

function undoSpreadsheet(text) {
	const scientific = /^(\d)\.(\d+)E\+(\d+)$/.exec(text);
	if (scientific === null) return text.replace(/^(\d+)\.0$/, '$1');
	const [, first, others, exponent] = scientific;
	return others.length === Number(exponent) ? `+${first}${others}` : '';
}

/** Its regulator permits promotional texts from ten on; the other places of the list permit all of the campaign's hours on the days around the instant. */
const INDIA = 'Asia/Kolkata';
const QUARTER_MS = 15 * 60_000;
const isOpen = (instant, zone) => {
	const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' }).formatToParts(instant).map(({ type, value }) => [type, value]));
	const hour = Number(parts.hour);
	const opens = parts.weekday === 'Sun' ? 12 : 9;
	return hour < 20 && hour >= Math.max(opens, zone === INDIA ? 10 : 0);
};
const openings = new Map();

/** First quarter of an hour from the instant on in which the campaign's hours are open, found by asking each; `INSTANT` itself where they are. */
function nextOpen(zone) {
	if (!openings.has(zone)) {
		let at = Date.parse(INSTANT);
		while (!isOpen(at, zone)) at += QUARTER_MS;
		openings.set(zone, new Date(at).toISOString());
	}
	return openings.get(zone);
}
