import { verifyLedger } from '../../lib/ledger/verify';
import type { Change, ComplianceStore, RetentionLimits } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, cap, consent, day, erase, hold, isoDay, lift, optOut, ORIGIN, report, reserve } from '../support/store-changes';

const WITHDRAWN = { state: 'withdrawn', timestamp: isoDay(2) } as const;
/** When the periods are applied. */
const NOW = 60;
/** Sends are kept since then, whatever a policy says. */
const LONGEST = NOW - 400;

export function describeRetention(backend: StoreBackend): void {
	describe('applying retention periods', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const record = async (number: number, ...changes: Change[]) => await store.record(BRAND, changes, ORIGIN, day(number));
		const apply = async (limits: RetentionLimits, at = day(NOW), brand = BRAND) =>
			Object.fromEntries(Object.entries(await store.applyRetention(brand, limits, ORIGIN, at)).filter(([, count]) => count > 0));
		const proofs = async (contact = ANNA) => (await store.history(BRAND, contact)).flatMap(({ evidence }) => (evidence === undefined ? [] : Object.values(evidence)[0]));
		const factsOf = async (contact = ANNA, at = day(NOW)) => (await store.readFacts(BRAND, [contact], at))[0];
		const events = async () => {
			const all = [];
			for await (const event of store.events(BRAND)) all.push(event);
			return all;
		};
		const earlier = (number: number): string => new Date(day(number).getTime() - 1).toISOString();

		describe('to replies and other evidence', () => {
			test('removes it from the very millisecond on, and leaves the stop and the event', async () => {
				await record(1, optOut({ evidence: { text: 'STOP' } }), report({ contact: ANNA, evidence: { raw: 'x' } }), lift('s9', { evidence: { note: 'n' } }));
				const before = await factsOf();
				expect(await apply({ replyTexts: earlier(1) })).toEqual({});
				expect(await proofs()).toEqual(['STOP', 'x', 'n']);
				expect(await apply({ replyTexts: isoDay(1) })).toEqual({ replyTexts: 3 });
				expect(await proofs()).toEqual([]);
				expect(await factsOf()).toEqual(before);
				expect((await store.history(BRAND, ANNA)).map(({ kind }) => kind)).toEqual(['suppress', 'report', 'lift']);
			});

			test('never touches a reply that waits for a person, and does when it waits no more', async () => {
				await record(1, hold({ evidence: { text: 'maybe' } }), hold({ until: isoDay(NOW), evidence: { text: 'ended' } }), hold({ contact: BEN, until: isoDay(NOW + 1), evidence: { text: 'later' } }));
				expect(await apply({ replyTexts: isoDay(NOW) })).toEqual({ replyTexts: 1 });
				expect((await store.waitingReplies(BRAND, day(NOW), 0, 10)).map(({ evidence }) => evidence)).toEqual([{ text: 'maybe' }, { text: 'later' }]);
				await record(NOW, lift('s1'));
				expect(await apply({ replyTexts: isoDay(NOW) })).toEqual({ replyTexts: 1 });
				expect(await proofs(BEN)).toEqual(['later']);
			});

			test('leaves the consents alone, and the proof of an opt-in by which a stop was lifted', async () => {
				await record(1, consent({ evidence: { page: '/join' } }), consent({ source: 'again', evidence: { page: '/again' } }), optOut({ evidence: { text: 'STOP' } }), lift('s3', { by: 'documented_opt_in', evidence: { note: 'signed form' } }));
				expect(await apply({ replyTexts: isoDay(NOW) })).toEqual({ replyTexts: 1 });
				expect(await proofs()).toEqual(['/join', '/again', 'signed form']);
			});
		});

		describe('to the proof of consents', () => {
			test('removes that of earlier ones, counted from the last consent, and never that of the current one', async () => {
				await record(1, consent({ wordingVersion: 'v1', evidence: { page: '/one' } }), consent({ channel: 'call', wordingVersion: 'v1', evidence: { page: '/call' } }));
				await record(5, consent({ wordingVersion: 'v2', evidence: { page: '/two' } }));
				expect(await apply({ consentEvidence: earlier(5) })).toEqual({});
				expect(await apply({ consentEvidence: isoDay(5) })).toEqual({ consentEvidence: 1 });
				expect(await proofs()).toEqual(['/call', '/two']);
				expect(await apply({ consentEvidence: isoDay(NOW) })).toEqual({});
			});

			test('leaves the form that a YES or a START stands on', async () => {
				await record(1, consent({ state: 'pending', wordingVersion: 'v1', evidence: { page: '/form' } }));
				await record(2, consent({ wordingVersion: 'v1', confirmedAt: isoDay(2), evidence: { text: 'YES' } }));
				await record(3, consent({ state: 'withdrawn', wordingVersion: 'v1', evidence: { text: 'STOP' } }));
				await record(4, consent({ wordingVersion: 'v1', timestamp: isoDay(4), evidence: { text: 'START' } }));
				expect(await apply({ consentEvidence: isoDay(NOW) })).toEqual({});
				expect(await proofs()).toEqual(['/form', 'YES', 'STOP', 'START']);
				await record(5, consent({ ...WITHDRAWN, timestamp: isoDay(5), wordingVersion: 'v1', evidence: { text: 'END' } }));
				expect(await apply({ consentEvidence: isoDay(NOW) })).toEqual({ consentEvidence: 4 });
				expect(await proofs()).toEqual(['END']);
			});

			test('removes what came too late to count, and leaves that of others', async () => {
				await record(2, consent({ timestamp: isoDay(2), evidence: { page: '/new' } }), consent({ timestamp: isoDay(1), evidence: { page: '/old' } }), consent({ contact: BEN, evidence: { page: '/ben' } }));
				expect(await apply({ consentEvidence: isoDay(NOW) })).toEqual({ consentEvidence: 1 });
				expect([await proofs(), await proofs(BEN)]).toEqual([['/new'], ['/ben']]);
			});
		});

		describe('to contacts', () => {
			const stopped = [consent({ timestamp: isoDay(1), timeZone: 'Europe/Paris' }), optOut({ evidence: { text: 'STOP' } }), consent(WITHDRAWN)];

			test('erases whoever has no consent from the very millisecond on, and leaves the stop', async () => {
				await record(2, ...stopped);
				const before = await factsOf();
				expect(await apply({ contacts: earlier(2) })).toEqual({});
				expect(await apply({ contacts: isoDay(2) })).toEqual({ contacts: 1 });
				expect(await factsOf()).toEqual({ subject: before?.subject, consents: [{ channel: 'sms', messageClass: 'marketing', ...WITHDRAWN, ref: expect.any(String) }], suppressions: before?.suppressions });
				expect(await apply({ contacts: isoDay(NOW) })).toEqual({});
				await record(NOW, consent({ source: 'import', timestamp: isoDay(1) }));
				expect(await factsOf()).toMatchObject({ consents: [WITHDRAWN], suppressions: [{ reason: 'opt_out_keyword' }] });
			});

			test.each<[string, Change[]]>([
				['a consent that is granted', [...stopped, consent({ channel: 'call' })]],
				['a consent of which nobody recorded the preference', [{ ...consent(), state: undefined } as never]],
				['a consent that has not ended yet', [consent({ expiresAt: isoDay(NOW + 1) })]],
				['a reply that waits', [hold({ until: isoDay(NOW + 1) })]],
			])('leaves whoever has %s', async (_what, changes) => {
				await record(2, ...changes);
				const before = await factsOf();
				expect(await apply({ contacts: isoDay(NOW) })).toEqual({});
				expect(await factsOf()).toEqual(before);
			});

			test.each<[string, Change[]]>([
				['nothing but a stop', [optOut()]],
				['nothing but an address', [lift('s9')]],
				['a consent that has ended', [consent({ expiresAt: isoDay(NOW) })]],
				['a question that was never answered', [consent({ state: 'pending' })]],
				['a withdrawal', [consent(WITHDRAWN)]],
			])('erases whoever has %s', async (_what, changes) => {
				await record(2, ...changes);
				expect(await apply({ contacts: isoDay(2) })).toEqual({ contacts: 1 });
			});

			test.each<[string, Change]>([
				['said again', optOut()],
				['lifted', lift('s9')],
				['told by an older consent', consent({ timestamp: isoDay(1) })],
			])('counts from what was last %s', async (_what, change) => {
				await record(2, ...stopped);
				await record(30, change);
				expect(await apply({ contacts: earlier(30) })).toEqual({});
				expect(await apply({ contacts: isoDay(30) })).toEqual({ contacts: 1 });
			});

			test('stops at the brand', async () => {
				await record(2, ...stopped);
				await store.record('other', [consent(WITHDRAWN), optOut({ channel: 'all' })], ORIGIN, day(2));
				expect(await apply({ contacts: isoDay(NOW) }, day(NOW), 'other')).toEqual({ contacts: 1 });
				expect(await factsOf()).toMatchObject({ timeZone: 'Europe/Paris' });
			});
		});

		describe('to sends that caps count, codes and readers', () => {
			test('removes sends from the very millisecond on, of one brand, and never those that a cap may count', async () => {
				await record(LONGEST - 1, reserve({ key: 'one' }), reserve({ key: 'two', contact: BEN }));
				await record(LONGEST, reserve({ key: 'three' }));
				await store.record('other', [reserve({ key: 'one' })], ORIGIN, day(LONGEST));
				await record(1, report());
				const capped = async (brand = BRAND) => (await store.reserve(brand, [{ ...reserve({ key: 'probe', caps: [cap({ since: isoDay(LONGEST), limit: 1 })] }) }], ORIGIN, day(NOW)))[0]?.outcome;
				expect(await apply({ reservations: earlier(LONGEST - 1) })).toEqual({});
				expect(await apply({ reservations: isoDay(LONGEST - 1) })).toEqual({ reservations: 2 });
				expect([await capped(), await capped('other')]).toEqual(['capped', 'capped']);
				expect((await store.reserve(BRAND, [reserve({ key: 'one' })], ORIGIN, day(NOW)))[0]?.outcome).toBe('duplicate');
				await expect(apply({ reservations: new Date(day(LONGEST).getTime() + 1).toISOString() })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
				expect(await apply({ reservations: isoDay(LONGEST) })).toEqual({ reservations: 1 });
			});

			test('removes codes that did not come again, and counts them anew', async () => {
				await record(1, report({ code: '1' }), report({ code: '2' }));
				await record(2, report({ code: '2' }));
				expect(await apply({ unknownCodes: earlier(1) })).toEqual({});
				expect(await apply({ unknownCodes: isoDay(1) })).toEqual({ unknownCodes: 1 });
				expect((await store.unknownCodes(BRAND)).map(({ code, count }) => [code, count])).toEqual([['2', 2]]);
			});

			test('removes readers whose lease ended that long ago, and no reader at work', async () => {
				await record(1, optOut());
				const reader = (name: string) => ({ name, owner: 'one', leaseMs: 1000 });
				await store.claimFeed(BRAND, reader('gone'), 'now', day(1));
				await store.claimFeed(BRAND, reader('working'), 'now', day(3));
				expect(await apply({ feedReaders: isoDay(1) })).toEqual({});
				expect(await apply({ feedReaders: new Date(day(1).getTime() + 999).toISOString() })).toEqual({});
				expect(await apply({ feedReaders: new Date(day(1).getTime() + 1000).toISOString() })).toEqual({ feedReaders: 1 });
				expect(await store.moveFeed(BRAND, reader('working'), { after: 1, attempts: 0 }, day(3))).toBe(true);
				expect(await store.moveFeed(BRAND, reader('gone'), { after: 1, attempts: 0 }, day(3))).toBe(false);
			});
		});

		describe('as a whole', () => {
			const everything: RetentionLimits = { replyTexts: isoDay(10), consentEvidence: isoDay(10), contacts: isoDay(10), reservations: isoDay(LONGEST), unknownCodes: isoDay(10), feedReaders: isoDay(10) };

			test('removes nothing where no limit is given, and nothing of a brand that is not there', async () => {
				await record(1, optOut({ evidence: { text: 'STOP' } }), reserve(), report());
				const before = await events();
				expect(await apply({})).toEqual({});
				expect(await apply(everything, day(NOW), 'nobody')).toEqual({});
				expect(await store.head('nobody')).toBeUndefined();
				expect(await events()).toEqual(before);
			});

			test('says in the ledger how much went and up to when, of nobody in particular, and once', async () => {
				await record(LONGEST, reserve());
				await record(1, optOut({ evidence: { text: 'STOP' } }), consent({ contact: BEN }), report());
				expect(await apply(everything)).toEqual({ contacts: 1, reservations: 1, unknownCodes: 1 });
				const added = (await events()).slice(4);
				expect(added.map(({ kind, subject, payload }) => [kind, subject === undefined, payload])).toEqual([
					['erase', false, { outcome: 'applied' }],
					['retain', true, { removed: { contacts: 1 }, upTo: { contacts: isoDay(10) } }],
					['retain', true, { removed: { reservations: 1 }, upTo: { reservations: isoDay(LONGEST) } }],
					['retain', true, { removed: { unknownCodes: 1 }, upTo: { unknownCodes: isoDay(10) } }],
				]);
				expect(added.map(({ at, origin }) => [at, origin])).toEqual(added.map(() => [isoDay(NOW), ORIGIN]));
				expect(await apply(everything)).toEqual({});
				expect(await events()).toHaveLength(8);
				expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 8 });
				expect((await store.readFeed(BRAND, 0, 100)).events.map(({ kind }) => kind)).toEqual(['suppress', 'consent', 'erase']);
			});

			test('works through more than one transaction takes, and counts what two do at once only once', async () => {
				const contacts = Array.from({ length: 5300 }, (_, index) => ({ kind: 'phone' as const, address: `+1555${1_000_000 + index}` }));
				await record(LONGEST, ...contacts.map((contact, index) => reserve({ contact, key: `k${index}` })));
				await record(1, ...contacts.map((contact) => optOut({ contact, evidence: { text: 'STOP' } })));
				await record(2, ...contacts.slice(0, 450).map((contact) => consent({ contact, ...WITHDRAWN })), ...contacts.slice(450).map((contact) => consent({ contact, evidence: { page: '/x' } })));
				const other = await place.open();
				const results = await Promise.all([store, other].map(async (one) => await one.applyRetention(BRAND, everything, ORIGIN, day(NOW))));
				const total = (part: keyof RetentionLimits) => results.reduce((count, removed) => count + removed[part], 0);
				expect([total('contacts'), total('replyTexts'), total('reservations'), total('consentEvidence')]).toEqual([450, 4850, 5300, 0]);
				expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true });
				const said = (await events()).filter(({ kind }) => kind === 'retain').map(({ payload }) => payload['removed'] as Record<string, number>);
				expect(said.reduce((count, { contacts: erased = 0 }) => count + erased, 0)).toBe(450);
				expect(said.length).toBeGreaterThan(5);
				const facts = await store.readFacts(BRAND, contacts, day(NOW));
				expect(facts.every(({ suppressions }) => suppressions.length === 1)).toBe(true);
				expect(facts.filter(({ consents }) => consents[0]?.source === undefined)).toHaveLength(450);
			}, 60_000);

			test('refuses where the clock is a day behind the ledger, or a year ahead of it', async () => {
				await record(NOW, optOut({ evidence: { text: 'STOP' } }));
				const shifted = (millis: number) => new Date(day(NOW).getTime() + millis);
				const DAY = 86_400_000;
				await expect(apply({ replyTexts: isoDay(1) }, shifted(-DAY - 1))).rejects.toMatchObject({ code: 'INSTANT_INVALID' });
				await expect(apply({ replyTexts: isoDay(1) }, shifted(366 * DAY + 1))).rejects.toMatchObject({ code: 'INSTANT_INVALID' });
				expect(await apply({ replyTexts: isoDay(1) }, shifted(-DAY))).toEqual({});
				expect(await proofs()).toEqual(['STOP']);
				expect(await apply({ replyTexts: isoDay(NOW) }, shifted(366 * DAY))).toEqual({ replyTexts: 1 });
			});

			test.each<[string, object]>([
				['no instant', { replyTexts: 'long ago' }],
				['later than now', { contacts: new Date(day(NOW).getTime() + 1).toISOString() }],
				['of something that does not exist', { suppressions: isoDay(1) }],
			])('refuses a limit that is %s, and removes nothing', async (_what, limits) => {
				await record(1, optOut({ evidence: { text: 'STOP' } }));
				await expect(apply({ ...everything, ...limits })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
				expect(await proofs()).toEqual(['STOP']);
			});

			test('keeps the proof of an erasure as long as other evidence', async () => {
				await record(1, consent(), erase({ evidence: { note: 'asked by letter' } }));
				expect(await apply({ contacts: isoDay(10) })).toEqual({});
				expect(await apply({ replyTexts: isoDay(1) })).toEqual({ replyTexts: 1 });
			});
		});
	});
}
