import type { ComplianceStore, FeedPosition, FeedReader } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { BRAND, day, optOut, ORIGIN } from '../support/store-changes';

const LEASE = 60_000;
const ONE: FeedReader = { name: 'trigger', owner: 'one', leaseMs: LEASE };
const TWO: FeedReader = { ...ONE, owner: 'two' };

/** So many milliseconds after noon of the fifth day. */
const after = (millis: number): Date => new Date(day(5).getTime() + millis);

export function describeFeedReaders(backend: StoreBackend): void {
	describe('a reader of the feed', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
			await store.record(BRAND, [optOut(), optOut(), optOut()], ORIGIN, day(1));
		});
		afterEach(() => place.remove());

		const claim = async (reader: FeedReader, at: Date, brand = BRAND) => await store.claimFeed(brand, reader, 'now', at);
		const move = async (reader: FeedReader, position: Partial<FeedPosition>, at: Date, release?: boolean) =>
			await store.moveFeed(BRAND, reader, { after: 3, attempts: 0, ...position }, at, release);

		test('begins at the end or at the beginning, as it is told the first time', async () => {
			expect(await store.claimFeed(BRAND, ONE, 'now', day(5))).toEqual({ after: 3, attempts: 0 });
			expect(await store.claimFeed(BRAND, ONE, 'beginning', day(5))).toEqual({ after: 3, attempts: 0 });
			expect(await store.claimFeed(BRAND, { ...ONE, name: 'other' }, 'beginning', day(5))).toEqual({ after: 0, attempts: 0 });
		});

		test('goes on where it was moved to, in another process as well', async () => {
			await claim(ONE, after(0));
			expect(await move(ONE, { after: 2, attempts: 1 }, after(1))).toBe(true);
			const other = await place.open();
			expect(await other.claimFeed(BRAND, TWO, 'now', after(1 + LEASE))).toEqual({ after: 2, attempts: 1 });
		});

		test('is held until the lease is over, by whoever has it', async () => {
			await claim(ONE, after(0));
			expect(await claim(TWO, after(LEASE - 1))).toBeUndefined();
			expect(await claim(TWO, after(LEASE))).toEqual({ after: 3, attempts: 0 });
			expect(await claim(ONE, after(LEASE))).toBeUndefined();
		});

		test('is held anew by each call of its owner', async () => {
			await claim(ONE, after(0));
			await claim(ONE, after(LEASE / 2));
			expect(await claim(TWO, after(LEASE))).toBeUndefined();
			await move(ONE, {}, after(LEASE));
			expect(await claim(TWO, after(2 * LEASE - 1))).toBeUndefined();
			expect(await claim(TWO, after(2 * LEASE))).toBeDefined();
		});

		test('is not moved by who has lost it', async () => {
			await claim(ONE, after(0));
			await claim(TWO, after(LEASE));
			expect(await move(ONE, { after: 9 }, after(LEASE))).toBe(false);
			expect(await claim(TWO, after(LEASE))).toEqual({ after: 3, attempts: 0 });
		});

		test('is still that of its owner after the lease, as long as nobody else has taken it', async () => {
			await claim(ONE, after(0));
			expect(await move(ONE, { after: 3, attempts: 2 }, after(5 * LEASE))).toBe(true);
			expect(await claim(TWO, after(5 * LEASE))).toBeUndefined();
		});

		test('is free at once when it is given up, and then no longer its owner\'s', async () => {
			await claim(ONE, after(0));
			expect(await move(ONE, { after: 2 }, after(1), true)).toBe(true);
			expect(await move(ONE, { after: 3 }, after(1))).toBe(false);
			expect(await claim(TWO, after(1))).toEqual({ after: 2, attempts: 0 });
		});

		test('is not held for long after a clock was set back', async () => {
			await claim(ONE, day(9));
			expect(await claim(TWO, day(5))).toEqual({ after: 3, attempts: 0 });
			expect(await move(ONE, {}, day(9))).toBe(false);
		});

		test('is not lost to a call that was made before and waited longer', async () => {
			await claim(ONE, after(30_000));
			expect(await claim(TWO, after(0))).toBeUndefined();
		});

		test('is held for as long as its owner said, not as long as another would hold it', async () => {
			await claim({ ...ONE, leaseMs: 10 * LEASE }, after(0));
			expect(await claim({ ...TWO, leaseMs: 1 }, after(2))).toBeUndefined();
			expect(await claim({ ...TWO, leaseMs: 1 }, after(10 * LEASE))).toBeDefined();
		});

		test('stands for itself beside others, and in its own brand', async () => {
			await claim(ONE, after(0));
			expect(await claim({ ...TWO, name: 'second' }, after(0))).toEqual({ after: 3, attempts: 0 });
			expect(await claim(TWO, after(0), 'other')).toEqual({ after: 0, attempts: 0 });
			expect(await store.moveFeed('other', ONE, { after: 1, attempts: 0 }, after(0))).toBe(false);
		});

		test('that was never claimed is not moved', async () => {
			expect(await move(ONE, {}, day(5))).toBe(false);
			expect(await claim(ONE, day(5))).toEqual({ after: 3, attempts: 0 });
		});

		test('leaves no trace in the ledger', async () => {
			const before = await store.head(BRAND);
			await claim(ONE, after(0));
			await move(ONE, { after: 1 }, after(1));
			expect(await store.head(BRAND)).toEqual(before);
			await claim(ONE, after(0), 'fresh');
			expect(await store.head('fresh')).toBeUndefined();
		});

		test('that many ask for at once is given to one', async () => {
			const stores = await Promise.all(Array.from({ length: 6 }, () => place.open()));
			const positions = await Promise.all(stores.map((one, index) => one.claimFeed(BRAND, { ...ONE, owner: `owner ${index}` }, 'now', day(5))));
			expect(positions.filter((position) => position !== undefined)).toEqual([{ after: 3, attempts: 0 }]);
		});
	});
}
