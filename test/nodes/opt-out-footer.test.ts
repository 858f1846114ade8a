import type { IDataObject } from 'n8n-workflow';
import { FOOTERS_PACK } from '../../lib/packs/footers';
import { OptOutFooter } from '../../nodes/OptOutFooter/OptOutFooter.node';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, expectRefusal, resultsOf, routesOf, runConserved } from './support';

const foot = async (items: NodeRun['items'], parameters: IDataObject = {}) => await runConserved(OptOutFooter, { items, parameters: parameters as never });
const textsOf = async (...args: Parameters<typeof foot>) => resultsOf(await foot(...args)).map(({ text }) => text);
const outcomesOf = async (...args: Parameters<typeof foot>) => {
	const result = await foot(...args);
	const skipped = resultsOf(result).map(({ footer }) => (footer as IDataObject | undefined)?.skipped);
	return routesOf(result).map(([output], index) => [output, skipped[index]]);
};
const LINK = 'https://acme.example/o/7f3a';

describe('the Opt-Out Footer with nothing configured', () => {
	it('adds the way to opt out and leaves the own text of the item as it is', async () => {
		const result = await foot([{ text: '20% off today.' }]);
		expect(routesOf(result)).toEqual([['Ready']]);
		expect(resultsOf(result)[0]).toEqual({
			text: '20% off today. Reply STOP to opt out',
			footer: { senderAdded: false, optOutAdded: true, pack: 'footers', packVersion: FOOTERS_PACK.version, rows: ['en/reply'], language: 'en', route: 'reply' },
			sms: {
				before: { encoding: 'GSM-7', units: 14, segments: 1, forcedBy: [] },
				after: { encoding: 'GSM-7', units: 36, segments: 1, forcedBy: [] },
			},
		});
	});

	it('adds nothing a second time, however often it is applied', async () => {
		const once = await textsOf([{ text: '20% off today' }], { senderName: 'Acme' });
		const twice = await foot([{ text: once[0] }], { senderName: 'Acme' });
		expect(resultsOf(twice)[0]).toMatchObject({ text: once[0], footer: { senderAdded: false, optOutAdded: false, skipped: 'ALREADY_PRESENT' } });
		expect(routesOf(twice)).toEqual([['Ready']]);
	});

	it('joins what an earlier gate has found', async () => {
		const compliance = { verdict: 'send', status: 'compliant' };
		expect(resultsOf(await foot([{ text: 'Hi', compliance }, { text: 'Hi', compliance: 'mine' }]))).toEqual([expect.objectContaining(compliance), expect.not.objectContaining({ verdict: expect.anything() as unknown })]);
	});

	it.each(BAD_VALUES)('makes no message out of %s', async (_name, text) => {
		const isMessage = typeof text === 'string' && text.trim() !== '';
		const [bad, good] = await outcomesOf([{ text } as IDataObject, { text: 'Hi' }]);
		if (!isMessage) expect(bad).toEqual(['Not Ready', 'TEXT_MISSING']);
		expect(['Ready', 'Not Ready']).toContain(bad?.[0]);
		expect(good).toEqual(['Ready', undefined]);
	});
});

describe('the sender name', () => {
	it('goes in front unless the text already begins with it', async () => {
		const items = ['Sale!', 'ACME: Sale!', "Hi, it's Acme! Sale!"].map((text) => ({ text }));
		expect(await textsOf(items, { senderName: 'Acme' })).toEqual(['Acme: Sale! Reply STOP to opt out', 'ACME: Sale! Reply STOP to opt out', "Hi, it's Acme! Sale! Reply STOP to opt out"]);
	});

	it('can differ from item to item, and nonsense is no name', async () => {
		const names = ['Acme', 'Globex', '', null, 7, { a: 1 }];
		const texts = await textsOf(names.map((shop) => ({ text: 'Sale!', shop })), { senderName: '={{ $json.shop }}' });
		expect(texts.map((text) => text?.split(' Reply')[0])).toEqual(['Acme: Sale!', 'Globex: Sale!', 'Sale!', 'Sale!', 'Sale!', 'Sale!']);
	});
});

describe('the destination', () => {
	const PHONES = { us: '+12125550123', quebec: '+15145550123', germany: '+4915123456789', france: '+33612345678', japan: '+819012345678', korea: '+821012345678', malaysia: '+60123456789' };

	it('is told by the phone number, and decides on language, keyword and way out', async () => {
		const items = [PHONES.us, PHONES.quebec, PHONES.germany, PHONES.france].map((phone) => ({ text: 'Hi.', phone }));
		const result = await foot(items);
		expect(resultsOf(result).map(({ text }) => text)).toEqual([
			'Hi. Reply STOP to opt out', 'Hi. Répondez ARRET pour vous désabonner', 'Hi. Abmelden: STOP antworten', 'Hi. Répondez STOP pour vous désinscrire',
		]);
		expect(resultsOf(result).map(({ footer }) => (footer as IDataObject).rows)).toEqual([['US/1'], ['CA-QC/1'], ['DE/1'], ['FR/2']]);
	});

	it('takes the number, the link and the labels that it asks for, and is not ready without them', async () => {
		const items = [PHONES.france, PHONES.korea, PHONES.japan, PHONES.malaysia].map((phone) => ({ text: 'Hi.', phone }));
		expect((await outcomesOf(items))).toEqual([['Ready', undefined], ['Not Ready', 'ROUTE_INVALID'], ['Not Ready', 'ROUTE_INVALID'], ['Ready', undefined]]);
		const given = items.map((item) => ({ ...item, opt_out_url: LINK }));
		expect(await textsOf(given, { number: '36123', senderName: 'Acme' })).toEqual([
			'Acme: Hi. STOP au 36123', '(광고)Acme: Hi. 무료수신거부 36123', `Acme: Hi. 配信停止：${LINK}`, 'RM0.00 Acme: Hi. Balas STOP untuk berhenti',
		]);
	});

	it('is also told by the fields of the place, and where they and the number disagree the labels of both are set', async () => {
		expect(await textsOf([{ text: 'Hi.', country: 'Germany' }])).toEqual(['Hi. Abmelden: STOP antworten']);
		const [text] = await textsOf([{ text: 'Hi.', country: 'US', phone: PHONES.malaysia }]);
		expect(text).toMatch(/^RM0\.00 Hi\./);
	});

	it('that cannot be read makes the message not ready, and says why', async () => {
		const result = await foot([{ text: 'Hi.', country: 'Atlantis', phone: PHONES.us }]);
		expect(routesOf(result)).toEqual([['Not Ready']]);
		expect(resultsOf(result)[0]).toMatchObject({ text: 'Hi.', footer: { skipped: 'DESTINATION_UNKNOWN', fault: 'COUNTRY_UNKNOWN' } });
	});

	it('that nobody knows gets the English reply', async () => {
		const items = BAD_VALUES.map(([, phone]) => ({ text: 'Hi.', phone }) as IDataObject);
		for (const text of await textsOf(items)) expect(text).toBe('Hi. Reply STOP to opt out');
	});

	it('leaves what is fixed as it is', async () => {
		const items = [PHONES.germany, PHONES.france].map((phone) => ({ text: 'Hi.', phone }));
		expect(await textsOf(items, { language: 'en', route: 'reply', keyword: 'STOP' })).toEqual(['Hi. Reply STOP to opt out', 'Hi. Reply STOP to opt out']);
		expect(await textsOf(items, { language: 'es' })).toEqual(['Hi. Responda STOP para cancelar', 'Hi. Responda STOP para cancelar']);
	});

	it('reads a language from the item, and what is none counts as automatic', async () => {
		const items = ['fr-CA', 'pt_BR', 'zh-TW', 'Klingon', '', 7].map((language) => ({ text: 'Hi.', phone: PHONES.germany, language }) as IDataObject);
		expect((await foot(items, { language: '={{ $json.language }}' }).then(resultsOf)).map(({ footer }) => (footer as IDataObject).language)).toEqual(['fr', 'pt', 'zh-Hant', 'de', 'de', 'de']);
	});

	it('is asked for a label where nobody asked for the message', async () => {
		const items = [{ text: 'Hi.', phone: '+6591234567', opt_out_url: LINK }];
		expect(await textsOf(items)).toEqual([`Hi. Unsub: ${LINK}`]);
		expect(await textsOf(items, { options: { unsolicited: true } })).toEqual([`<ADV> Hi. Unsub: ${LINK}`]);
	});
});

describe('a sender that cannot be answered', () => {
	it('gets the link, and is not ready without one', async () => {
		const items = [{ text: 'Hi.', phone: '+4915123456789', opt_out_url: LINK }, { text: 'Hi.', phone: '+4915123456789' }];
		const result = await foot(items, { options: { sender: 'ACME' } });
		expect(routesOf(result)).toEqual([['Ready'], ['Not Ready']]);
		expect(resultsOf(result).map(({ text }) => text)).toEqual([`Hi. Abmelden: ${LINK}`, 'Hi.']);
		expect(resultsOf(result)[1]?.footer).toMatchObject({ skipped: 'ROUTE_INVALID', missing: ['replies', 'url'] });
	});

	it('is told how the Emirates want its name', async () => {
		const [result] = resultsOf(await foot([{ text: 'Hi.', phone: '+971501234567' }], { options: { sender: 'ACME' } }));
		expect(result?.footer).toMatchObject({ senderId: 'AD-ACME', warnings: ['SENDER_LABEL_MISSING'] });
		expect(result?.text).toContain('B AD-ACME');
	});
});

describe('the ways to opt out', () => {
	it('are a reply with the keyword of the node', async () => {
		expect(await textsOf([{ text: 'Hi.' }], { keyword: 'END' })).toEqual(['Hi. Reply END to opt out']);
	});

	it('are a link of each contact, and nobody without one is ready', async () => {
		const links = [LINK, 'mailto:stop@acme.example', '', undefined, null, 'javascript:alert(1)', 'acme.example', { href: LINK }, [LINK]];
		const items = links.map((link) => ({ text: 'Hi.', opt_out_url: link }) as IDataObject);
		const result = await foot(items, { route: 'link' });
		expect(routesOf(result).map(([output]) => output)).toEqual(['Ready', 'Ready', ...new Array<string>(7).fill('Not Ready')]);
		expect(resultsOf(result)[0]?.text).toBe(`Hi. Opt out: ${LINK}`);
		for (const { footer } of resultsOf(result).slice(2)) expect(footer).toMatchObject({ optOutAdded: false, skipped: 'ROUTE_INVALID' });
	});

	it('are already there when the text holds the contact\'s own link, and not when it holds that of another', async () => {
		const items = [{ text: `Hi. ${LINK}`, opt_out_url: LINK }, { text: `Hi. ${LINK}`, opt_out_url: `${LINK}b` }];
		expect(await outcomesOf(items, { route: 'link' })).toEqual([['Ready', 'ALREADY_PRESENT'], ['Ready', undefined]]);
	});

	it('are a short code of the node or of each item', async () => {
		expect(await textsOf([{ text: 'Bonjour.' }], { route: 'short_code', number: '36123', language: 'fr' })).toEqual([expect.stringMatching(/STOP.*36123/)]);
		const items = [{ text: 'Hi.', code: 36123 }, { text: 'Hi.', code: '' }, { text: 'Hi.', code: 'nine' }];
		expect(await outcomesOf(items, { route: 'short_code', number: '={{ $json.code }}' })).toEqual([['Ready', undefined], ['Not Ready', 'ROUTE_INVALID'], ['Not Ready', 'ROUTE_INVALID']]);
	});

	it('can differ from item to item, and one that is none makes the message not ready', async () => {
		const items = ['reply', 'link', 'short_code', 'pigeon', ''].map((way) => ({ text: 'Hi.', way, opt_out_url: LINK, code: '36123' }));
		const result = await foot(items, { route: '={{ $json.way }}', number: '={{ $json.code }}' });
		expect(resultsOf(result).map(({ text }) => text)).toEqual(['Hi. Reply STOP to opt out', `Hi. Opt out: ${LINK}`, 'Hi. Text STOP to 36123 to opt out', 'Hi.', 'Hi.']);
		expect(routesOf(result).map(([output]) => output)).toEqual(['Ready', 'Ready', 'Ready', 'Not Ready', 'Not Ready']);
	});

	it('are worded in English, Spanish and French', async () => {
		const texts = await textsOf(['en', 'es', 'fr'].map((lang) => ({ text: 'Hi.', lang })), { language: '={{ $json.lang }}' });
		expect(new Set(texts).size).toBe(3);
		for (const text of texts) expect(text).toMatch(/^Hi\. .*STOP/);
	});

	it('can be worded by the brand, from item to item', async () => {
		expect(await textsOf([{ text: 'Hi.' }], { options: { optOutText: 'Txt {keyword} to end' } })).toEqual(['Hi. Txt STOP to end']);
		expect(await textsOf([{ text: 'Hi.', end: 'End: {keyword}' }, { text: 'Hi.', end: 'Fin : {keyword}' }], { options: { optOutText: '={{ $json.end }}' } })).toEqual(['Hi. End: STOP', 'Hi. Fin : STOP']);
		expect(await outcomesOf([{ text: 'Hi.' }], { options: { optOutText: 'See {url}' } })).toEqual([['Not Ready', 'ROUTE_INVALID']]);
	});
});

describe('channels and classes', () => {
	it('decide who gets a footer', async () => {
		const items = ['marketing', 'informational', 'transactional', 'emergency', 'spam', null].map((why) => ({ text: 'Hi.', why }));
		expect(await outcomesOf(items, { messageClass: '={{ $json.why }}' })).toEqual([
			['Ready', undefined],
			['Ready', undefined],
			['Ready', 'CLASS_NOT_INCLUDED'],
			['Ready', 'CLASS_NOT_INCLUDED'],
			['Not Ready', 'MESSAGE_INVALID'],
			['Not Ready', 'MESSAGE_INVALID'],
		]);
		expect(await outcomesOf(items.slice(2, 4), { messageClass: '={{ $json.why }}', options: { alsoFor: ['transactional'] } })).toEqual([['Ready', undefined], ['Ready', 'CLASS_NOT_INCLUDED']]);
	});

	it('leave the text of a one-time password untouched', async () => {
		expect(await textsOf([{ text: ' Your code is 123456 ' }], { messageClass: 'transactional', senderName: 'Acme' })).toEqual([' Your code is 123456 ']);
	});

	it('set the footer into the body of an HTML email, with the link made safe', async () => {
		const html = '<html><body><p>Sale</p></body></html>';
		const [text] = await textsOf([{ text: html, opt_out_url: `${LINK}?a=1&b=2` }], { channel: 'email', route: 'link', senderName: 'Acme' });
		expect(text).toBe(`<html><body><p>Sale</p><p>Unsubscribe: <a href="${LINK}?a=1&amp;b=2">${LINK}?a=1&amp;b=2</a></p>\n</body></html>`);
		expect(await textsOf([{ text, opt_out_url: `${LINK}?a=1&b=2` }], { channel: 'email', route: 'link' })).toEqual([text]);
	});

	it('set the footer behind a plain email as a paragraph', async () => {
		expect(await textsOf([{ text: 'Sale', opt_out_url: LINK }], { channel: 'email', route: 'link' })).toEqual([`Sale\n\nUnsubscribe: ${LINK}`]);
	});

	it('that are none make the message not ready', async () => {
		const items = BAD_VALUES.map(([, via]) => ({ text: 'Hi.', via }) as IDataObject);
		for (const outcome of await outcomesOf(items, { channel: '={{ $json.via }}' })) expect(outcome).toEqual(['Not Ready', 'MESSAGE_INVALID']);
	});
});

describe('the size of the message', () => {
	it('is told before and after, with the characters that forced UCS-2', async () => {
		const [result] = resultsOf(await foot([{ text: `${'a'.repeat(150)} \u2014 now` }]));
		expect(result?.sms).toMatchObject({ before: { encoding: 'UCS-2', segments: 3, forcedBy: ['\u2014'] }, after: { encoding: 'UCS-2', segments: 3 } });
	});

	it('tells when the footer costs another segment', async () => {
		const [result] = resultsOf(await foot([{ text: 'a'.repeat(150) }]));
		expect(result?.sms).toMatchObject({ before: { segments: 1 }, after: { segments: 2 } });
	});
});

describe('settings of the Opt-Out Footer that make no sense', () => {
	const MISTAKES: Array<[string, IDataObject, RegExp]> = [
		['a short code without a number', { route: 'short_code' }, /number/i],
		['a way to opt out that does not exist', { route: 'pigeon' }, /Opt-Out By/],
	];
	it.each(MISTAKES)('such as %s are an error before the first item', async (_mistake, parameters, words) => {
		expectRefusal(await runNode(OptOutFooter, { items: [{ text: 'Hi.' }], parameters: parameters as never }), words);
	});

	it('put every item on Not Ready when the node is set to continue', async () => {
		const result = await runConserved(OptOutFooter, { items: [{ text: 'Hi.' }, { text: 'Ho.' }], parameters: { route: 'short_code' }, onError: 'continueRegularOutput' }, ['compliance', 'error']);
		expect(routesOf(result)).toEqual([['Not Ready', 'EVALUATION_ERROR'], ['Not Ready', 'EVALUATION_ERROR']]);
	});
});
