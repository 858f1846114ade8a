import type { IDataObject } from 'n8n-workflow';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import type { SuppressionReason } from '../../lib/model/suppression';
import { startClockAt } from '../support/clock';
import { newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

const NOW = '2026-11-02T12:00:00Z';
startClockAt(NOW);

const handle = async (store: TestStore, items: IDataObject[], parameters: IDataObject = {}) =>
	await runConserved(KeywordHandler, { items, credentials: store.credentials, parameters: parameters as never });
const answers = async (...args: Parameters<typeof handle>) => resultsOf(await handle(...args)).map(({ reply, replyWithheld }) => replyWithheld ?? (reply === undefined ? 'none' : 'given'));
const says = (text: string, fields: IDataObject = {}): IDataObject => ({ phone: phone(1), text, ...fields });
const gate = async (store: TestStore, parameters: IDataObject = {}) =>
	routesOf(await runConserved(DndGate, { items: [{ phone: phone(1) }], credentials: store.credentials, parameters: { messageClass: 'confirmation', ...parameters } as never }))[0];

describe('the text that the Keyword Handler gives', () => {
	it('may be sent through a gate for five minutes, though the contact has just opted out', async () => {
		const store = newStore();
		expect(await gate(store)).toEqual(['Suppressed', 'ANSWER_NOT_DUE']);
		const [result] = resultsOf(await handle(store, [says('STOP')]));
		expect(Date.parse(String(result?.replyUntil)) - Date.parse(String(result?.at))).toBe(5 * 60_000);
		expect(await gate(store)).toEqual(['Allowed', expect.any(String)]);
		expect(await gate(store, { messageClass: 'marketing' })).toEqual(['Suppressed', 'OPTED_OUT']);
		expect(await gate(store, { options: { evaluateAt: '2026-11-02T12:06:00Z' } })).toEqual(['Suppressed', 'ANSWER_NOT_DUE']);
	});

	it('is granted on the channel of the reply only', async () => {
		const store = newStore();
		await handle(store, [says('STOP')]);
		expect(await gate(store, { channel: 'whatsapp' })).toEqual(['Suppressed', 'ANSWER_NOT_DUE']);
	});

	it('counts its five minutes from when the provider received the reply, and is withheld when they are over', async () => {
		const store = newStore();
		const items = ['11:58:00', '11:55:00', '11:00:00', '13:00:00'].map((time, index) => ({ phone: phone(index + 1), text: 'STOP', receivedAt: `2026-11-02T${time}Z` }));
		const results = resultsOf(await handle(store, items));
		expect(results.map(({ replyWithheld }) => replyWithheld)).toEqual([undefined, 'too_late', 'too_late', undefined]);
		expect(results[0]?.replyUntil).toBe('2026-11-02T12:03:00.000Z');
		// What lies ahead is no reason to answer later.
		expect(String(results[3]?.replyUntil)).toMatch(/^2026-11-02T12:05:0/);
		for (const { outcome } of results) expect(outcome).toBe('applied');
	});

	it('is given at most twice a minute, whatever the contact asks', async () => {
		const store = newStore();
		expect(await answers(store, ['HELP', 'HELP', 'STOP', 'HELP'].map((text) => says(text)))).toEqual(['given', 'given', 'limit', 'limit']);
		expect(await gate(store, { messageClass: 'marketing' })).toEqual(['Suppressed', 'OPTED_OUT']);
	});

	it('is given once for a HELP that is delivered twice', async () => {
		const store = newStore();
		await handle(store, [says('HELP', { messageId: 'm1' })]);
		expect(resultsOf(await handle(store, [says('HELP', { messageId: 'm1' })]))[0]).toMatchObject({ intent: 'help', outcome: 'duplicate' });
		expect(await answers(store, [says('HELP', { messageId: 'm1' }), says('HELP', { messageId: 'm2' })])).toEqual(['none', 'given']);
	});

	it.each(['spam_complaint', 'provider_opt_out', 'carrier_block', 'hard_bounce', 'staff_dnd'] as SuppressionReason[])('is withheld where %s is on record for the channel', async (reason) => {
		const store = newStore();
		await store.record([suppressed(phone(1), reason), suppressed(phone(2), reason, { channel: 'whatsapp' }), suppressed(phone(3), reason, { channel: 'all' })]);
		expect(await answers(store, ['HELP', 'STOP'].flatMap((text) => [says(text), says(text, { phone: phone(2) }), says(text, { phone: phone(3) })]))).toEqual(['blocked', 'given', 'blocked', 'blocked', 'given', 'blocked']);
		expect(await gate(store)).toEqual(['Suppressed', 'ANSWER_NOT_DUE']);
	});

	it.each(['opt_out_keyword', 'opt_out_page', 'registry', 'review_hold', 'inbound_dnd', 'unreachable'] as SuppressionReason[])('is not withheld because of %s', async (reason) => {
		const store = newStore();
		await store.record([suppressed(phone(1), reason)]);
		expect(await answers(store, [says('HELP')])).toEqual(['given']);
	});

	it('is given for a START that has ended the block itself', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'carrier_block')]);
		expect(await answers(store, [says('START')])).toEqual(['given']);
	});

	it('is absent where nothing is to be said, and nobody asks why', async () => {
		const store = newStore();
		await handle(store, [says('STOP')]);
		const results = resultsOf(await handle(store, [says('STOP'), says('thanks'), says('please stop the weekly ones, maybe'), says('HELP', { phone: 'nobody' })]));
		for (const result of results) for (const field of ['reply', 'replyUntil', 'replyWithheld']) expect(result).not.toHaveProperty(field);
	});
});

describe('a provider that confirms by itself', () => {
	const flagged = (OptOutType: string, From = phone(1)): IDataObject => ({ From, To: '+14155550100', Body: OptOutType, OptOutType, MessageSid: `SM-${OptOutType}-${From}` });

	it('leaves nothing to say to a reply that it has flagged, and its block stands beside the opt-out', async () => {
		const store = newStore();
		expect(await answers(store, ['STOP', 'START', 'HELP'].map((type, index) => flagged(type, phone(index + 1))))).toEqual(['provider_confirms', 'provider_confirms', 'provider_confirms']);
		const [facts] = await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1))], new Date(NOW)));
		expect(facts?.suppressions.map(({ reason, receivedBy, classes }) => [reason, receivedBy, classes.length])).toEqual([
			['opt_out_keyword', '+14155550100', 3],
			['provider_opt_out', '+14155550100', 3],
		]);
		expect(await gate(store)).toEqual(['Suppressed', 'ANSWER_NOT_DUE']);
	});

	it('blocks everything even where our own opt-out ends marketing only', async () => {
		const store = newStore();
		await handle(store, [flagged('STOP')], { options: { scope: 'marketing' } });
		expect(await gate(store, { messageClass: 'transactional' })).toEqual(['Suppressed', 'PROVIDER_OPTED_OUT']);
	});

	it('reads the words beside its flag: STOP ALL ends every channel', async () => {
		const store = newStore();
		await handle(store, [{ ...flagged('STOP'), Body: 'stop all' }]);
		expect(await gate(store, { channel: 'whatsapp', messageClass: 'marketing' })).toEqual(['Suppressed', 'OPTED_OUT']);
	});

	it('is believed to end marketing only where its flag says so', async () => {
		const store = newStore();
		const preference = (value: string) => ({
			messaging_product: 'whatsapp',
			metadata: { display_phone_number: '15550000000', phone_number_id: '1' },
			user_preferences: [{ wa_id: phone(1).slice(1), category: 'marketing_messages', value, timestamp: String(Date.parse(NOW) / 1000 - 60) }],
		});
		expect(await answers(store, [preference('stop')])).toEqual(['provider_confirms']);
		const [facts] = await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1))], new Date(NOW)));
		expect(facts?.suppressions.map(({ reason, channel, classes }) => [reason, channel, classes])).toEqual([
			['opt_out_keyword', 'whatsapp', ['marketing']],
			['provider_opt_out', 'whatsapp', ['marketing']],
		]);
		// The same webhook once more: it has no id, and a time alone never makes one stop pass for another.
		expect(resultsOf(await handle(store, [preference('stop')]))[0]).toMatchObject({ outcome: 'already' });
		expect(resultsOf(await handle(newStore(), [preference('resume'), preference('resume')])).map(({ outcome }) => outcome)).toEqual(['applied', 'duplicate']);
	});

	it('is what the option says for one that sets no flag', async () => {
		const store = newStore();
		const items = ['STOP', 'START', 'HELP'].map((text, index) => ({ phone: phone(index + 1), text, via: index === 2 ? '' : 'twilio' }));
		expect(await answers(store, items, { options: { providerConfirms: true } })).toEqual(['provider_confirms', 'provider_confirms', 'provider_confirms']);
		expect(await answers(newStore(), items, { options: { providerConfirms: '={{ $json.via === "twilio" }}' } })).toEqual(['provider_confirms', 'provider_confirms', 'given']);
		expect(await answers(newStore(), items, { options: { providerConfirms: '={{ $json.via }}' } })).toEqual(['provider_confirms', 'provider_confirms', 'given']);
	});
});

describe('the same STOP in two runs at once', () => {
	it.each([['with an id', 'm1'], ['without an id', undefined]])('%s is confirmed once', async (_name, id) => {
		for (let round = 0; round < 5; round++) {
			const store = newStore();
			const runs = await Promise.all([1, 2].map(async () => await answers(store, [says('STOP', id === undefined ? {} : { messageId: id })])));
			expect(runs.flat().sort()).toEqual(['given', 'none']);
		}
	});
});
