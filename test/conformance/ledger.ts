import { GENESIS_HASH, hashEvent } from '../../lib/ledger/chain';
import type { LedgerEvent } from '../../lib/ledger/event';
import { verifyLedger } from '../../lib/ledger/verify';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { BRAND, consent, day, decision, isoDay, optOut, ORIGIN } from '../support/store-changes';

export function describeLedger(backend: StoreBackend): void {
	describe('the ledger (invariant 6: append-only, and every change to state has its event)', () => {
		let place: StorePlace;
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		test('chains every event to the one before', async () => {
			const store = await place.open();
			await store.record(BRAND, [consent({ evidence: { ip: '192.0.2.1' } }), optOut()], ORIGIN, day(1));
			await store.record(BRAND, [decision({ contact: undefined, channel: undefined }), optOut({ until: isoDay(9) })], {}, day(2));
			const events: LedgerEvent[] = [];
			for await (const event of store.events(BRAND)) events.push(event);
			expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
			expect(events.map(({ previousHash }) => previousHash)).toEqual([GENESIS_HASH, ...events.slice(0, 3).map(({ hash }) => hash)]);
			expect(events.map((event) => hashEvent(event))).toEqual(events.map(({ hash }) => hash));
			expect(await store.head(BRAND)).toEqual({ seq: 4, hash: events[3]?.hash });
			expect(await verifyLedger(store, BRAND)).toEqual({ ok: true, events: 4, head: { seq: 4, hash: events[3]?.hash } });
		});

		test('of a brand without events is whole', async () => {
			const store = await place.open();
			expect(await verifyLedger(store, BRAND)).toEqual({ ok: true, events: 0 });
		});

		test('keeps its order when the clock goes backwards', async () => {
			const store = await place.open();
			for (const number of [9, 5, 7, 1]) await store.record(BRAND, [optOut({ key: `k${number}` })], ORIGIN, day(number));
			const at: string[] = [];
			for await (const event of store.events(BRAND)) at.push(event.at);
			expect(at).toEqual([9, 5, 7, 1].map(isoDay));
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 4 });
		});

		test('lets the rest of the process go on while it is read', async () => {
			const store = await place.open();
			await store.record(BRAND, Array.from({ length: 5000 }, () => optOut()), ORIGIN, day(1));
			let turns = 0;
			let reading = true;
			const count = (): void => {
				turns++;
				if (reading) setImmediate(count);
			};
			setImmediate(count);
			await verifyLedger(store, BRAND);
			reading = false;
			expect(turns).toBeGreaterThanOrEqual(3);
		});

		test('can be read while others write to it', async () => {
			const [reader, writer] = await Promise.all([place.open(), place.open()]);
			await writer.record(BRAND, Array.from({ length: 2500 }, () => optOut()), ORIGIN, day(1));
			let read = 0;
			for await (const event of reader.events(BRAND)) {
				read = event.seq;
				if (event.seq === 1500) await writer.record(BRAND, [optOut()], ORIGIN, day(1));
			}
			expect(read).toBe(2501);
			expect(await verifyLedger(reader, BRAND)).toMatchObject({ ok: true, events: 2501 });
		});
	});
}
