import type { IDataObject } from 'n8n-workflow';
import { DeliveryFeedback } from '../../nodes/DeliveryFeedback/DeliveryFeedback.node';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { startClockAt } from '../support/clock';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, BROKEN_STORES, complianceOf, expectRefusal, granted, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

const NOW = '2026-11-02T12:00:00Z';
startClockAt(NOW);

const OUR_NUMBER = '+14155550100';
/** A status callback of Twilio, as n8n's Webhook node hands it on. */
const callback = (to: string, fields: IDataObject = {}): IDataObject => ({
	headers: { host: 'n8n.example' },
	params: {},
	query: {},
	body: { MessageSid: `SM-${to}`, MessageStatus: 'undelivered', To: to, From: OUR_NUMBER, ...fields },
});
const failed = (to: string, ErrorCode: string | number, fields: IDataObject = {}): IDataObject => callback(to, { ErrorCode, ...fields });
const delivered = (to: string, fields: IDataObject = {}): IDataObject => callback(to, { MessageStatus: 'delivered', ...fields });
const sendgrid = (...events: IDataObject[]): IDataObject => ({ headers: { host: 'n8n.example' }, params: {}, query: {}, body: events.map((event, index) => ({ sg_event_id: `e${index}`, sg_message_id: `m${index}`, timestamp: 1793620000 + index, ...event })) });

const feed = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) => await runConserved(DeliveryFeedback, { items, credentials: store.credentials, parameters: parameters as never });
const factsOf = async (store: TestStore, address: string, kind: 'phone' | 'email' = 'phone') => await store.use(async (open) => (await open.readFacts('default', [{ kind, address }], new Date(NOW)))[0]);
const stopsOf = async (store: TestStore, address: string, kind?: 'phone' | 'email') => ((await factsOf(store, address, kind))?.suppressions ?? []).map(({ reason, channel }) => `${reason} ${channel}`).sort();

describe('the Delivery Feedback with nothing configured', () => {
	it('tells what arrived, what may arrive later, what never will, and what is not the fault of the contact', async () => {
		const store = newStore();
		const items = [delivered(phone(1)), failed(phone(2), 30003), failed(phone(3), 30004), failed(phone(4), 21610), failed(phone(5), 30007), callback(phone(6), { MessageStatus: 'sent' })];
		const result = await feed(store, items);
		expect(routesOf(result)).toEqual([['Delivered'], ['Temporary'], ['Permanent'], ['Permanent'], ['Not The Contact'], ['Not The Contact']]);
		expect(resultsOf(result).map(({ outcome, change, reason }) => [outcome, change, reason])).toEqual([
			['delivered', 'none', undefined],
			['temporary', 'applied', 'unreachable'],
			['permanent', 'applied', 'carrier_block'],
			['opted_out', 'applied', 'provider_opt_out'],
			['not_contact', 'none', undefined],
			['pending', 'none', undefined],
		]);
		expect(await Promise.all([1, 2, 3, 4, 5, 6].map(async (index) => await stopsOf(store, phone(index))))).toEqual([[], ['unreachable sms'], ['carrier_block sms'], ['provider_opt_out sms'], [], []]);
	});

	it('gives the whole result', async () => {
		const [result] = resultsOf(await feed(newStore(), [failed(phone(1), 30003)]));
		expect(result).toEqual({
			outcome: 'temporary', provider: 'twilio', code: '30003', reason: 'unreachable', channel: 'sms', address: phone(1), strike: 1, change: 'applied', reasons: [],
			until: expect.stringMatching(/^2026-11-03T12:00:0/) as string, at: expect.stringMatching(/^2026-11-02T12:00:0/) as string, ref: 'default:1',
		});
	});

	it('keeps our number with a block and an opt-out', async () => {
		const store = newStore();
		await feed(store, [failed(phone(1), 30004), failed(phone(2), 21610), failed(phone(3), 21211)]);
		expect(await Promise.all([1, 2, 3].map(async (index) => (await factsOf(store, phone(index)))?.suppressions.map(({ receivedBy }) => receivedBy)))).toEqual([[OUR_NUMBER], [OUR_NUMBER], [undefined]]);
	});

	it('withdraws what an opt-out at the provider contradicts', async () => {
		const store = newStore();
		await store.record([granted(phone(1)), granted(phone(1), { channel: 'whatsapp' })]);
		await feed(store, [failed(phone(1), 21610)]);
		expect((await factsOf(store, phone(1)))?.consents.map(({ channel, state }) => [channel, state]).sort()).toEqual([['sms', 'withdrawn'], ['whatsapp', 'granted']]);
	});

	it('leaves calls open where the carrier reports a landline', async () => {
		const store = newStore();
		await feed(store, [failed(phone(1), 30006), failed(`whatsapp:${phone(2)}`, 63014)]);
		expect(await stopsOf(store, phone(1))).toEqual(['landline sms']);
		expect(await stopsOf(store, phone(2))).toEqual(['provider_opt_out whatsapp']);
	});

	it('limits to marketing what is marketing only', async () => {
		const store = newStore();
		await feed(store, [{ messaging_product: 'whatsapp', metadata: { display_phone_number: '14155550100' }, statuses: [{ id: 'w1', status: 'failed', recipient_id: '14155552671', timestamp: '1793620000', errors: [{ code: 131050 }] }] }]);
		expect((await factsOf(store, '+14155552671'))?.suppressions).toEqual([expect.objectContaining({ reason: 'provider_opt_out', channel: 'whatsapp', classes: ['marketing'], receivedBy: '+14155550100' })]);
	});
});

describe('a payload with several events', () => {
	it('gives an item for each, on the output of each, and every item is paired with the one it came in', async () => {
		const store = newStore();
		const items = [sendgrid({ email: 'a@example.com', event: 'bounce', type: 'bounce' }, { email: 'b@example.com', event: 'spamreport' }, { email: 'c@example.com', event: 'delivered' }, { email: 'd@example.com', event: 'unsubscribe' }, { email: 'e@example.com', event: 'open' }), delivered(phone(1))];
		const { outputs } = await runNode(DeliveryFeedback, { items, credentials: store.credentials });
		const told = Object.entries(outputs).map(([name, found]) => [name, found.map((item) => [complianceOf(item).address, (item.pairedItem as { item: number }).item])]);
		expect(told).toEqual([
			['Delivered', [['c@example.com', 0], [phone(1), 1]]],
			['Temporary', []],
			['Permanent', [['a@example.com', 0], ['b@example.com', 0], ['d@example.com', 0]]],
			['Not The Contact', [['e@example.com', 0]]],
		]);
		for (const item of Object.values(outputs).flat()) expect(item.json.body).toEqual(items[(item.pairedItem as { item: number }).item]?.body);
		expect(await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async (name) => await stopsOf(store, `${name}@example.com`, 'email')))).toEqual([['hard_bounce email'], ['spam_complaint email'], [], ['provider_opt_out email'], []]);
	});
});

describe('an event of a bundle that names nobody', () => {
	const bundle = sendgrid({ event: 'unsubscribe' }, { email: 'b@example.com', event: 'delivered' });

	it('leaves by the output of its outcome and says so, and nothing is recorded for it', async () => {
		const store = newStore();
		expect((await runNode(DeliveryFeedback, { items: [bundle], credentials: store.credentials })).outputs.Permanent?.map((item) => complianceOf(item))).toEqual([
			expect.objectContaining({ outcome: 'opted_out', change: 'none', reasons: [expect.objectContaining({ code: 'DELIVERY_RECIPIENT_UNREADABLE' })] }),
		]);
		expect(await store.events()).toEqual([]);
	});

	it('is not taken for one about the recipient whom the node names, of whom nobody knows which event it is', async () => {
		const store = newStore();
		await runNode(DeliveryFeedback, { items: [{ ...bundle, email: 'c@example.com' }], credentials: store.credentials, parameters: { recipient: '={{ $json.email }}' } });
		expect(await stopsOf(store, 'c@example.com', 'email')).toEqual([]);
	});
});

describe('a code that no table knows', () => {
	it('changes nothing, is counted, and is told once for the run', async () => {
		const store = newStore();
		const result = await feed(store, [failed(phone(1), 39999), failed(phone(2), 39999), failed('nobody', 38888), failed(phone(4), 30008), delivered(phone(5))]);
		expect(routesOf(result).slice(0, 4)).toEqual([['Not The Contact', 'DELIVERY_CODE_UNKNOWN'], ['Not The Contact', 'DELIVERY_CODE_UNKNOWN'], ['Not The Contact', 'DELIVERY_CODE_UNKNOWN'], ['Not The Contact']]);
		expect(result.hints.map(({ message }) => message)).toEqual(['3 reports with codes not known here, which changed nothing: twilio 39999 (2), twilio 38888 (1). Look them up at the provider.']);
		expect(await store.use(async (open) => (await open.unknownCodes('default')).map(({ provider, code, count }) => `${provider} ${code} ${count}`).sort())).toEqual(['twilio 38888 1', 'twilio 39999 2']);
		expect(await stopsOf(store, phone(1))).toEqual([]);
	});

	it('is not told where it may be an address', async () => {
		const result = await feed(newStore(), [failed(phone(1), '15551230000')]);
		expect(result.hints.map(({ message }) => message).join()).not.toMatch(/\d{7}/);
		expect(routesOf(result)).toEqual([['Not The Contact', 'DELIVERY_CODE_UNKNOWN']]);
	});
});

describe('what cannot be read', () => {
	it('is told, and nothing is recorded', async () => {
		const store = newStore();
		const items = [{ phone: phone(1), status: 'delivered' }, {}, failed('unknown', 30003), failed('123', 21610), { body: { MessageSid: 'SM1', SmsStatus: 'received', From: phone(1), To: OUR_NUMBER, Body: 'STOP' } }];
		expect(routesOf(await feed(store, items))).toEqual([['Not The Contact', 'DELIVERY_UNREADABLE'], ['Not The Contact', 'DELIVERY_UNREADABLE'], ['Temporary', 'DELIVERY_RECIPIENT_UNREADABLE'], ['Permanent', 'DELIVERY_RECIPIENT_UNREADABLE'], ['Not The Contact', 'DELIVERY_UNREADABLE']]);
		expect(await store.events()).toEqual([]);
	});

	it.each(['MessageStatus', 'ErrorCode', 'To', 'From', 'MessageSid'])('may stand in %s without harm', async (field) => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword')]);
		await feed(store, [...BAD_VALUES.map(([, value]) => failed(phone(1), 30003, { [field]: value } as IDataObject)), failed(phone(2), 30004)]);
		expect(await stopsOf(store, phone(1))).toContain('opt_out_keyword sms');
		expect(await stopsOf(store, phone(2))).toEqual(['carrier_block sms']);
	});

	it('is a channel that is none of ours', async () => {
		const store = newStore();
		const viber = { message_uuid: 'v', to: '14155552671', from: 'Acme', timestamp: '2026-11-02T11:00:00Z', status: 'rejected', channel: 'viber_service', error: { title: 1240 } };
		expect(routesOf(await feed(store, [viber]))).toEqual([['Permanent', 'CHANNEL_INVALID']]);
		expect(await store.events()).toEqual([]);
	});
});

describe('the settings of the Delivery Feedback', () => {
	it('name code and recipient where the form is not known', async () => {
		const store = newStore();
		const items = [
			{ what: 30003, who: '(415) 555-2671', via: 'sms', by: 'twilio' },
			{ what: '1240', who: phone(2), via: 'whatsapp', by: 'vonage' },
			{ what: '12345', who: phone(3), via: 'sms', by: 'twilio' },
			{ what: '30004', who: phone(4), via: 'pigeon', by: 'twilio' },
			{ what: '30004', who: null, via: 'sms', by: 'twilio' },
			{ what: '30004', who: phone(5), via: 'sms', by: 'nobody' },
		] as IDataObject[];
		const parameters = { report: 'fields', provider: '={{ $json.by }}', code: '={{ $json.what }}', recipient: '={{ $json.who }}', channel: '={{ $json.via }}', options: { defaultCountry: 'US', sender: OUR_NUMBER } };
		expect(routesOf(await feed(store, items, parameters))).toEqual([['Temporary'], ['Permanent'], ['Not The Contact', 'DELIVERY_CODE_UNKNOWN'], ['Permanent', 'CHANNEL_INVALID'], ['Permanent', 'DELIVERY_RECIPIENT_UNREADABLE'], ['Not The Contact', 'DELIVERY_UNREADABLE']]);
		expect((await factsOf(store, phone(2)))?.suppressions).toEqual([expect.objectContaining({ reason: 'provider_opt_out', channel: 'whatsapp', receivedBy: OUR_NUMBER })]);
		expect(await stopsOf(store, '+14155552671')).toEqual(['unreachable sms']);
	});

	it('read only the reports of one provider where that is asked', async () => {
		const items = [failed(phone(1), 30004), sendgrid({ email: 'a@example.com', event: 'spamreport' })];
		expect(routesOf(await feed(newStore(), items, { options: { providerHint: 'sendgrid' } }))).toEqual([['Not The Contact', 'DELIVERY_UNREADABLE'], ['Permanent']]);
	});

	it('are refused where they make no sense', async () => {
		const run = async (parameters: IDataObject) => await runNode(DeliveryFeedback, { items: [failed(phone(1), 30003)], parameters: parameters as never });
		expectRefusal(await run({ report: 'guess' }), /"Report" is set to something unknown/);
		expectRefusal(await run({ report: 'fields', provider: 'pigeon' }), /"Provider" is set to something unknown/);
		expectRefusal(await run({ options: { providerHint: 'pigeon' } }), /"Provider Hint" is set to something unknown/);
	});

	it('keep brands apart, and put the result where it is wanted', async () => {
		const store = newStore();
		const result = await runConserved(DeliveryFeedback, { items: [failed(phone(1), 30004)], credentials: store.credentials, parameters: { options: { brand: 'acme', resultField: 'delivery' } } as never }, ['delivery']);
		expect(routesOf(result, 'delivery')).toEqual([['Permanent']]);
		expect(await stopsOf(store, phone(1))).toEqual([]);
	});

	it('follow the policy of the brand on which consents an opt-out ends, while the block of the provider stops everything', async () => {
		const store = newStore();
		await store.record([{ kind: 'policy', version: 'v1', policy: { optOut: { scope: 'marketing' } }, inForce: true }, granted(phone(1)), granted(phone(1), { messageClass: 'informational' })]);
		await feed(store, [failed(phone(1), 21610)]);
		const facts = await factsOf(store, phone(1));
		expect(facts?.suppressions.map(({ classes }) => classes)).toEqual([['marketing', 'informational', 'transactional']]);
		expect(facts?.consents.map(({ messageClass, state }) => [messageClass, state]).sort()).toEqual([['informational', 'granted'], ['marketing', 'withdrawn']]);
		expect(routesOf(await runConserved(DndGate, { items: [{ phone: phone(1) }], credentials: store.credentials, parameters: { messageClass: 'transactional' } as never }))).toEqual([['Suppressed', 'PROVIDER_OPTED_OUT']]);
	});
});

describe('when the store fails', () => {
	it.each(Object.keys(BROKEN_STORES))('because it %s, nothing is emitted, or everything on Not The Contact', async (what) => {
		const credentials = BROKEN_STORES[what]?.();
		expectRefusal(await runNode(DeliveryFeedback, { items: [failed(phone(1), 30004), delivered(phone(2))], credentials }), /\w+ \w+/);
		const { outputs } = await runNode(DeliveryFeedback, { items: [failed(phone(1), 30004), delivered(phone(2))], credentials, onError: 'continueRegularOutput' });
		expect(Object.entries(outputs).map(([name, found]) => [name, found.length])).toEqual([['Delivered', 0], ['Temporary', 0], ['Permanent', 0], ['Not The Contact', 2]]);
	});
});

it('the contact of a pause is held back by the gates until it is over', async () => {
	const store = newStore();
	await store.record([granted(phone(1))]);
	await feed(store, [failed(phone(1), 30003)]);
	expect(routesOf(await runConserved(DndGate, { items: [{ phone: phone(1) }], credentials: store.credentials }))).toEqual([['Suppressed', 'UNREACHABLE']]);
	expect(await store.use(async (open) => (await open.readFacts('default', [phoneContact(phone(1))], new Date('2026-11-03T12:01:00Z')))[0]?.suppressions)).toEqual([]);
});
