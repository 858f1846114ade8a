import type { LedgerEvent } from '../../lib/ledger/event';
import { verifyLedger } from '../../lib/ledger/verify';
import type { ComplianceStore, PolicyChange } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BRAND, decision, day, isoDay, optOut, ORIGIN, policy } from '../support/store-changes';

export function describePolicies(backend: StoreBackend): void {
	describe('policies', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const set = async (changes: readonly PolicyChange[], at = day(1)) => (await store.record(BRAND, changes, ORIGIN, at)).map(({ outcome, ref }) => `${outcome} ${ref}`);
		const versions = async () => (await store.policies(BRAND)).map(({ version, ref, since }) => [version, ref, since]);

		test('a brand has none until one is set', async () => {
			await store.record(BRAND, [optOut()], ORIGIN, day(1));
			expect(await store.readPolicy(BRAND)).toBeUndefined();
			expect(await store.policies(BRAND)).toEqual([]);
			expect(await store.readPolicy('other')).toBeUndefined();
		});

		test('the one in force is read back as it was set, with its event and since when', async () => {
			const document = { version: 'v1', consent: { maxAgeDays: 30, none: null }, list: [{ b: 1, a: [true, 'x'] }] };
			expect(await set([policy('v1', { policy: document })], day(2))).toEqual([`applied ${BRAND}:1`]);
			expect(await store.readPolicy(BRAND)).toEqual({ version: 'v1', policy: document, ref: `${BRAND}:1`, since: isoDay(2) });
		});

		test('a new one takes the place of the one before, which stays on record', async () => {
			await set([policy('v1')], day(1));
			await set([policy('v2')], day(2));
			expect(await store.readPolicy(BRAND)).toMatchObject({ version: 'v2', ref: `${BRAND}:2`, since: isoDay(2) });
			expect(await versions()).toEqual([['v1', `${BRAND}:1`, isoDay(1)], ['v2', `${BRAND}:2`, isoDay(2)]]);
		});

		test('setting the one in force again changes nothing but is in the ledger', async () => {
			await set([policy('v1')], day(1));
			expect(await set([policy('v1'), policy('v1')], day(2))).toEqual([`already ${BRAND}:2`, `already ${BRAND}:3`]);
			expect(await store.readPolicy(BRAND)).toMatchObject({ ref: `${BRAND}:1`, since: isoDay(1) });
			expect(await versions()).toHaveLength(1);
			expect(await store.head(BRAND)).toMatchObject({ seq: 3 });
		});

		test('an earlier one can be put into force again, from then on', async () => {
			expect(await set([policy('v1'), policy('v2')], day(1))).toEqual([`applied ${BRAND}:1`, `applied ${BRAND}:2`]);
			expect(await set([policy('v1')], day(3))).toEqual([`applied ${BRAND}:3`]);
			expect(await store.readPolicy(BRAND)).toMatchObject({ version: 'v1', ref: `${BRAND}:3`, since: isoDay(3) });
			expect(await versions()).toEqual([['v1', `${BRAND}:1`, isoDay(1)], ['v2', `${BRAND}:2`, isoDay(1)]]);
		});

		test('one that is only put on record never comes into force by it', async () => {
			expect(await set([policy('v1+node', { inForce: false })])).toEqual([`applied ${BRAND}:1`]);
			expect(await store.readPolicy(BRAND)).toBeUndefined();
			await set([policy('v1')], day(2));
			expect(await set([policy('v1', { inForce: false }), policy('v1+node', { inForce: false })], day(3))).toEqual([`already ${BRAND}:3`, `already ${BRAND}:4`]);
			expect(await store.readPolicy(BRAND)).toMatchObject({ version: 'v1', since: isoDay(2) });
			expect((await versions()).map(([version]) => version)).toEqual(['v1+node', 'v1']);
		});

		test('one on record can come into force', async () => {
			await set([policy('v1', { inForce: false })]);
			expect(await set([policy('v1')], day(2))).toEqual([`applied ${BRAND}:2`]);
			expect(await store.readPolicy(BRAND)).toMatchObject({ version: 'v1', ref: `${BRAND}:2`, since: isoDay(2) });
		});

		test('one with a key is put on record once, among the decisions made under it', async () => {
			const record = policy('v1', { inForce: false, key: 'policy:v1' });
			expect((await store.record(BRAND, [record, decision(), decision()], ORIGIN, day(1))).map(({ outcome, ref }) => `${outcome} ${ref}`)).toEqual([`applied ${BRAND}:1`, `applied ${BRAND}:2/0`, `applied ${BRAND}:2/1`]);
			expect((await store.record(BRAND, [record, decision()], ORIGIN, day(2))).map(({ outcome, ref }) => `${outcome} ${ref}`)).toEqual([`duplicate ${BRAND}:1`, `applied ${BRAND}:3/0`]);
			expect(await versions()).toEqual([['v1', `${BRAND}:1`, isoDay(1)]]);
		});

		test('a version never names two policies', async () => {
			await set([policy('v1', { policy: { a: 1, b: 2 } })]);
			const other = policy('v1', { policy: { a: 2 } });
			for (const changes of [[other], [optOut(), other], [{ ...other, inForce: false }], [policy('v2', { policy: { a: 1 } }), policy('v2', { policy: { a: 2 } })]]) {
				await expect(store.record(BRAND, changes, ORIGIN, day(2))).rejects.toMatchObject({ name: 'ComplianceError', code: 'CONFIG_INVALID' });
			}
			expect(await set([policy('v1', { policy: { b: 2, a: 1 } })])).toEqual([`already ${BRAND}:2`]);
			expect((await store.readFacts(BRAND, [ANNA], day(3)))[0]?.suppressions).toEqual([]);
			expect(await versions()).toHaveLength(1);
		});

		test.each([
			['without a version', { version: '' }],
			['with a version that is no text', { version: 5 }],
			['without a document', { policy: undefined }],
			['with a list for a document', { policy: [] }],
		])('one %s is refused', async (_what, wrong) => {
			await expect(set([policy('v1', wrong as unknown as Partial<PolicyChange>)])).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
			expect(await store.head(BRAND)).toBeUndefined();
		});

		test('only a plain yes puts one into force', async () => {
			await set([policy('v1', { inForce: 'yes' as never }), policy('v2', { inForce: undefined as never })]);
			expect(await store.readPolicy(BRAND)).toBeUndefined();
		});

		test('each brand has its own', async () => {
			await set([policy('v1')]);
			await store.record('other', [policy('v1', { policy: { of: 'other' } }), policy('v3')], ORIGIN, day(2));
			expect(await store.readPolicy(BRAND)).toMatchObject({ version: 'v1', policy: { version: 'v1' } });
			expect(await store.readPolicy('other')).toMatchObject({ version: 'v3', ref: 'other:2' });
			expect((await store.policies('other')).map(({ version }) => version)).toEqual(['v1', 'v3']);
		});

		test('one that was set is there for others at once, and after the store was opened again', async () => {
			const other = await place.open();
			await set([policy('v1')]);
			expect(await other.readPolicy(BRAND)).toMatchObject({ version: 'v1' });
			await other.record(BRAND, [policy('v2')], ORIGIN, day(2));
			await store.close();
			expect(await (await place.open()).readPolicy(BRAND)).toMatchObject({ version: 'v2' });
		});

		test('are events of the chain that are about nobody', async () => {
			await store.record(BRAND, [optOut(), policy('v1'), decision(), policy('v2', { inForce: false }), decision(), optOut()], ORIGIN, day(1));
			const events: LedgerEvent[] = [];
			for await (const event of store.events(BRAND)) events.push(event);
			expect(events.map(({ kind }) => kind)).toEqual(['suppress', 'policy', 'decisions', 'policy', 'decisions', 'suppress']);
			expect(events[1]).toMatchObject({ payload: { version: 'v1', inForce: true, outcome: 'applied', policy: { version: 'v1' } }, origin: ORIGIN });
			expect([events[1]?.subject, events[1]?.channel]).toEqual([undefined, undefined]);
			expect((await store.history(BRAND, ANNA, { decisions: true })).map(({ kind }) => kind)).toEqual(['suppress', 'decision', 'decision', 'suppress']);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 6 });
		});

		test('set in one batch with thousands of other changes all count, in order', async () => {
			const many = Array.from({ length: 5000 }, () => optOut());
			await store.record(BRAND, [policy('v1'), ...many, policy('v2'), ...many, policy('v1')], ORIGIN, day(1));
			expect(await store.readPolicy(BRAND)).toMatchObject({ version: 'v1', ref: `${BRAND}:10003` });
			expect((await versions()).map(([version]) => version)).toEqual(['v1', 'v2']);
		});
	});
}
