import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, consent, day, decision, isoDay, lift, optOut, ORIGIN } from '../support/store-changes';

export function describeHistory(backend: StoreBackend): void {
	describe('the history of a contact', () => {
		let place: StorePlace;
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		test('tells everything about that contact, oldest first, with evidence', async () => {
			const store = await place.open();
			const evidence = { page: '/form', ip: '192.0.2.1', nested: [{ b: 1, a: null }] };
			await store.record(BRAND, [consent({ evidence, basis: 'inquiry', confirmedAt: isoDay(1), jurisdiction: 'CA-QC' }), optOut({ contact: BEN }), decision()], ORIGIN, day(3));
			await store.record(BRAND, [optOut({ key: 'm1' })], ORIGIN, day(1));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(3));
			await store.record(BRAND, [lift(facts?.suppressions[0]?.id ?? '')], { actor: 'u1' }, day(2));
			const entries = await store.history(BRAND, ANNA);
			expect(entries.map(({ seq, kind, at, channel }) => [seq, kind, at, channel])).toEqual([
				[1, 'consent', isoDay(3), 'sms'],
				[4, 'suppress', isoDay(1), 'sms'],
				[5, 'lift', isoDay(2), 'sms'],
			]);
			expect(entries.map((entry) => entry.evidence)).toEqual([evidence, undefined, undefined]);
			expect(entries.map(({ origin }) => origin)).toEqual([ORIGIN, ORIGIN, { actor: 'u1' }]);
			expect(entries[0]?.payload).toMatchObject({ state: 'granted', source: 'web_form', messageClass: 'marketing', basis: 'inquiry', confirmedAt: isoDay(1), jurisdiction: 'CA-QC', outcome: 'applied' });
			expect(entries[1]?.payload).toMatchObject({ reason: 'opt_out_keyword', direction: 'outgoing', outcome: 'applied' });
			expect(entries[2]?.payload).toMatchObject({ id: facts?.suppressions[0]?.id, by: 'person_keyword', outcome: 'applied' });
		});

		test('has the decisions where they are asked for', async () => {
			const store = await place.open();
			await store.record(BRAND, [decision({ verdict: 'hold', sendAt: isoDay(4), codes: ['STORE_UNAVAILABLE'] }), optOut()], ORIGIN, day(1));
			const entries = await store.history(BRAND, ANNA, { decisions: true });
			expect(entries.map(({ kind, channel, ref }) => [kind, channel, ref])).toEqual([
				['decision', 'sms', `${BRAND}:1/0`],
				['suppress', 'sms', `${BRAND}:2`],
			]);
			expect(entries[0]?.payload).toEqual({
				verdict: 'hold',
				status: 'compliant',
				codes: ['STORE_UNAVAILABLE'],
				policyVersion: 'built-in-1',
				messageClass: 'marketing',
				at: isoDay(1),
				sendAt: isoDay(4),
			});
		});

		test('has changes that changed nothing, but no duplicates', async () => {
			const store = await place.open();
			await store.record(BRAND, [optOut({ key: 'a' }), optOut({ key: 'b' })], ORIGIN, day(1));
			await store.record(BRAND, [optOut({ key: 'a' })], ORIGIN, day(2));
			const entries = await store.history(BRAND, ANNA);
			expect(entries.map(({ payload }) => payload['outcome'])).toEqual(['applied', 'already']);
		});

		test('names the row of each decision that its batch holds', async () => {
			const store = await place.open();
			const batch = [decision({ contact: BEN }), decision(), decision({ contact: undefined }), consent(), decision({ verdict: 'hold' })];
			const results = await store.record(BRAND, batch, ORIGIN, day(1));
			expect(results.map(({ ref }) => ref)).toEqual(['1/0', '1/1', '1/2', '2', '3/0'].map((place) => `${BRAND}:${place}`));
			const entries = await store.history(BRAND, ANNA, { decisions: true });
			expect(entries.map(({ ref, payload }) => [ref, payload['verdict']])).toEqual([
				[`${BRAND}:1/1`, 'send'],
				[`${BRAND}:2`, undefined],
				[`${BRAND}:3/0`, 'hold'],
			]);
		});

		test('is found in a long chain too', async () => {
			const store = await place.open();
			const others = Array.from({ length: 20_000 }, (_, index) => decision({ contact: { kind: 'phone', address: `+1555${index}` } }));
			await store.record(BRAND, [optOut(), ...others, decision(), optOut()], ORIGIN, day(1));
			await store.record(BRAND, [...others, consent()], ORIGIN, day(2));
			expect((await store.history(BRAND, ANNA, { decisions: true })).map(({ seq }) => seq)).toEqual([1, 22, 23, 44]);
		});

		test('keeps no address, key or evidence outside the evidence', async () => {
			const store = await place.open();
			const address = '+15551230001';
			await store.record(
				BRAND,
				[
					optOut({ key: `stop ${address}`, evidence: { text: `STOP ${address}` } }),
					lift(address, { evidence: { note: address } }),
					decision(),
				],
				ORIGIN,
				day(1),
			);
			const entries = await store.history(BRAND, ANNA, { decisions: true });
			expect(entries).toHaveLength(3);
			expect(JSON.stringify(entries.map(({ evidence: _evidence, ...event }) => event))).not.toContain('5551230001');
		});

		test('evidence that is no JSON does not stop an opt-out', async () => {
			const store = await place.open();
			const loop: Record<string, unknown> = {};
			loop['self'] = loop;
			for (const evidence of [loop, { when: new Date(0), big: 1n, gone: undefined, not: Number.NaN }, 'text', 5]) {
				const change = optOut({ contact: BEN, evidence: evidence as never });
				await store.record(BRAND, [change], ORIGIN, day(1));
			}
			const entries = await store.history(BRAND, BEN);
			expect(entries.map((entry) => entry.evidence)).toEqual([
				{ unreadable: true },
				{ when: '1970-01-01T00:00:00.000Z', big: '1', not: null },
				'text',
				5,
			]);
		});
	});
}
