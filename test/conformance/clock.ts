import { verifyLedger } from '../../lib/ledger/verify';
import type { ComplianceStore, ReserveRequest } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, answer, BEN, BRAND, consent, day, decision, erase, hold, lift, optOut, ORIGIN } from '../support/store-changes';

const HOUR = 3_600_000;
const NOW = day(10);

/** By how many milliseconds the clock was set back. */
const SETBACKS: ReadonlyArray<readonly [string, number]> = [['a second', 1000], ['an hour', HOUR], ['a year', 365 * 24 * HOUR]];

export function describeClock(backend: StoreBackend): void {
	describe.each(SETBACKS)('after the clock was set back by %s', (_what, setback) => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const before = new Date(NOW.getTime() - setback);
		const factsAt = async (at: Date) => (await store.readFacts(BRAND, [ANNA], at))[0];
		const reasonsAt = async (at: Date) => (await factsAt(at))?.suppressions.map(({ reason }) => reason);
		const request = (key: string, limit = 1): ReserveRequest => ({ key, contact: ANNA, channel: 'sms', messageClass: 'marketing', caps: [{ name: 'all', limit, since: '1970-01-01T00:00:00.000Z' }] });

		test('an opt-out holds, and so does a pause that began later', async () => {
			await store.record(BRAND, [optOut(), optOut({ reason: 'unreachable', until: new Date(NOW.getTime() + HOUR).toISOString() }), hold()], ORIGIN, NOW);
			for (const at of [before, new Date(0)]) expect(await reasonsAt(at)).toEqual(['opt_out_keyword', 'unreachable', 'review_hold']);
			expect(await store.waitingReplies(BRAND, before, 0, 10)).toHaveLength(1);
		});

		test('an opt-out that is said again stays, later than before', async () => {
			await store.record(BRAND, [optOut()], ORIGIN, NOW);
			expect(await store.record(BRAND, [optOut()], ORIGIN, before)).toMatchObject([{ outcome: 'already' }]);
			const facts = await factsAt(before);
			expect(facts?.suppressions).toMatchObject([{ since: NOW.toISOString() }]);
		});

		test('a withdrawal is the last word, though the grant seems to be later', async () => {
			await store.record(BRAND, [consent({ timestamp: undefined })], ORIGIN, NOW);
			expect(await store.record(BRAND, [consent({ state: 'withdrawn' })], ORIGIN, before)).toMatchObject([{ outcome: 'applied' }]);
			expect((await factsAt(before))?.consents).toMatchObject([{ state: 'withdrawn' }]);
		});

		test('a grant whose time lies before the withdrawal brings no consent back', async () => {
			await store.record(BRAND, [consent({ state: 'withdrawn', timestamp: NOW.toISOString() })], ORIGIN, NOW);
			const late = [consent({ timestamp: undefined }), consent({ timestamp: before.toISOString() }), consent({ timestamp: new Date(NOW.getTime() + HOUR).toISOString() })];
			expect((await store.record(BRAND, late, ORIGIN, before)).map(({ outcome }) => outcome)).toEqual(['already', 'already', 'already']);
			expect((await factsAt(NOW))?.consents).toMatchObject([{ state: 'withdrawn' }]);
		});

		test('what was said is lifted as ever, and lifts nothing that was said since', async () => {
			await store.record(BRAND, [optOut()], ORIGIN, NOW);
			const [read] = (await factsAt(NOW))?.suppressions ?? [];
			await store.record(BRAND, [optOut()], ORIGIN, before);
			expect(await store.record(BRAND, [lift(read?.id ?? '')], ORIGIN, before)).toMatchObject([{ outcome: 'already' }]);
			const [renewed] = (await factsAt(before))?.suppressions ?? [];
			expect(await store.record(BRAND, [lift(renewed?.id ?? '')], ORIGIN, before)).toMatchObject([{ outcome: 'applied' }]);
			expect(await reasonsAt(NOW)).toEqual([]);
		});

		test('no cap has more room, no send is granted twice, and no more answers are', async () => {
			expect(await store.reserve(BRAND, [request('send-1')], ORIGIN, NOW)).toMatchObject([{ outcome: 'granted' }]);
			expect((await store.reserve(BRAND, [request('send-1'), request('send-2')], ORIGIN, before)).map(({ outcome }) => outcome)).toEqual(['duplicate', 'capped']);
			await store.record(BRAND, [answer({ mostAMinute: 1, until: new Date(NOW.getTime() + HOUR).toISOString() })], ORIGIN, NOW);
			expect(await store.record(BRAND, [answer({ mostAMinute: 1 })], ORIGIN, before)).toMatchObject([{ outcome: 'already' }]);
		});

		test('who was erased stays so, and suppressed', async () => {
			await store.record(BRAND, [consent({ evidence: { ip: '192.0.2.1' } }), optOut()], ORIGIN, NOW);
			expect(await store.record(BRAND, [erase()], ORIGIN, before)).toMatchObject([{ outcome: 'applied' }]);
			expect(await factsAt(before)).toMatchObject({ consents: [], suppressions: [{ reason: 'opt_out_keyword' }] });
			expect((await store.history(BRAND, ANNA)).flatMap(({ evidence }) => evidence ?? [])).toEqual([]);
		});

		test('a key is known, the history is in the order of recording, and the chain verifies', async () => {
			await store.record(BRAND, [optOut({ key: 'message-1' }), decision({ at: NOW.toISOString() })], ORIGIN, NOW);
			await store.record(BRAND, [optOut({ key: 'message-1' }), consent(), optOut({ contact: BEN })], ORIGIN, before);
			const history = await store.history(BRAND, ANNA, { decisions: true });
			expect(history.map(({ seq, at }) => [seq, at])).toEqual([[1, NOW.toISOString()], [2, NOW.toISOString()], [3, before.toISOString()]]);
			expect((await store.readFeed(BRAND, 0, 10)).events.map(({ seq }) => seq)).toEqual([1, 3, 4]);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 4 });
		});
	});
}
