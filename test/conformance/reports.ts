import { verifyLedger } from '../../lib/ledger/verify';
import type { ComplianceStore } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BRAND, day, isoDay, ORIGIN, report } from '../support/store-changes';

export function describeReports(backend: StoreBackend): void {
	describe('codes that nobody knows', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		test('are counted by provider and code, the latest first', async () => {
			await store.record(BRAND, [report(), report({ code: '1' }), report()], ORIGIN, day(1));
			await store.record(BRAND, [report({ provider: 'telnyx' }), report()], ORIGIN, day(3));
			await store.record(BRAND, [report(), report()], ORIGIN, day(2));
			expect(await store.unknownCodes(BRAND)).toEqual([
				{ provider: 'telnyx', code: '39999', count: 1, first: isoDay(3), last: isoDay(3) },
				{ provider: 'twilio', code: '39999', count: 5, first: isoDay(1), last: isoDay(3) },
				{ provider: 'twilio', code: '1', count: 1, first: isoDay(1), last: isoDay(1) },
			]);
		});

		test('of one brand are not those of another', async () => {
			await store.record(BRAND, [report()], ORIGIN, day(1));
			expect(await store.unknownCodes('other')).toEqual([]);
		});

		test('are counted once for a report that is repeated', async () => {
			await store.record(BRAND, [report({ key: 'r1' })], ORIGIN, day(1));
			expect(await store.record(BRAND, [report({ key: 'r1' })], ORIGIN, day(2))).toEqual([{ outcome: 'duplicate', ref: `${BRAND}:1` }]);
			expect(await store.unknownCodes(BRAND)).toMatchObject([{ count: 1, last: isoDay(1) }]);
		});

		test('are on record, with the contact where it is known, and change nothing that is known about it', async () => {
			const results = await store.record(BRAND, [report({ contact: ANNA, channel: 'sms' }), report()], ORIGIN, day(1));
			expect(results).toEqual([
				{ outcome: 'applied', ref: `${BRAND}:1` },
				{ outcome: 'applied', ref: `${BRAND}:2` },
			]);
			const entries = await store.history(BRAND, ANNA);
			expect(entries.map(({ kind, seq, channel, payload }) => ({ kind, seq, channel, payload }))).toEqual([{ kind: 'report', seq: 1, channel: 'sms', payload: { provider: 'twilio', code: '39999' } }]);
			expect((await store.readFacts(BRAND, [ANNA], day(1)))[0]).toEqual({ subject: entries[0]?.subject, consents: [], suppressions: [] });
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 2 });
		});

		test('are told apart whatever stands in them', async () => {
			const codes = ['', "'; DROP TABLE events; --", 'a\0b', '["a","b"]', 'A', 'a'];
			await store.record(BRAND, codes.map((code) => report({ code })), ORIGIN, day(1));
			const found = await store.unknownCodes(BRAND);
			expect(found.map(({ code, count }) => `${code} ${count}`).sort()).toEqual(codes.map((code) => `${code} 1`).sort());
		});
	});
}
