import type { Change, ComplianceStore, DecisionChange } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, answer, BEN, BRAND, consent, day, decision, erase, lift, optOut, ORIGIN, report } from '../support/store-changes';

export function describeOutdated(backend: StoreBackend): void {
	describe('a decision about facts that were read before (an opt-out that is on record is never overtaken by a decision)', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const record = async (...changes: Change[]) => await store.record(BRAND, changes, ORIGIN, day(2));
		const head = async () => (await store.head(BRAND))?.seq ?? 0;
		const decisionsOf = async (contact = ANNA) => (await store.history(BRAND, contact, { decisions: true })).filter(({ kind }) => kind === 'decision').length;
		const decided = (factsUpTo: number, contact = ANNA): DecisionChange => ({ ...decision({ contact }), factsUpTo });

		test.each<[string, () => Change]>([
			['an opt-out', () => optOut()],
			['a consent', () => consent({ state: 'withdrawn' })],
			['a lift', () => lift('s1')],
			['an erasure', () => erase()],
		])('is not recorded after %s, and says which event it knows nothing of', async (_what, change) => {
			await record(optOut());
			const before = await head();
			await record(change(), optOut({ contact: BEN }));
			expect(await record(decided(before))).toEqual([{ outcome: 'outdated', ref: `${BRAND}:2` }]);
			expect([await decisionsOf(), await head()]).toEqual([0, 3]);
			expect(await record(decided(3))).toEqual([{ outcome: 'applied', ref: `${BRAND}:4/0` }]);
		});

		test('stands after what changes nothing that a gate goes by, and after what is about others', async () => {
			await record(optOut());
			const before = await head();
			await record(optOut({ contact: BEN }), answer(), report({ contact: ANNA }), decision());
			expect((await record(decided(before))).map(({ outcome }) => outcome)).toEqual(['applied']);
		});

		test('is not recorded behind a change of the same call, and no send is reserved on what no longer holds', async () => {
			expect((await record(optOut(), decided(0))).map(({ outcome }) => outcome)).toEqual(['applied', 'outdated']);
			const send = (factsUpTo: number) => ({ kind: 'reserve' as const, key: 'step 1', contact: ANNA, channel: 'sms' as const, messageClass: 'marketing' as const, caps: [], factsUpTo });
			expect(await record(send(0), decided(0))).toEqual([{ outcome: 'outdated', ref: `${BRAND}:1` }, { outcome: 'outdated', ref: `${BRAND}:1` }]);
			expect((await record(send(1), decided(1))).map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
			expect((await store.reserve(BRAND, [{ ...send(0), key: 'step 2' }], ORIGIN, day(3)))[0]?.outcome).toBe('outdated');
		});

		test('leaves the others of its batch on record, whose rows are counted without it', async () => {
			await record(optOut(), optOut({ contact: BEN }));
			const results = await record(decided(2), decided(1), decided(0, BEN), decided(2, BEN), decision());
			expect(results).toEqual([
				{ outcome: 'applied', ref: `${BRAND}:3/0` },
				{ outcome: 'applied', ref: `${BRAND}:3/1` },
				{ outcome: 'outdated', ref: `${BRAND}:2` },
				{ outcome: 'applied', ref: `${BRAND}:3/2` },
				{ outcome: 'applied', ref: `${BRAND}:3/3` },
			]);
			expect([await decisionsOf(), await decisionsOf(BEN)]).toEqual([3, 1]);
		});

		test('is found outdated in a batch of any length, and by nothing of another brand', async () => {
			await store.record('other', [optOut()], ORIGIN, day(1));
			await record(optOut({ contact: BEN }));
			await record(optOut());
			const outcomes = (await record(...Array.from({ length: 5000 }, () => decided(1, BEN)), decided(1))).map(({ outcome }) => outcome);
			expect([outcomes.filter((outcome) => outcome === 'applied').length, outcomes.at(-1)]).toEqual([5000, 'outdated']);
		});

		test('of somebody who opts out at the same moment is made before it or not at all', async () => {
			for (let round = 0; round < 40; round++) {
				const contact = { kind: 'phone' as const, address: `+155501${String(round).padStart(5, '0')}` };
				const before = await head();
				const [[made], [stopped]] = await Promise.all([record(decided(before, contact)), record(optOut({ contact }))]);
				const seqOf = (ref = '') => Number(/:(\d+)/.exec(ref)?.[1]);
				if (made?.outcome === 'applied') expect(seqOf(made.ref)).toBeLessThan(seqOf(stopped?.ref));
				else expect(made).toEqual({ outcome: 'outdated', ref: stopped?.ref });
			}
		});
	});
}
