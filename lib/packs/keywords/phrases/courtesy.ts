import type { PhrasePack } from '../phrase-pack';

/**
 * What people put beside a keyword to be polite, in languages of which no other phrases are known. In scripts without spaces also the
 * endings that make a request of a keyword.
 */
const COURTESY: Readonly<Record<string, readonly string[]>> = {
	ar: ['من فضلك', 'من فضلكم', 'لو سمحت', 'لو سمحتم', 'شكرا', 'رجاء', 'الرجاء', 'أرجو', 'السلام عليكم', 'مرحبا'],
	cs: ['prosím', 'děkuji', 'díky', 'dobrý den'],
	da: ['tak', 'mange tak', 'venligst', 'hej', 'goddag'],
	el: ['παρακαλώ', 'ευχαριστώ', 'καλημέρα', 'καλησπέρα'],
	fi: ['kiitos', 'kiitti', 'hei', 'moi', 'olkaa hyvä'],
	he: ['בבקשה', 'תודה', 'תודה רבה', 'שלום', 'נא'],
	hi: ['कृपया', 'धन्यवाद', 'शुक्रिया', 'नमस्ते', 'प्लीज'],
	hu: ['kérem', 'köszönöm', 'köszi', 'jó napot', 'kérek'],
	id: ['tolong', 'mohon', 'terima kasih', 'makasih', 'trims', 'halo'],
	ja: ['お願いします', 'お願い致します', 'お願いいたします', 'おねがいします', 'してください', 'して下さい', 'してほしい', '希望', 'を希望します', 'します', 'ありがとう', 'ありがとうございます', 'すみません', 'を', 'です'],
	ko: ['부탁드립니다', '부탁합니다', '부탁해요', '해주세요', '해 주세요', '합니다', '할게요', '요', '요청', '요청합니다', '감사합니다', '고맙습니다', '바랍니다', '안녕하세요'],
	ms: ['tolong', 'sila', 'terima kasih', 'salam'],
	nb: ['takk', 'vennligst', 'hei', 'tusen takk'],
	pl: ['proszę', 'prosze', 'dziękuję', 'dzięki', 'dzień dobry', 'pozdrawiam'],
	ro: ['vă rog', 'te rog', 'mulțumesc', 'mersi', 'bună ziua', 'salut'],
	ru: ['пожалуйста', 'плиз', 'спасибо', 'здравствуйте', 'добрый день', 'прошу'],
	sv: ['tack', 'tack så mycket', 'snälla', 'hej', 'vänligen'],
	th: ['ครับ', 'ค่ะ', 'คะ', 'นะคะ', 'นะครับ', 'กรุณา', 'ขอ', 'ขอบคุณ', 'ด้วย', 'โปรด'],
	tl: ['salamat', 'pakiusap', 'maraming salamat'],
	tr: ['lütfen', 'teşekkürler', 'teşekkür ederim', 'sağolun', 'merhaba', 'rica ederim'],
	uk: ['будь ласка', 'дякую', 'прошу', 'добрий день', 'вітаю'],
	vi: ['xin', 'vui lòng', 'làm ơn', 'cảm ơn', 'xin cảm ơn'],
	'zh-Hans': ['请', '谢谢', '麻烦', '您好', '你好', '我要', '我想', '要求', '感谢', '谢了'],
	'zh-Hant': ['請', '謝謝', '麻煩', '您好', '你好', '我要', '我想', '要求', '感謝'],
};

function courtesyPack([language, courtesy]: [string, readonly string[]]): PhrasePack {
	return { language, source: 'Own collection of polite words.', confidence: 'low', verified: 'no', words: {}, phrases: { courtesy }, notTypos: [], typosOf: [] };
}

export const COURTESY_PACKS: readonly PhrasePack[] = Object.entries(COURTESY).map(courtesyPack);
