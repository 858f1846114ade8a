import type { IDataObject } from 'n8n-workflow';
import { verifyLedger } from '../../lib/ledger/verify';
import type { Suppression, SuppressionReason } from '../../lib/model/suppression';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import type { SuppressChange } from '../../lib/store/port';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, BROKEN_STORES, complianceOf, expectRefusal, granted, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

const OURS = '+14155550100';
/** An unclear reply, as the Keyword Handler records it. */
const unclear = (address: string, text = 'enough now?', fields: Partial<SuppressChange> = {}): SuppressChange => suppressed(address, 'review_hold', { receivedBy: OURS, evidence: { text, to: OURS }, ...fields });

const setup = (store: TestStore, operation: string, items: NodeRun['items'], parameters: IDataObject = {}): NodeRun => ({ items, credentials: store.credentials, parameters: { resource: 'reply', operation, ...parameters } as never });
const list = async (store: TestStore, parameters: IDataObject = {}, items: NodeRun['items'] = [{}]) => {
	const { status, outputs } = await runNode(ComplianceRegistry, setup(store, 'getWaiting', items, parameters));
	expect(status).toBe('success');
	return outputs['output 0'] ?? [];
};
const waitingIn = async (...args: Parameters<typeof list>) => (await list(...args)).map((item) => complianceOf(item));
const decide = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) => resultsOf(await runConserved(ComplianceRegistry, setup(store, 'decide', items, parameters)));
const stopsOf = async (store: TestStore, address = phone(1)): Promise<Suppression[]> => [...((await store.use(async (open) => await open.readFacts('default', [phoneContact(address)], new Date())))[0]?.suppressions ?? [])];
const reasonsOf = async (store: TestStore, address = phone(1)): Promise<SuppressionReason[]> => (await stopsOf(store, address)).map(({ reason }) => reason).sort();
const gateOf = async (store: TestStore, address = phone(1)) => routesOf(await runConserved(DndGate, { items: [{ phone: address }], credentials: store.credentials }))[0];

/** A store in which the first contact has sent an unclear reply, and the item that lists it. */
async function oneWaiting(): Promise<{ store: TestStore; item: IDataObject }> {
	const store = newStore();
	await store.record([granted(phone(1)), unclear(phone(1))]);
	const [compliance] = await waitingIn(store);
	return { store, item: { compliance: compliance as IDataObject } };
}

describe('listing the replies that wait for a person', () => {
	it('gives one item for each, oldest first, with everything that a decision needs', async () => {
		const store = newStore();
		await store.record([unclear(phone(1), 'enough now?')], { at: new Date('2026-01-15T12:00:00Z') });
		await store.record([granted(phone(3)), unclear(phone(2), 'pls no', { channel: 'whatsapp', receivedBy: undefined as never })], { at: new Date('2026-01-16T12:00:00Z') });
		expect(await waitingIn(store)).toEqual([
			{ outcome: 'waiting', address: phone(1), channel: 'sms', text: 'enough now?', since: '2026-01-15T12:00:00.000Z', receivedBy: OURS, ref: 'default:1' },
			{ outcome: 'waiting', address: phone(2), channel: 'whatsapp', text: 'pls no', since: '2026-01-16T12:00:00.000Z', receivedBy: null, ref: 'default:3' },
		]);
	});

	it('puts the list on the first item and lets the others through, so that no item gets lost', async () => {
		const store = newStore();
		await store.record([unclear(phone(1)), unclear(phone(2))]);
		const items = await list(store, {}, [{ team: 'one' }, { team: 'two' }]);
		expect(items.map(({ json, pairedItem }) => [json.team, complianceOf({ json }).outcome, complianceOf({ json }).waiting, pairedItem])).toEqual([
			['one', 'waiting', undefined, { item: 0 }],
			['one', 'waiting', undefined, { item: 0 }],
			['two', 'none', 2, { item: 1 }],
		]);
	});

	it('says of every item that nothing waits, where nothing does', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword')]);
		const result = await runConserved(ComplianceRegistry, setup(store, 'getWaiting', [{ a: 1 }, { a: 2 }]));
		expect(resultsOf(result)).toEqual([{ outcome: 'none', waiting: 0 }, { outcome: 'none', waiting: 0 }]);
	});

	it('gives as many as the limit says, the oldest ones, and all of them when asked', async () => {
		const store = newStore();
		await store.record(Array.from({ length: 60 }, (_, index) => unclear(phone(index))));
		const refs = async (parameters: IDataObject) => (await waitingIn(store, parameters)).map(({ ref }) => ref);
		expect(await refs({})).toHaveLength(50);
		expect(await refs({ limit: 3 })).toEqual(['default:1', 'default:2', 'default:3']);
		expect(await refs({ returnAll: true })).toHaveLength(60);
		expect(await refs({ returnAll: true, limit: 3 })).toHaveLength(60);
	});

	it('reads on over pages', async () => {
		const store = newStore();
		const many = Array.from({ length: 1203 }, (_, index) => unclear(`+1415556${String(index).padStart(4, '0')}`));
		await store.record(many);
		expect((await waitingIn(store, { returnAll: true })).map(({ ref }) => ref)).toEqual(many.map((_, index) => `default:${index + 1}`));
		expect(await waitingIn(store, { limit: 700 })).toHaveLength(700);
	});

	it('leaves out who was erased: nobody can be asked about them, and they must not fill the list', async () => {
		const store = newStore();
		await store.record([unclear(phone(1)), unclear(phone(2)), unclear(phone(3)), { kind: 'erase', contact: phoneContact(phone(1)) }, { kind: 'erase', contact: phoneContact(phone(2)) }]);
		expect((await waitingIn(store, { limit: 1 })).map(({ address }) => address)).toEqual([phone(3)]);
		expect((await gateOf(store))?.[1]).toBe('REPLY_AWAITS_REVIEW');
	});

	it('leaves out what was decided, and what another brand has to decide', async () => {
		const { store, item } = await oneWaiting();
		await store.record([unclear(phone(2))], { brand: 'acme' });
		await decide(store, [item], { decision: 'dismiss' });
		expect(await waitingIn(store)).toEqual([{ outcome: 'none', waiting: 0 }]);
		expect((await waitingIn(store, { options: { brand: 'acme' } })).map(({ ref }) => ref)).toEqual(['acme:1']);
	});

	it('lists each reply of a contact who has written twice', async () => {
		const store = newStore();
		await store.record([unclear(phone(1), 'leave me alone please')]);
		await store.record([unclear(phone(1), 'who is this?')]);
		expect((await waitingIn(store)).map(({ text, ref }) => [text, ref])).toEqual([['leave me alone please', 'default:1'], ['who is this?', 'default:2']]);
	});

	it.each([0, -1, 1.5, '50', '', null, '={{ $json.missing }}'])('refuses the limit %p before it reads anything', async (limit) => {
		expectRefusal(await runNode(ComplianceRegistry, setup(newStore(), 'getWaiting', [{}], { limit })), /Limit/);
	});
});

describe('deciding that a reply is an opt-out', () => {
	it('records the opt-out, withdraws the consent and ends the wait', async () => {
		const { store, item } = await oneWaiting();
		expect(await decide(store, [{ ...item, decision: 'Opt Out' }])).toEqual([{ outcome: 'applied', reasons: [], ref: 'default:3', decided: 'opt_out' }]);
		expect(await stopsOf(store)).toMatchObject([{ reason: 'opt_out_recorded', channel: 'sms', receivedBy: OURS, classes: ['marketing', 'informational', 'transactional'] }]);
		expect((await store.events()).slice(2).map(({ kind, payload }) => [kind, (payload as { source?: string }).source])).toEqual([['suppress', undefined], ['consent', 'staff_review'], ['lift', undefined]]);
		expect(await gateOf(store)).toEqual(['Suppressed', 'OPTED_OUT']);
		expect(await store.use(async (open) => await verifyLedger(open, 'default'))).toMatchObject({ ok: true });
	});

	it('reaches as far as the policy of the brand says', async () => {
		const { store, item } = await oneWaiting();
		await store.record([{ kind: 'policy', version: 'v1', policy: { optOut: { scope: 'marketing' } }, inForce: true }]);
		await decide(store, [item], { decision: 'opt_out' });
		expect((await stopsOf(store)).map(({ classes }) => classes)).toEqual([['marketing']]);
	});

	it('is recorded once, however often it is said', async () => {
		const { store, item } = await oneWaiting();
		const [first, second] = await decide(store, [item, item], { decision: 'opt_out' });
		const [third] = await decide(store, [item], { decision: 'opt_out' });
		expect([first, second, third].map((result) => [result?.outcome, result?.decided])).toEqual([['applied', 'opt_out'], ['already', 'opt_out'], ['already', 'opt_out']]);
		expect(await reasonsOf(store)).toEqual(['opt_out_recorded']);
	});

	it('is recorded for a contact of whom nothing waits, and ends whatever else waits on the channel', async () => {
		const { store, item } = await oneWaiting();
		await store.record([unclear(phone(1), 'and now?')]);
		expect(await decide(store, [item, { compliance: { address: phone(2), channel: 'sms' } }], { decision: 'opt_out' })).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
		expect([await reasonsOf(store), await reasonsOf(store, phone(2))]).toEqual([['opt_out_recorded'], ['opt_out_recorded']]);
	});

	it('wins over a dismissal in the same run, in either order', async () => {
		for (const words of [['opt_out', 'dismiss'], ['dismiss', 'opt_out']]) {
			const { store, item } = await oneWaiting();
			await decide(store, words.map((decision) => ({ ...item, decision })));
			expect(await reasonsOf(store)).toEqual(['opt_out_recorded']);
		}
	});

	it('keeps who decided as evidence, apart from the ledger', async () => {
		const { store, item } = await oneWaiting();
		await decide(store, [item], { decision: 'opt_out', evidence: { recordedBy: 'Grace' } });
		const history = await store.use(async (open) => await open.history('default', phoneContact(phone(1))));
		expect(history.slice(2).map(({ evidence }) => evidence)).toEqual([{ recordedBy: 'Grace', receivedBy: OURS }, { recordedBy: 'Grace' }, { recordedBy: 'Grace' }]);
		expect(JSON.stringify(await store.events())).not.toContain('Grace');
	});
});

describe('deciding that a reply is no opt-out', () => {
	it('ends the wait and nothing else', async () => {
		const { store, item } = await oneWaiting();
		await store.record([suppressed(phone(1), 'unreachable'), suppressed(phone(1), 'opt_out_keyword', { channel: 'call' }), unclear(phone(1), 'hm', { channel: 'call' })]);
		expect(await decide(store, [item], { decision: 'dismiss' })).toMatchObject([{ outcome: 'applied', decided: 'dismiss' }]);
		expect(await reasonsOf(store)).toEqual(['opt_out_keyword', 'review_hold', 'unreachable']);
		expect((await store.events()).at(-1)).toMatchObject({ kind: 'lift', payload: { by: 'staff' } });
	});

	it('opens the way again, and only once', async () => {
		const { store, item } = await oneWaiting();
		expect(await gateOf(store)).toEqual(['Suppressed', 'REPLY_AWAITS_REVIEW']);
		expect((await decide(store, [item], { decision: 'dismiss' }))[0]?.outcome).toBe('applied');
		expect(await gateOf(store)).toEqual(['Allowed', 'NOT_SUPPRESSED']);
		expect((await decide(store, [item], { decision: 'dismiss' }))[0]).toEqual({ outcome: 'already', reasons: [], ref: null, decided: 'dismiss' });
	});

	it('lifts no opt-out that was recorded in the meantime', async () => {
		const { store, item } = await oneWaiting();
		await store.record([suppressed(phone(1), 'opt_out_keyword')]);
		await decide(store, [item], { decision: 'dismiss' });
		expect(await gateOf(store)).toEqual(['Suppressed', 'OPTED_OUT']);
	});

	it.each([0, 1])('holds marketing back as long as the other of two replies waits (%d)', async (decided) => {
		const { store } = await oneWaiting();
		await store.record([unclear(phone(1), 'I said enough')]);
		const items = (await waitingIn(store)).map((compliance) => ({ compliance: compliance as IDataObject }));
		expect(items.map(({ compliance }) => compliance.text)).toEqual(['enough now?', 'I said enough']);
		expect(await decide(store, [items[decided] ?? {}], { decision: 'dismiss' })).toMatchObject([{ outcome: 'applied' }]);
		expect(await waitingIn(store)).toMatchObject([{ ref: items[1 - decided]?.compliance.ref }]);
		expect(await gateOf(store)).toEqual(['Suppressed', 'REPLY_AWAITS_REVIEW']);
		expect(await decide(store, [items[decided] ?? {}], { decision: 'dismiss' })).toEqual([{ outcome: 'already', reasons: [], ref: null, decided: 'dismiss' }]);
		expect(await gateOf(store)).toEqual(['Suppressed', 'REPLY_AWAITS_REVIEW']);
		await decide(store, [items[1 - decided] ?? {}], { decision: 'dismiss' });
		expect(await gateOf(store)).toEqual(['Allowed', 'NOT_SUPPRESSED']);
	});

	it('is refused where an expression finds no reference, and is about whatever waits where the reference was left empty', async () => {
		const { store } = await oneWaiting();
		const item = { compliance: { address: phone(1), channel: 'sms' } };
		expect(await decide(store, [item], { decision: 'dismiss' })).toMatchObject([{ outcome: 'rejected', reasons: [{ code: 'DECISION_OUTDATED' }] }]);
		expect(await reasonsOf(store)).toEqual(['review_hold']);
		expect(await decide(store, [item], { decision: 'dismiss', replyRef: '' })).toMatchObject([{ outcome: 'applied' }]);
		expect(await reasonsOf(store)).toEqual([]);
	});

	it.each(BAD_VALUES)('ends nothing where the reference is %s', async (_name, odd) => {
		const { store, item } = await oneWaiting();
		await decide(store, [{ ...item, odd } as IDataObject], { decision: 'dismiss', replyRef: '={{ $json.odd }}' });
		expect(await reasonsOf(store)).toEqual(['review_hold']);
	});
});

describe('a decision that cannot be read', () => {
	it.each(BAD_VALUES)('changes nothing: %s', async (_name, odd) => {
		const { store, item } = await oneWaiting();
		const events = await store.events();
		const [result] = await decide(store, [{ ...item, decision: odd } as IDataObject]);
		expect(result).toMatchObject({ outcome: 'rejected', reasons: [{ code: 'DECISION_UNREADABLE', text: expect.any(String) as string, remedy: expect.any(String) as string }] });
		expect(await store.events()).toEqual(events);
	});

	it('is reported with everything else that is wrong, and counted on the node', async () => {
		const { hints, ...result } = await runNode(ComplianceRegistry, setup(newStore(), 'decide', [{ compliance: { channel: 'fax', address: phone(1) } }, { compliance: { channel: 'sms', address: 'x' }, decision: 'dismiss' }]));
		expect(resultsOf({ ...result, hints }).map(({ reasons }) => reasons?.map(({ code }) => code))).toEqual([['CHANNEL_INVALID', 'DECISION_UNREADABLE'], ['ADDRESS_INVALID']]);
		expect(hints.map(({ message }) => message)).toEqual(['2 of 2 items were not stored (CHANNEL_INVALID 1, DECISION_UNREADABLE 1, ADDRESS_INVALID 1). Each of them says why in its result.']);
	});

	it('is an error before the first item where it stands fixed in the node', async () => {
		const { store, item } = await oneWaiting();
		expectRefusal(await runNode(ComplianceRegistry, setup(store, 'decide', [item], { decision: 'lift' })), /Decision/);
		expect(await reasonsOf(store)).toEqual(['review_hold']);
	});
});

describe('a reply that the Keyword Handler could not read', () => {
	const received = async (store: TestStore, text: string, id: string) => {
		const { outputs } = await runNode(KeywordHandler, { items: [{ phone: phone(1), text, id, to: OURS }], credentials: store.credentials });
		return outputs['Needs Review']?.[0]?.json ?? {};
	};

	it('is listed with what the contact wrote, under the reference that the item carries', async () => {
		const store = newStore();
		const item = await received(store, 'No', 'm1');
		expect(complianceOf({ json: item })).toMatchObject({ intent: 'unclear', ref: 'default:1' });
		expect(await waitingIn(store)).toMatchObject([{ outcome: 'waiting', address: phone(1), channel: 'sms', text: 'No', receivedBy: OURS, ref: 'default:1' }]);
	});

	it('is decided about with the item as it comes, which names no other reply', async () => {
		const store = newStore();
		const [first, second] = [await received(store, 'No', 'm1'), await received(store, 'No', 'm2')];
		expect(await decide(store, [first], { decision: 'dismiss' })).toMatchObject([{ outcome: 'applied', decided: 'dismiss' }]);
		expect(await waitingIn(store)).toMatchObject([{ outcome: 'waiting', ref: 'default:2' }]);
		expect(await decide(store, [second], { decision: 'dismiss' })).toMatchObject([{ outcome: 'applied', decided: 'dismiss' }]);
		expect(await waitingIn(store)).toEqual([{ outcome: 'none', waiting: 0 }]);
	});

	it.each(['STOP', 'START'])('waits no more after a %s of the contact, however many there were', async (text) => {
		const store = newStore();
		for (const id of ['m1', 'm2', 'm3']) await received(store, 'No', id);
		expect(await waitingIn(store)).toHaveLength(3);
		await received(store, text, 'm4');
		expect(await waitingIn(store)).toEqual([{ outcome: 'none', waiting: 0 }]);
	});

	it('no longer waits once the contact has said STOP', async () => {
		const store = newStore();
		const item = await received(store, 'No', 'm1');
		await received(store, 'STOP', 'm2');
		expect(await decide(store, [item], { decision: 'dismiss' })).toMatchObject([{ outcome: 'already' }]);
		expect(await gateOf(store)).toEqual(['Suppressed', 'OPTED_OUT']);
	});
});

describe('a store that cannot be used', () => {
	it.each(Object.entries(BROKEN_STORES))('stops the list and the decision with words when it %s', async (_what, credentials) => {
		for (const operation of ['getWaiting', 'decide']) {
			expectRefusal(await runNode(ComplianceRegistry, { items: [{ compliance: { address: phone(1), channel: 'sms' } }], credentials: credentials(), parameters: { resource: 'reply', operation, decision: 'opt_out' } }), /store|file|folder|database/i);
		}
	});
});
