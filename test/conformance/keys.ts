import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, consent, day, lift, optOut, ORIGIN } from '../support/store-changes';

export function describeKeys(backend: StoreBackend): void {
	describe('a change with a key', () => {
		let place: StorePlace;
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		test('is recorded once, also within one batch, and refers to the first event', async () => {
			const store = await place.open();
			const stop = optOut({ key: 'message-1' });
			const first = await store.record(BRAND, [stop, stop], ORIGIN, day(1));
			const second = await store.record(BRAND, [optOut({ contact: BEN }), stop], ORIGIN, day(2));
			expect(first).toEqual([
				{ outcome: 'applied', ref: 'acme:1' },
				{ outcome: 'duplicate', ref: 'acme:1' },
			]);
			expect(second).toEqual([
				{ outcome: 'applied', ref: 'acme:2' },
				{ outcome: 'duplicate', ref: 'acme:1' },
			]);
			expect(await store.head(BRAND)).toMatchObject({ seq: 2 });
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
