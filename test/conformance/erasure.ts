import fc from 'fast-check';
import { verifyLedger } from '../../lib/ledger/verify';
import type { Change, ComplianceStore, ContactAddress } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, answer, BEN, BRAND, consent, day, decision, erase, hold, isoDay, lift, optOut, ORIGIN, report } from '../support/store-changes';

export function describeErasure(backend: StoreBackend): void {
	describe('erasing a contact', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const record = async (changes: readonly Change[], number = 2, brand = BRAND) => (await store.record(brand, changes, ORIGIN, day(number))).map(({ outcome }) => outcome);
		const factsOf = async (contact: ContactAddress, brand = BRAND) => (await store.readFacts(brand, [contact], day(2)))[0];
		const everything = (contact: ContactAddress): Change[] => [
			consent({ contact, timeZone: 'Europe/Paris', jurisdiction: 'FR', evidence: { ip: '192.0.2.1' } }),
			optOut({ contact, evidence: { text: 'STOP' } }),
			hold({ contact }),
			answer({ contact, evidence: { text: 'STOP' } }),
			report({ contact, evidence: { raw: 'x' } }),
			decision({ contact }),
		];

		test('removes consents, place, answers and evidence, and leaves suppressions and events', async () => {
			await record(everything(ANNA));
			const before = await factsOf(ANNA);
			expect(await record([erase()])).toEqual(['applied']);
			expect(await factsOf(ANNA)).toEqual({ subject: before?.subject, consents: [], suppressions: before?.suppressions });
			const entries = await store.history(BRAND, ANNA, { decisions: true });
			expect(entries.map(({ kind }) => kind)).toEqual(['consent', 'suppress', 'suppress', 'answer', 'report', 'decision', 'erase']);
			expect(entries.flatMap(({ evidence }) => evidence ?? [])).toEqual([]);
			expect(entries.at(-1)?.payload).toEqual({ outcome: 'applied' });
		});

		test('leaves a chain that verifies, with the evidence of others', async () => {
			await record([...everything(ANNA), ...everything(BEN)]);
			await record([erase()]);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 13 });
			expect((await store.history(BRAND, BEN)).flatMap(({ evidence }) => evidence ?? [])).toHaveLength(5);
			expect(await factsOf(BEN)).toMatchObject({ consents: [{ state: 'granted' }], timeZone: 'Europe/Paris', answers: [{ to: 'opt_out' }] });
		});

		test('does not make somebody who is imported again open to messages', async () => {
			await record(everything(ANNA), 1);
			await record([erase()]);
			await record([consent({ timestamp: isoDay(2), source: 'import' })], 3);
			expect(await factsOf(ANNA)).toMatchObject({ consents: [{ source: 'import' }], suppressions: [{ reason: 'opt_out_keyword' }, { reason: 'review_hold' }] });
		});

		test.each([
			['an older list', isoDay(1), 'withdrawn'],
			['a newer consent', isoDay(3), 'granted'],
		])('keeps that a consent was withdrawn and nothing else of it, so that %s is taken as it would have been', async (_what, timestamp, state) => {
			await record([consent({ state: 'withdrawn', timestamp: isoDay(2), source: 'call centre', wordingVersion: 'v1', region: 'DE', evidence: { ip: '192.0.2.1' } })]);
			expect(await record([erase(), erase()])).toEqual(['applied', 'already']);
			const left = { channel: 'sms', messageClass: 'marketing', state: 'withdrawn', timestamp: isoDay(2) };
			expect(await factsOf(ANNA)).toMatchObject({ consents: [{ ...left, ref: expect.any(String) }] });
			expect(Object.keys((await factsOf(ANNA))?.consents[0] ?? {})).toHaveLength(5);
			await record([consent({ timestamp })], 4);
			expect(await factsOf(ANNA)).toMatchObject({ consents: [{ state, timestamp: state === 'withdrawn' ? isoDay(2) : timestamp }] });
		});

		test('takes what the same batch has recorded before, and keeps what it records after', async () => {
			expect(await record([...everything(ANNA), erase(), consent({ source: 'later', evidence: { page: '/later' } }), answer()])).toEqual([
				...everything(ANNA).map(() => 'applied'),
				'applied',
				'applied',
				'applied',
			]);
			const facts = await factsOf(ANNA);
			expect(facts).toMatchObject({ consents: [{ source: 'later' }], answers: [{ id: 'a9' }] });
			expect(facts).not.toHaveProperty('timeZone');
			expect((await store.history(BRAND, ANNA)).flatMap(({ evidence }) => evidence ?? [])).toEqual([{ page: '/later' }]);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true });
		});

		test('takes what a long batch has recorded before', async () => {
			const others = Array.from({ length: 5000 }, (_, index) => optOut({ contact: { kind: 'phone', address: `+1555${index}` }, evidence: { index } }));
			await record([...everything(ANNA), ...others, erase()]);
			expect((await store.history(BRAND, ANNA)).flatMap(({ evidence }) => evidence ?? [])).toEqual([]);
			expect(await factsOf(ANNA)).toMatchObject({ consents: [], suppressions: [{}, {}] });
			expect((await factsOf(others[4999]?.contact ?? ANNA))?.suppressions).toHaveLength(1);
		});

		test('of somebody of whom nothing is left to remove changes nothing and is on record', async () => {
			await record([optOut()]);
			expect(await record([erase(), erase()])).toEqual(['applied', 'already']);
			expect(await record([erase(), erase({ contact: BEN })])).toEqual(['already', 'already']);
			expect((await store.history(BRAND, BEN)).map(({ kind, payload }) => [kind, payload['outcome']])).toEqual([['erase', 'already']]);
		});

		test.each([
			['an address alone', [lift('s9')]],
			['evidence alone', [report({ contact: ANNA, evidence: { raw: 'x' } })]],
			['an answer alone', [answer()]],
			['a consent alone', [consent()]],
		] as const)('removes %s', async (_what, changes) => {
			await record(changes, 1);
			expect(await record([erase()])).toEqual(['applied']);
			expect(await record([erase()])).toEqual(['already']);
			const inOneBatch = changes.map((change) => ({ ...change, contact: BEN }));
			expect((await record([...inOneBatch, erase({ contact: BEN }), erase({ contact: BEN })])).slice(-2)).toEqual(['applied', 'already']);
		});

		test('keeps the proof of the erasure itself', async () => {
			await record([consent({ evidence: { ip: '192.0.2.1' } }), erase({ evidence: { recordedBy: 'u1' } })]);
			expect((await store.history(BRAND, ANNA)).map(({ evidence }) => evidence)).toEqual([undefined, { recordedBy: 'u1' }]);
		});

		test('stops at the brand', async () => {
			await record(everything(ANNA));
			await record(everything(ANNA), 2, 'other');
			const before = await factsOf(ANNA, 'other');
			await record([erase()]);
			expect(await factsOf(ANNA, 'other')).toEqual(before);
			expect((await store.history('other', ANNA)).flatMap(({ evidence }) => evidence ?? [])).toHaveLength(5);
		});

		test('does not make a message that was acted on before act again', async () => {
			await record([optOut({ key: 'm1' })], 1);
			await record([erase(), lift('s1')]);
			expect(await record([optOut({ key: 'm1' })], 3)).toEqual(['duplicate']);
		});

		test('that is repeated under one key is done once', async () => {
			await record([erase({ key: 'e1' })], 1);
			await record([consent({ source: 'again' })]);
			expect(await record([erase({ key: 'e1' })], 3)).toEqual(['duplicate']);
			expect((await factsOf(ANNA))?.consents).toHaveLength(1);
		});

		test('never changes who is suppressed, whatever was recorded before and in however many batches', async () => {
			let number = 0;
			const kinds = fc.constantFrom('consent', 'suppress', 'hold', 'answer', 'report', 'lift', 'erase');
			await fc.assert(
				fc.asyncProperty(fc.array(kinds, { maxLength: 14 }), fc.boolean(), async (steps, together) => {
					const [erased, kept] = [number++, number++].map((index) => ({ kind: 'phone' as const, address: `+1555${index}` }));
					if (erased === undefined || kept === undefined) return;
					const make = (step: (typeof steps)[number], contact: ContactAddress): Change =>
						({
							consent: consent({ contact, source: `form ${number++}`, evidence: { ip: '192.0.2.1' } }),
							suppress: optOut({ contact, evidence: { text: 'STOP' } }),
							hold: hold({ contact }),
							answer: answer({ contact, mostAMinute: 99 }),
							report: report({ contact }),
							lift: lift('s0', { contact }),
							erase: erase({ contact }),
						})[step];
					// The other contact lives through the same without any erasure.
					const batch = steps.flatMap((step) => [make(step, erased), ...(step === 'erase' ? [] : [make(step, kept)])]);
					for (const changes of together ? [[...batch, erase({ contact: erased })]] : [...batch.map((change) => [change]), [erase({ contact: erased })]]) await record(changes);
					const [one, other] = await store.readFacts(BRAND, [erased, kept], day(2));
					expect(one).toEqual({ subject: one?.subject, consents: [], suppressions: one?.suppressions });
					expect(one?.suppressions.map(({ reason }) => reason)).toEqual(other?.suppressions.map(({ reason }) => reason));
					expect((await store.history(BRAND, erased)).every(({ evidence }) => evidence === undefined)).toBe(true);
				}),
				{ numRuns: 40 },
			);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true });
		}, 30_000);
	});
}
