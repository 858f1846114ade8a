import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { ConsentCheck } from '../../nodes/ConsentCheck/ConsentCheck.node';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { verifyLedger } from '../../lib/ledger/verify';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, expectRefusal, granted, newStore, phone, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

const PROOF = { page: 'https://example.com/join', ip: '203.0.113.9' };
const CONSENT = { consent_preference: 'opted in', consent_source: 'web_form', consent_timestamp: '2026-02-01T12:00:00Z', consent_wording_version: 'v3' };

const setup = (store: TestStore, items: NodeRun['items'], parameters: object): NodeRun => ({ items, credentials: store.credentials, parameters: { resource: 'consent', ...parameters } as never });
const run = async (store: TestStore, items: NodeRun['items'], parameters: object) => resultsOf(await runConserved(ComplianceRegistry, setup(store, items, parameters)));
const erase = async (store: TestStore, items: NodeRun['items'] = [{ phone: phone(1) }]) => await run(store, items, { operation: 'erase', eraseForGood: true });
const routeOf = async (node: typeof DndGate | typeof ConsentCheck, store: TestStore, address = phone(1)) => routesOf(await runConserved(node, { items: [{ phone: address }], credentials: store.credentials }))[0];

/** A contact with a consent, its proof, and an opt-out after it. */
async function knownStore(): Promise<TestStore> {
	const store = newStore();
	await store.record([granted(phone(1), { evidence: PROOF, timeZone: 'America/Chicago' }), suppressed(phone(1), 'opt_out_keyword', { evidence: { text: 'STOP, says Ada' } }), granted(phone(2), { evidence: PROOF })]);
	return store;
}

describe('erasing a contact', () => {
	it('removes the consents and the proof, and says which stops stay', async () => {
		const store = await knownStore();
		expect(await erase(store)).toMatchObject([{ outcome: 'applied', reasons: [], ref: 'default:4', kept: [{ reason: 'opt_out_keyword', channel: 'sms' }] }]);
		expect(await run(store, [{ phone: phone(1) }], { operation: 'get' })).toMatchObject([{ outcome: 'found', consents: [], suppressions: [{ reason: 'opt_out_keyword' }] }]);
	});

	it('leaves the events of the contact without their evidence, and a chain that verifies', async () => {
		const store = await knownStore();
		await erase(store);
		const [result] = await run(store, [{ phone: phone(1) }], { operation: 'history' });
		expect((result?.history as Array<{ kind: string; evidence?: object }>).map(({ kind, evidence }) => [kind, evidence])).toEqual([['consent', undefined], ['suppress', undefined], ['erase', undefined]]);
		expect(await store.use(async (open) => await verifyLedger(open, 'default'))).toMatchObject({ ok: true });
	});

	it('keeps the person suppressed, and after a new import of the consent as well', async () => {
		const store = await knownStore();
		await erase(store);
		expect(await routeOf(DndGate, store)).toEqual(['Suppressed', 'OPTED_OUT']);
		expect(await run(store, [{ phone: phone(1), ...CONSENT }], { operation: 'import' })).toMatchObject([{ outcome: 'applied' }]);
		expect(await routeOf(DndGate, store)).toEqual(['Suppressed', 'OPTED_OUT']);
		expect(await routeOf(ConsentCheck, store)).toEqual(['Non-Compliant', 'OPTED_OUT']);
	});

	it('leaves nobody who had agreed with a consent', async () => {
		const store = await knownStore();
		expect((await routeOf(ConsentCheck, store, phone(2)))?.[0]).toBe('Compliant');
		expect(await erase(store, [{ phone: phone(2) }])).toMatchObject([{ outcome: 'applied', kept: [] }]);
		expect(await routeOf(ConsentCheck, store, phone(2))).toEqual(['Unknown', 'CONSENT_MISSING']);
	});

	it('reaches every channel of the address, and no other contact', async () => {
		const store = newStore();
		await store.record([granted(phone(1)), granted(phone(1), { channel: 'call' }), granted(phone(2)), granted('', { contact: { kind: 'email', address: 'ada@example.com' }, channel: 'email' })]);
		await erase(store);
		const consents = async (item: NodeRun['items'][number], channel: string) => ((await run(store, [item], { operation: 'get', channel }))[0]?.consents as unknown[]).length;
		expect([await consents({ phone: phone(1) }, 'call'), await consents({ phone: phone(2) }, 'sms'), await consents({ email: 'ada@example.com' }, 'email')]).toEqual([0, 1, 1]);
	});

	it('is done once, for who is on record, and rejects who cannot be read', async () => {
		const store = await knownStore();
		const results = await erase(store, [{ phone: phone(1) }, { phone: phone(1) }, { phone: phone(9) }, { phone: 'x' }, {}]);
		expect(results.map(({ outcome, reasons }) => [outcome, ...(reasons ?? []).map(({ code }) => code)])).toEqual([['applied'], ['already'], ['already'], ['rejected', 'ADDRESS_INVALID'], ['rejected', 'ADDRESS_MISSING']]);
	});

	it('lists what stays beside the right contact', async () => {
		const store = await knownStore();
		await store.record([suppressed(phone(3), 'spam_complaint')]);
		const results = await erase(store, [{ phone: 'x' }, { phone: phone(2) }, {}, { phone: phone(3) }, { phone: phone(1) }]);
		expect(results.map(({ kept }) => (kept as Array<{ reason: string }> | undefined)?.map(({ reason }) => reason))).toEqual([undefined, [], undefined, ['spam_complaint'], ['opt_out_keyword']]);
	});

	it('touches one brand only', async () => {
		const store = await knownStore();
		await store.record([granted(phone(1))], { brand: 'acme' });
		await erase(store);
		expect(await store.use(async (open) => (await open.readFacts('acme', [{ kind: 'phone', address: phone(1) }], new Date()))[0]?.consents)).toHaveLength(1);
	});
});

describe('the switch that confirms an erasure', () => {
	it.each<[string, object]>([
		['is not set', {}],
		['is off', { eraseForGood: false }],
		['is a text', { eraseForGood: 'true' }],
		['is an expression, which an item could turn on', { eraseForGood: '={{ $json.sure }}' }],
	])('refuses before anything is erased when it %s', async (_what, parameters) => {
		const store = await knownStore();
		const events = await store.events();
		expectRefusal(await runNode(ComplianceRegistry, setup(store, [{ phone: phone(1), sure: true }], { operation: 'erase', ...parameters })), /Erase for Good/);
		expect(await store.events()).toEqual(events);
	});

	it('erases nobody by way of what an item holds', async () => {
		const store = await knownStore();
		const results = await erase(store, BAD_VALUES.map(([, value]) => ({ phone: value }) as never));
		expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['rejected']));
		expect((await routeOf(ConsentCheck, store, phone(2)))?.[0]).toBe('Compliant');
	});
});
