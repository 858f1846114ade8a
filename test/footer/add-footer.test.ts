import fc from 'fast-check';
import { addFooter, type FooterInput } from '../../lib/footer/add-footer';
import { CHANNELS, MESSAGE_CLASSES } from '../../lib/model/channel';
import { FOOTER_LANGUAGES, FOOTERS_PACK } from '../../lib/packs/footers';

const LINK = 'https://acme.example/u/1?a=1&b=2';

function add(more: Partial<Record<keyof FooterInput, unknown>>) {
	return addFooter({ text: '20% off today.', channel: 'sms', messageClass: 'marketing', senderName: 'Acme', optOut: { route: 'reply' }, ...more } as FooterInput);
}

describe('the sender name', () => {
	it.each([
		['ACME: sale.', true], ['Acmé - sale.', true], ['[acme] sale.', true], ["Hi, it's Acme! Sale.", true], ['Hello from Acme. Sale.', true], ['🎉 Acme sale.', true],
		['Acmeville opens.', false], ['Sale at Acme.', false], ['Sale.', false],
	])('is in %p: %p', (text, named) => {
		expect(add({ text }).senderAdded).toBe(!named);
		expect(add({ text }).text.startsWith(named ? text : `Acme: ${text}`)).toBe(true);
	});

	it('is found whatever its punctuation', () => {
		expect(add({ senderName: "L'Oréal", text: 'LOREAL: sale.' }).senderAdded).toBe(false);
		expect(add({ senderName: 'AT&T', text: 'AT&T sale.' }).senderAdded).toBe(false);
		expect(add({ senderName: '★', text: '★ sale.' }).senderAdded).toBe(false);
		expect(add({ senderName: 'Acme: ' }).text).toMatch(/^Acme: 20%/);
	});

	it.each([undefined, null, '', '  ', 42, {}])('is left out when it is %p', (senderName) => {
		expect(add({ senderName }).text).toBe('20% off today. Reply STOP to opt out');
	});
});

describe('the opt-out text', () => {
	it.each<[string, Partial<FooterInput>, string]>([
		['follows a sentence', {}, 'Acme: 20% off today. Reply STOP to opt out'],
		['takes a line of its own after an unfinished one', { text: '20% off' }, 'Acme: 20% off\nReply STOP to opt out'],
		['takes a line of its own after lines', { text: 'Hi.\nSale.  ' }, 'Acme: Hi.\nSale.\nReply STOP to opt out'],
		['speaks Spanish', { language: 'es', optOut: { route: 'reply', keyword: 'BAJA' } }, 'Acme: 20% off today. Responda BAJA para cancelar'],
		['speaks French', { language: 'fr', optOut: { route: 'short_code', number: '36123' } }, 'Acme: 20% off today. STOP au 36123'],
		['gives a link', { optOut: { route: 'link', url: LINK } }, `Acme: 20% off today. Opt out: ${LINK}`],
		['uses the brand’s own words', { optOut: { route: 'link', url: LINK }, optOutText: 'No more? {url}' }, `Acme: 20% off today. No more? ${LINK}`],
		['falls back to English', { language: 'xx' as 'en' }, 'Acme: 20% off today. Reply STOP to opt out'],
		['is a paragraph of an email', { channel: 'email', optOut: { route: 'link', url: LINK } }, `20% off today.\n\nUnsubscribe: ${LINK}`],
	])('%s', (_, more, text) => {
		expect(add(more)).toMatchObject({ text, optOutAdded: true });
	});

	it('goes into the body of an HTML email, escaped', () => {
		const { text } = add({ channel: 'email', text: '<html><body><p>Sale</p></body></html>', optOut: { route: 'link', url: LINK } });
		const link = LINK.replace('&', '&amp;');
		expect(text).toBe(`<html><body><p>Sale</p><p>Unsubscribe: <a href="${link}">${link}</a></p>\n</body></html>`);
	});

	it.each([
		['<p>Sale</p></body></html><!-- </body> -->', '</body></html><!-- </body> -->'],
		['<html><body><p>Sale</p></body><!-- end </html>', '</body><!-- end </html>'],
		['<p>Sale</p><!-- <a href="https://x.co/u">Unsubscribe</a> </body>', '<!-- <a href="https://x.co/u">Unsubscribe</a> </body>'],
		['<body><p>Sale</p><!--></body>', '</body>'],
	])('goes where the reader of an HTML email sees it: %s', (text, rest) => {
		const input = { channel: 'email', text, optOut: { route: 'link', url: LINK } } as const;
		const once = add(input);
		expect(once.text).toMatch(/^[^!]*<p>Sale<\/p>(?:<!-->)?<p>Unsubscribe: /);
		expect(once.text.endsWith(`</p>\n${rest}`)).toBe(true);
		expect(add({ ...input, text: once.text })).toMatchObject({ text: once.text, skipped: 'ALREADY_PRESENT' });
	});

	it.each(['Sale. Reply STOP to end', 'Oferta. Responda BAJA', 'Promo. STOP au 36123', 'Sale. unsubscribe: https://x.co/u'])('is not added to %p', (text) => {
		expect(add({ text })).toMatchObject({ text: `Acme: ${text}`, optOutAdded: false, skipped: 'ALREADY_PRESENT' });
	});

	it('is not added to a text with the personal link, but to one with a link that only begins alike', () => {
		const optOut = { route: 'link', url: 'https://x.co/u/1' };
		expect(add({ optOut, text: 'Preferences: https://x.co/u/1.' }).skipped).toBe('ALREADY_PRESENT');
		expect(add({ optOut, text: 'Preferences: https://x.co/u/12.' }).optOutAdded).toBe(true);
	});

	it.each(['Non-stop deals.', "Don't stop believing.", 'Stop by our store.'])('is added to %p', (text) => {
		expect(add({ text }).optOutAdded).toBe(true);
	});

	it.each(['transactional', 'emergency'] as const)('and the name are not set on %s messages unless asked', (messageClass) => {
		expect(add({ messageClass })).toMatchObject({ text: '20% off today.', senderAdded: false, optOutAdded: false, skipped: 'CLASS_NOT_INCLUDED' });
		expect(add({ messageClass, alsoFor: [messageClass] }).optOutAdded).toBe(true);
	});

	it.each([undefined, null, '', '  \n', 42, {}, []])('is not added to %p, which is no message', (text) => {
		expect(add({ text })).toMatchObject({ text: '', optOutAdded: false, skipped: 'TEXT_MISSING' });
	});

	it.each([
		undefined, null, {}, { route: 'pigeon' }, { route: 'link' }, { route: 'link', url: 'undefined' }, { route: 'link', url: 'javascript:alert(1)' }, { route: 'link', url: 'https://x.co/a b' },
		{ route: 'short_code' }, { route: 'short_code', number: 'undefined' },
	])('is left out, with a reason, when the route is %p', (optOut) => {
		const result = add({ optOut });
		expect(result).toMatchObject({ text: 'Acme: 20% off today.', optOutAdded: false, skipped: 'ROUTE_INVALID' });
	});

	it('is left out, with a reason, when the brand’s own words ask for what the route has not', () => {
		expect(add({ optOutText: 'Leave: {url}' }).skipped).toBe('ROUTE_INVALID');
	});
});

it('reports the size before and after', () => {
	const { sms } = add({ text: 'It’s on.' });
	expect(sms.before).toEqual({ encoding: 'UCS-2', units: 8, segments: 1, forcedBy: ['’'] });
	expect(sms.after.units).toBe('Acme: It’s on. Reply STOP to opt out'.length);
});

it('changes nothing when applied a second time, and never loses the message', () => {
	const words = fc.constantFrom('sale', 'Stop', 'STOP', 'Baja:', 'https://x.co/u/1', 'reply', 'Acme', 'Reply STOP to', '\n', '.', '<p>', '</body>', '&', '’', '👍🏽', 'Opt out:', '36123', ' ', 'to end', '(광고)', '<!--', '-->', 'Text STOP to', '【Acme】', '【', 'RM0', 'RM0.00', '[QC]', '<ADV>', 'Publicidad', '拒收请回复R');
	const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')), fc.array(words, { maxLength: 6 }).map((parts) => parts.join('')));
	const optOut = fc.oneof(
		fc.record({ route: fc.constant('reply'), keyword: fc.constantFrom('STOP', 'BAJA', undefined) }),
		fc.record({ route: fc.constant('link'), url: fc.constantFrom('https://x.co/u/1', LINK, '') }),
		fc.record({ route: fc.constant('short_code'), number: fc.constantFrom('36123', '+15555550100') }),
		fc.record({ route: fc.constant('auto'), number: fc.constantFrom('36123', '*456*9#', undefined), url: fc.constantFrom(LINK, undefined), keyword: fc.constantFrom('END', undefined) }),
	);
	const places = FOOTERS_PACK.rows.map(({ jurisdiction }) => jurisdiction);
	fc.assert(
		fc.property(
			fc.record({
				text,
				channel: fc.constantFrom(...CHANNELS),
				messageClass: fc.constantFrom(...MESSAGE_CLASSES),
				senderName: fc.oneof(words, fc.string(), fc.constant(undefined)),
				language: fc.constantFrom(...FOOTER_LANGUAGES, undefined, undefined, undefined),
				jurisdictions: fc.oneof(fc.constant([]), fc.array(fc.constantFrom(...places), { maxLength: 4 })),
				sender: fc.constantFrom(undefined, '+15555550100', 'ACME', 'AD-ACME', 'ACME-AD'),
				unsolicited: fc.boolean(),
				optOut,
				optOutText: fc.oneof(fc.constant(undefined), words, text),
			}),
			(input) => {
				const once = addFooter(input as FooterInput);
				const twice = addFooter({ ...input, text: once.text } as FooterInput);
				expect(twice.text).toBe(once.text);
				expect(twice.senderAdded || twice.optOutAdded).toBe(false);
				expect(once.text.length).toBeGreaterThanOrEqual(input.text.trim().length);
				if (!/[<(【[]|RM0|Publicidad/.test(input.text)) expect(once.text).toContain(input.text.trim());
			},
		),
		{ numRuns: 3_000 },
	);
});
