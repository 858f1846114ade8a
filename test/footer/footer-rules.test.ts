import { addFooter, detectOptOutText, readFooterLanguage } from '../../lib/footer';
import { findFooterWording, FOOTERS_PACK, footerPackSchema, footerRuleSchema, type FooterRule } from '../../lib/packs/footers';
import { measureSms } from '../../lib/sms/measure-sms';

const LINK = 'https://acme.example/u/1';
const messages = FOOTERS_PACK.rows.filter(({ use }) => use === 'marketing');
const ids = messages.map((rule) => [rule.id, rule] as const);
const OTHER_SCRIPTS = /^(?:ar|he|ja|ko|zh)/;

/** A message to the place of a rule, with all that its route and language need and nothing that leads to another one. */
function sendUnder({ jurisdiction, language, route, channels, oneWay, number }: FooterRule) {
	const [channel = 'sms'] = channels;
	return addFooter({
		text: 'Sale today.',
		channel,
		messageClass: 'marketing',
		senderName: 'Acme',
		language: readFooterLanguage(language),
		unsolicited: true,
		jurisdictions: [jurisdiction],
		// The rules for replies that nobody reads need such a sender; so does the code of the Emirates, which names it.
		sender: oneWay === true || number === '7726' ? 'ACME' : undefined,
		optOut: { route: 'auto', ...(route === 'link' && { url: LINK }), ...(route === 'short_code' && number === undefined && { number: jurisdiction === 'FR' ? '36123' : '080 123 4567' }) },
	});
}

describe('the shipped footer rules', () => {
	it.each(ids)('%s are worded, recognised and named in the result', (id, rule) => {
		const result = sendUnder(rule);
		expect(result).toMatchObject({ optOutAdded: true, pack: 'footers', packVersion: FOOTERS_PACK.version, route: rule.route });
		expect(result.skipped).toBeUndefined();
		expect(result.rows).toContain(id);
		expect(result.text).not.toMatch(/[{}]|undefined/);
		expect(detectOptOutText(result.text)).toBe(true);
		expect(detectOptOutText(result.text.normalize('NFD'))).toBe(true);
		expect(detectOptOutText('Sale today.')).toBe(false);
	});

	it.each(ids)('%s need not cost a UCS-2 segment where the language has GSM-7 letters', (_, { text = '', language, label }) => {
		if (OTHER_SCRIPTS.test(language)) return;
		const example = `${label?.text ?? ''}${text}`.replace(/\{\w+\}/g, 'X');
		expect(measureSms(example).forcedBy).toEqual([]);
	});

	it('have a wording in their language for every other route', () => {
		for (const { language } of messages.filter((rule) => rule.language !== '*')) {
			const spoken = readFooterLanguage(language);
			expect([language, spoken]).not.toEqual([language, undefined]);
			if (spoken !== undefined) for (const route of ['reply', 'short_code', 'link'] as const) expect(findFooterWording(spoken, route, 'text')).toBeDefined();
		}
	});

	it('stand together by place, so that the first row of a place has its first language', () => {
		const places = FOOTERS_PACK.rows.map(({ id }) => id.split('/')[0]);
		expect(places).toEqual(FOOTERS_PACK.rows.map(({ jurisdiction }) => jurisdiction));
		expect(places.filter((place, index) => place !== places[index - 1])).toHaveLength(new Set(places).size);
	});

	it.each(['source', 'asOf', 'confidence', 'verified', 'required', 'senderRequired'])('do not load without %s', (field) => {
		expect(footerRuleSchema.safeParse({ ...messages[0], [field]: undefined }).success).toBe(false);
	});

	it.each([
		['a link without its place', { route: 'link', text: 'Leave here' }],
		['a short code without its number', { route: 'short_code', text: 'STOP' }],
		['a reply without its keyword', { route: 'reply', text: 'Reply to us' }],
		['a label nowhere', { label: { text: 'AD', at: 'somewhere', when: 'always' } }],
		['a field that nobody knows', { labels: [] }],
	])('do not load with %s', (_, more) => {
		expect(footerRuleSchema.safeParse({ ...messages[0], ...more }).success).toBe(false);
	});

	it('do not load when two rows have one id', () => {
		const [row] = FOOTERS_PACK.rows;
		expect(footerPackSchema.safeParse({ version: '2026.11.21', rows: [row, row] }).success).toBe(false);
	});
});
