import type { IDataObject } from 'n8n-workflow';
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
			footer: { senderAdded: false, optOutAdded: true },
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
