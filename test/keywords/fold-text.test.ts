import fc from 'fast-check';
import { foldText } from '../../lib/keywords/fold-text';
import { keyOf } from '../../lib/keywords/compile-pattern';
import { KEYWORD_PACK } from '../../lib/packs/keywords';

const ALIKE: ReadonlyArray<[string, readonly string[]]> = [
	['Turkish i with and without its dot', ['İPTAL', 'iptal', 'IPTAL', 'ıptal', 'İptal', 'i̇ptal']],
	['Turkish c with and without its cedilla', ['ÇIK', 'çık', 'çik', 'CIK', 'cik', 'Ç\u0131k']],
	['German umlauts composed and decomposed', ['KÜNDIGEN', 'ku\u0308ndigen', 'kundigen']],
	['Arabic alef forms', ['إلغاء', 'الغاء', 'ألغاء', 'آلغاء', 'ٱلغاء']],
	['Arabic with vowel signs and tatweel', ['توقف', 'تَوَقَّفْ', 'تـــوقف']],
	['Arabic in presentation forms', ['توقف', 'ﺗﻮﻗﻒ']],
	['Arabic and Persian letters', ['ايقاف يك', 'ایقاف یک', 'إيقاف يك']],
	['Hebrew with points and final letters', ['הסרים', 'הָסֵרִים', 'הסרימ']],
	['Hindi nasals as a dot, a moon or a letter', ['बंद', 'बन्द', 'बँद']],
	['Hindi with and without nukta', ['बाज़ार', 'बाजार', 'बा\u091c\u093cार']],
	['Japanese kana of full and half width', ['ストップ', 'ｽﾄｯﾌﾟ', 'すとっぷ', 'ストッフ\u309a']],
	['Korean composed and decomposed', ['거부', '거부'.normalize('NFD')]],
	['Vietnamese with and without tone marks', ['HỦY', 'hủy', 'HUY', 'huỷ', 'HỦY'.normalize('NFD')]],
	['Vietnamese d with its stroke', ['đăng ký', 'dang ky', 'ĐĂNG KÝ']],
	['Greek with and without tonos, and final sigma', ['ΔΙΑΓΡΑΦΗΣ', 'διαγραφής', 'διαγραφησ', 'Διαγραφης']],
	['Russian yo', ['ещё', 'еще', 'ЕЩЁ']],
	['digits of other scripts', ['3311', '٣٣١١', '۳۳۱۱', '३३११', '๓๓๑๑', '３３１１']],
	['Polish letters', ['REZYGNUJĘ', 'rezygnuje', 'rezygnuję']],
];

it.each(ALIKE)('%s are one word', (_, spellings) => {
	expect([...new Set(spellings.map(keyOf))]).toEqual([keyOf(spellings[0] ?? '')]);
});

it.each([
	['は', 'ば'],
	['ハ', 'パ'],
	['בן', 'בת'],
	['कम', 'काम'],
	['หยด', 'หยุด'],
	['стоп', 'стол'],
	['توقف', 'توفق'],
])('"%s" and "%s" stay apart', (one, other) => {
	expect(keyOf(one)).not.toBe(keyOf(other));
});

it.each([
	['توقف، شكرا؟', 'توقف شكرا'],
	['بند۔ شکر', 'بند شكر'],
	['बंद। धन्यवाद॥', 'बंद धन्यवाद'],
	['停止、お願い。', '停止 オ願イ'],
	['די־נא', 'די נא'],
])('signs of other scripts part words in "%s"', (text, words) => {
	expect(keyOf(text)).toBe(words);
});

it.each(['NFC', 'NFD', 'NFKC', 'NFKD'])('every keyword of the pack is the same word in %s', (form) => {
	for (const { keyword } of KEYWORD_PACK.rows) expect(keyOf(keyword.normalize(form))).toBe(keyOf(keyword));
});

it('any text at all is folded', () => {
	fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => expect(typeof foldText(text)).toBe('string')));
});

it('a character folds alike beside ASCII and beside characters of any other script', () => {
	const european = fc.constantFrom(...'éÜñçßøŁœğİıșžőÀậựкДΣώÅ¿¡«»“”…—–•€™°½№❤✋🛑😂');
	fc.assert(
		fc.property(fc.array(fc.oneof(european, fc.constantFrom(...'abc STOP.!-')), { maxLength: 12 }), (characters) => {
			const text = characters.join('');
			// A Hebrew letter among them has the whole text folded at once.
			expect(foldText(`${text}ש`)).toBe(`${foldText(text)}ש`);
		}),
		{ numRuns: 1000 },
	);
});
