import fc from 'fast-check';
import { verifyLedger } from '../../lib/ledger/verify';
import type { AnswerChange, ComplianceStore } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, answer, BEN, BRAND, consent, day, isoDay, ORIGIN } from '../support/store-changes';

const MINUTE = 60_000;

/** So many milliseconds after noon of the first day. */
const after = (millis: number): Date => new Date(day(1).getTime() + millis);

export function describeAnswers(backend: StoreBackend): void {
	describe('permissions for automatic answers', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const ask = async (at: Date, ...fields: Array<Partial<AnswerChange>>) =>
			(await store.record(BRAND, fields.map((one) => answer(one)), ORIGIN, at)).map(({ outcome }) => outcome);
		const answers = async (at: Date, contact = ANNA) => (await store.readFacts(BRAND, [contact], at, ['answers']))[0]?.answers;

		test('one is read back as it was granted', async () => {
			expect(await ask(day(1), { channel: 'whatsapp', to: 'help', until: '2026-03-01T13:05:00+01:00' })).toEqual(['applied']);
			expect(await answers(day(1))).toEqual([{ id: 'a1', channel: 'whatsapp', to: 'help', at: isoDay(1), until: '2026-03-01T12:05:00.000Z' }]);
		});

		test('nobody has one before it was granted, and no other contact gets it', async () => {
			await ask(day(1), {});
			const [ben] = await store.readFacts(BRAND, [BEN], day(1));
			expect(ben).not.toHaveProperty('answers');
			expect((await store.readFacts('other', [ANNA], day(1)))[0]).not.toHaveProperty('answers');
		});

		test('as many as the limit says are granted within a minute, on whatever channel', async () => {
			expect(await ask(day(1), { channel: 'sms' })).toEqual(['applied']);
			expect(await ask(after(MINUTE - 2), { channel: 'whatsapp' })).toEqual(['applied']);
			expect(await ask(after(MINUTE - 1), { channel: 'call' })).toEqual(['already']);
			expect(await answers(after(MINUTE))).toHaveLength(2);
		});

		test('a minute later there is room again', async () => {
			await ask(day(1), {}, {});
			expect(await ask(after(MINUTE - 1), {})).toEqual(['already']);
			expect(await ask(after(MINUTE), {})).toEqual(['applied']);
		});

		test('one batch counts as well, and each contact for itself', async () => {
			expect(await ask(day(1), {}, {}, { contact: BEN }, {})).toEqual(['applied', 'applied', 'applied', 'already']);
			expect(await answers(day(1))).toHaveLength(2);
		});

		test('a clock that was set back does not permit more', async () => {
			await ask(day(2), {}, {});
			expect(await ask(day(1), {})).toEqual(['already']);
		});

		test.each([
			['an end that can not be read', { until: 'soon' }],
			['no end', { until: undefined as never }],
			['a limit that can not be read', { mostAMinute: Number.NaN }],
			['no limit', { mostAMinute: undefined as never }],
			['a limit of none', { mostAMinute: 0 }],
		])('with %s nothing is permitted', async (_what, fields) => {
			expect(await ask(day(1), fields)).toEqual(['already']);
			expect(await answers(day(1))).toBeUndefined();
		});

		test('one that was granted more than an hour ago is told no more', async () => {
			await ask(day(1), {});
			expect(await answers(after(60 * MINUTE))).toHaveLength(1);
			expect(await answers(after(60 * MINUTE + 1))).toBeUndefined();
		});

		test('a new one takes the place of those of more than an hour ago', async () => {
			await ask(day(1), {});
			await ask(after(30 * MINUTE), {});
			await ask(after(61 * MINUTE), {});
			expect((await answers(day(1)))?.map(({ id }) => id)).toEqual(['a2', 'a3']);
		});

		test('a repeated reply gets no second one', async () => {
			await ask(day(1), { key: 'answer:m1' });
			expect(await ask(day(1), { key: 'answer:m1' })).toEqual(['duplicate']);
			expect(await answers(day(1))).toHaveLength(1);
		});

		test('granted or refused, it is on record, without an address', async () => {
			await ask(day(1), { mostAMinute: 1, until: isoDay(2) }, { mostAMinute: 1, channel: 'call', until: isoDay(2) });
			const entries = await store.history(BRAND, ANNA);
			expect(entries.map(({ kind, channel, payload }) => ({ kind, channel, payload }))).toEqual([
				{ kind: 'answer', channel: 'sms', payload: { to: 'opt_out', until: isoDay(2), outcome: 'applied' } },
				{ kind: 'answer', channel: 'call', payload: { to: 'opt_out', until: isoDay(2), outcome: 'already' } },
			]);
			expect(JSON.stringify(entries)).not.toContain('5551230001');
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 2 });
		});

		test('only the part that is asked for is told', async () => {
			await store.record(BRAND, [consent({ timeZone: 'Europe/Paris' }), answer()], ORIGIN, day(1));
			const [subject] = (await store.readFacts(BRAND, [ANNA], day(1), [])).map((facts) => facts.subject);
			expect(await store.readFacts(BRAND, [ANNA], day(1), ['answers'])).toEqual([{ subject, consents: [], suppressions: [], answers: [expect.objectContaining({ id: 'a2' })] }]);
			expect((await store.readFacts(BRAND, [ANNA], day(1), ['consents', 'suppressions', 'place', 'ended']))[0]).not.toHaveProperty('answers');
			expect((await store.readFacts(BRAND, [ANNA], day(1)))[0]?.answers).toHaveLength(1);
		});

		test('whatever the clock does within an hour, no minute holds more than are permitted', async () => {
			const asked = fc.record({ offset: fc.integer({ min: 0, max: 4 * MINUTE }), together: fc.integer({ min: 1, max: 3 }) });
			let number = 0;
			await fc.assert(
				fc.asyncProperty(fc.array(asked, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), async (asks, mostAMinute) => {
					const contact = { kind: 'phone' as const, address: `+1555${number++}` };
					const granted: number[] = [];
					for (const { offset, together } of asks) {
						const batch = Array.from({ length: together }, () => ({ contact, mostAMinute }));
						const outcomes = await ask(after(offset), ...batch);
						granted.push(...outcomes.filter((outcome) => outcome === 'applied').map(() => offset));
					}
					const busiest = Math.max(0, ...granted.map((from) => granted.filter((at) => at >= from && at < from + MINUTE).length));
					expect(busiest).toBeLessThanOrEqual(mostAMinute);
					expect(asks.length === 0 || granted.length > 0).toBe(true);
				}),
				{ numRuns: 40 },
			);
		});
	});
}
