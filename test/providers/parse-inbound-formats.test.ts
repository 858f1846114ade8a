import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainUnknown, INBOUND_PROVIDERS, parseInbound, parseInboundAll, type InboundMessage } from '../../lib/providers';

interface Fixture {
	/** The provider's documentation that the payloads follow. */
	source: string[];
	note: string;
	cases: Array<{ name: string; payload: unknown; messages: InboundMessage[] }>;
}

const FOLDER = join(__dirname, 'fixtures', 'inbound');
const FIXTURES = readdirSync(FOLDER).map((file): [string, Fixture] => [file.replace('.json', ''), JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Fixture]);
const webhook = (body: unknown): unknown => ({ headers: { host: 'n8n.example' }, params: {}, query: {}, body, webhookUrl: 'https://n8n.example', executionMode: 'production' });
const WAYS: Array<[string, (payload: unknown) => unknown]> = [
	['bare', (payload) => payload],
	["as n8n's Webhook node delivers it", webhook],
	["as n8n's Webhook node delivers text", (payload) => webhook(JSON.stringify(payload))],
	['in the query of a webhook', (payload) => ({ headers: { host: 'n8n.example' }, params: {}, query: payload, body: {} })],
	['in a list', (payload) => [payload]],
];

it('every provider has fixtures with a source, a message and, but for a delivery report, something that is none', () => {
	expect(FIXTURES.map(([provider]) => provider).sort()).toEqual([...INBOUND_PROVIDERS].sort());
	for (const [, { source, cases }] of FIXTURES) {
		expect(source.length).toBeGreaterThan(0);
		expect(cases.some(({ messages }) => messages.length > 0)).toBe(true);
		expect(cases.some(({ messages }) => messages.length === 0)).toBe(true);
	}
});

describe.each(FIXTURES)('%s', (provider, { cases }) => {
	describe.each(WAYS)('%s', (_, wrap) => {
		it.each(cases)('$name', ({ payload, messages }) => {
			expect(parseInboundAll(wrap(payload))).toEqual(messages);
			expect(parseInbound(wrap(payload))).toEqual(messages[0]);
		});
	});

	it.each(cases)('the hint changes nothing for its own provider: $name', ({ payload, messages }) => {
		expect(parseInboundAll(payload, provider.toUpperCase())).toEqual(messages.filter((message) => message.provider === provider));
	});

	it.each(cases)('no other provider claims it: $name', ({ payload }) => {
		const others = INBOUND_PROVIDERS.filter((other) => other !== provider && other !== 'plain' && parseInboundAll(payload, other).length > 0);
		// Plivo's pictures have every field of a Twilio message, and AWS passes Meta's payloads on.
		expect(others.filter((other) => !(provider === 'plivo' && other === 'twilio') && !(provider === 'aws' && other === 'whatsapp'))).toEqual([]);
	});

	it.each(cases.filter(({ messages }) => messages.length === 0))('an explanation of $name names fields', ({ payload }) => {
		expect(explainUnknown(payload).lookedFor.length).toBeGreaterThan(INBOUND_PROVIDERS.length);
	});
});
