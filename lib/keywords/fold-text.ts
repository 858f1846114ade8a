const NOT_ASCII = /[\u0080-\uffff]/;
const NOT_PLAIN = /[\u0080-\uffff`#]/;
/** Anything beyond the Latin, Greek, Cyrillic, Armenian and Hebrew blocks but general punctuation and emoji. */
const NOT_EUROPEAN = /[\u0600-\u1fff\u3000-\ud7ff]/;
/** "delete my #" */
const LONE_NUMBER_SIGN = /#(?![\p{L}\p{N}])/gu;
const BEYOND_ASCII = /[\u0080-\u{10ffff}]/gu;
/** All but letters of European languages with their accents, punctuation, and emoji: how such a character folds may depend on those beside it. */
const BESIDE_OTHERS = /[^\ufe0f\0-\u02ff\u0370-\u0482\u1e00-\u1eff\u2000-\u20cf\u2100-\u2bff\u{1f300}-\u{1faff}]/u;
/** Of at most as many characters as that leaves. */
const foldedAlone = new Map<string, string>();
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4\u0060\u2032\uff07]/g;
/** Accents, vowel points, tatweel, nukta, fillers and variation selectors, as first and last code point. */
const MARKS = [
	[0x300, 0x36f], [0x483, 0x489], [0x591, 0x5bd], [0x5bf, 0x5bf], [0x5c1, 0x5c2], [0x5c4, 0x5c5], [0x5c7, 0x5c7], [0x610, 0x61a], [0x640, 0x640], [0x64b, 0x65f],
	[0x670, 0x670], [0x6d6, 0x6dc], [0x6df, 0x6e8], [0x6ea, 0x6ed], [0x93c, 0x93c], [0x115f, 0x1160], [0x1ab0, 0x1aff], [0x1dc0, 0x1dff], [0x20d0, 0x20ff], [0x3164, 0x3164],
	[0xfe00, 0xfe0f], [0xfe20, 0xfe2f], [0xffa0, 0xffa0],
] as const;
const MARK_CLASS = MARKS.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('');
/** The marks, and every invisible formatting character. */
const DROPPED = new RegExp(`[${MARK_CLASS}]|\\p{Cf}`, 'gu');
/** Letters that decompose into nothing simpler but are read as these. */
const LETTERS: Readonly<Record<string, string>> = {
	ı: 'i', ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ð: 'd', þ: 'th', ٱ: 'ا', ى: 'ي', ة: 'ه',
	// Arabic letters as Persian keyboards have them, and Hebrew letters in their form at the end of a word.
	ک: 'ك', ی: 'ي', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ',
};
/** The first digit of the scripts that count in tens. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50] as const;
const OTHER_DIGIT = new RegExp(`[${ZEROS.map((zero) => String.fromCodePoint(zero) + '-' + String.fromCodePoint(zero + 9)).join('')}]`, 'g');
/** A nasal before a consonant of its own row, which Hindi also writes as a dot or moon above the letter before. */
const HINDI_NASAL = /\u0919\u094d(?=[\u0915-\u0918])|\u091e\u094d(?=[\u091a-\u091d])|\u0923\u094d(?=[\u091f-\u0922])|\u0928\u094d(?=[\u0924-\u0927])|\u092e\u094d(?=[\u092a-\u092d])|\u0901/g;
const ANUSVARA = '\u0902';
const HIRAGANA = /[\u3041-\u3096]/g;
const HIRAGANA_TO_KATAKANA = 0x60;
const FINAL_SIGMA = /ς/g;
const SPECIAL_LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
/** Cyrillic and Greek letters that look like Latin ones; keyboards and filters mix them into Latin words. */
const LOOKALIKES: Readonly<Record<string, string>> = {
	а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x', к: 'k', м: 'm', н: 'h', в: 'b', ѕ: 's', і: 'i', ј: 'j', ԁ: 'd',
	α: 'a', ε: 'e', ο: 'o', ρ: 'p', τ: 't', υ: 'u', ν: 'v', ι: 'i', κ: 'k', ς: 's',
};
const LOOKALIKE = new RegExp(`[${Object.keys(LOOKALIKES).join('')}]`, 'gu');

/**
 * The text without accents, invisible and direction characters, in compatibility forms (fullwidth, styled
 * letters), with one kind of apostrophe, and in one of several usual spellings: digits in ASCII, Arabic letters without
 * their variants, Hebrew without final forms, Hindi nasals as dots, Japanese in katakana. Case is kept.
 *
 * @example
 * foldText('ＡＲＲÊＴ') // => 'ARRET'
 * foldText('ﺇﻟﻐﺎﺀ') // => 'الغاء'
 */
export function foldText(text: string): string {
	if (!NOT_PLAIN.test(text)) return text;
	const named = text.includes('#') ? text.replace(LONE_NUMBER_SIGN, ' number ') : text;
	const plain = named.replace(APOSTROPHES, "'");
	if (!NOT_ASCII.test(plain)) return plain;
	return BESIDE_OTHERS.test(plain) ? foldTogether(plain) : plain.replace(BEYOND_ASCII, foldAlone);
}

/** A character of those that fold by themselves. */
function foldAlone(character: string): string {
	const known = foldedAlone.get(character);
	if (known !== undefined) return known;
	const folded = foldTogether(character);
	foldedAlone.set(character, folded);
	return folded;
}

function foldTogether(text: string): string {
	const bare = text
		.normalize('NFKD')
		.replace(DROPPED, '')
		.replace(SPECIAL_LETTER, (letter) => LETTERS[letter] ?? letter);
	return NOT_EUROPEAN.test(bare) ? foldScripts(bare) : bare;
}

function foldScripts(text: string): string {
	return text
		.replace(OTHER_DIGIT, (digit) => String(digitValue(digit.charCodeAt(0))))
		.replace(HINDI_NASAL, ANUSVARA)
		.normalize('NFC')
		.replace(HIRAGANA, (kana) => String.fromCharCode(kana.charCodeAt(0) + HIRAGANA_TO_KATAKANA));
}

function digitValue(code: number): number {
	return code - (ZEROS.findLast((zero) => zero <= code) ?? code);
}

/** A folded word in lower case of the root locale, with lookalikes of other scripts read as Latin where the word mixes scripts. */
export function lowerWord(word: string): string {
	const lower = word.toLowerCase();
	if (!NOT_ASCII.test(lower)) return lower;
	return /[a-z]/.test(lower) ? lower.replace(LOOKALIKE, (letter) => LOOKALIKES[letter] ?? letter) : lower.replace(FINAL_SIGMA, 'σ');
}
