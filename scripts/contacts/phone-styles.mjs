import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

const FULL_WIDTH_OFFSET = 0xff10 - 0x30;

const parts = (e164) => {
	const number = parsePhoneNumberFromString(e164);
	return { number, national: number.formatNational(), international: number.formatInternational() };
};
const toFullWidth = (text) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + FULL_WIDTH_OFFSET));

/** The ways in which people and programs write one number, each from its E.164 form. */
export const PHONE_STYLES = {
	e164: (e164) => e164,
	national: (e164) => parts(e164).national,
	international: (e164) => parts(e164).international,
	nationalBare: (e164) => parts(e164).national.replace(/\D/g, ''),
	dotted: (e164) => parts(e164).national.replace(/[()]/g, '').trim().replace(/[\s-]+/g, '.'),
	dashed: (e164) => parts(e164).international.replace(/\s+/g, '-'),
	doubleZero: (e164) => parts(e164).international.replace('+', '00'),
	padded: (e164) => `  ${parts(e164).international}\u00a0`,
	brackets: (e164) => `+${parts(e164).number.countryCallingCode} (${parts(e164).number.nationalNumber.slice(0, 3)}) ${parts(e164).number.nationalNumber.slice(3)}`,
	apostrophe: (e164) => `'${e164}`,
	extensionX: (e164) => `${parts(e164).national} x123`,
	extensionWord: (e164) => `${parts(e164).international} ext. 5`,
	fullWidth: (e164) => `＋${toFullWidth(e164.slice(1))}`,
	/** What a spreadsheet shows for a long number; every digit is still there. */
	scientific: (e164) => {
		const digits = e164.slice(1);
		return `${digits[0]}.${digits.slice(1)}E+${digits.length - 1}`;
	},
	trailingZero: (e164) => `${e164.slice(1)}.0`,
	/** What a spreadsheet leaves when the column is narrow: the last digits are gone. */
	scientificRounded: (e164) => `${e164[1]}.${e164.slice(2, 7)}E+${e164.length - 2}`,
};

/** Those that lose nothing, for any country, with the country beside them. */
export const COMMON_STYLES = ['e164', 'national', 'international', 'nationalBare', 'dotted', 'dashed', 'doubleZero', 'padded', 'brackets'];
