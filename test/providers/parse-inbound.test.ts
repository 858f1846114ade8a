import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseInbound, parseInboundAll, parseInboundEntries } from '../../lib/providers';

const TWILIO_FORM = { MessageSid: 'SM1', AccountSid: 'AC1', From: '+15551230000', To: '+15559870000', Body: 'STOP', NumMedia: '0', OptOutType: 'STOP' };
const TWILIO_EVENT = {
	specversion: '1.0',
	type: 'com.twilio.messaging.inbound-message.received',
	data: { from: '+15551230000', to: '+15559870000', body: 'stop please', messageSid: 'SM2', numMedia: 0, fromCountry: 'US' },
};
const webhook = (body: unknown): unknown => ({ headers: { host: 'n8n.example' }, params: {}, query: {}, body, webhookUrl: 'https://n8n.example', executionMode: 'production' });

describe.each([
	['bare', (payload: unknown): unknown => payload],
	["as n8n's Webhook node delivers it", webhook],
])('%s', (_, wrap) => {
	it('a Twilio webhook is read with what Twilio made of it', () => {
		expect(parseInbound(wrap(TWILIO_FORM))).toEqual({ provider: 'twilio', channel: 'sms', from: '+15551230000', to: '+15559870000', text: 'STOP', id: 'SM1', optOutFlag: 'opt_out' });
	});

	it('a Twilio Event Streams event is read', () => {
		expect(parseInbound(wrap(TWILIO_EVENT))).toEqual({ provider: 'twilio', channel: 'sms', from: '+15551230000', to: '+15559870000', text: 'stop please', id: 'SM2' });
	});

	it('a WhatsApp prefix names the channel', () => {
		expect(parseInbound(wrap({ ...TWILIO_FORM, From: 'whatsapp:+15551230000', To: 'whatsapp:+15559870000' }))).toMatchObject({ channel: 'whatsapp', from: '+15551230000', to: '+15559870000' });
	});

	it.each([
		[{ phone: '+15551230000', text: 'hi' }, { from: '+15551230000', text: 'hi' }],
		[{ from: '+15551230000', message: 'hi', id: 7 }, { from: '+15551230000', text: 'hi', recordId: '7' }],
		[{ sender: '+15551230000', body: 'hi' }, { from: '+15551230000', text: 'hi' }],
		[{ phone: 15551230000, text: 12 }, { from: '15551230000', text: '12' }],
	])('a plain item %j is read', (item, message) => {
		expect(parseInbound(wrap(item))).toEqual({ provider: 'plain', channel: 'sms', ...message });
	});
});

it.each([
	['START', 'opt_in'],
	['help', 'help'],
	['__proto__', undefined],
	['OTHER', undefined],
])('a flag %s is read as %s', (OptOutType, flag) => {
	expect(parseInbound({ ...TWILIO_FORM, OptOutType })?.optOutFlag).toBe(flag);
});

it('a picture without words is a message with an empty text', () => {
	expect(parseInbound({ ...TWILIO_FORM, Body: '', OptOutType: undefined })?.text).toBe('');
});

it("an event about our own message, such as its delivery, is no person's message", () => {
	expect(parseInbound({ ...TWILIO_EVENT, type: 'com.twilio.messaging.message.delivered' })).toBeUndefined();
	expect(parseInbound({ MessageSid: 'SM1', MessageStatus: 'delivered', From: '+15559870000', To: '+15551230000' })).toBeUndefined();
});

it('a channel field of a plain item counts if it is a channel', () => {
	expect(parseInbound({ phone: '+15551230000', text: 'hi', channel: 'WhatsApp' })?.channel).toBe('whatsapp');
	expect(parseInbound({ phone: '+15551230000', text: 'hi', channel: 'pigeon' })?.channel).toBe('sms');
	expect(parseInbound({ from: 'ann@example.com', text: 'hi' })?.channel).toBe('email');
});

it('a channel field that names no channel leaves the channel to the address, and it is told', () => {
	expect(parseInbound({ phone: '+15551230000', text: 'hi', channel: 'pigeon' })).toMatchObject({ channel: 'sms', channelGuessed: true });
	for (const channel of ['sms', 'WhatsApp', undefined, '']) expect(parseInbound({ phone: '+15551230000', text: 'hi', channel })?.channelGuessed).toBeUndefined();
});

it('the button that stops marketing in WhatsApp ends marketing only, the one that resumes it has no such end', () => {
	const preference = (value: string): unknown => ({ messaging_product: 'whatsapp', user_preferences: [{ wa_id: '15551230000', category: 'marketing_messages', value }] });
	expect(parseInbound(preference('stop'))).toMatchObject({ optOutFlag: 'opt_out', optOutScope: 'marketing' });
	expect(parseInbound(preference('resume'))?.optOutScope).toBeUndefined();
	expect(parseInbound(TWILIO_FORM)?.optOutScope).toBeUndefined();
});

it('the hint restricts the shapes', () => {
	expect(parseInbound(TWILIO_FORM, 'Twilio')?.provider).toBe('twilio');
	expect(parseInbound(TWILIO_FORM, 'plain')).toBeUndefined();
	expect(parseInbound(TWILIO_FORM, 'unheard-of')).toBeUndefined();
});

it.each([
	['inherited fields', Object.create(TWILIO_FORM)],
	['a getter', { get phone() { throw new Error('read'); }, text: 'STOP' }],
	['a proxy that refuses', new Proxy({}, { getOwnPropertyDescriptor() { throw new Error('read'); } })],
	['no sender', { text: 'STOP' }],
	['no text', { phone: '+15551230000' }],
	['an object as text', { phone: '+15551230000', text: { a: 1 } }],
	['an endless sender', { phone: '1'.repeat(1_000_000), text: 'STOP' }],
])('%s is no message', (_, payload) => {
	expect(parseInbound(payload)).toBeUndefined();
});

it('nothing makes it throw', () => {
	const field = fc.constantFrom('From', 'To', 'Body', 'body', 'data', 'from', 'phone', 'text', 'type', 'OptOutType', '__proto__');
	fc.assert(fc.property(fc.oneof(fc.anything(), fc.dictionary(field, fc.anything())), (payload) => expect(() => parseInbound(payload)).not.toThrow()));
});

describe('a message whose sender cannot be read', () => {
	const text = (from: string | undefined, body: string) => ({ ...(from !== undefined && { from }), id: `wamid.${body}`, type: 'text', text: { body } });
	const whatsApp = (...messages: unknown[]) => ({ messaging_product: 'whatsapp', metadata: { display_phone_number: '15559870000' }, messages });
	const infobip = (...results: unknown[]) => ({ results });
	const bandwidth = (from: string | undefined, words: string) => ({ type: 'message-received', message: { id: words, owner: '+15559870000', direction: 'in', text: words, ...(from !== undefined && { from }) } });
	const telnyx = (from: string | undefined, words: string) => ({ data: { event_type: 'message.received', payload: { direction: 'inbound', text: words, ...(from !== undefined && { from: { phone_number: from } }) } } });
	const sinch = (from: string | undefined, words: string) => ({ type: 'mo_text', id: words, to: '15559870000', body: words, ...(from !== undefined && { from }) });
	const sns = (from: string | undefined, words: string) => ({ messageBody: words, destinationNumber: '+15559870000', inboundMessageId: words, ...(from !== undefined && { originationNumber: from }) });

	it.each<[string, unknown]>([
		['WhatsApp', whatsApp({ ...text(undefined, 'STOP'), from_user_id: 'US.1' }, text('15551230000', 'hello'))],
		['Infobip', infobip({ messageId: '1', text: 'STOP' }, { messageId: '2', from: '15551230000', text: 'hello' })],
		['Bandwidth', [bandwidth(undefined, 'STOP'), bandwidth('+15551230000', 'hello')]],
		['Telnyx', [telnyx(undefined, 'STOP'), telnyx('+15551230000', 'hello')]],
		['Sinch', { inbounds: [sinch(undefined, 'STOP'), sinch('15551230000', 'hello')] }],
		['AWS', [sns(undefined, 'STOP'), sns('+15551230000', 'hello')]],
	])('stands in its place among those of %s', (_provider, payload) => {
		for (const given of [payload, { headers: { host: 'x' }, params: {}, query: {}, body: payload }]) {
			expect(parseInboundEntries(given)).toEqual([expect.objectContaining({ unreadable: true, text: 'STOP' }), expect.objectContaining({ from: '+15551230000', text: 'hello' })]);
			expect(parseInboundEntries(given)[0]).not.toHaveProperty('from');
			expect(parseInboundAll(given).map(({ text: words }) => words)).toEqual(['hello']);
		}
	});

	it('says what is known of it', () => {
		const preference = { messaging_product: 'whatsapp', user_preferences: [{ category: 'marketing_messages', value: 'stop' }] };
		expect(parseInboundEntries(preference)).toEqual([{ unreadable: true, provider: 'whatsapp', channel: 'whatsapp', text: '', optOutFlag: 'opt_out', optOutScope: 'marketing' }]);
		expect(parseInboundEntries({ type: 'InboundMessage', locationId: 'l1', body: 'STOP', messageType: 'SMS', direction: 'inbound', from: '1'.repeat(600) })).toEqual([{ unreadable: true, provider: 'highlevel', channel: 'sms', text: 'STOP' }]);
	});

	it('is none where it is a status, an echo, a message of the system, of another channel or of our own', () => {
		const { From: _, ...ours } = { ...TWILIO_FORM, OptOutType: undefined };
		for (const none of [
			whatsApp({ id: '1', type: 'system', system: { body: 'changed' } }),
			{ messaging_product: 'whatsapp', statuses: [{ id: '1', status: 'sent' }], message_echoes: [{ to: '1' }] },
			{ ...ours, MessageStatus: 'delivered' },
			{ type: 'InboundMessage', locationId: 'l1', body: 'STOP', messageType: 'Viber', direction: 'inbound' },
			infobip({ messageId: '1', to: '15551230000', status: { groupName: 'DELIVERED' } }),
			infobip({ messageId: '1', to: '15551230000', sentAt: '2026-01-01T00:00:00Z', seenAt: '2026-01-01T00:00:01Z' }),
			[bandwidth('+15551230000', 'x')].map((one) => ({ ...one, type: 'message-delivered' })),
			{ text: 'STOP' },
			{},
		]) expect(parseInboundEntries(none)).toEqual([]);
	});

	it('is not made of any delivery report', () => {
		const folder = join(__dirname, 'fixtures', 'delivery');
		const payloads = readdirSync(folder).map((file) => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { payload: unknown }).payload);
		expect(payloads.length).toBeGreaterThan(20);
		for (const payload of payloads) expect(parseInboundEntries(payload)).toEqual([]);
	});

	it('does not hide a message in another envelope of the webhook', () => {
		const given = { headers: { host: 'x' }, params: {}, body: sinch(undefined, 'STOP'), query: TWILIO_FORM };
		expect(parseInboundEntries(given)).toEqual([expect.objectContaining({ from: '+15551230000' })]);
	});
});

describe('the id of a plain item', () => {
	it('names the message only where it says so; a bare id may be that of the row or the contact', () => {
		const plain = { phone: '+15551230000', text: 'hi' };
		expect(parseInbound({ ...plain, id: 42 })).toEqual({ provider: 'plain', channel: 'sms', from: '+15551230000', text: 'hi', recordId: '42' });
		expect(parseInbound({ ...plain, messageId: 'm1', id: 42 })).toEqual({ provider: 'plain', channel: 'sms', from: '+15551230000', text: 'hi', id: 'm1' });
		expect(parseInbound({ ...plain, message_id: 'm1' })).toMatchObject({ id: 'm1' });
		expect(parseInbound(TWILIO_FORM)).not.toHaveProperty('recordId');
	});
});
