import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, consent, day, lift, optOut, ORIGIN } from '../support/store-changes';

export function describeKeys(backend: StoreBackend): void {
	describe('a change with a key', () => {
		let place: StorePlace;
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		test('is recorded by one call only, and a duplicate refers to the first event', async () => {
			const store = await place.open();
			const stop = optOut({ key: 'message-1' });
			await store.record(BRAND, [stop], ORIGIN, day(1));
			const second = await store.record(BRAND, [optOut({ contact: BEN }), stop], ORIGIN, day(2));
			expect(second).toEqual([
				{ outcome: 'applied', ref: 'acme:2' },
				{ outcome: 'duplicate', ref: 'acme:1' },
			]);
			expect(await store.head(BRAND)).toMatchObject({ seq: 2 });
		});

		test('shares it with the other changes of its call, which all count', async () => {
			const store = await place.open();
			const changes = [optOut({ key: 'message-1' }), consent({ key: 'message-1', state: 'withdrawn' }), optOut({ key: 'message-1', contact: BEN })];
			expect((await store.record(BRAND, changes, ORIGIN, day(1))).map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
			expect(await store.record(BRAND, changes, ORIGIN, day(2))).toEqual(changes.map(() => ({ outcome: 'duplicate', ref: 'acme:1' })));
			const facts = await store.readFacts(BRAND, [ANNA, BEN], day(2));
			expect(facts.map(({ suppressions }) => suppressions.length)).toEqual([1, 1]);
		});

		test('stays recorded when a redelivered message comes after the opt-out was lifted', async () => {
			const store = await place.open();
			await store.record(BRAND, [optOut({ key: 'message-1' })], ORIGIN, day(1));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(1));
			await store.record(BRAND, [lift(facts?.suppressions[0]?.id ?? '')], ORIGIN, day(2));
			expect(await store.record(BRAND, [optOut({ key: 'message-1' })], ORIGIN, day(3))).toMatchObject([{ outcome: 'duplicate' }]);
			expect((await store.readFacts(BRAND, [ANNA], day(3)))[0]?.suppressions).toEqual([]);
		});

		test('is a duplicate for every kind of change with that key', async () => {
			const store = await place.open();
			await store.record(BRAND, [optOut({ key: 'k' })], ORIGIN, day(1));
			const results = await store.record(BRAND, [consent({ key: 'k' }), lift('s1', { key: 'k' })], ORIGIN, day(1));
			expect(results.map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate']);
		});

		test('is known to its own brand only', async () => {
			const store = await place.open();
			await store.record(BRAND, [optOut({ key: 'k' })], ORIGIN, day(1));
			expect(await store.record('other', [optOut({ key: 'k' })], ORIGIN, day(1))).toMatchObject([{ outcome: 'applied', ref: 'other:1' }]);
		});

		test('without one every change is recorded', async () => {
			const store = await place.open();
			const results = await store.record(BRAND, [optOut({ key: '' }), optOut({ key: undefined, contact: BEN })], ORIGIN, day(1));
			expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
		});
	});
}
