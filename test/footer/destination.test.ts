import fc from 'fast-check';
import { addFooter, type FooterInput } from '../../lib/footer';
import { FOOTERS_PACK } from '../../lib/packs/footers';

const LINK = 'https://acme.example/u/1';

function send(jurisdictions: string[], more: Partial<FooterInput> & { url?: string; number?: string; keyword?: string } = {}) {
	const { url, number, keyword, ...input } = more;
	return addFooter({
		text: 'Sale today.', channel: 'sms', messageClass: 'marketing', senderName: 'Acme', jurisdictions, optOut: { route: 'auto', url, number, keyword }, ...input,
	});
}
const textOf = (...args: Parameters<typeof send>) => send(...args).text;

describe('the opt-out text by destination', () => {
	it.each([
		[['US-TX'], 'Acme: Sale today. Reply STOP to opt out'],
		[['US-VA'], 'Acme: Sale today. Reply STOP or UNSUBSCRIBE to end'],
		[['CA-ON'], 'Acme: Sale today. Text STOP to unsubscribe'],
		[['CA-QC'], 'Acme: Sale today. Répondez ARRET pour vous désabonner'],
		[['DE'], 'Acme: Sale today. Abmelden: STOP antworten'],
		[['ES'], 'Acme: Sale today. Responde BAJA para no recibir mas'],
		[['SE'], 'Acme: Sale today. Avsluta: svara STOPP'],
		[['HK'], 'Acme: Sale today. 取消接收請回覆 UNSUB / To unsub reply UNSUB'],
		[['SA'], 'Acme: Sale today. لإيقاف الرسائل الإعلانية أرسل 3311 إلى 900'],
		[['CZ'], 'Acme: Sale today. Reply STOP to opt out'],
		[[], 'Acme: Sale today. Reply STOP to opt out'],
	])('of %p is %p', (places, text) => {
		expect(send(places)).toMatchObject({ text, optOutAdded: true });
	});

	it('names the rows it came from, the language and the way out', () => {
		expect(send(['US-VA'])).toMatchObject({ pack: 'footers', packVersion: FOOTERS_PACK.version, rows: ['US-VA/1'], language: 'en', route: 'reply' });
		expect(send([])).toMatchObject({ rows: ['en/reply'], language: 'en', route: 'reply' });
		expect(send(['DE'], { language: 'fr' })).toMatchObject({ rows: ['DE/1', 'fr/reply'], language: 'fr' });
	});

	it('follows the language asked for: first in the words of the place, then in those of the language', () => {
		expect(textOf(['BE'])).toContain('Antwoord STOP');
		expect(textOf(['BE'], { language: 'fr' })).toContain('Répondez STOP');
		expect(textOf(['US-TX'], { language: 'es' })).toContain('Responda STOP para cancelar');
		expect(textOf(['ES'], { language: 'en' })).toContain('Reply BAJA to opt out');
		expect(textOf(['CA-QC'], { language: 'en' })).toContain('Text STOP to unsubscribe');
		expect(textOf([], { language: 'it' })).toContain('rispondi STOP');
	});

	it('takes the brand’s keyword, but never in front of a number that has one of its own', () => {
		expect(textOf(['ES'], { keyword: 'FUERA' })).toContain('Responde FUERA para');
		expect(textOf(['SA'], { keyword: 'FUERA', language: 'en' })).toContain('To stop send 3311 to 900');
	});

	it('is that of the first of several places that requires one', () => {
		expect(send(['US-TX', 'FR'], { number: '36123' })).toMatchObject({ rows: ['US/1'] });
		expect(send(['CZ', 'DE'])).toMatchObject({ rows: ['DE/1'] });
	});
});

describe('the way to opt out', () => {
	it('is a short code in France where there is one, and a reply where there is none', () => {
		expect(send(['FR'], { number: '36123' })).toMatchObject({ text: 'Acme: Sale today. STOP au 36123', route: 'short_code', rows: ['FR/1'] });
		expect(send(['FR'])).toMatchObject({ text: 'Acme: Sale today. Répondez STOP pour vous désinscrire', route: 'reply', rows: ['FR/2'] });
	});

	it.each(['KR', 'TR', 'IN', 'VN', 'KE', 'SG'])('is missing for %s without a number, and such a message is not to be sent', (place) => {
		expect(send([place])).toMatchObject({ optOutAdded: false, skipped: 'ROUTE_INVALID', missing: expect.arrayContaining(['number']) as string[] });
		expect(send([place], { number: '080-123-4567' }).optOutAdded).toBe(true);
	});

	it('is a link in Japan, whoever sends', () => {
		expect(send(['JP'])).toMatchObject({ skipped: 'ROUTE_INVALID', missing: ['url'] });
		expect(textOf(['JP'], { url: LINK })).toBe(`Acme: Sale today. 配信停止：${LINK}`);
	});

	it.each([
		[['US-TX'], `Replies not read. Opt out: ${LINK}`], [['DE'], `Abmelden: ${LINK}`], [[], `Opt out: ${LINK}`], [['FR'], `Désinscription : ${LINK}`],
	])('is the link from a sender that cannot be answered to %p', (places, footer) => {
		expect(textOf(places, { sender: 'ACME', url: LINK })).toBe(`Acme: Sale today. ${footer}`);
		expect(send(places, { sender: 'ACME' })).toMatchObject({ optOutAdded: false, skipped: 'ROUTE_INVALID', missing: expect.arrayContaining(['replies', 'url']) as string[] });
	});

	it('is still the short code where a name sends to France', () => {
		expect(textOf(['FR'], { sender: 'ACME', number: '36123', url: LINK })).toContain('STOP au 36123');
	});

	it.each(['+15555550100', '22395', '1 (555) 555-0100', 'whatsapp:+15555550100', `MG${'0'.repeat(32)}`, undefined])('is a reply where %p sends', (sender) => {
		expect(textOf(['US-TX'], { sender, url: LINK })).toContain('Reply STOP to opt out');
	});

	it('names the sender as the Emirates know it', () => {
		expect(send(['AE'], { sender: 'ACME', language: 'en' })).toMatchObject({
			text: 'Acme: Sale today. Optout: send B AD-ACME to 7726', senderId: 'AD-ACME', warnings: ['SENDER_LABEL_MISSING'], rows: ['AE/2', 'AE/1'],
		});
		expect(send(['AE'], { sender: 'AD-ACME', language: 'en' })).toMatchObject({ text: 'Acme: Sale today. Optout: send B AD-ACME to 7726' });
		expect(send(['AE'], { sender: 'AD-ACME', language: 'en' })).not.toHaveProperty('warnings');
		expect(send(['AE'])).toMatchObject({ skipped: 'ROUTE_INVALID', missing: ['sender', 'url'] });
		expect(textOf(['AE'], { url: LINK, language: 'en' })).toContain(`Opt out: ${LINK}`);
	});

	it('that is fixed wins, in the words of the language where that is fixed too', () => {
		expect(textOf(['ES'], { language: 'en', optOut: { route: 'reply' } })).toBe('Acme: Sale today. Reply STOP to opt out');
		expect(textOf(['ES'], { optOut: { route: 'link', url: LINK } })).toBe(`Acme: Sale today. Darse de baja: ${LINK}`);
		expect(textOf(['FR'], { optOut: { route: 'reply' }, number: '36123' })).toContain('Répondez STOP');
		expect(send(['DE'], { sender: 'ACME', optOut: { route: 'reply' } })).toMatchObject({ optOutAdded: true, warnings: ['REPLIES_NOT_READ'] });
	});

	it('of an email is its link', () => {
		expect(textOf(['US-TX'], { channel: 'email', url: LINK })).toBe(`Sale today.\n\nUnsubscribe: ${LINK}`);
		expect(textOf(['DE'], { channel: 'email', url: LINK })).toBe(`Sale today.\n\nAbmelden: ${LINK}`);
		expect(send(['DE'], { channel: 'email' })).toMatchObject({ skipped: 'ROUTE_INVALID', missing: ['url'] });
	});

	it('of a chat is a reply in the language of the place', () => {
		expect(send(['IT'], { channel: 'whatsapp' })).toMatchObject({ text: 'Acme: Sale today. Per non ricevere altri messaggi rispondi STOP', rows: ['ZZ/1', 'it/reply'] });
		expect(textOf(['IT'], { channel: 'facebook' })).toContain('rispondi STOP');
	});

	it('in the brand’s own words takes what is known of it', () => {
		expect(send(['ES'], { optOutText: 'Fin: {keyword}' })).toMatchObject({ text: 'Acme: Sale today. Fin: BAJA', rows: ['ES/1'] });
		expect(textOf(['ES'], { optOutText: 'Fin: {url}', url: LINK })).toContain(`Fin: ${LINK}`);
		expect(send(['ES'], { optOutText: 'Fin: {url}' })).toMatchObject({ skipped: 'ROUTE_INVALID', missing: ['url'] });
		expect(send(['ES'], { optOutText: 'Fin: {keyword}', sender: 'ACME' })).toMatchObject({ skipped: 'ROUTE_INVALID', missing: ['replies'] });
	});
});

describe('a text that already says "Reply STOP"', () => {
	const text = 'Acme: Sale. Reply STOP to opt out';

	it('is given the link where the sender cannot be answered, and is not to be sent without one', () => {
		expect(send(['US-TX'], { text, sender: 'ACME', url: LINK })).toMatchObject({ text: `${text}\nReplies not read. Opt out: ${LINK}`, route: 'link' });
		expect(send(['US-TX'], { text, sender: 'ACME' })).toMatchObject({ text, skipped: 'ROUTE_INVALID' });
		expect(send(['US-TX'], { text, sender: 'ACME', optOut: { route: 'link', url: LINK } })).toMatchObject({ optOutAdded: true });
		expect(send(['US-TX'], { text, sender: 'ACME', optOut: { route: 'link', url: '' } })).toMatchObject({ skipped: 'ROUTE_INVALID', missing: ['url'] });
	});

	it('is given the number of the place where that is the way out', () => {
		expect(textOf(['KR'], { text, number: '080-123-4567' })).toBe(`(광고)${text}\n무료수신거부 080-123-4567`);
		expect(send(['KR'], { text })).toMatchObject({ skipped: 'ROUTE_INVALID' });
		expect(textOf(['FR'], { text, number: '36123' })).toBe(`${text}\nSTOP au 36123`);
	});

	it('needs nothing more where a reply is the way out, or the other one stands there already', () => {
		for (const place of ['US-TX', 'DE', 'FR', 'CN']) expect(send([place], { text }).skipped).toBe('ALREADY_PRESENT');
		expect(send(['FR'], { text: 'Promo. STOP au 36123', number: '36123' }).skipped).toBe('ALREADY_PRESENT');
		expect(send(['US-TX'], { text: `${text} or unsubscribe: ${LINK}x`, sender: 'ACME', url: LINK }).skipped).toBe('ALREADY_PRESENT');
	});

	it('needs nothing more where the brand has fixed the reply, but a person is told that nobody reads it', () => {
		expect(send(['KR'], { text, optOut: { route: 'reply' } }).skipped).toBe('ALREADY_PRESENT');
		expect(send(['US-TX'], { text, sender: 'ACME', optOut: { route: 'reply' } })).toMatchObject({ skipped: 'ALREADY_PRESENT', warnings: ['REPLIES_NOT_READ'] });
	});
});

describe('the short code of France', () => {
	it.each(['38123', '3612', '361234', '+33612345678', '080-123-4567'])('is not %p, and such a message is not to be sent', (number) => {
		expect(send(['FR'], { number })).toMatchObject({ optOutAdded: false, skipped: 'ROUTE_INVALID', missing: ['number'] });
		expect(send(['FR'], { number, optOutText: 'Fin: {keyword} au {number}' })).toMatchObject({ skipped: 'ROUTE_INVALID' });
	});

	it('may be written with a blank, and a fixed way out takes any number', () => {
		expect(send(['FR'], { number: '36 123' }).optOutAdded).toBe(true);
		expect(send(['FR'], { optOut: { route: 'short_code', number: '38123' } }).optOutAdded).toBe(true);
		expect(send(['DE'], { number: '38123' }).optOutAdded).toBe(true);
	});
});

describe('required labels', () => {
	it.each([
		['KR', '(광고)Acme: Sale today.'], ['MY', 'RM0.00 Acme: Sale today.'], ['VN', '[QC] Acme: Sale today.'], ['CN', '【Acme】Sale today.'],
	])('of %s come first', (place, start) => {
		const { text, label } = send([place], { number: '0801234567' });
		expect(text.startsWith(start)).toBe(true);
		expect(start.startsWith(label ?? 'none')).toBe(true);
	});

	it.each([
		['KR', '(광고)Sale.', '(광고)Acme: Sale.'], ['KR', '(광고) Acme: Sale.', '(광고) Acme: Sale.'], ['KR', '[광고] Sale.', '(광고)Acme: [광고] Sale.'], ['KR', '  (광고)Acme Sale.', '(광고)Acme Sale.'],
		['MY', 'RM0 Acme: Sale.', 'RM0 Acme: Sale.'], ['MY', 'RM0.50 voucher', 'RM0.00 Acme: RM0.50 voucher'], ['VN', '[AD] Acme: Sale.', '[AD] Acme: Sale.'], ['CN', '【Acme】Sale.', '【Acme】Sale.'],
		['CN', '【Hot】Sale.', '【Acme】【Hot】Sale.'],
	])('of %s are not set twice: %p', (place, text, start) => {
		expect(textOf([place], { text, number: '0801234567' }).startsWith(start)).toBe(true);
	});

	it('of all the places are set, and the one that has to be first is', () => {
		expect(textOf(['US-TX', 'MY', 'KR'])).toBe('(광고)RM0.00 Acme: Sale today. Reply STOP to opt out');
		expect(send(['US-TX', 'MY', 'KR']).rows).toEqual(['US/1', 'MY/1', 'KR/1']);
		expect(textOf(['MY', 'KR'], { text: '(광고) Sale.' })).toMatch(/^\(광고\)RM0\.00 Acme: Sale\./);
		expect(textOf(['MY', 'KR'], { text: 'RM0.00 Acme: Sale.' })).toMatch(/^\(광고\)RM0\.00 Acme: Sale\./);
	});

	it('are never set twice, whatever stands at the start and however many places ask for one', () => {
		const parts = fc.constantFrom('(광고)', '【Acme】', '【', 'RM0', 'RM0.00', '[QC]', '[AD]', '<ADV>', 'Publicidad', 'Acme', ' ', ':', '.5', 'Sale', '\n');
		const places = fc.uniqueArray(fc.constantFrom('KR', 'CN', 'MY', 'VN', 'SG', 'AR', 'US'), { maxLength: 4 });
		fc.assert(
			fc.property(fc.array(parts, { maxLength: 6 }), places, fc.constantFrom('Acme', 'RM0', '!', undefined), (words, jurisdictions, senderName) => {
				const input = { senderName, unsolicited: true, url: LINK, number: '0801234567' };
				const once = send(jurisdictions, { ...input, text: words.join('') });
				const twice = send(jurisdictions, { ...input, text: once.text });
				expect(twice.text).toBe(once.text);
				expect(twice.label).toBeUndefined();
			}),
			{ numRuns: 3_000 },
		);
	});

	it('for unsolicited messages are only set on those', () => {
		expect(textOf(['SG'], { number: '91234567' })).toBe('Acme: Sale today. Unsub: 91234567');
		expect(textOf(['SG'], { number: '91234567', unsolicited: true })).toBe('<ADV> Acme: Sale today. Unsub: 91234567');
	});

	it('are for advertising alone', () => {
		expect(textOf(['KR'], { number: '0801234567', messageClass: 'informational' })).toMatch(/^Acme: Sale today\./);
	});

	it('that need a name which is missing make the message not to be sent', () => {
		expect(send(['CN'], { senderName: undefined })).toMatchObject({ text: 'Sale today.', optOutAdded: false, skipped: 'LABEL_INCOMPLETE', rows: ['CN/1'] });
		expect(send(['CN'], { senderName: undefined, text: '【Acme】Sale.' })).toMatchObject({ text: '【Acme】Sale. 拒收请回复R' });
	});

	it('hold with a fixed language and way out too', () => {
		expect(textOf(['KR'], { language: 'en', optOut: { route: 'reply' } })).toBe('(광고)Acme: Sale today. Reply STOP to opt out');
	});

	it('of an email are for its subject', () => {
		expect(send(['IL'], { channel: 'email', url: LINK })).toMatchObject({ subjectLabel: 'פרסומת', rows: ['IL/2'] });
		expect(textOf(['IL'], { channel: 'email', url: LINK })).toMatch(/^Sale today\./);
	});
});

describe('what a person should look at', () => {
	it('is a name that the place asks for', () => {
		expect(send(['DE'], { senderName: undefined })).toMatchObject({ optOutAdded: true, warnings: ['SENDER_NAME_MISSING'] });
		for (const known of [{}, { sender: 'ACME', senderName: undefined, url: LINK }]) expect(send(['DE'], known)).not.toHaveProperty('warnings');
		expect(send([], { senderName: undefined })).not.toHaveProperty('warnings');
		expect(send(['DE'], { senderName: undefined, channel: 'email', url: LINK })).not.toHaveProperty('warnings');
	});

	it('is a sender that nobody knows where it needs a label', () => {
		expect(send(['SA'])).toMatchObject({ optOutAdded: true, warnings: ['SENDER_LABEL_MISSING'] });
		expect(send(['SA'], { sender: 'ACME' })).toMatchObject({ senderId: 'ACME-AD' });
	});
});

it('warns of a sender that is too long with its label', () => {
	expect(send(['AE'], { sender: 'ACMESTORES', language: 'en' })).toMatchObject({ senderId: 'AD-ACMESTORES', warnings: ['SENDER_LABEL_MISSING', 'SENDER_ID_TOO_LONG'] });
	expect(send(['AE'], { sender: 'AD-ACMESTOR', language: 'en' })).not.toHaveProperty('warnings');
});

it.each(['Txt us if you had enough', 'Fin'])('warns of own words without a place in which nobody reads a way out: %p', (optOutText) => {
	expect(send(['US-TX'], { optOutText })).toMatchObject({ optOutAdded: true, warnings: ['OPT_OUT_TEXT_UNCLEAR'] });
	for (const clear of ['Txt {keyword} to end', 'Reply STOP to end']) expect(send(['US-TX'], { optOutText: clear })).not.toHaveProperty('warnings');
});

it.each(['N/A', 'null', ' - ', ''])('a sender or name that is %p is none', (nothing) => {
	expect(send(['US-TX'], { sender: nothing, senderName: nothing })).toMatchObject({ text: 'Sale today. Reply STOP to opt out', senderAdded: false, warnings: ['SENDER_NAME_MISSING'] });
	expect(send(['US-TX'], { sender: nothing })).not.toHaveProperty('senderId');
});

it('nobody knows what a place asks for that cannot be read, so the message is not to be sent', () => {
	expect(send([], { placeFault: 'COUNTRY_UNKNOWN' })).toMatchObject({ text: 'Sale today.', optOutAdded: false, skipped: 'DESTINATION_UNKNOWN' });
	expect(send([], { placeFault: 'COUNTRY_UNKNOWN', messageClass: 'transactional' }).skipped).toBe('CLASS_NOT_INCLUDED');
});
