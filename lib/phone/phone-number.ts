import parsePhoneNumber, { type CountryCode } from 'libphonenumber-js/max';
import type { AddressResult, NormalizedAddress } from '../model/address';
import { latinDigits, plainText } from './plain-text';
import { IMPRECISE, INVALID, MAX_RAW_LENGTH, MISSING } from './rejected';
import { readJsNumber, readSpreadsheetNumber, type SpreadsheetNumber } from './spreadsheet-number';

const QUOTES = /^=?["'`’‘“”]+|["'`’‘“”]+$/g;
const SCHEME = /^(?:whatsapp|tel|sms|smsto|callto)\s*:\s*(?:\/\/)?/i;
const LABEL = /^(?:tele?phone|phone|mobile|cell|mob|tel|ph|whatsapp|sms)\b\.?\s*[:#]?\s*(?=[+(\d])/i;
const NOTE = /\s*[([](?:[^()[\]\d]{1,24})[)\]]$/;
/** What WhatsApp itself calls a contact: all digits of the international number, perhaps a device, and a host. */
const WHATSAPP_ID = /^(\d{7,15})(?::\d{1,3})?@(?:s\.whatsapp\.net|c\.us)$/i;
const BARE_DIGITS = /^\d+$/;
const LETTER = /\p{L}/u;
const EXTENSION = /(?:;ext=|[\s,;]*(?:extension|ext|extn|x|anexo|доб|int|durchwahl)\.?\s*:?\s*)\d{1,7}#?$/iu;
const MAX_PHONE_LENGTH = 120;
/** Fewer digits are a national number in too many countries to be read as an international one. */
const MIN_BARE_INTERNATIONAL = 11;
const MAX_EXTENSION = 7;
const MIN_WHOLE_NUMBER = 6;
/** 030/123456 is one German number; 030 123456/57 are two. */
const MIN_BEFORE_SLASH = 9;
const TRUNK_ZERO = /\(0\)/;
/** Mexican mobile numbers had a 1 after the country code until 2019; WhatsApp still names them so. */
const OLD_MEXICAN_MOBILE = /^\+52\D*1(?=(?:\D*\d){10}\D*$)/;
/** Brazilian mobile numbers had eight digits until 2016; WhatsApp still names many of them so. Landlines begin with 2 to 5. */
const OLD_BRAZILIAN_MOBILE = /^(\+55[\s().-]*[1-9][\s().-]*[1-9])(?=[\s().-]*[6-9](?:[\s().-]*\d){7}$)/;

interface PhoneOptions {
	defaultCountry?: CountryCode;
	/** WhatsApp ids are international numbers without plus, so bare digits may be read as one. */
	digitsMayBeInternational: boolean;
}

/** Parses and validates at once: libphonenumber gives a type to valid numbers only, and asking for both costs double. */
function parseValid(text: string, defaultCountry?: CountryCode): NormalizedAddress | undefined {
	const number = parsePhoneNumber(text.replace(OLD_MEXICAN_MOBILE, '+52').replace(OLD_BRAZILIAN_MOBILE, '$1 9'), { defaultCountry, extract: false });
	const numberType = number?.getType();
	if (number === undefined || numberType === undefined) return undefined;
	const { country, ext: extension } = number;
	if (extension !== undefined && extension.length > MAX_EXTENSION) return undefined;
	return { ok: true, address: number.number, numberType, ...(country && { country }), ...(extension && { extension }) };
}

/**
 * The national reading first, then, if there are digits enough, the same with a plus. Where both are different numbers
 * of the default country, which one was meant is a guess: 491713920064 is a German mobile, and a landline in Leer.
 */
function parseDigits(digits: string, options: PhoneOptions, mayBeInternational: boolean): NormalizedAddress | undefined {
	const national = options.defaultCountry && parseValid(digits, options.defaultCountry);
	if (digits.startsWith('00')) return national ?? parseValid(`+${digits.slice(2)}`);
	if (!mayBeInternational || digits.length < MIN_BARE_INTERNATIONAL || digits.startsWith('0')) return national;
	const international = parseValid(`+${digits}`);
	if (national === undefined || international === undefined) return national ?? international;
	const isAmbiguous = international.country === options.defaultCountry && international.address !== national.address;
	return isAmbiguous ? undefined : national;
}

function readSheet(sheet: SpreadsheetNumber, explicit: boolean, options: PhoneOptions): AddressResult {
	if (sheet === 'imprecise') return IMPRECISE;
	if (sheet === 'not_whole') return INVALID;
	return (explicit ? parseValid(`+${sheet.digits}`) : parseDigits(sheet.digits, options, true)) ?? INVALID;
}

/** Two numbers in one field would be read as one with an extension, or as a longer one: neither is anybody's number. */
function holdsSeveral(text: string): boolean {
	if (text.indexOf('+', 1) > 0 || /[\n\r|&]/.test(text)) return true;
	const groups = text.replace(EXTENSION, '').split(/[,;/]|\s(?:or|and|oder|und|ou|et|o|y)\s/i);
	const [first = '', ...others] = groups.map((group) => group.replace(/\D/g, ''));
	const rest = others.join('');
	return (others.some((digits) => digits.length > MAX_EXTENSION) && first.length >= MIN_WHOLE_NUMBER) || (rest !== '' && text.includes('/') && first.length >= MIN_BEFORE_SLASH);
}

function unwrap(raw: string): string {
	let text = latinDigits(plainText(raw)).replace(QUOTES, '').trim();
	text = text.replace(SCHEME, '');
	if (LETTER.test(text)) text = text.replace(LABEL, '').replace(NOTE, '').replace(/\?.*$/, '');
	return text
		.replace(/^%2B/i, '+')
		.replace(/^[([]\s*\+\s*(\d{1,3})\s*[)\]]/, '+$1 ')
		.replace(/^\+[\s+]*/, '+')
		.replace(/^\+00/, '+')
		.replace(/[,;.\s]+$/, '');
}

/**
 * Reads a phone number written by a person, a form, a provider or a spreadsheet.
 *
 * - A plus, or 00 where the default country reads nothing else into it, begins an international number.
 * - Without either, the number is read as one of the default country. A valid national reading wins.
 * - Digits that are certainly stripped of their plus are tried as an international number if there is no valid
 *   national reading and there are 11 or more of them: numbers from a spreadsheet (a JavaScript number, an exponent
 *   form, a trailing .0, thousands separators), and any bare digits on WhatsApp. Bare digits in a text on other channels
 *   are not: 13105551234 is a number of the USA and of China.
 * - Letters are not turned into digits, and a field with several numbers is invalid: which one was meant is a guess.
 */
export function readPhoneNumber(raw: unknown, options: PhoneOptions): AddressResult {
	if (typeof raw === 'number') return readSheet(readJsNumber(raw), false, options);
	if (typeof raw === 'bigint') return raw > 0n && raw < 10n ** 15n ? readSheet({ digits: raw.toString() }, false, options) : INVALID;
	if (raw === undefined || raw === null) return MISSING;
	if (typeof raw !== 'string' || raw.length > MAX_RAW_LENGTH) return INVALID;

	const text = unwrap(raw);
	if (text === '') return plainText(raw) === '' ? MISSING : INVALID;
	if (text.length > MAX_PHONE_LENGTH) return INVALID;
	if (BARE_DIGITS.test(text)) return parseDigits(text, options, options.digitsMayBeInternational) ?? INVALID;

	const whatsappId = WHATSAPP_ID.exec(text);
	if (whatsappId) return parseValid(`+${whatsappId[1]}`) ?? INVALID;
	const sheet = readSpreadsheetNumber(text.replace(/\s/g, ''));
	if (sheet) return readSheet(sheet, text.startsWith('+'), options);
	return readWritten(text, options.defaultCountry) ?? INVALID;
}

function readWritten(text: string, defaultCountry?: CountryCode): NormalizedAddress | undefined {
	if (holdsSeveral(text)) return undefined;
	const direct = parseValid(text, defaultCountry);
	if (direct) return direct;
	if (text.startsWith('00')) return readWritten(`+${text.slice(2).trimStart()}`);
	if (text.startsWith('+') && TRUNK_ZERO.test(text)) return readWritten(text.replace(TRUNK_ZERO, ''));
	return undefined;
}
