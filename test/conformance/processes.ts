import { verifyLedger } from '../../lib/ledger/verify';
import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { BRAND, day, optOut, ORIGIN } from '../support/store-changes';
import { linesOf, startStoreJob, type StoreJob } from '../support/store-processes';

const PROCESSES = 4;

export function describeProcesses(backend: StoreBackend): void {
	describe('several processes (invariant 5: idempotency under concurrency; see also crashes)', () => {
		let place: StorePlace;
		let bundle: ChildBundle;
		beforeAll(async () => {
			bundle = await bundleForChild('lib/store/open-store.ts');
		});
		afterAll(() => bundle.remove());
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		const start = (job: StoreJob['job'], name: number, count = 0) =>
			startStoreJob({ bundle: bundle.file, config: place.config, job, name: String(name), count });
		const together = async (job: StoreJob['job'], names: number[], count: number) =>
			(await Promise.all(names.map((name) => linesOf(start(job, name, count))))).flat();

		test('that suppress the same contacts at once: exactly one applies each', async () => {
			const lines = await together('sameContacts', [...Array(PROCESSES).keys()], 50);
			expect(lines.filter((line) => line.endsWith(' applied'))).toHaveLength(50);
			expect(lines.filter((line) => line.endsWith(' already'))).toHaveLength(50 * (PROCESSES - 1));
			expect(await verifyLedger(await place.open(), BRAND)).toMatchObject({ ok: true, events: 50 * PROCESSES });
		}, 60_000);

		test('that handle the same message at once: exactly one records it', async () => {
			const lines = await together('sameKeys', Array(PROCESSES).fill(7), 50);
			expect(lines.filter((line) => line.includes(' applied '))).toHaveLength(50);
			expect(lines.filter((line) => line.includes(' duplicate '))).toHaveLength(50 * (PROCESSES - 1));
			expect(new Set(lines.map((line) => line.replace(/applied|duplicate/, ''))).size).toBe(50);
			expect(await verifyLedger(await place.open(), BRAND)).toMatchObject({ ok: true, events: 50 });
		}, 60_000);

		test('that ask for the last automatic answer at once: nobody gets more than are permitted', async () => {
			const lines = await together('sameAnswers', [...Array(PROCESSES).keys()], 50);
			expect(lines.filter((line) => line.endsWith(' applied'))).toHaveLength(50 * 2);
			expect(lines.filter((line) => line.endsWith(' already'))).toHaveLength(50 * (PROCESSES - 2));
			expect(await verifyLedger(await place.open(), BRAND)).toMatchObject({ ok: true, events: 50 * PROCESSES });
		}, 60_000);

		test('that share a reader of the feed: each event is handed to exactly one of them', async () => {
			const store = await place.open();
			await store.record(BRAND, Array.from({ length: 200 }, () => optOut()), ORIGIN, day(1));
			const lines = await together('shareFeed', [...Array(PROCESSES).keys()], 200);
			expect(lines.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
		}, 60_000);
	});
}
