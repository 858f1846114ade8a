import { stripMarks } from './fold';

/** A keyword in Latin letters among other scripts. */
const LATIN_KEYWORD = '["“‘「【\\[]?[a-z]{1,12}(?![a-z])';
const CHINESE_ACT = '(?:拒收|退订|退訂|取消接收|取消訂閱|取消订阅)';
const CHINESE_SEND = '(?:请|請)?(?:回复|回復|回覆|回|发送|發送|傳送|传送|发)';
const ARABIC_ACT = '(?:إلغاء|إيقاف)\\s+(?:الاشتراك|الرسائل)';

/** Parts of the phrases below; no text without any of them holds one. */
export const NEEDED_ABROAD = new RegExp(stripMarks('拒收|退订|退訂|取消接收|取消訂閱|取消订阅|配信停止|거부|إلغاء|إيقاف|הסרה|הסר'), 'u');

/**
 * Opt-out instructions in scripts that are written without blanks, or with words that stand in another order; patterns for text without accents.
 *
 * Source: wordings of the rule packs, and ordinary variants of them.
 *
 * @param link pattern of a link
 */
export function phrasesAbroad(link: string): string[] {
	return [
		// 拒收请回复R, 退订回T, 取消接收請傳送 STOP 至 12345
		`${CHINESE_ACT}[^。!?\\n]{0,6}?${CHINESE_SEND}\\s*${LATIN_KEYWORD}`,
		// 回复TD退订
		`(?:回复|回復|回覆|回)\\s*${LATIN_KEYWORD}["”’」】\\]]?\\s*${CHINESE_ACT}`,
		`${CHINESE_ACT}[\\s:→>]{0,4}${link}`,
		// 配信停止はSTOPと返信, 配信停止：https://...
		`配信停止[^。!?\\n]{0,12}?(?:${link}|${LATIN_KEYWORD}[^。!?\\n]{0,16}(?:返信|送信))`,
		// 무료수신거부 080-123-4567, 수신거부: https://..., 수신거부 답장: STOP
		`(?:무료|수신)\\s?(?:수신\\s?)?거부[^.!?\\n]{0,6}?(?:${link}|\\d{2,4}[\\d -]{2}|답장)`,
		// لإلغاء الاشتراك أرسل B ACME إلى 7726
		`${ARABIC_ACT}[^.!?\\n]{0,40}?\\s(?:أرسل|ارسل|رد|${link})`,
		// להסרה השיבו הסר
		`להסרה[^.!?\\n]{0,30}?\\s(?:השיבו|השב|שלחו|שלח|${link})`,
		`(?:השיבו|השב|שלחו|שלח)\\s+["“]?הסר`,
		// SMS iptali icin RET yazip 4609 numarasina gonderin
		'(?<![\\p{L}\\p{N}])(?:iptali?|abonelikten\\s+c[iı]kmak)\\s+icin[^.!?\\n]{0,30}?\\s(?:yaz|gonder)',
		'(?<![\\p{L}\\p{N}])RET\\s+yaz',
		// Tu choi QC soan STOP gui 9123
		'(?<![\\p{L}\\p{N}])tu\\s+choi\\s+(?:nhan\\s+)?(?:qc|quang\\s+cao)[^.!?\\n]{0,20}?\\s(?:soan|tra\\s+loi|nhan\\s+tin|gui)\\s',
	].map(stripMarks);
}

/**
 * Those of them that name a link or a number.
 *
 * @param link pattern of a link
 */
export function phrasesElsewhereAbroad(link: string): string[] {
	const number = '(?:\\+?\\d[\\d -]{2}|\\*\\d{2})';
	return [
		`${CHINESE_ACT}[^。!?\\n]{0,6}?${CHINESE_SEND}\\s*${LATIN_KEYWORD}["”’」】\\]]?\\s*(?:至|到|to)\\s*${number}`,
		`${CHINESE_ACT}[\\s:→>]{0,4}${link}`,
		`配信停止[^。!?\\n]{0,12}?(?:${link}|${LATIN_KEYWORD}\\s*を\\s*${number})`,
		`(?:무료|수신)\\s?(?:수신\\s?)?거부[^.!?\\n]{0,6}?(?:${link}|\\d{2,4}[\\d -]{2})`,
		`${ARABIC_ACT}[^.!?\\n]{0,40}?\\s(?:${link}|إلى\\s+${number})`,
		`להסרה[^.!?\\n]{0,30}?\\s(?:${link}|אל\\s+${number})`,
		`(?<![\\p{L}\\p{N}])(?:iptali?|abonelikten\\s+c[iı]kmak)\\s+icin[^.!?\\n]{0,30}?\\s${number}`,
		`(?<![\\p{L}\\p{N}])RET\\s+yaz\\p{L}{0,8}\\s${number}`,
		`(?<![\\p{L}\\p{N}])tu\\s+choi\\s+(?:nhan\\s+)?(?:qc|quang\\s+cao)[^.!?\\n]{0,20}?\\sgui\\s+${number}`,
	].map(stripMarks);
}
