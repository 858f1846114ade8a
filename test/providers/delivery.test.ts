import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { classifyDeliveries, classifyDelivery } from '../../lib/providers/delivery';

interface Fixture {
	/** The pages that document the format. */
	source: string[];
	/** What of it is from there. */
	note: string;
	payload: unknown;
	expect: Array<Record<string, unknown> & { provider: string }>;
}

const FOLDER = join(__dirname, 'fixtures', 'delivery');
const FIXTURES = readdirSync(FOLDER).map((file) => ({ name: file.replace('.json', ''), ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Fixture) }));
const webhook = (body: unknown): unknown => ({ headers: { host: 'n8n.example' }, params: {}, query: {}, body, webhookUrl: 'https://n8n.example', executionMode: 'production' });
const twilio = (change: Record<string, unknown>): unknown => ({ MessageSid: 'SM1', MessageStatus: 'undelivered', To: '+15551230000', From: '+15559870000', ...change });

describe.each(FIXTURES)('a report of $name', ({ source, note, payload, expect: expected }) => {
	it('says where its form is documented', () => {
		expect(source.length).toBeGreaterThan(0);
		for (const page of source) expect(page).toMatch(/^https:\/\/\S+$/);
		expect(note).toMatch(/\.$/);
	});

	it('is read bare', () => expect(classifyDeliveries(payload)).toEqual(expected));
	it("is read as n8n's Webhook node delivers it", () => expect(classifyDeliveries(webhook(payload))).toEqual(expected));
	it('is read as text', () => expect(classifyDeliveries(webhook(JSON.stringify(payload)))).toEqual(expected));
	it('gives its first event alone', () => expect(classifyDelivery(payload)).toEqual(expected[0]));
	it('is read with its provider named, in any case', () => expect(classifyDeliveries(payload, ` ${expected[0]?.provider.toUpperCase()} `)).toEqual(expected));
	it('is no report of another provider', () => expect(classifyDelivery(payload, 'nobody')).toEqual({ outcome: 'unknown' }));
});

it.each([
	['30003', 'temporary', 'unreachable'],
	['30005', 'temporary', 'unknown_handset'],
	['30006', 'temporary', 'landline'],
	['30004', 'permanent', 'carrier_block'],
	['21610', 'opted_out', 'provider_opt_out'],
	['30007', 'not_contact', undefined],
	['30034', 'not_contact', undefined],
	['39999', 'unknown', undefined],
])('Twilio %s is %s', (ErrorCode, outcome, reason) => {
	expect(classifyDelivery(twilio({ ErrorCode }))).toMatchObject({ outcome, code: ErrorCode });
	expect(classifyDelivery(twilio({ ErrorCode: Number(ErrorCode) })).reason).toBe(reason);
});

it('a code that no table knows changes nothing, even beside a status that says delivered', () => {
	expect(classifyDelivery(twilio({ MessageStatus: 'delivered', ErrorCode: '39999' })).outcome).toBe('unknown');
});

it('a failure without a code is unknown', () => {
	expect(classifyDelivery(twilio({}))).toMatchObject({ outcome: 'unknown', code: 'undelivered' });
});

it.each(['see +15551230000 for more', '15551230000', 'ada@example.com', 'x15551230000'])('a code such as %s, which may be an address or a sentence, is not handed on', (ErrorCode) => {
	expect(classifyDelivery(twilio({ ErrorCode }))).toMatchObject({ outcome: 'unknown', unlisted: true });
	expect(classifyDelivery(twilio({ ErrorCode })).code).toBeUndefined();
});

it('a code that is in a table as unknown is told from one that is in none', () => {
	expect(classifyDelivery(twilio({ ErrorCode: '30008' }))).toMatchObject({ outcome: 'unknown', code: '30008' });
	expect(classifyDelivery(twilio({ ErrorCode: '30008' })).unlisted).toBeUndefined();
});

it('a channel that is none of ours is not taken for one', () => {
	const status = { message_uuid: 'v3', to: '447700900000', from: 'Acme', timestamp: '2025-02-03T12:14:25Z', status: 'rejected', channel: 'viber_service', error: { title: 1240 } };
	expect(classifyDelivery(status)).toMatchObject({ outcome: 'opted_out', otherChannel: true });
	expect(classifyDelivery(status).channel).toBeUndefined();
});

it.each([
	['131050', 'opted_out', 'marketing'],
	['131026', 'temporary', undefined],
])('Meta %s is %s of %s', (code, outcome, scope) => {
	const report = classifyDelivery({ messaging_product: 'whatsapp', statuses: [{ id: 'w', status: 'failed', recipient_id: '16505551234', errors: [{ code: Number(code) }] }] });
	expect([report.outcome, report.scope]).toEqual([outcome, scope]);
});

describe('text is read as JSON only where a deliverer wrote it', () => {
	const report = JSON.stringify(twilio({ ErrorCode: '21610' }));

	it.each([
		['bare', report],
		['in a body without a request around it', { body: report }],
		['in the body of a message', { from: '+15551230000', text: 'x', headers: {}, body: report }],
		['in a Message without its topic', { Type: 'Notification', Message: report }],
		['in the text of an incoming message of a webhook', webhook({ From: '+15551230000', To: '+15559870000', Body: report })],
	])('%s it is not', (_where, payload) => expect(classifyDeliveries(payload)).toEqual([]));

	it('in the body of a webhook it is', () => expect(classifyDelivery(webhook(report)).outcome).toBe('opted_out'));
});

it('a time that the report lacks is taken from its envelope', () => {
	const envelope = { Type: 'Notification', TopicArn: 'arn', Timestamp: '2026-01-02T03:04:05.000Z', Message: JSON.stringify({ eventType: 'TEXT_DELIVERED', messageId: 'a', messageStatus: 'DELIVERED' }) };
	expect(classifyDelivery(envelope).occurredAt).toBe('2026-01-02T03:04:05.000Z');
});

it('of a list every report is read, and of a body and a query the one that holds a report', () => {
	expect(classifyDeliveries([twilio({ ErrorCode: '30003' }), { hello: 1 }, twilio({ ErrorCode: '30004' })]).map(({ code }) => code)).toEqual(['30003', '30004']);
	expect(classifyDeliveries({ headers: {}, params: {}, query: twilio({ ErrorCode: '30003' }), body: {} })).toHaveLength(1);
});

describe("an item on the error output of n8n's Twilio node", () => {
	const BODY = { code: 21610, message: 'Attempt to send to unsubscribed recipient', more_info: 'https://www.twilio.com/docs/errors/21610', status: 400 };

	it.each([
		['the sentence alone', BODY.message],
		['the answer in words', `400 - ${JSON.stringify(BODY)}`],
		['the answer in words twice', `400 - ${JSON.stringify(JSON.stringify(BODY))}`],
		['an error with a description', { message: 'Bad request - please check your parameters', description: BODY.message }],
		['an error with its cause', { message: 'Bad request - please check your parameters', cause: { message: `400 - ${JSON.stringify(BODY)}` } }],
		['an error with its context', { message: 'Bad request - please check your parameters', context: { data: BODY } }],
	])('is an opt-out with %s', (_what, error) => {
		expect(classifyDelivery({ phone: '+15551230000', error })).toEqual({ outcome: 'opted_out', provider: 'twilio', code: '21610', address: '+15551230000', addressGuessed: true, reason: 'provider_opt_out' });
	});

	it('wins over an older report in the fields the item came with', () => {
		expect(classifyDelivery({ ...(twilio({ MessageStatus: 'delivered' }) as object), error: BODY.message }).outcome).toBe('opted_out');
	});

	it.each([
		['when it comes on', new (class NodeApiError extends Error {
			description = BODY.message;
			messages = [`400 - ${JSON.stringify(JSON.stringify(BODY))}`];
			override cause = new Error(`400 - ${JSON.stringify(JSON.stringify(BODY))}`);
			httpCode = '400';
		})('Bad request - please check your parameters')],
		['after it was stored', { message: 'Bad request - please check your parameters', name: 'NodeApiError', description: BODY.message, context: {}, cause: { name: 'AxiosError', message: `400 - ${JSON.stringify(JSON.stringify(BODY))}` } }],
	])("is an opt-out with the error of n8n's HTTP Request node, %s", (_when, error) => {
		expect(classifyDelivery({ phone: '+15551230000', error })).toMatchObject({ outcome: 'opted_out', code: '21610', address: '+15551230000' });
	});

	it('is our own fault where the account sends too fast', () => {
		const tooFast = { ...BODY, code: 20429, message: 'Too Many Requests', more_info: 'https://www.twilio.com/docs/errors/20429' };
		expect(classifyDelivery({ error: { message: 'x', messages: [`429 - ${JSON.stringify(JSON.stringify(tooFast))}`] } })).toMatchObject({ outcome: 'not_contact', code: '20429' });
	});

	it('is unknown where another service uses the same number', () => {
		expect(classifyDelivery({ phone: '+15551230000', error: '429 - {"code":30004,"message":"Rate limit exceeded"}' })).toEqual({ outcome: 'unknown' });
	});

	it('is unknown where n8n has thrown the code away', () => {
		expect(classifyDelivery({ phone: '+15551230000', error: 'Bad request - please check your parameters' })).toEqual({ outcome: 'unknown' });
	});
});

describe('no delivery report', () => {
	it.each<[string, unknown]>([
		['an incoming Twilio message', { MessageSid: 'SM1', SmsSid: 'SM1', SmsStatus: 'received', From: '+15551230000', To: '+15559870000', Body: 'STOP' }],
		['an incoming Twilio message with its status', twilio({ MessageStatus: 'received', Body: 'STOP' })],
		['an incoming Twilio event', { type: 'com.twilio.messaging.inbound-message.received', data: { from: '+1555', to: '+1556', body: 'STOP', messageSid: 'SM2' } }],
		['an incoming Telnyx message', { data: { event_type: 'message.received', payload: { id: 't', from: { phone_number: '+1555' }, to: [{ phone_number: '+1556', status: 'webhook_delivered' }], text: 'STOP' } } }],
		['an incoming Bandwidth message', [{ type: 'message-received', to: '+1556', message: { id: 'b', from: '+1555', text: 'STOP', direction: 'in' } }]],
		['an incoming Vonage SMS', { msisdn: '447700900001', to: '447700900000', messageId: 'v', text: 'STOP', type: 'text', keyword: 'STOP' }],
		['an incoming Infobip message', { results: [{ messageId: 'i', from: '41793026727', to: '41793026700', text: 'STOP' }] }],
		['an incoming Sinch message', { type: 'mo_text', id: 's', from: '447700900003', to: '447700900004', body: 'STOP' }],
		['an incoming AWS message', { originationNumber: '+1555', destinationNumber: '+1556', messageBody: 'STOP', inboundMessageId: 'a' }],
		['an incoming Plivo message', { MessageUUID: 'p', From: '1555', To: '1556', Text: 'STOP', Type: 'sms' }],
		['an incoming WhatsApp message', { entry: [{ changes: [{ value: { messaging_product: 'whatsapp', messages: [{ from: '1650', id: 'w', text: { body: 'STOP' } }] } }] }] }],
		['an incoming Bird message', { event: 'sms.inbound', payload: { id: 'd', status: 'delivered', sender: { contact: { identifierValue: '+1555' } } } }],
		['an item of a workflow', { phone: '+15551230000', status: 'delivered', event: 'delivered' }],
		['nothing', undefined],
		['an empty list', []],
	])('%s', (_what, payload) => {
		expect(classifyDeliveries(payload)).toEqual([]);
		expect(classifyDelivery(webhook(payload))).toEqual({ outcome: 'unknown' });
	});
});

it('a Postmark address that is no longer suppressed is no opt-in', () => {
	expect(classifyDelivery({ RecordType: 'SubscriptionChange', MessageID: 'x', Recipient: 'jane@example.com', SuppressSending: false, SuppressionReason: null }).outcome).toBe('unknown');
});

it('a complaint that was taken back suppresses nothing', () => {
	const payload = { eventType: 'Complaint', mail: { messageId: 'x' }, complaint: { complainedRecipients: [{ emailAddress: 'jane@example.com' }], complaintFeedbackType: 'not-spam' } };
	expect(classifyDelivery(payload)).toMatchObject({ outcome: 'unknown', code: 'Complaint/not-spam' });
});

describe('whatever comes', () => {
	it('never throws, and leaves the payload as it is', () => {
		fc.assert(
			fc.property(fc.anything(), fc.anything(), (payload, provider) => {
				expect(typeof classifyDelivery(payload, provider as string).outcome).toBe('string');
			}),
		);
	});

	it('never throws with anything in the place of any part of a report', () => {
		fc.assert(
			fc.property(fc.constantFrom(...FIXTURES), fc.nat(), fc.anything(), ({ payload }, nth, value) => {
				let left = nth % 40;
				const changed: unknown = JSON.parse(JSON.stringify(payload), (_key, part: unknown) => (left-- === 0 ? value : part));
				expect(Array.isArray(classifyDeliveries(changed))).toBe(true);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('a code of digits that no table knows is never a change', () => {
		fc.assert(
			fc.property(fc.integer({ min: 700_000, max: 9_999_999 }), (code) => {
				expect(classifyDelivery(twilio({ ErrorCode: code }))).toMatchObject({ outcome: 'unknown', code: String(code) });
			}),
		);
	});

	it('texts of a megabyte, cycles and hostile objects are no reports', () => {
		const cycle: Record<string, unknown> = { statuses: [] };
		cycle.body = cycle;
		(cycle.statuses as unknown[]).push(cycle, cycle);
		const { proxy, revoke } = Proxy.revocable({}, {});
		revoke();
		const started = performance.now();
		for (const payload of ['['.repeat(1_000_000), { error: 'code": '.repeat(150_000) }, cycle, proxy, { body: proxy }, new Error('no')]) expect(classifyDelivery(payload)).toEqual({ outcome: 'unknown' });
		expect(performance.now() - started).toBeLessThan(500);
	});
});
