import fc from 'fast-check';
import { FACT_PARTS, type ComplianceStore, type ConsentChange, type ContactAddress } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, consent, day, erase, isoDay, optOut, ORIGIN } from '../support/store-changes';

export function describePlaces(backend: StoreBackend): void {
	describe('where a contact is', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const record = async (...changes: ConsentChange[]) => await store.record(BRAND, changes, ORIGIN, day(10));
		const placeOf = async (contact: ContactAddress = ANNA) => {
			const [facts] = await store.readFacts(BRAND, [contact], day(20));
			return [facts?.timeZone, facts?.jurisdiction];
		};

		test('is learnt from the latest consent and not from an older one', async () => {
			await record(consent({ timestamp: isoDay(2), timeZone: 'Europe/Paris', jurisdiction: 'FR' }));
			await record(consent({ timestamp: isoDay(1), timeZone: 'Asia/Tokyo', jurisdiction: 'JP' }));
			await record(consent({ timestamp: isoDay(3) }));
			expect(await placeOf()).toEqual(['Europe/Paris', 'FR']);
			await record(consent({ timestamp: isoDay(4), jurisdiction: 'US-TX' }), consent({ timestamp: isoDay(5), timeZone: 'America/Chicago' }));
			expect(await placeOf()).toEqual(['America/Chicago', 'US-TX']);
		});

		test('is learnt from an older consent where nothing was known', async () => {
			await record(consent({ timestamp: isoDay(2), timeZone: 'Europe/Paris' }));
			await record(consent({ timestamp: isoDay(1), timeZone: 'Asia/Tokyo', jurisdiction: 'JP' }));
			expect(await placeOf()).toEqual(['Europe/Paris', 'JP']);
		});

		test('is kept with a withdrawal too', async () => {
			await record(consent({ state: 'withdrawn', jurisdiction: 'US-FL' }));
			expect(await placeOf()).toEqual([undefined, 'US-FL']);
		});

		test.each([
			['two calls', [['US-TX'], ['US']]],
			['one call', [['US-TX', 'US']]],
		])('is not made less exact by the mere country, told in %s', async (_how, calls) => {
			let on = 1;
			for (const codes of calls) await record(...codes.map((jurisdiction) => consent({ timestamp: isoDay(on++), jurisdiction })));
			expect(await placeOf()).toEqual([undefined, 'US-TX']);
		});

		test.each([['US', 'US-TX'], ['US-TX', 'US-CA'], ['US-TX', 'CA'], ['CA', 'US'], ['US-TX', 'CA-QC']])('changes from %s to %s', async (before, after) => {
			await record(consent({ timestamp: isoDay(1), jurisdiction: before }));
			await record(consent({ timestamp: isoDay(2), jurisdiction: after }));
			expect(await placeOf()).toEqual([undefined, after]);
			await record(consent({ contact: BEN, timestamp: isoDay(1), jurisdiction: before }), consent({ contact: BEN, timestamp: isoDay(2), jurisdiction: after }));
			expect(await placeOf(BEN)).toEqual([undefined, after]);
		});

		test.each([
			{ said: ['CA', 'US'], is: 'US' },
			{ said: ['US', 'CA', 'US'], is: 'US' },
			{ said: ['US-CA', 'US'], is: 'US-CA' },
			{ said: ['FR', 'US', 'CA'], is: 'CA' },
			{ said: ['CA', 'FR'], is: 'FR' },
			{ said: ['CA', 'US-TX', 'US'], is: 'US-TX' },
			{ said: ['US', 'US'], is: 'US-TX' },
			{ said: ['US CA', 'US'], is: 'US' },
		])('is $is where $said came after US-TX, in one call or in several', async ({ said, is }) => {
			const changes = (contact: ContactAddress) => said.map((jurisdiction, index) => consent({ contact, jurisdiction, timestamp: isoDay(index + 2) }));
			for (const contact of [ANNA, BEN]) await record(consent({ contact, timestamp: isoDay(1), jurisdiction: 'US-TX' }));
			await record(...changes(ANNA));
			for (const change of changes(BEN)) await record(change);
			expect([await placeOf(ANNA), await placeOf(BEN)]).toEqual([[undefined, is], [undefined, is]]);
		});

		test('is the mere country where the contact was erased in between', async () => {
			await record(consent({ timestamp: isoDay(1), jurisdiction: 'US-TX' }));
			await store.record(BRAND, [consent({ timestamp: isoDay(2), jurisdiction: 'US-CA' }), erase(), consent({ timestamp: isoDay(3), jurisdiction: 'US' })], ORIGIN, day(10));
			expect(await placeOf()).toEqual([undefined, 'US']);
		});

		test.each(['Texas', 'us', 'USA', 'US-', 'US-TEXAS', ' US', '', "'; --", 5, null, { code: 'US' }])('%j is no jurisdiction and changes nothing', async (jurisdiction) => {
			await record(consent({ timestamp: isoDay(1), jurisdiction: 'US-TX' }));
			await record(consent({ timestamp: isoDay(2), jurisdiction: jurisdiction as never }));
			expect(await placeOf()).toEqual([undefined, 'US-TX']);
		});

		test('is the same however the consents are cut into batches', async () => {
			const said = fc.record(
				{ on: fc.integer({ min: 1, max: 3 }), jurisdiction: fc.constantFrom('US', 'US-TX', 'US-CA', 'CA', 'CA-QC'), timeZone: fc.constantFrom('America/Chicago', 'America/Toronto') },
				{ requiredKeys: ['on'] },
			);
			let run = 0;
			await fc.assert(
				fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 6 }), async (list, size) => {
					const [whole, cut] = ['1', '2'].map((digit) => ({ kind: 'phone' as const, address: `+1555888${run++}${digit}` })) as [ContactAddress, ContactAddress];
					const changesFor = (contact: ContactAddress) => list.map(({ on, ...fields }, index) => consent({ contact, timestamp: isoDay(on), source: `form ${index}`, ...fields }));
					await record(...changesFor(whole));
					const parts = changesFor(cut);
					for (let start = 0; start < parts.length; start += size) await record(...parts.slice(start, start + size));
					expect(await placeOf(cut)).toEqual(await placeOf(whole));
				}),
				{ numRuns: 200 },
			);
		}, 60_000);

		test('is looked up on its own, and only where it is asked for', async () => {
			await record(consent({ timeZone: 'Europe/Paris', jurisdiction: 'FR' }));
			await store.record(BRAND, [optOut()], ORIGIN, day(10));
			const read = async (parts: Parameters<ComplianceStore['readFacts']>[3]) => (await store.readFacts(BRAND, [ANNA], day(20), parts))[0];
			expect(await read(['place'])).toMatchObject({ timeZone: 'Europe/Paris', jurisdiction: 'FR', consents: [], suppressions: [] });
			const others = await read(FACT_PARTS.filter((part) => part !== 'place'));
			expect(others).toMatchObject({ consents: [{}], suppressions: [{}] });
			expect([others?.timeZone, others?.jurisdiction]).toEqual([undefined, undefined]);
		});
	});
}
