import type { ComplianceStore } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, day, erase, hold, isoDay, lift, optOut, ORIGIN } from '../support/store-changes';

export function describeWaiting(backend: StoreBackend): void {
	describe('unclear replies that wait for a person', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const waiting = async (after = 0, limit = 50, at = day(3)) => await store.waitingReplies(BRAND, at, after, limit);

		test('are told with contact, suppression and text, and nothing else is', async () => {
			await store.record(BRAND, [optOut(), hold({ receivedBy: '+15550009999', evidence: { text: 'maybe later' } })], ORIGIN, day(1));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(1));
			expect(await waiting()).toEqual([
				{
					ref: `${BRAND}:2`,
					seq: 2,
					subject: facts?.subject,
					contact: ANNA,
					suppression: facts?.suppressions.find(({ reason }) => reason === 'review_hold'),
					evidence: { text: 'maybe later', receivedBy: '+15550009999' },
				},
			]);
			expect(await store.waitingReplies('other', day(3), 0, 50)).toEqual([]);
		});

		test('come oldest first, a page at a time', async () => {
			const contacts = Array.from({ length: 7 }, (_, index) => ({ kind: 'phone' as const, address: `+1555000${index}` }));
			await store.record(BRAND, contacts.flatMap((contact) => [hold({ contact }), optOut({ contact })]), ORIGIN, day(1));
			const pages = [await waiting(0, 3), await waiting(5, 3), await waiting(11, 3), await waiting(13, 3)];
			expect(pages.map((page) => page.map(({ seq }) => seq))).toEqual([[1, 3, 5], [7, 9, 11], [13], []]);
			expect(pages.flat().map(({ contact }) => contact)).toEqual(contacts);
		});

		test.each([0, -1, Number.NaN, 0.5])('are told one at least where %d are asked for', async (limit) => {
			await store.record(BRAND, [hold(), hold({ contact: BEN })], ORIGIN, day(1));
			expect(await waiting(0, limit)).toHaveLength(1);
		});

		test('wait no more once they are lifted or have ended', async () => {
			await store.record(BRAND, [hold({ until: isoDay(3) }), hold({ contact: BEN })], ORIGIN, day(1));
			expect((await waiting(0, 50, new Date(day(3).getTime() - 1))).map(({ seq }) => seq)).toEqual([1, 2]);
			expect((await waiting()).map(({ seq }) => seq)).toEqual([2]);
			await store.record(BRAND, [lift('s2', { contact: BEN, by: 'staff' })], ORIGIN, day(2));
			expect(await waiting()).toEqual([]);
		});

		test('of one contact and channel wait side by side, each with its text', async () => {
			const outcomes = async (on: number, ...texts: string[]) => (await store.record(BRAND, texts.map((text) => hold({ evidence: { text } })), ORIGIN, day(on))).map(({ outcome }) => outcome);
			expect([await outcomes(1, 'hm', 'hm'), await outcomes(2, 'well no')]).toEqual([['applied', 'applied'], ['applied']]);
			expect((await waiting()).map(({ seq, suppression, evidence }) => [seq, suppression.id, suppression.since, evidence?.text])).toEqual([
				[1, 's1', isoDay(1), 'hm'],
				[2, 's2', isoDay(1), 'hm'],
				[3, 's3', isoDay(2), 'well no'],
			]);
		});

		test('of one contact and channel go on waiting when another of them is decided', async () => {
			await store.record(BRAND, [hold(), hold(), hold()], ORIGIN, day(1));
			await store.record(BRAND, [lift('s2', { by: 'staff' })], ORIGIN, day(2));
			expect((await waiting()).map(({ seq }) => seq)).toEqual([1, 3]);
			const [facts] = await store.readFacts(BRAND, [ANNA], day(3));
			expect(facts?.suppressions.map(({ id }) => id).sort()).toEqual(['s1', 's3']);
		});

		test('are one where the reply is delivered twice', async () => {
			for (const on of [1, 2]) await store.record(BRAND, [hold({ key: 'reply-1' }), hold({ key: 'reply-2' })], ORIGIN, day(on));
			expect((await waiting()).map(({ seq }) => seq)).toEqual([1, 2]);
		});

		test('of a contact who was erased are told without address and text', async () => {
			await store.record(BRAND, [hold(), erase()], ORIGIN, day(1));
			const [reply] = await waiting();
			expect(reply).toMatchObject({ seq: 1, suppression: { reason: 'review_hold' } });
			expect(reply).not.toHaveProperty('contact');
			expect(reply).not.toHaveProperty('evidence');
		});
	});
}
