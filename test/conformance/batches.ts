import type { Change } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, answer, BEN, BRAND, consent, day, optOut, ORIGIN } from '../support/store-changes';

export function describeBatches(backend: StoreBackend): void {
	describe('a batch', () => {
		let place: StorePlace;
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		const impossible = [
			['of an unknown kind', { ...optOut(), kind: 'rename' } as unknown as Change],
			['without a contact', { ...optOut(), contact: undefined } as unknown as Change],
			['with nonsense for classes', { ...optOut(), classes: 5 } as unknown as Change],
			['that erases without a contact', { kind: 'erase' } as unknown as Change],
			['that answers without a contact', { ...answer(), contact: undefined } as unknown as Change],
			['of an unknown reason', { ...optOut(), reason: 'bored', classes: [] } as unknown as Change],
		] as const;

		test.each(impossible)('with one change %s records nothing at all', async (_what, change) => {
			const store = await place.open();
			await store.record(BRAND, [consent({ contact: BEN, key: 'before' })], ORIGIN, day(1));
			const batch = [optOut(), optOut({ contact: BEN, key: 'k' }), change, consent()];
			await expect(store.record(BRAND, batch, ORIGIN, day(2))).rejects.toMatchObject({ name: 'ComplianceError' });
			const facts = await store.readFacts(BRAND, [ANNA, BEN], day(3));
			expect(facts.map(({ suppressions }) => suppressions)).toEqual([[], []]);
			expect(await store.head(BRAND)).toMatchObject({ seq: 1 });
			expect(await store.record(BRAND, [optOut({ key: 'k' })], ORIGIN, day(3))).toEqual([{ outcome: 'applied', ref: 'acme:2' }]);
		});

		test('that fails says nothing about the contact', async () => {
			const store = await place.open();
			for (const [, change] of impossible) {
				const error: unknown = await store.record(BRAND, [change], ORIGIN, day(1)).catch((caught: unknown) => caught);
				expect(error).toBeInstanceOf(Error);
				expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/5551230001|INSERT|SELECT/);
			}
		});

		test('records its changes in order, each seeing the one before', async () => {
			const store = await place.open();
			const results = await store.record(BRAND, [optOut(), optOut(), consent(), consent()], ORIGIN, day(1));
			expect(results.map(({ outcome, ref }) => `${outcome} ${ref}`)).toEqual([
				'applied acme:1',
				'already acme:2',
				'applied acme:3',
				'already acme:4',
			]);
		});

		test('recorded at the same time as others in one process loses nothing', async () => {
			const [one, other] = await Promise.all([place.open(), place.open()]);
			const contacts = Array.from({ length: 40 }, (_, index) => ({ kind: 'phone' as const, address: `+1555000${index}` }));
			const results = await Promise.all(
				contacts.flatMap((contact) => [one, other].map((store) => store.record(BRAND, [optOut({ contact })], ORIGIN, day(1)))),
			);
			const outcomes = results.flat().map(({ outcome }) => outcome);
			expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(40);
			expect(new Set(results.flat().map(({ ref }) => ref)).size).toBe(80);
			expect(await one.head(BRAND)).toEqual(await other.head(BRAND));
		});
	});
}
