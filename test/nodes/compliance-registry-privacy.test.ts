import type { IDataObject } from 'n8n-workflow';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { ConsentCheck } from '../../nodes/ConsentCheck/ConsentCheck.node';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, BROKEN_STORES, expectRefusal, granted, newStore, phone, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

const CONSENT = { consent_preference: 'opted in', consent_source: 'web_form', consent_timestamp: '2026-02-01T12:00:00Z', consent_wording_version: 'v3', consent_region: 'US-IL' };
const PROOF = { evidence: { ip: '203.0.113.9', note: 'has agreed', page: 'https://example.com/join', recordedBy: 'u1', wording: 'I agree' } };
const ago = (days: number): Date => new Date(Date.now() - days * 86_400_000);

const setup = (store: Pick<TestStore, 'credentials'>, parameters: object, items: NodeRun['items'] = [{ phone: phone(1) }]): NodeRun => ({ items, credentials: store.credentials, parameters: parameters as never });
const run = async (store: TestStore, parameters: object, items?: NodeRun['items']) => resultsOf(await runConserved(ComplianceRegistry, setup(store, parameters, items)));
const routeOf = async (node: typeof DndGate | typeof ConsentCheck, store: TestStore, address = phone(1)) => routesOf(await runConserved(node, { items: [{ phone: address }], credentials: store.credentials }))[0];
const reply = async (store: TestStore, text: string) => await runNode(KeywordHandler, { items: [{ phone: phone(1), text }], credentials: store.credentials });

describe('a person who is erased and comes back', () => {
	it('stays suppressed through an import with every proof there is, until the person says START', async () => {
		const store = newStore();
		await store.record([granted(phone(1))]);
		await reply(store, 'STOP');
		expect(await run(store, { resource: 'consent', operation: 'erase', eraseForGood: true })).toMatchObject([{ outcome: 'applied', kept: [{ reason: 'opt_out_keyword' }] }]);
		const again = { phone: phone(1), ...CONSENT, consent_timestamp: new Date().toISOString(), consent_confirmed_at: new Date().toISOString(), country: 'US', state: 'IL', time_zone: 'America/Chicago' };
		expect(await run(store, { resource: 'consent', operation: 'import', ...PROOF }, [again])).toMatchObject([{ outcome: 'applied', reasons: [] }]);
		expect([await routeOf(DndGate, store), await routeOf(ConsentCheck, store)]).toEqual([['Suppressed', 'OPTED_OUT'], ['Non-Compliant', 'OPTED_OUT']]);
		await reply(store, 'START');
		expect((await routeOf(DndGate, store))?.[0]).toBe('Allowed');
	}, 30_000);
});

describe('everything about a contact', () => {
	it('stands on the item as one document', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { evidence: { page: '/join' } }), suppressed(phone(1), 'staff_dnd')]);
		const results = await run(store, { resource: 'consent', operation: 'exportPerson' }, [{ phone: phone(1) }, { phone: phone(2) }, { phone: 'x' }]);
		expect(results).toMatchObject([
			{ outcome: 'found', person: { format: 'messaging-compliance/person', version: 1, onRecord: 'present', consents: [{ evidence: { page: '/join' } }], suppressions: { inForce: [{ reason: 'staff_dnd' }] }, history: [{ kind: 'consent' }, { kind: 'suppress' }] } },
			{ outcome: 'found', person: { onRecord: 'nothing', history: [] } },
			{ outcome: 'rejected', reasons: [{ code: 'ADDRESS_INVALID' }] },
		]);
	});
});

const PERIODS = { replyTextDays: 10, consentEvidenceDays: 30, contactDays: 100 };
const setPolicy = async (store: TestStore, retention: object) => await run(store, { resource: 'policy', operation: 'set', policy: JSON.stringify({ retention }) });
const APPLY = { resource: 'data', operation: 'applyRetention', removeForGood: true };

async function oldStore(): Promise<TestStore> {
	const store = newStore();
	await store.record([granted(phone(1), { state: 'withdrawn', evidence: { page: '/join' } }), suppressed(phone(1), 'opt_out_keyword', { evidence: { text: 'STOP' } })], { at: ago(150) });
	await store.record([granted(phone(2), { evidence: { page: '/join' } }), suppressed(phone(3), 'opt_out_keyword', { evidence: { text: 'STOP' } })], { at: ago(50) });
	return store;
}

describe('the retention periods of a brand', () => {
	it('are applied as its policy says, once a run, and leave every gate as it was', async () => {
		const store = await oldStore();
		await setPolicy(store, PERIODS);
		const before = [await routeOf(DndGate, store), (await routeOf(ConsentCheck, store, phone(2)))?.[0], await routeOf(DndGate, store, phone(3))];
		const removed = { replyTexts: 1, consentEvidence: 0, contacts: 1, reservations: 0, unknownCodes: 0, feedReaders: 0 };
		const results = await run(store, APPLY, [{}, {}]);
		expect(results).toMatchObject([{ outcome: 'applied', removed, says: 'The policy of the brand sets: replyTextDays, consentEvidenceDays, contactDays.', policyVersion: expect.stringMatching(/^policy\./) }, { outcome: 'applied', removed }]);
		expect([await routeOf(DndGate, store), (await routeOf(ConsentCheck, store, phone(2)))?.[0], await routeOf(DndGate, store, phone(3))]).toEqual(before);
		expect(before).toEqual([['Suppressed', 'OPTED_OUT'], 'Compliant', ['Suppressed', 'OPTED_OUT']]);
		expect(await run(store, APPLY)).toMatchObject([{ outcome: 'already' }]);
		expect((await store.events()).filter(({ kind }) => kind === 'retain')).toHaveLength(2);
	});

	it('are none where the brand has set none, and the result says so', async () => {
		const store = await oldStore();
		const events = await store.events();
		expect(await run(store, APPLY)).toMatchObject([{ outcome: 'already', policyVersion: 'built-in-4', upTo: { reservations: expect.any(String) }, says: 'The policy of the brand sets no period for personal data, so none was removed.' }]);
		expect(await store.events()).toEqual(events);
	});

	it.each<[string, IDataObject]>([
		['is not set', {}],
		['is off', { removeForGood: false }],
		['is a text', { removeForGood: 'true' }],
		['is an expression, which an item could turn on', { removeForGood: '={{ $json.sure }}' }],
	])('remove nothing when the switch that confirms it %s', async (_what, confirmed) => {
		const store = await oldStore();
		await setPolicy(store, PERIODS);
		const events = await store.events();
		const { removeForGood: _, ...unconfirmed } = APPLY;
		expectRefusal(await runNode(ComplianceRegistry, setup(store, { ...unconfirmed, ...confirmed }, [{ sure: true }])), /Remove for Good/);
		expect(await store.events()).toEqual(events);
	});

	it('are not changed by what an item holds', async () => {
		const store = await oldStore();
		await setPolicy(store, PERIODS);
		const results = await run(store, APPLY, BAD_VALUES.map(([, value]) => ({ retention: value, replyTextDays: value }) as never));
		expect(new Set(results.map(({ removed }) => JSON.stringify(removed)))).toEqual(new Set([JSON.stringify({ replyTexts: 1, consentEvidence: 0, contacts: 1, reservations: 0, unknownCodes: 0, feedReaders: 0 })]));
	});

	it.each(Object.entries(BROKEN_STORES))('fail in words where the store %s', async (_what, credentials) => {
		expectRefusal(await runNode(ComplianceRegistry, setup({ credentials: credentials() }, APPLY, [{}])), /store|PostgreSQL|server/i);
	});
});
