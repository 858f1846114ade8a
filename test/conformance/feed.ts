import fc from 'fast-check';
import { type Change, type ComplianceStore, FEED_KINDS, type FeedEvent } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, answer, BEN, BRAND, consent, day, decision, erase, lift, optOut, ORIGIN, policy, report } from '../support/store-changes';

export function describeFeed(backend: StoreBackend): void {
	describe('the feed', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		/** Everything after an event, page by page, as a reader would get it. */
		const readAll = async (limit: number, brand = BRAND): Promise<FeedEvent[]> => {
			const events: FeedEvent[] = [];
			for (let after = 0; ; ) {
				const page = await store.readFeed(brand, after, limit);
				expect(page.events.length).toBeLessThanOrEqual(limit);
				if (page.upTo === after) return events;
				events.push(...page.events);
				after = page.upTo;
			}
		};

		test('tells what changes contacts, with their address and evidence, and nothing else', async () => {
			await store.record(BRAND, [decision(), optOut({ evidence: { text: 'STOP' } }), answer(), policy('v1'), report()], ORIGIN, day(1));
			await store.record(BRAND, [consent({ contact: BEN }), lift('s2'), decision()], ORIGIN, day(2));
			const page = await store.readFeed(BRAND, 0, 50);
			const [stop] = await store.history(BRAND, ANNA);
			expect(page.events.map(({ seq, kind, ref }) => [seq, kind, ref])).toEqual([
				[2, 'suppress', `${BRAND}:2`],
				[6, 'consent', `${BRAND}:6`],
				[7, 'lift', `${BRAND}:7`],
			]);
			expect(page.events[0]).toEqual({ ...stop, contact: ANNA });
			expect(page.events.map(({ contact, evidence }) => [contact, evidence])).toEqual([
				[ANNA, { text: 'STOP' }],
				[BEN, undefined],
				[ANNA, undefined],
			]);
			expect(page.upTo).toBe(8);
		});

		test('begins after the event that is named, and ends where nothing came since', async () => {
			await store.record(BRAND, [optOut(), optOut(), optOut()], ORIGIN, day(1));
			expect((await store.readFeed(BRAND, 1, 50)).events.map(({ seq }) => seq)).toEqual([2, 3]);
			expect(await store.readFeed(BRAND, 3, 50)).toEqual({ events: [], upTo: 3 });
			expect(await store.readFeed(BRAND, 99, 50)).toEqual({ events: [], upTo: 99 });
		});

		test('of a brand without events is empty', async () => {
			expect(await store.readFeed(BRAND, 0, 50)).toEqual({ events: [], upTo: 0 });
		});

		test('of one brand tells nothing of another', async () => {
			await store.record('other', [optOut()], ORIGIN, day(1));
			await store.record(BRAND, [consent({ contact: BEN })], ORIGIN, day(1));
			expect((await readAll(10)).map(({ kind }) => kind)).toEqual(['consent']);
		});

		test('leaves the rest for the next page where a page is full', async () => {
			await store.record(BRAND, [optOut(), decision(), optOut(), optOut(), decision()], ORIGIN, day(1));
			const first = await store.readFeed(BRAND, 0, 2);
			expect([first.events.map(({ seq }) => seq), first.upTo]).toEqual([[1, 3], 3]);
			expect((await store.readFeed(BRAND, first.upTo, 2)).upTo).toBe(5);
		});

		test.each([0, -1, Number.NaN])('tells one event at least where %d are asked for', async (limit) => {
			await store.record(BRAND, [optOut(), optOut()], ORIGIN, day(1));
			expect((await store.readFeed(BRAND, 0, limit)).events.map(({ seq }) => seq)).toEqual([1]);
		});

		test('tells no address and no evidence of who was erased, and that it was', async () => {
			await store.record(BRAND, [optOut({ evidence: { text: 'STOP' } }), erase()], ORIGIN, day(1));
			const { events } = await store.readFeed(BRAND, 0, 50);
			expect(events.map(({ kind }) => kind)).toEqual(['suppress', 'erase']);
			for (const event of events) {
				expect(event).not.toHaveProperty('contact');
				expect(event).not.toHaveProperty('evidence');
			}
		});

		test('passes over what is of no interest in steps, each of them bounded', async () => {
			await store.record(BRAND, [optOut(), ...Array.from({ length: 15_000 }, () => report()), optOut()], ORIGIN, day(1));
			const first = await store.readFeed(BRAND, 0, 50);
			expect(first.events.map(({ seq }) => seq)).toEqual([1]);
			expect(first.upTo).toBeLessThan(15_002);
			expect((await readAll(50)).map(({ seq }) => seq)).toEqual([1, 15_002]);
		});

		test('read in pages of any size tells each event once and in order', async () => {
			const changes = fc.constantFrom<Change>(optOut(), consent({ contact: BEN }), decision(), report(), answer(), erase(), lift('s1'), policy('v1'));
			let number = 0;
			await fc.assert(
				fc.asyncProperty(fc.array(changes, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), async (batch, limit) => {
					const brand = `brand ${number++}`;
					await store.record(brand, batch, ORIGIN, day(1));
					const expected: number[] = [];
					for await (const { seq, kind } of store.events(brand)) {
						if ((FEED_KINDS as readonly string[]).includes(kind)) expected.push(seq);
					}
					expect((await readAll(limit, brand)).map(({ seq }) => seq)).toEqual(expected);
				}),
				{ numRuns: 40 },
			);
		});
	});
}
