const NOT_ASCII = /[\u0080-\uffff]/;
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4\u0060\u2032\uff07]/g;
/** Accents and vowel points, tatweel, fillers and variation selectors, as first and last code point. */
const MARKS = [
	[0x300, 0x36f], [0x483, 0x489], [0x591, 0x5c7], [0x610, 0x61a], [0x640, 0x640], [0x64b, 0x65f], [0x670, 0x670], [0x6d6, 0x6ed], [0x115f, 0x1160],
	[0x1ab0, 0x1aff], [0x1dc0, 0x1dff], [0x20d0, 0x20ff], [0x3164, 0x3164], [0xfe00, 0xfe0f], [0xfe20, 0xfe2f], [0xffa0, 0xffa0],
] as const;
const MARK_CLASS = MARKS.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('');
/** The marks, and every invisible formatting character. */
const DROPPED = new RegExp(`[${MARK_CLASS}]|\\p{Cf}`, 'gu');
/** Letters that decompose into nothing simpler but are read as these. */
const LETTERS: Readonly<Record<string, string>> = {
	ı: 'i', ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ð: 'd', þ: 'th', ٱ: 'ا', ى: 'ي', ة: 'ه',
};
const SPECIAL_LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');
/** Cyrillic and Greek letters that look like Latin ones; keyboards and filters mix them into Latin words. */
const LOOKALIKES: Readonly<Record<string, string>> = {
	а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x', к: 'k', м: 'm', н: 'h', в: 'b', ѕ: 's', і: 'i', ј: 'j', ԁ: 'd',
	α: 'a', ε: 'e', ο: 'o', ρ: 'p', τ: 't', υ: 'u', ν: 'v', ι: 'i', κ: 'k', ς: 's',
};
const LOOKALIKE = new RegExp(`[${Object.keys(LOOKALIKES).join('')}]`, 'gu');

/**
 * The text without accents, invisible and direction characters, in compatibility forms (fullwidth, styled
 * letters) and with one kind of apostrophe. Case is kept.
 *
 * @example
 * foldText('ＡＲＲÊＴ') // => 'ARRET'
 */
export function foldText(text: string): string {
	if (!NOT_ASCII.test(text)) return text.includes('`') ? text.replaceAll('`', "'") : text;
	return text
		.replace(APOSTROPHES, "'")
		.normalize('NFKC')
		.normalize('NFD')
		.replace(DROPPED, '')
		.replace(SPECIAL_LETTER, (letter) => LETTERS[letter] ?? letter);
}

/** A folded word in lower case of the root locale, with lookalikes of other scripts read as Latin where the word mixes scripts. */
export function lowerWord(word: string): string {
	const lower = word.toLowerCase();
	return NOT_ASCII.test(lower) && /[a-z]/.test(lower) ? lower.replace(LOOKALIKE, (letter) => LOOKALIKES[letter] ?? letter) : lower;
}
