import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { classifyDelivery, parseInboundAll } from '../../lib/providers';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { startClockAt } from '../support/clock';
import { runNode, type NodeResult } from '../support/n8n';
import { newStore, phone, phoneContact, resultsOf, routesOf, runConserved, type Compliance, type TestStore } from './support';

const NOW = '2026-11-02T12:00:00Z';
startClockAt(NOW);

const run = async (items: IDataObject[], parameters: IDataObject = {}, store = newStore()) => await runNode(KeywordHandler, { items, credentials: store.credentials, parameters: parameters as never });
const stopsOf = async (store: TestStore, address: string) =>
	((await store.use(async (open) => await open.readFacts('default', [phoneContact(address)], new Date(NOW))))[0]?.suppressions ?? []).map(({ reason, channel }) => `${reason} ${channel}`);

/** What came out, in the order of the items and of the messages in them: where it left, from which item, and the result. */
function emitted({ outputs }: NodeResult): Array<{ output: string; item: number; result: Compliance }> {
	const all = Object.entries(outputs).flatMap(([output, items]) =>
		items.map(({ json, pairedItem }) => ({ output, item: (pairedItem as { item: number }).item, result: json.compliance as Compliance })),
	);
	const place = ({ item, result }: (typeof all)[number]) => item * 1000 + ((result.message as { number: number } | undefined)?.number ?? 0);
	return all.sort((a, b) => place(a) - place(b));
}

const message = (from: string, text: string, id: string) => ({ from: from.slice(1), id, timestamp: String(Date.parse('2026-11-02T11:59:00Z') / 1000), type: 'text', text: { body: text } });
const whatsApp = (...messages: IDataObject[]): IDataObject => ({
	body: { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '15550000000', phone_number_id: '1' }, messages } }] }] },
});
const ANN = '+14155552671';
const BOB = '+14155552672';

/** Where every field of a payload lies, at any depth. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
	return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsIn(inner, [...path, key])]) : [];
}

function without(payload: unknown, path: readonly string[]): unknown {
	const copy = structuredClone(payload);
	const parent = path.slice(0, -1).reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], copy);
	delete (parent as Record<string, unknown>)[path.at(-1) ?? ''];
	return copy;
}

describe('an item with several messages', () => {
	it('comes out once for each of them, with the item that it came from and all its fields', async () => {
		const store = newStore();
		const payload = whatsApp(message(ANN, 'Thanks', 'wamid.1'), message(BOB, 'STOP', 'wamid.2'), message(ANN, 'HELP', 'wamid.3'));
		const result = await run([{ phone: phone(1), text: 'see you' }, payload], {}, store);
		expect(result.status).toBe('success');
		expect(emitted(result).map(({ output, item, result: { message: part } }) => [output, item, part])).toEqual([
			['Other', 0, undefined],
			['Other', 1, { number: 1, of: 3 }],
			['Opt-Out', 1, { number: 2, of: 3 }],
			['Help', 1, { number: 3, of: 3 }],
		]);
		for (const { json } of [...(result.outputs['Opt-Out'] ?? []), ...(result.outputs.Help ?? [])]) expect(json.body).toEqual(payload.body);
		expect([await stopsOf(store, ANN), await stopsOf(store, BOB)]).toEqual([[], ['opt_out_keyword whatsapp']]);
	});

	it('is worked off in order, together with the other items of the same contact', async () => {
		const store = newStore();
		const result = await run([whatsApp(message(ANN, 'STOP', 'wamid.1'), message(ANN, 'stop', 'wamid.2')), { phone: ANN, text: 'STOP', channel: 'whatsapp' }], {}, store);
		expect(emitted(result).map(({ result: { outcome } }) => outcome)).toEqual(['applied', 'already', 'already']);
	});

	it('acts once on a message that it holds twice', async () => {
		const result = await run([whatsApp(message(ANN, 'STOP', 'wamid.1'), message(ANN, 'STOP', 'wamid.1'), message(BOB, 'HELP', 'wamid.2'), message(BOB, 'HELP', 'wamid.2'))]);
		expect(emitted(result).map(({ result: { outcome, reply } }) => [outcome, reply !== undefined])).toEqual([['applied', true], ['duplicate', false], ['none', true], ['duplicate', false]]);
	});

	it('hears a START that was said after the STOP before it, though both were said before they were read', async () => {
		const store = newStore();
		const later = { ...message(ANN, 'START', 'wamid.2'), timestamp: String(Date.parse('2026-11-02T11:59:30Z') / 1000) };
		const result = await run([whatsApp(message(ANN, 'STOP', 'wamid.1'), later)], {}, store);
		expect(emitted(result).map(({ output }) => output)).toEqual(['Opt-Out', 'Opt-In']);
		expect(await stopsOf(store, ANN)).toEqual([]);
	});

	it('leaves every one of its messages to a person when the store fails', async () => {
		const file = { complianceStoreApi: { backend: 'sqlite', file: '/dev/null/none.sqlite' } };
		const result = await runNode(KeywordHandler, { items: [whatsApp(message(ANN, 'STOP', 'wamid.1'), message(BOB, 'HELP', 'wamid.2'))], credentials: file as never, onError: 'continueRegularOutput' });
		expect(emitted(result).map(({ output }) => output)).toEqual(['Needs Review']);
	});
});

describe('a message whose sender cannot be read', () => {
	const nameless = (text: string, id: string) => ({ from_user_id: 'US.1', id, timestamp: '1793620740', type: 'text', text: { body: text } });

	it('comes out beside the others of its item and goes to a person, whatever it says', async () => {
		const store = newStore();
		const result = await run([whatsApp(nameless('STOP', 'wamid.1'), message(ANN, 'hello', 'wamid.2'), nameless('please no more of the weekly ones', 'wamid.3'), nameless('hello', 'wamid.4'))], {}, store);
		const came = emitted(result).map(({ output, result: { message: part, intent, reasons } }) => [output, (part as { number: number }).number, intent, reasons?.[0]?.code]);
		expect(came).toEqual([
			['Needs Review', 1, 'opt_out', 'REPLY_SENDER_UNREADABLE'],
			['Other', 2, 'none', undefined],
			['Needs Review', 3, 'unclear', 'REPLY_UNCLEAR'],
			['Needs Review', 4, 'none', 'REPLY_UNREADABLE'],
		]);
		expect(await store.events()).toEqual([]);
		expect(result.hints.map((hint) => hint.message)).toEqual([expect.stringMatching(/^3 of 4 messages .*no sender/)]);
	});

	it('says what its form lacks', async () => {
		const [only] = emitted(await run([{ type: 'InboundMessage', locationId: 'l1', contactId: 'c1', direction: 'inbound', messageType: 'SMS', body: 'HELP' }]));
		expect(only).toMatchObject({ output: 'Needs Review', result: { reasons: [{ code: 'REPLY_UNREADABLE', facts: { lookedFor: { provider: 'highlevel', missing: ['from or phone'] } } }] } });
		expect(only?.result).not.toHaveProperty('reply');
	});
});

describe('an opt-out that Sinch tells without words', () => {
	it('is recorded with its block, and an opt-in ends both', async () => {
		const store = newStore();
		const told = (kind: string, status: string) => ({ app_id: 'a', [kind]: { channel: 'WHATSAPP', identity: ANN.slice(1), status } });
		expect(emitted(await run([told('opt_out_notification', 'OPT_OUT_SUCCEEDED')], {}, store))[0]?.output).toBe('Opt-Out');
		expect(await stopsOf(store, ANN)).toEqual(['opt_out_keyword whatsapp', 'provider_opt_out whatsapp']);
		expect(emitted(await run([told('opt_in_notification', 'OPT_IN_FAILED')], {}, store))[0]?.output).toBe('Needs Review');
		expect(emitted(await run([told('opt_in_notification', 'OPT_IN_SUCCEEDED')], {}, store))[0]?.output).toBe('Opt-In');
		expect(await stopsOf(store, ANN)).toEqual([]);
	});
});

describe('an item that is no message of a known form', () => {
	const hintsOf = ({ hints }: NodeResult): string[] => hints.map((hint) => hint.message);

	it('says which form comes closest and what is missing, once for the run', async () => {
		const result = await run([{ From: ANN, MessageSid: 'SM1', To: BOB }, { phone: phone(1), text: 'ok' }, { text: 'STOP' }]);
		const [first, , third] = emitted(result);
		expect([first?.output, third?.output]).toEqual(['Needs Review', 'Needs Review']);
		expect(first?.result.reasons).toEqual([expect.objectContaining({ code: 'REPLY_UNREADABLE', facts: { lookedFor: { provider: 'twilio', missing: ['Body'] } } })]);
		expect(third?.result.reasons?.[0]?.facts).toMatchObject({ lookedFor: { provider: 'plain' } });
		expect(hintsOf(result)).toEqual([expect.stringMatching(/^2 of 3 messages .*closest to a message of twilio.*: Body\..*From Fields/)]);
	});

	it('names no field and no content of the item', async () => {
		const result = await run([{ From: ANN, 'ada@example.com': 'STOP calling', To: BOB }]);
		expect(JSON.stringify([emitted(result), hintsOf(result)])).not.toMatch(/ada|calling|4155552/);
	});

	it('shows no hint where every message was read', async () => {
		expect(hintsOf(await run([{ phone: phone(1), text: 'STOP' }, { phone: 'nobody', text: 'STOP' }]))).toEqual([]);
	});

	it('is no reply where it is a delivery report: it is passed on, and a hint tells where it belongs', async () => {
		const store = newStore();
		const report = { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003', To: ANN, From: BOB };
		const result = await runConserved(KeywordHandler, { items: [report, { body: report, headers: {}, params: {}, query: {} }], credentials: store.credentials });
		expect(routesOf(result)).toEqual([['Other'], ['Other']]);
		expect(resultsOf(result)[0]).toMatchObject({ intent: 'none', matchedBy: 'delivery_report', outcome: 'none' });
		expect(hintsOf(result)).toEqual([expect.stringMatching(/2 of 2 items are delivery reports.*Delivery Feedback/)]);
		expect(await store.events()).toEqual([]);
	});

	it('is never taken for a report where it is an incoming message that has lost any one of its fields', () => {
		const folder = resolve(__dirname, '../providers/fixtures/inbound');
		const payloads = readdirSync(folder).flatMap((file) => (JSON.parse(readFileSync(resolve(folder, file), 'utf8')) as { cases: Array<{ payload: unknown }> }).cases.map(({ payload }) => payload));
		const damaged = payloads.filter((payload) => parseInboundAll(payload).length > 0).flatMap((payload) => pathsIn(payload).map((path) => without(payload, path)));
		const unread = damaged.filter((payload) => parseInboundAll(payload).length === 0);
		expect(unread.length).toBeGreaterThan(100);
		expect(unread.filter((payload) => classifyDelivery(payload).provider !== undefined)).toEqual([]);
	});

	it('is a message where it holds one beside what looks like a report', async () => {
		expect(emitted(await run([{ phone: ANN, text: 'STOP', MessageSid: 'SM1', MessageStatus: 'delivered', To: BOB }]))[0]?.output).toBe('Opt-Out');
	});
});

describe('an item whose channel is none of ours', () => {
	it('can stop texts, but not begin them', async () => {
		const store = newStore();
		const result = await run([{ phone: ANN, text: 'STOP', channel: 'pigeon' }, { phone: ANN, text: 'START', channel: 'pigeon' }], {}, store);
		const [stop, start] = emitted(result);
		expect([stop?.output, start?.output]).toEqual(['Opt-Out', 'Needs Review']);
		expect(start?.result).toMatchObject({ outcome: 'none', reasons: [{ code: 'REPLY_UNCLEAR', facts: { because: 'channel_not_known' } }] });
		expect(start?.result).not.toHaveProperty('reply');
		expect(await stopsOf(store, ANN)).toEqual(['opt_out_keyword sms']);
	});
});

describe('the fields that the node names', () => {
	const FIELDS = { readFrom: 'fields', ourNumber: '={{ $json.line }}', receivedAt: '={{ $json.when }}' };

	it('tell our number and when the reply was received', async () => {
		const store = newStore();
		await run([{ phone: ANN, text: 'STOP', id: 'm1', line: 14155550100, when: '2026-11-02T11:58:00+00:00' }], FIELDS, store);
		const history = await store.use(async (open) => await open.history('default', phoneContact(ANN)));
		expect(history[0]?.evidence).toEqual({ keyword: 'STOP', receivedBy: '14155550100', receivedAt: '2026-11-02T11:58:00.000Z', text: 'STOP' });
		expect(history[0]?.payload).not.toHaveProperty('receivedBy');
	});

	it('leave out what is no number and no time', async () => {
		const store = newStore();
		await run([{ phone: ANN, text: 'STOP', line: { a: 1 }, when: 'yesterday' }, { phone: BOB, text: 'STOP', line: 'null' }], FIELDS, store);
		for (const address of [ANN, BOB]) {
			const history = await store.use(async (open) => await open.history('default', phoneContact(address)));
			expect(history[0]?.evidence).toEqual({ keyword: 'STOP', text: 'STOP' });
		}
	});
});
