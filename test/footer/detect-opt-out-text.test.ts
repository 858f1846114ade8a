import fc from 'fast-check';
import { detectOptOutText, namesLinkOrNumber } from '../../lib/footer/detect-opt-out-text';
import { FOOTER_WORDINGS } from '../../lib/packs/footers';

describe('detectOptOutText', () => {
	it.each([
		'Reply STOP to opt out', 'reply stop to end', 'Txt STOP to end', 'Acme sale. Reply STOP', 'Text "STOP" to cancel', 'Reply ‘STOP’ to quit', 'Reply STOP.', 'REPLY STOP TO OPT OUT',
		'STOP to end', 'STOP to opt-out', 'Stop to opt out', 'HELP for help, STOP to cancel', 'Txt STOP2END', 'STOP=END', 'To opt out reply STOP', 'Optout: STOP', 'Reply with the word STOP at any time',
		'Reply STOP or UNSUBSCRIBE to end', 'Text STOP to 12345', 'Reply END to opt out', 'Reply STOP to unsub. Msg&data rates may apply', 'Send STOP now please',
		'Répondez STOP pour vous désinscrire', 'Répondez ARRÊT', 'STOP au 36123', 'Stop SMS au 36180', 'STOP par SMS au 36111', 'STOP 36180', 'Envoyez STOP au 36111',
		'Pour vous désabonner, cliquez ici : https://x.co', 'Se désabonner : https://x.co/u',
		'Responda STOP para cancelar', 'Responde BAJA para no recibir más', 'Envía BAJA al 5555', 'Para darse de baja visite https://x.co/b', 'Baja: https://x.co/b', 'Manda STOP para no recibir más',
		'unsubscribe: https://x.co/u', 'To unsubscribe, visit https://x.co/u', 'Opt-out here: acme.co/u', 'Click https://x.co/u to unsubscribe', '<a href="https://x.co/u" class="s">Click here to unsubscribe</a>',
		'Abmelden: STOP an 12345', 'Abmelden: https://x.co/u', 'Svar STOP for at afmelde', 'Rezygnacja: https://x.co/u', 'Peruuta viestit: vastaa STOP', 'Para não receber mais: https://x.co/u',
		'拒收请回复R', '退订回T', '回复TD退订', '退订：https://x.co/u', '取消接收請回覆 UNSUB', '配信停止はSTOPと返信', '配信停止：https://x.co/u', '무료수신거부 080-123-4567', '무료거부 0801234567', '수신거부: https://x.co/u',
		'لإلغاء الاشتراك أرسل STOP إلى 1234', 'לביטול: https://x.co להסרה השיבו הסר', 'להסרה: https://x.co/u', 'SMS iptali için RET yazıp 4609 numarasına gönderin', 'Abonelikten çık: https://x.co/u',
		'Từ chối QC soạn STOP gửi 9123', 'Balas STOP untuk berhenti', 'Opt out: *456*9*5#',
		'Abmelden: STOP antworten', 'Afmelden? Antwoord STOP', 'STOP *456*9*5#', 'Optout: send B ACME to 7726', 'To stop send 3311 to 900', 'Unsub: +6591234567',
	])('finds the instruction in %p', (text) => {
		expect(detectOptOutText(text)).toBe(true);
		expect(detectOptOutText(`Acme: 20% off today.\n${text}`)).toBe(true);
		expect(detectOptOutText(text.normalize('NFD'))).toBe(true);
	});

	it.each([
		'Non-stop deals', "don't stop believing", 'Stop by our store', 'Text: stop by our store', 'TEXT STOP BY OUR STORE', 'stop paying too much', 'STOP PAYING RETAIL', 'Message: STOP PAYING RETAIL',
		'The STOP sign sale', 'One stop shop', "Don't stop", 'Text us! Stop scrolling', 'Text Stop & Shop', 'send stop motion clips', 'Next stop to Paris', 'Non-stop to 5000 destinations', 'stop 36000 fans',
		'Opt out of boring! Visit https://acme.com', 'Opt out of boring meals at https://acme.com', 'Unsubscribe from boring lunches', 'Click here to unsubscribe', 'SEND END OF SEASON DEALS TO FRIENDS',
		'Reply CANCEL to cancel your appointment', 'Reply C to confirm, CANCEL to cancel', 'We never stop. Reply YES to order',
		'Avsluta ditt köp: https://x.co', '<a href="https://x.co">Rezygnacja z zamówienia</a>', 'Iptal edilen siparis: https://x.co', 'Stopp! Nur heute: https://x.co', 'Unsere Aktion stoppt nie. Antworten Sie mit JA',
		'拒收假货，正品保证', '回复Y参加抽奖', '수신 확인: https://x.co', 'הסרת משקפיים בלייזר: https://x.co', 'إلغاء الرسوم: https://x.co', 'لإيقاف الألم: زورونا', '配信開始：https://x.co', 'Berhenti membazir! https://x.co',
		'Rebajas: https://x.co', 'Viaja a Baja: https://x.co', 'El precio baja. Visita https://x.co', 'Para cancelar su cita visite https://x.co', 'Le bus stop au 12 rue', '',
	])('finds none in %p', (text) => {
		expect(detectOptOutText(text)).toBe(false);
	});

	it('knows every wording that we ship', () => {
		for (const { text } of FOOTER_WORDINGS) {
			const filled = text.replace('{keyword}', 'STOP').replace('{number}', '36123').replace('{url}', 'https://acme.example/u/1');
			expect([filled, detectOptOutText(`Sale today. ${filled}`)]).toEqual([filled, true]);
		}
	});

	it('never throws, whatever it is given', () => {
		fc.assert(fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'binary' })), (value) => typeof detectOptOutText(value) === 'boolean'));
	});
});

it.each(['\n', '<a href=', '<a href="x">', 'https://', 'reply STOP STOP ', ' - '])('answers for a megabyte of %p', (part) => {
	expect(detectOptOutText(`${part.repeat(1_000_000 / part.length)} stop`)).toBe(false);
});

describe('a text that tells how to opt out', () => {
	const fill = (text: string) => text.replace('{keyword}', 'STOP').replace('{number}', '36123').replace('{url}', 'https://acme.example/u/1').replace('{sender}', 'ACME');

	it.each(FOOTER_WORDINGS.map(({ id, route, text }) => [id, route, fill(text)] as const))('names a link or number unless it asks for a reply: %s', (_, route, text) => {
		expect([text, namesLinkOrNumber(`Sale today. ${text}`)]).toEqual([text, route !== 'reply']);
	});

	it.each([
		'Reply STOP to opt out', 'Reply STOP to unsubscribe https://acme.example/sale', 'Reply STOP. Shop: https://acme.example', 'Reply STOP to end. Text FRIEND to 12345 to win', '拒收请回复R', 'Répondez STOP',
	])('names neither in %p', (text) => {
		expect([detectOptOutText(text), namesLinkOrNumber(text)]).toEqual([true, false]);
	});

	it.each(['STOP au 36123', 'Text STOP to 12345', 'Reply STOP or unsubscribe: https://acme.example/u', '무료수신거부 080-123-4567', 'Optout: send B ACME to 7726', 'To stop send 3311 to 900'])('names one in %p', (text) => {
		expect(namesLinkOrNumber(text)).toBe(true);
	});
});
