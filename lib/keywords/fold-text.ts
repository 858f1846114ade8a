const NOT_ASCII = /[^\x00-\x7f]/;
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4\u0060\u2032\uff07]/g;
/** Accents, vowel points, tatweel, variation selectors and every invisible formatting character. */
const DROPPED = /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u115f\u1160\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\uffa0]|\p{Cf}/gu;
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
