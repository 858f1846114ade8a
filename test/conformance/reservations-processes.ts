import { verifyLedger } from '../../lib/ledger/verify';
import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { BRAND } from '../support/store-changes';
import { linesOf, startStoreJob } from '../support/store-processes';

const PROCESSES = 8;
const EACH = 1250;
/** Of the job `sameSends`. */
const [CONTACTS, LIMIT] = [50, 20];

export function describeReservationProcesses(backend: StoreBackend): void {
	describe('several processes that ask for the same sends (invariant 5: caps and idempotency under concurrency)', () => {
		let place: StorePlace;
		let bundle: ChildBundle;
		beforeAll(async () => {
			[place, bundle] = await Promise.all([backend(), bundleForChild('lib/store/open-store.ts')]);
		});
		afterAll(async () => {
			bundle.remove();
			await place.remove();
		});

		test('get as many as each contact may have and never more, and each send once', async () => {
			const children = Array.from({ length: PROCESSES }, (_, name) => linesOf(startStoreJob({ bundle: bundle.file, config: place.config, job: 'sameSends', name: String(name), count: EACH })));
			const lines = (await Promise.all(children)).flat().map((line) => line.split(' '));
			expect(lines).toHaveLength(PROCESSES * EACH);
			const granted = lines.filter(([, , outcome]) => outcome === 'granted');
			const perContact = Array.from({ length: CONTACTS }, (_, index) => granted.filter(([, contact]) => contact === String(index)).length);
			expect(perContact).toEqual(Array(CONTACTS).fill(LIMIT));
			const grants = new Map(granted.map(([send, , , ref]) => [send, ref]));
			expect(grants.size).toBe(granted.length);
			const again = lines.filter(([, , outcome]) => outcome === 'duplicate');
			expect(again.length).toBeGreaterThan(0);
			expect(again.filter(([send, , , ref]) => grants.get(send ?? '') !== ref)).toEqual([]);
			const store = await place.open();
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: lines.length - again.length });
			const entries = await store.history(BRAND, { kind: 'phone', address: '+155500007' });
			expect(entries.filter(({ payload }) => payload['outcome'] === 'applied').map(({ ref }) => ref).sort()).toEqual(granted.filter(([, contact]) => contact === '7').map(([, , , ref]) => ref).sort());
		}, 60_000);
	});
}
