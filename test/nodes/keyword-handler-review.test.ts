import type { IDataObject } from 'n8n-workflow';
import { parsePolicy } from '../../lib/model/policy';
import { asDocument } from '../../lib/n8n/node-policy';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { startClockAt } from '../support/clock';
import { newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

/** Before 2027-01-31, the day from which STOP to a text ends the calls to a number of the United States as well. */
const NOW = '2026-11-02T12:00:00Z';
startClockAt(NOW);

const UNCLEAR = 'please no more of the weekly ones';
const handle = async (store: TestStore, items: IDataObject[], parameters: IDataObject = {}) =>
	await runConserved(KeywordHandler, { items, credentials: store.credentials, parameters: parameters as never });
const resultOf = async (...args: Parameters<typeof handle>) => resultsOf(await handle(...args))[0];
const says = (text: string, fields: IDataObject = {}): IDataObject => ({ phone: phone(1), text, ...fields });
const gate = async (store: TestStore, parameters: IDataObject = {}) =>
	routesOf(await runConserved(DndGate, { items: [{ phone: phone(1) }], credentials: store.credentials, parameters: parameters as never }))[0];
const suppressionsOf = async (store: TestStore) => (await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1))], new Date(NOW))))[0]?.suppressions ?? [];
const reasonsOf = async (store: TestStore) => (await suppressionsOf(store)).map(({ reason, channel }) => `${reason} ${channel}`).sort();
const decided = async (store: TestStore, policy: IDataObject) => {
	const document = parsePolicy({ version: 'v1', ...policy });
	await store.record([{ kind: 'policy', version: 'v1', policy: asDocument(document), inForce: true }]);
};

describe('an unclear reply', () => {
	it('holds marketing on its channel until a person decides, and names the event to decide on', async () => {
		const store = newStore();
		const result = await handle(store, [says(UNCLEAR, { to: '+14155550100', messageId: 'm1' })]);
		expect(routesOf(result)).toEqual([['Needs Review', 'REPLY_UNCLEAR']]);
		expect(resultsOf(result)[0]).toMatchObject({ intent: 'unclear', outcome: 'applied', held: true, ref: 'default:1' });
		expect(await suppressionsOf(store)).toEqual([expect.objectContaining({ reason: 'review_hold', channel: 'sms', classes: ['marketing'], receivedBy: '+14155550100' })]);
		expect(await gate(store)).toEqual(['Suppressed', 'REPLY_AWAITS_REVIEW']);
		expect((await gate(store, { messageClass: 'transactional' }))?.[0]).toBe('Allowed');
		const [waiting] = await store.use(async (open) => await open.waitingReplies('default', new Date(NOW), 0, 10));
		expect(waiting).toMatchObject({ ref: 'default:1', evidence: { text: UNCLEAR, receivedBy: '+14155550100' } });
	});

	it('is on record but holds nothing where the policy says so', async () => {
		const store = newStore();
		await decided(store, { replies: { holdUnclear: false } });
		expect(await resultOf(store, [says(UNCLEAR)])).toMatchObject({ outcome: 'applied', held: false });
		expect(await reasonsOf(store)).toEqual(['review_hold sms']);
		expect((await gate(store))?.[0]).toBe('Allowed');
	});

	it('waits once when it is delivered twice, and waits no more once a person has decided', async () => {
		const store = newStore();
		await handle(store, [says(UNCLEAR, { messageId: 'm1' })]);
		expect(await resultOf(store, [says(UNCLEAR, { messageId: 'm1' })])).toMatchObject({ outcome: 'duplicate', held: true });
		const [hold] = await suppressionsOf(store);
		await store.record([{ kind: 'lift', contact: phoneContact(phone(1)), suppressionId: String(hold?.id), by: 'staff' }]);
		expect(await resultOf(store, [says(UNCLEAR, { messageId: 'm1' })])).toMatchObject({ outcome: 'duplicate', held: false });
		expect(await reasonsOf(store)).toEqual([]);
	});

	it('holds nobody where the sender cannot be read', async () => {
		const store = newStore();
		const result = await resultOf(store, [says(UNCLEAR, { phone: 'anonymous' })]);
		expect(result).toMatchObject({ intent: 'unclear', outcome: 'none' });
		expect(result).not.toHaveProperty('held');
		expect(await store.events()).toEqual([]);
	});

	it.each([
		['STOP', ['opt_out_keyword sms']],
		['START', []],
		['HELP', ['review_hold sms']],
		['thanks', ['review_hold sms']],
	])('is followed by %s: what stands is %j', async (text, standing) => {
		for (const together of [true, false]) {
			const store = newStore();
			if (together) await handle(store, [says(UNCLEAR), says(text)]);
			else for (const said of [UNCLEAR, text]) await handle(store, [says(said)]);
			expect(await reasonsOf(store)).toEqual(standing);
		}
	});

	it('on another channel goes on waiting, and so does one that was written after a late STOP', async () => {
		const store = newStore();
		await handle(store, [says(UNCLEAR, { channel: 'whatsapp' }), says(UNCLEAR)]);
		await handle(store, [says('STOP', { receivedAt: '2026-11-02T11:00:00Z' })]);
		expect(await reasonsOf(store)).toEqual(['opt_out_keyword sms', 'review_hold sms', 'review_hold whatsapp']);
	});

	it('between two STOPs does not make the second one worth an answer', async () => {
		const results = resultsOf(await handle(newStore(), [says('STOP'), says(UNCLEAR), says('STOP')]));
		expect(results.map(({ outcome, reply }) => [outcome, reply !== undefined])).toEqual([['applied', true], ['applied', false], ['already', false]]);
	});
});

describe('what STOP ends', () => {
	const stoppedBy = async (text: string, policy: IDataObject, options: IDataObject = {}) => {
		const store = newStore();
		await decided(store, policy);
		await handle(store, [says(text)], { options });
		return (await suppressionsOf(store)).map(({ channel, classes }) => `${channel} ${classes.length}`);
	};

	it('is what the policy of the brand says, unless the node says otherwise', async () => {
		const marketing = { optOut: { scope: 'marketing' } };
		expect(await stoppedBy('STOP', {})).toEqual(['sms 3']);
		expect(await stoppedBy('STOP', marketing)).toEqual(['sms 1']);
		expect(await stoppedBy('STOP', marketing, { scope: 'policy' })).toEqual(['sms 1']);
		expect(await stoppedBy('STOP', marketing, { scope: 'channel' })).toEqual(['sms 3']);
		expect(await stoppedBy('STOP', {}, { scope: 'marketing' })).toEqual(['sms 1']);
	});

	it('is for STOP ALL every channel or that of the reply, and never only marketing', async () => {
		const same = { optOut: { scope: 'marketing', stopAll: 'same_channel' } };
		expect(await stoppedBy('stop all', {})).toEqual(['sms 3', 'call 3', 'whatsapp 3']);
		expect(await stoppedBy('stop all', same)).toEqual(['sms 3']);
		expect(await stoppedBy('stop all', same, { stopAll: 'every_channel' })).toEqual(['sms 3', 'call 3', 'whatsapp 3']);
		expect(await stoppedBy('stop all', {}, { stopAll: 'same_channel' })).toEqual(['sms 3']);
	});

	it('is left to a person where the policy on record cannot be read', async () => {
		const store = newStore();
		await store.record([{ kind: 'policy', version: 'v9', policy: { optOut: { scope: 'nothing' } }, inForce: true }]);
		const { outputs } = await runConserved(KeywordHandler, { items: [says('STOP')], credentials: store.credentials, onError: 'continueRegularOutput' }, ['compliance', 'error']);
		expect(outputs['Needs Review']).toHaveLength(1);
	});
});

describe('what a START says of the rest', () => {
	const stillOf = async (store: TestStore, fields: IDataObject = {}) => await resultOf(store, [says('START', fields)]);

	it('is every reason that still stops messages on its channel', async () => {
		const store = newStore();
		expect(await stillOf(store)).toMatchObject({ stillStopped: [] });
		await store.record([suppressed(phone(1), 'staff_dnd'), suppressed(phone(1), 'registry', { channel: 'all' }), suppressed(phone(1), 'inbound_dnd'), suppressed(phone(1), 'opt_out_page', { channel: 'whatsapp' }), suppressed(phone(1), 'opt_out_keyword')]);
		const result = await stillOf(store);
		expect(result?.stillStopped).toEqual(['staff_dnd', 'registry']);
		expect(result).not.toHaveProperty('providerBlock');
	});

	it('is that nobody knows of the block that a provider or carrier keeps, unless the provider has heard the START itself', async () => {
		const blocked = async (reason: 'provider_opt_out' | 'carrier_block') => {
			const store = newStore();
			await store.record([suppressed(phone(1), reason, { receivedBy: '+14155550100' })]);
			return store;
		};
		for (const reason of ['provider_opt_out', 'carrier_block'] as const) expect(await stillOf(await blocked(reason), { to: '+14155550100' })).toMatchObject({ stillStopped: [], providerBlock: 'not_known' });
		const flagged = { From: phone(1), To: '+14155550100', Body: 'START', OptOutType: 'START' };
		expect(await resultOf(await blocked('provider_opt_out'), [flagged])).not.toHaveProperty('providerBlock');
		expect(await resultOf(await blocked('carrier_block'), [flagged])).toMatchObject({ providerBlock: 'not_known' });
	});

	it('is the truth for one that is delivered again after another STOP', async () => {
		const store = newStore();
		await handle(store, [says('STOP', { messageId: 'm1' }), says('START', { messageId: 'm2' }), says('STOP', { messageId: 'm3' })]);
		expect(await stillOf(store, { messageId: 'm2' })).toMatchObject({ outcome: 'duplicate', stillStopped: ['opt_out_keyword'] });
	});

	it('is that a block for another of our numbers stands', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'provider_opt_out', { receivedBy: '+14155550100' }), suppressed(phone(1), 'opt_out_keyword', { receivedBy: '+14155550100' })]);
		expect(await stillOf(store, { to: '+14155550199' })).toMatchObject({ outcome: 'applied', stillStopped: ['provider_opt_out'] });
		expect(await reasonsOf(store)).toEqual(['provider_opt_out sms']);
	});
});
