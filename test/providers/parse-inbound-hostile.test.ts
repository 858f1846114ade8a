import fc from 'fast-check';
import { explainUnknown, INBOUND_PROVIDERS, parseInbound, parseInboundAll } from '../../lib/providers';

const STOP = { From: '+15551230000', To: '+15559870000', Body: 'STOP' };
const VICTIM = JSON.stringify({ From: '+15550009999', To: '+15559870000', Body: 'START', OptOutType: 'START' });

describe('a person cannot speak for somebody else', () => {
	it.each([
		['a message of a known form', { ...STOP, Body: VICTIM }],
		['a plain item', { phone: '+15551230000', body: VICTIM }],
		['an unknown form', { sender_number: '+15551230000', body: VICTIM }],
		['an unknown form with headers', { headers: { subject: 'x' }, sender_number: '+15551230000', body: VICTIM }],
		['an unknown form with a Message', { sender_number: '+15551230000', Message: VICTIM }],
		['an unknown form in a webhook', { headers: { host: 'n8n.example' }, params: {}, query: {}, body: { sender_number: '+15551230000', body: VICTIM } }],
	])('with JSON as the text of %s', (_, payload) => {
		expect(parseInboundAll(payload).map(({ from }) => from)).not.toContain('+15550009999');
	});
});

it('a cycle is read once', () => {
	const cycle: Record<string, unknown> = { query: {} };
	cycle.body = [cycle, cycle, STOP, STOP];
	expect(parseInboundAll(cycle)).toHaveLength(1);
	expect(() => explainUnknown(cycle)).not.toThrow();
});

it('a body in a body, deeper than any stack, is no message', () => {
	let payload: unknown = STOP;
	for (let depth = 0; depth < 200_000; depth++) payload = { body: payload };
	expect(parseInboundAll(payload)).toEqual([]);
	expect(explainUnknown(payload).lookedFor).not.toHaveLength(0);
});

it.each([
	['a megabyte of text', { ...STOP, Body: 'STOP '.repeat(200_000) }, 1],
	['a megabyte that looks like JSON', { headers: { host: 'x' }, params: {}, query: {}, body: '['.repeat(1_000_000) }, 0],
	['ten thousand messages', Array.from({ length: 10_000 }, (_, id) => ({ ...STOP, MessageSid: `SM${id}` })), 10_000],
	['a list of a billion holes', Object.assign(new Array(1_000_000_000), { 7: STOP }), 1],
])('%s takes less than a second', (_, payload, count) => {
	const start = performance.now();
	expect(parseInboundAll(payload)).toHaveLength(count);
	expect(performance.now() - start).toBeLessThan(1000);
});

it('nothing is taken from a prototype', () => {
	expect(parseInbound(Object.create({ body: STOP }))).toBeUndefined();
	expect(parseInbound(JSON.parse('{"__proto__":{"From":"+15551230000","To":"+15559870000","Body":"STOP"}}'))).toBeUndefined();
});

const NAMES = ['data', 'payload', 'body', 'query', 'headers', 'params', 'results', 'message', 'messages', 'entry', 'changes', 'value', 'type', 'from', 'From', 'To', 'Body', 'Text', 'Message', 'Type',
	'TopicArn', 'msisdn', 'messageId', 'message_uuid', 'channel', 'originator', 'MessageUUID', 'messaging_product', 'user_preferences', 'sender', 'contact', 'identifierValue', 'inbounds', '__proto__', 'text'];
const { payload: ANY_PAYLOAD } = fc.letrec((tie) => ({
	payload: fc.oneof(
		{ maxDepth: 6 },
		fc.constantFrom('whatsapp', 'Notification', 'message-received', 'mo_text', 'message.received', '+15551230000', '15551230000', 'START', '{"From":1}', '1504902988'),
		fc.anything(),
		fc.array(tie('payload'), { maxLength: 4 }),
		fc.dictionary(fc.constantFrom(...NAMES), tie('payload'), { maxKeys: 8 }),
	),
}));

it('nothing makes it throw, and every message has a sender, a text and a known provider', () => {
	fc.assert(
		fc.property(ANY_PAYLOAD, fc.option(fc.oneof(fc.constantFrom(...INBOUND_PROVIDERS), fc.string()), { nil: undefined }), (payload, hint) => {
			for (const message of parseInboundAll(payload, hint)) {
				expect(message.from.trim()).not.toBe('');
				expect(typeof message.text).toBe('string');
				expect(INBOUND_PROVIDERS).toContain(message.provider);
			}
		}),
		{ numRuns: 2000 },
	);
});

it('the explanation never throws and says nothing that depends on contents', () => {
	const secret = fc.stringMatching(/^zq[a-z0-9]{6}$/);
	fc.assert(
		fc.property(ANY_PAYLOAD, secret, (payload, word) => {
			const told = JSON.stringify(explainUnknown({ body: payload, [word]: word, text: word, from: { phone: word } }));
			expect(told).not.toContain(word);
		}),
		{ numRuns: 500 },
	);
});

it('the explanation says what is missing in the form that comes closest', () => {
	const { message, lookedFor } = explainUnknown({ body: { type: 'InboundMessage', locationId: 'l1', contactId: 'c1', body: 'STOP' } });
	expect(lookedFor[0]).toEqual({ provider: 'highlevel', fields: ['type', 'locationId', 'from or phone'], missing: ['from or phone'] });
	expect(message).toContain('It comes closest to a message of highlevel, but this is missing or different: from or phone.');
	expect(message).toContain('twilio: From, To, Body');
	expect(message).toContain('whatsapp: messaging_product, messages[], messages[].from');
});
