import fc from 'fast-check';
import { parseInbound } from '../../lib/providers';

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
		[{ from: '+15551230000', message: 'hi', id: 7 }, { from: '+15551230000', text: 'hi', id: '7' }],
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
