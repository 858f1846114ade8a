import { verifyLedger } from '../../lib/ledger/verify';
import type { Change, ContactAddress } from '../../lib/store/port';
import type { JsonObject } from '../../lib/model/json';
import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, consent, day, optOut, ORIGIN } from '../support/store-changes';
import { describePostgres, postgresPlace } from '../support/store-postgres';
import { linesOf, startStoreJob } from '../support/store-processes';
import { sqlitePlace } from '../support/store-sqlite';

const BACKENDS: ReadonlyArray<readonly [string, typeof describe, StoreBackend]> = [
	['the embedded store', describe, sqlitePlace],
	['the store in PostgreSQL', describePostgres, postgresPlace],
];
const contactOf = (index: number): ContactAddress => ({ kind: 'phone', address: `+1555${String(index).padStart(7, '0')}` });

describe.each(BACKENDS)('%s', (_name, describeBackend, backend) => {
	describeBackend('at its limits', () => {
		let place: StorePlace;
		let bundle: ChildBundle;
		beforeAll(async () => {
			bundle = await bundleForChild('lib/store/open-store.ts');
		}, 60_000);
		afterAll(() => bundle.remove());
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		test('is made once where ten processes open it at the same time, and none of them fails', async () => {
			const children = Array.from({ length: 10 }, () => startStoreJob({ bundle: bundle.file, config: place.config, job: 'sameKeys', name: '7', count: 3 }));
			const lines = (await Promise.all(children.map(linesOf))).flat();
			expect(lines.filter((line) => line.includes(' applied '))).toHaveLength(3);
			expect(lines.filter((line) => line.includes(' duplicate '))).toHaveLength(27);
			expect(children.map(({ exitCode }) => exitCode)).toEqual(children.map(() => 0));
			expect(await verifyLedger(await place.open(), BRAND)).toMatchObject({ ok: true, events: 3 });
		}, 60_000);

		test('records many thousand changes in one call, or none of them', async () => {
			const store = await place.open();
			const many = Array.from({ length: 12_000 }, (_, index) => optOut({ contact: contactOf(index), key: `message-${index}` }));
			const impossible = { ...optOut(), kind: 'rename' } as unknown as Change;
			await expect(store.record(BRAND, [...many, impossible], ORIGIN, day(1))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
			expect(await store.head(BRAND)).toBeUndefined();
			const results = await store.record(BRAND, many, ORIGIN, day(1));
			expect(results.filter(({ outcome }) => outcome === 'applied')).toHaveLength(12_000);
			expect((await store.readFacts(BRAND, many.map(({ contact }) => contact), day(2))).every(({ suppressions }) => suppressions.length === 1)).toBe(true);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 12_000 });
		}, 60_000);

		test('keeps evidence of a megabyte, and texts that no database takes as they are', async () => {
			const store = await place.open();
			const evidence: JsonObject = { page: 'ä'.repeat(500_000), nul: 'a\0b', half: '\ud800', deep: JSON.parse('['.repeat(500) + ']'.repeat(500)) as never };
			await store.record(BRAND, [consent({ evidence, source: 'a\0b', wordingVersion: '\udfff', key: 'k\0\ud800' })], ORIGIN, day(1));
			expect(await store.history(BRAND, ANNA)).toMatchObject([{ evidence, payload: { source: 'a\0b', wordingVersion: '\udfff' } }]);
			expect(await store.record(BRAND, [optOut({ key: 'k\0\ud800' })], ORIGIN, day(2))).toMatchObject([{ outcome: 'duplicate' }]);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 1 });
		});

		const cyclic: Record<string, unknown> = {};
		cyclic['itself'] = cyclic;
		test.each([['that holds itself', cyclic], ['with a number that JSON does not know', { count: 5n }]])('loses no opt-out for evidence %s, and the chain verifies', async (_what, evidence) => {
			const store = await place.open();
			await store.record(BRAND, [optOut({ evidence: evidence as JsonObject }), consent({ contact: BEN })], ORIGIN, day(1));
			expect((await store.readFacts(BRAND, [ANNA], day(2)))[0]?.suppressions).toHaveLength(1);
			expect(await store.history(BRAND, ANNA)).toHaveLength(1);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 2 });
		});

		test('keeps brands apart whatever letters they are written with', async () => {
			const store = await place.open();
			const brands = ["o'hara", '"', '\\', '\\x00', '%', '_', '$1', '@events', '品牌', 'e\u0301', '\u00e9', '👩‍👩‍👧', '\u202eabc', ' acme', 'x'.repeat(200), 'null', '__proto__', 'constructor'];
			for (const brand of brands) await store.record(brand, [optOut({ key: brand })], ORIGIN, day(1));
			for (const brand of brands) {
				expect((await store.readFacts(brand, [ANNA], day(2)))[0]?.suppressions).toHaveLength(1);
				expect(await verifyLedger(store, brand)).toMatchObject({ ok: true, events: 1 });
			}
			expect((await store.readFacts(BRAND, [ANNA], day(2)))[0]?.suppressions).toEqual([]);
			await expect(store.record('\ud800', [optOut()], ORIGIN, day(1))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
		}, 30_000);
	});
});
