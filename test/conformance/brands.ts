import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BRAND, consent, day, lift, optOut, ORIGIN } from '../support/store-changes';

export function describeBrands(backend: StoreBackend): void {
	describe('brands', () => {
		let place: StorePlace;
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		test('know nothing of each other', async () => {
			const store = await place.open();
			await store.record(BRAND, [optOut({ evidence: { text: 'STOP' } }), consent({ timeZone: 'Europe/Paris' })], ORIGIN, day(1));
			const [facts] = await store.readFacts('other', [ANNA], day(2));
			expect(facts).toEqual({ subject: expect.any(String), consents: [], suppressions: [] });
			expect(await store.history('other', ANNA)).toEqual([]);
			expect(await store.head('other')).toBeUndefined();
		});

		test('file the same address under different subjects', async () => {
			const store = await place.open();
			const [one] = await store.readFacts(BRAND, [ANNA], day(1));
			const [other] = await store.readFacts('other', [ANNA], day(1));
			expect(one?.subject).not.toBe(other?.subject);
		});

		test('can not lift what another one has', async () => {
			const store = await place.open();
			await store.record(BRAND, [optOut()], ORIGIN, day(1));
			await store.record('other', [optOut()], ORIGIN, day(1));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(1));
			await store.record('other', [lift(facts?.suppressions[0]?.id ?? '')], ORIGIN, day(2));
			expect((await store.readFacts(BRAND, [ANNA], day(3)))[0]?.suppressions).toHaveLength(1);
		});

		test('differ by case and by every character, and each has a chain of its own', async () => {
			const store = await place.open();
			const names = ['acme', 'ACME', 'acme ', "a'cme", 'ácme', 'acme:1'];
			for (const name of names) await store.record(name, [optOut()], ORIGIN, day(1));
			const heads = await Promise.all(names.map((name) => store.head(name)));
			expect(heads.map((head) => head?.seq)).toEqual(names.map(() => 1));
			expect(new Set(heads.map((head) => head?.hash)).size).toBe(names.length);
		});
	});
}
