import type { ComplianceStore, SuppressChange } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, day, isoDay, lift, optOut, ORIGIN } from '../support/store-changes';

/** A pause from one day to another. */
const pause = (until: number, fields: Partial<SuppressChange> = {}): SuppressChange => optOut({ reason: 'unreachable', classes: [], until: isoDay(until), ...fields });

export function describeStrikes(backend: StoreBackend): void {
	describe('suppressions that have ended by themselves', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const ended = async (number: number, contact = ANNA) => (await store.readFacts(BRAND, [contact], day(number), ['ended']))[0]?.ended;

		test('are told as the strikes they are, and only from their end on', async () => {
			await store.record(BRAND, [pause(3)], ORIGIN, day(1));
			await store.record(BRAND, [pause(8)], ORIGIN, day(4));
			expect(await ended(2)).toBeUndefined();
			expect(await ended(3)).toEqual([expect.objectContaining({ id: 's1', reason: 'unreachable', since: isoDay(1), until: isoDay(3) })]);
			expect((await ended(8))?.map(({ id }) => id)).toEqual(['s1', 's2']);
		});

		test('are told to none but who asks for them, apart from those in force', async () => {
			await store.record(BRAND, [pause(3), optOut(), optOut({ contact: BEN })], ORIGIN, day(1));
			const [anna, ben] = await store.readFacts(BRAND, [ANNA, BEN], day(5));
			expect(anna).toMatchObject({ suppressions: [{ id: 's2' }], ended: [{ id: 's1' }] });
			expect(ben).not.toHaveProperty('ended');
			expect((await store.readFacts(BRAND, [ANNA], day(5), ['suppressions']))[0]).not.toHaveProperty('ended');
			expect((await store.readFacts(BRAND, [ANNA], day(5), ['ended']))[0]).toMatchObject({ suppressions: [], ended: [{ id: 's1' }] });
		});

		test('tell when they happened: at the later time where equal ones do, and not at all where one does not or says it was later than now', async () => {
			const occurredIn = async (number: number) => (await store.readFacts(BRAND, [ANNA], day(number)))[0]?.suppressions.map(({ occurredAt }) => occurredAt);
			await store.record(BRAND, [pause(9, { occurredAt: isoDay(2) })], ORIGIN, day(3));
			expect(await occurredIn(3)).toEqual([isoDay(2)]);
			await store.record(BRAND, [pause(9, { occurredAt: isoDay(1) })], ORIGIN, day(4));
			expect(await occurredIn(4)).toEqual([isoDay(2)]);
			await store.record(BRAND, [pause(9)], ORIGIN, day(5));
			await store.record(BRAND, [pause(9, { occurredAt: isoDay(6) })], ORIGIN, day(6));
			expect(await occurredIn(6)).toEqual([undefined]);
			await store.record(BRAND, [pause(9, { channel: 'whatsapp', occurredAt: isoDay(8) })], ORIGIN, day(7));
			expect(await occurredIn(7)).toEqual([undefined, undefined]);
		});

		test('are forgotten once they are lifted', async () => {
			await store.record(BRAND, [pause(3)], ORIGIN, day(1));
			expect(await store.record(BRAND, [lift('s1', { by: 'delivery' })], ORIGIN, day(4))).toMatchObject([{ outcome: 'already' }]);
			expect(await ended(5)).toBeUndefined();
			expect((await store.history(BRAND, ANNA)).at(-1)?.payload).toEqual({ by: 'delivery', id: 's1', reason: 'unreachable', outcome: 'already' });
		});

		test('stay beside a new one of the same kind', async () => {
			await store.record(BRAND, [pause(3)], ORIGIN, day(1));
			expect(await store.record(BRAND, [pause(9)], ORIGIN, day(4))).toMatchObject([{ outcome: 'applied' }]);
			expect((await store.readFacts(BRAND, [ANNA], day(5)))[0]).toMatchObject({ suppressions: [{ id: 's2' }], ended: [{ id: 's1' }] });
		});
	});

	describe('the number of ours that heard an opt-out', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const heardBy = async () => (await store.readFacts(BRAND, [ANNA], day(9)))[0]?.suppressions.map(({ receivedBy }) => receivedBy);

		test('is the latest that is known, and makes no other suppression of it', async () => {
			await store.record(BRAND, [optOut({ receivedBy: '+15550001111' })], ORIGIN, day(1));
			expect(await store.record(BRAND, [optOut({ receivedBy: '+15550002222' })], ORIGIN, day(2))).toMatchObject([{ outcome: 'already' }]);
			expect(await heardBy()).toEqual(['+15550002222']);
			await store.record(BRAND, [optOut(), optOut({ receivedBy: '' })], ORIGIN, day(3));
			expect(await heardBy()).toEqual(['+15550002222']);
			expect((await store.history(BRAND, ANNA)).map(({ evidence }) => evidence?.['receivedBy'])).toEqual(['+15550001111', '+15550002222', undefined, undefined]);
		});

		test('is absent where nobody has named one', async () => {
			await store.record(BRAND, [optOut()], ORIGIN, day(1));
			expect((await store.readFacts(BRAND, [ANNA], day(2)))[0]?.suppressions[0]).not.toHaveProperty('receivedBy');
		});

		test('does not stand in the way of a sender of its own', async () => {
			await store.record(BRAND, [optOut({ sender: 'ACME', receivedBy: '+15550001111' })], ORIGIN, day(1));
			expect(await store.record(BRAND, [optOut({ receivedBy: '+15550001111' })], ORIGIN, day(1))).toMatchObject([{ outcome: 'applied' }]);
		});
	});

	describe('what the event of a lift tells', () => {
		let place: StorePlace;
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		test('is which suppression it was, why it was there and on which channel', async () => {
			const store = await place.open();
			await store.record(BRAND, [optOut({ channel: 'all', reason: 'staff_dnd' })], ORIGIN, day(1));
			await store.record(BRAND, [lift('s1', { by: 'staff' }), lift('s1', { by: 'staff' })], ORIGIN, day(2));
			const [, first, second] = await store.history(BRAND, ANNA);
			expect(first).toMatchObject({ channel: 'all', payload: { by: 'staff', id: 's1', reason: 'staff_dnd', outcome: 'applied' } });
			expect(second?.payload).toEqual({ by: 'staff', outcome: 'already' });
			expect(second).not.toHaveProperty('channel');
		});
	});
}
