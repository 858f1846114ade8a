import type { ComplianceStore, ReserveChange } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, cap, day, optOut, ORIGIN, reserve } from '../support/store-changes';

/** More than any backend plans at a time. */
const MANY = 9000;

export function describeReservationKeys(backend: StoreBackend): void {
	describe('the key of a send (invariant 5: idempotency under concurrency)', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const ask = async (...requests: ReserveChange[]) => await store.reserve(BRAND, requests, ORIGIN, day(1));
		const outcomes = async (...requests: ReserveChange[]) => (await ask(...requests)).map(({ outcome }) => outcome);

		test('is granted once, in one call and in later ones, for whatever contact, channel and caps', async () => {
			expect(await ask(reserve(), reserve(), reserve({ contact: BEN }))).toEqual([
				{ outcome: 'granted', ref: 'acme:1' },
				{ outcome: 'duplicate', ref: 'acme:1' },
				{ outcome: 'duplicate', ref: 'acme:1' },
			]);
			for (const fields of [{}, { contact: BEN }, { channel: 'call' as const }, { messageClass: 'transactional' as const }, { caps: [cap({ limit: 0 })] }]) {
				expect(await ask(reserve(fields))).toEqual([{ outcome: 'duplicate', ref: 'acme:1' }]);
			}
		});

		test('leaves nothing behind when it comes again', async () => {
			await ask(reserve());
			const head = await store.head(BRAND);
			await ask(reserve(), reserve({ contact: BEN }));
			expect(await store.head(BRAND)).toEqual(head);
			expect(await outcomes(reserve({ key: 'b', caps: [cap({ limit: 2 })] }), reserve({ key: 'c', contact: BEN, caps: [cap()] }))).toEqual(['granted', 'granted']);
		});

		test('is burnt by a grant only: what was refused may be granted later, and in the same call', async () => {
			const full = reserve({ caps: [cap({ limit: 0 })] });
			expect(await outcomes(full, full)).toEqual(['capped', 'capped']);
			expect(await ask(full, reserve(), full)).toEqual([
				{ outcome: 'capped', ref: 'acme:3', cappedBy: 'campaigns' },
				{ outcome: 'granted', ref: 'acme:4' },
				{ outcome: 'duplicate', ref: 'acme:4' },
			]);
		});

		test('has nothing to do with the cause of another change of the same name', async () => {
			const [stop, send] = [optOut({ key: 'message-1' }), reserve({ key: 'message-1' })];
			const record = async (...changes: Parameters<ComplianceStore['record']>[1]) => (await store.record(BRAND, changes, ORIGIN, day(1))).map(({ outcome }) => outcome);
			expect(await record(send)).toEqual(['applied']);
			expect(await record(stop, stop)).toEqual(['applied', 'already']);
			expect(await record(stop, send)).toEqual(['duplicate', 'duplicate']);
			expect(await record(optOut({ key: 'message-2', contact: BEN }))).toEqual(['applied']);
			expect(await record(reserve({ key: 'message-2' }))).toEqual(['applied']);
		});

		test('is known to its own brand only, as are the sends', async () => {
			await ask(reserve());
			const request = reserve({ caps: [cap()] });
			expect(await store.reserve('other', [request, reserve({ ...request, key: 'b' })], ORIGIN, day(1))).toEqual([
				{ outcome: 'granted', ref: 'other:1' },
				{ outcome: 'capped', ref: 'other:2', cappedBy: 'campaigns' },
			]);
		});

		test('is granted once in a call of many thousand sends, and caps hold in it', async () => {
			const caps = [cap({ limit: 3 })];
			const requests = Array.from({ length: MANY }, (_, index) => reserve({ key: index % 1000 === 0 ? 'shared' : `send ${index}`, contact: index % 1000 === 0 ? BEN : ANNA, caps: index % 1000 === 0 ? [] : caps }));
			const results = await ask(...requests);
			const count = (contact: object, wanted: string) => results.filter(({ outcome }, index) => outcome === wanted && requests[index]?.contact === contact).length;
			expect([count(BEN, 'granted'), count(BEN, 'duplicate'), count(ANNA, 'granted'), count(ANNA, 'capped')]).toEqual([1, MANY / 1000 - 1, 3, MANY - MANY / 1000 - 3]);
			expect(new Set(results.filter(({ outcome }) => outcome === 'duplicate').map(({ ref }) => ref))).toEqual(new Set([results[0]?.ref]));
		});

		test('asked for by many callers at once is granted to one of them, and so is the last send', async () => {
			const same = await Promise.all(Array.from({ length: 20 }, () => outcomes(reserve())));
			expect(same.flat().sort()).toEqual([...Array(19).fill('duplicate'), 'granted']);
			const last = await Promise.all(Array.from({ length: 20 }, (_, index) => outcomes(reserve({ key: `send ${index}`, caps: [cap({ limit: 2 })] }))));
			expect(last.flat().sort()).toEqual([...Array(19).fill('capped'), 'granted']);
		});

		test('of nothing asked for is nothing', async () => {
			expect(await ask()).toEqual([]);
			expect(await store.head(BRAND)).toBeUndefined();
		});
	});
}
