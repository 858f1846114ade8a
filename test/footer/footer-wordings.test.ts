import { FOOTER_LANGUAGES, FOOTER_WORDINGS, findFooterWording, footerWordingSchema, OPT_OUT_ROUTES } from '../../lib/packs/footers';
import { measureSms } from '../../lib/sms/measure-sms';

/** Languages that no wording of can be written in GSM-7. */
const OTHER_SCRIPTS: readonly string[] = ['ar', 'he', 'ja', 'ko', 'zh-Hans', 'zh-Hant'];

describe('the shipped footer wordings', () => {
	it.each(FOOTER_WORDINGS.filter(({ medium, language }) => medium === 'text' && !OTHER_SCRIPTS.includes(language)).map(({ text }) => text))('%p never forces UCS-2', (text) => {
		const filled = text.replace('{keyword}', 'STOP').replace('{number}', '36123').replace('{url}', 'https://acme.example/u/1');
		expect(measureSms(filled).forcedBy).toEqual([]);
		expect(filled).not.toContain('{');
	});

	it('cover every language and route', () => {
		for (const language of FOOTER_LANGUAGES) {
			for (const route of OPT_OUT_ROUTES) {
				expect(findFooterWording(language, route, 'text')).toMatchObject({ language, route, medium: 'text' });
				expect(findFooterWording(language, route, 'email')).toMatchObject({ language, route });
			}
		}
	});

	it('have ids made from what they are for', () => {
		for (const { id, language, route, medium } of FOOTER_WORDINGS) expect(id).toBe(`${language}/${route}${medium === 'email' ? '/email' : ''}`);
		expect(new Set(FOOTER_WORDINGS.map(({ id }) => id)).size).toBe(FOOTER_WORDINGS.length);
	});

	it('hold a place for what their route needs', () => {
		const needs = { reply: ['{keyword}'], short_code: ['{keyword}', '{number}'], link: ['{url}'] };
		for (const { route, text } of FOOTER_WORDINGS) expect(needs[route].filter((place) => !text.includes(place))).toEqual([]);
	});

	it.each(['asOf', 'confidence', 'verified'])('do not load without %s', (field) => {
		const row = { ...FOOTER_WORDINGS[0], [field]: undefined };
		expect(footerWordingSchema.safeParse(row).success).toBe(false);
	});
});
