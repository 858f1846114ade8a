import fc from 'fast-check';
import type { ConsentState } from '../../lib/model/consent';
import type { ComplianceStore, ConsentChange } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BRAND, consent, day, isoDay, ORIGIN } from '../support/store-changes';

export function describeConsents(backend: StoreBackend): void {
	describe('which consent is current', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const outcomes = async (changes: readonly ConsentChange[], at = day(10)) =>
			(await store.record(BRAND, changes, ORIGIN, at)).map(({ outcome }) => outcome);
		const states = async () => (await store.readFacts(BRAND, [ANNA], day(30)))[0]?.consents.map(({ state }) => state);

		test('the newer of two counts, whichever was recorded first', async () => {
			const granted = consent({ timestamp: isoDay(1) });
			const withdrawn = consent({ state: 'withdrawn', timestamp: isoDay(2) });
			expect(await outcomes([withdrawn, granted])).toEqual(['applied', 'already']);
			expect(await states()).toEqual(['withdrawn']);
		});

		test('a newer grant follows a withdrawal', async () => {
			expect(
				await outcomes([consent({ state: 'withdrawn', timestamp: isoDay(1) }), consent({ timestamp: isoDay(2) })]),
			).toEqual(['applied', 'applied']);
			expect(await states()).toEqual(['granted']);
		});

		test('from a list is no word on one of the same time: what is pending stays pending, and what ends keeps its end', async () => {
			const listed = { timestamp: isoDay(1), isOld: true };
			expect(await outcomes([consent({ state: 'pending', timestamp: isoDay(1) }), consent(listed)])).toEqual(['applied', 'already']);
			expect(await states()).toEqual(['pending']);
			expect(await outcomes([consent({ ...listed, state: 'withdrawn' })])).toEqual(['applied']);
			expect(await outcomes([consent({ channel: 'call', timestamp: isoDay(1), expiresAt: isoDay(3) }), consent({ ...listed, channel: 'call' })])).toEqual(['applied', 'already']);
			expect(await outcomes([consent({ channel: 'call', timestamp: isoDay(2), isOld: true })])).toEqual(['applied']);
		});

		test.each([['granted'], ['pending'], [undefined]] as const)('at the same instant a withdrawal beats %s in either order', async (state) => {
			const other = consent({ state, timestamp: isoDay(1) });
			const withdrawn = consent({ state: 'withdrawn', timestamp: isoDay(1) });
			expect(await outcomes([other, withdrawn, other])).toEqual(['applied', 'applied', 'already']);
			expect(await states()).toEqual(['withdrawn']);
		});

		test('where no time was given the instant of recording counts', async () => {
			expect(await outcomes([consent({ state: 'withdrawn' })], day(5))).toEqual(['applied']);
			expect(await outcomes([consent({ timestamp: isoDay(4) })], day(6))).toEqual(['already']);
			expect(await outcomes([consent()], day(7))).toEqual(['applied']);
			expect(await states()).toEqual(['granted']);
		});

		test('the same instant written with another offset is the same instant', async () => {
			await outcomes([consent({ timestamp: '2026-03-01T12:00:00.000Z' })]);
			expect(await outcomes([consent({ state: 'withdrawn', timestamp: '2026-03-01T13:00:00+01:00' })])).toEqual(['applied']);
		});

		test('repeating a consent changes nothing but is on record', async () => {
			expect(await outcomes([consent({ timestamp: isoDay(1) }), consent({ timestamp: isoDay(1) })])).toEqual(['applied', 'already']);
			expect(await store.head(BRAND)).toMatchObject({ seq: 2 });
		});

		test('evidence that was missing can be added to the same consent', async () => {
			const changes = [consent({ timestamp: isoDay(1) }), consent({ timestamp: isoDay(1), wordingVersion: 'v3' })];
			expect(await outcomes(changes)).toEqual(['applied', 'applied']);
		});

		test('channels and classes do not touch each other', async () => {
			await outcomes([
				consent({ state: 'withdrawn' }),
				consent({ messageClass: 'informational' }),
				consent({ channel: 'whatsapp', state: 'pending' }),
			]);
			expect((await states())?.sort()).toEqual(['granted', 'pending', 'withdrawn']);
		});

		test('a withdrawal counts even if a grant claims to come from the future', async () => {
			await outcomes([consent({ timestamp: '2099-01-01T00:00:00.000Z' })], day(1));
			expect(await outcomes([consent({ state: 'withdrawn', timestamp: isoDay(2) })], day(2))).toEqual(['applied']);
			expect(await states()).toEqual(['withdrawn']);
		});

		test('a withdrawal without a time counts even if the clock went backwards', async () => {
			await outcomes([consent()], day(9));
			expect(await outcomes([consent({ state: 'withdrawn' })], day(3))).toEqual(['applied']);
			expect(await states()).toEqual(['withdrawn']);
		});

		test('a grant whose time can not be read is marked and replaces no other', async () => {
			await outcomes([consent({ state: 'withdrawn', timestamp: isoDay(1) })]);
			expect(await outcomes([consent({ timestamp: '01/02/03' })])).toEqual(['already']);
			expect(await states()).toEqual(['withdrawn']);
			await outcomes([consent({ channel: 'call', timestamp: 'yesterday' })]);
			const [facts] = await store.readFacts(BRAND, [ANNA], day(10));
			expect(facts?.consents.find(({ channel }) => channel === 'call')).toMatchObject({ faults: ['TIMESTAMP_INVALID'] });
		});

		test('an expiry that can not be read has come', async () => {
			await outcomes([consent({ expiresAt: 'never' })], day(2));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(3));
			expect(facts?.consents[0]?.expiresAt).toBe(isoDay(2));
		});

		test('a confirmation that comes later is added to the same consent', async () => {
			expect(await outcomes([consent({ timestamp: isoDay(1) }), consent({ timestamp: isoDay(1), confirmedAt: isoDay(2) })])).toEqual(['applied', 'applied']);
			const [facts] = await store.readFacts(BRAND, [ANNA], day(10));
			expect(facts?.consents).toMatchObject([{ confirmedAt: isoDay(2) }]);
		});

		test('a basis that can not be read is marked, and a confirmation that can not be read confirms nothing', async () => {
			await outcomes([consent({ basis: 'friendship' as never, confirmedAt: 'yes' })]);
			const [facts] = await store.readFacts(BRAND, [ANNA], day(10));
			expect(facts?.consents).toEqual([expect.objectContaining({ faults: ['BASIS_UNREADABLE'] })]);
			expect(facts?.consents[0]).not.toHaveProperty('basis');
			expect(facts?.consents[0]).not.toHaveProperty('confirmedAt');
		});

		test('the current one is always the latest, in any order and any cut into batches', async () => {
			const said = fc.record({ state: fc.constantFrom<ConsentState>('granted', 'withdrawn'), on: fc.integer({ min: 1, max: 4 }) });
			let run = 0;
			await fc.assert(
				fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 8 }), async (list, size) => {
					const contact = { kind: 'phone' as const, address: `+1555777${run++}` };
					const changes = list.map(({ state, on }) => consent({ contact, state, timestamp: isoDay(on) }));
					for (let start = 0; start < changes.length; start += size) await outcomes(changes.slice(start, start + size));
					const latest = Math.max(...list.map(({ on }) => on));
					const expected = list.some(({ on, state }) => on === latest && state === 'withdrawn') ? 'withdrawn' : 'granted';
					const [facts] = await store.readFacts(BRAND, [contact], day(30));
					expect(facts?.consents).toMatchObject([{ state: expected, timestamp: isoDay(latest) }]);
				}),
				{ numRuns: 60 },
			);
		});
	});
}
