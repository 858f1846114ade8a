import { verifyLedger } from '../../lib/ledger/verify';
import type { Cap, ComplianceStore, ReserveChange } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, cap, consent, day, decision, erase, isoDay, optOut, ORIGIN, policy, reserve } from '../support/store-changes';

export function describeReservations(backend: StoreBackend): void {
	describe('sends that caps hold back (invariant 5: caps hold under concurrency)', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		let sends = 0;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		/** Asks for sends, each with a key of its own. @returns what became of them. */
		const ask = async (at: Date, ...asked: Array<Partial<ReserveChange>>) => {
			const requests = asked.map((fields) => reserve({ key: `send ${sends++}`, ...fields }));
			return (await store.reserve(BRAND, requests, ORIGIN, at)).map(({ outcome, cappedBy }) => (cappedBy === undefined ? outcome : `${outcome} by ${cappedBy}`));
		};

		test('are granted up to the limit, and then refused by name', async () => {
			const caps = [cap({ name: 'two', limit: 2 })];
			expect(await ask(day(1), { caps })).toEqual(['granted']);
			expect(await ask(day(2), { caps })).toEqual(['granted']);
			expect(await ask(day(3), { caps })).toEqual(['capped by two']);
		});

		test('count within one call too, and each contact for itself', async () => {
			const caps = [cap({ limit: 2 })];
			expect(await ask(day(1), { caps }, { caps }, { caps }, { caps, contact: BEN }, { caps })).toEqual(['granted', 'granted', 'capped by campaigns', 'granted', 'capped by campaigns']);
		});

		test('count from the first instant of the window, and not before it', async () => {
			const noon = day(5).getTime();
			await ask(new Date(noon - 1), {});
			const caps = [cap({ since: isoDay(5) })];
			expect(await ask(new Date(noon), { caps })).toEqual(['granted']);
			expect(await ask(day(6), { caps })).toEqual(['capped by campaigns']);
			expect(await ask(day(6), { caps: [cap({ since: new Date(noon + 1).toISOString() })] })).toEqual(['granted']);
		});

		test('can be asked for with windows of different length in one call', async () => {
			await ask(day(1), {}, { contact: BEN });
			const [long, short] = [[cap({ since: isoDay(1) })], [cap({ since: isoDay(2) })]];
			expect(await ask(day(3), { caps: short }, { contact: BEN, caps: long })).toEqual(['granted', 'capped by campaigns']);
		});

		test('count the channels of a cap, which share the address', async () => {
			await ask(day(1), { channel: 'sms' });
			expect(await ask(day(1), { caps: [cap({ channels: ['whatsapp', 'call'] })] })).toEqual(['granted']);
			expect(await ask(day(1), { channel: 'whatsapp', caps: [cap({ channels: ['whatsapp', 'sms'], limit: 2 })] })).toEqual(['capped by campaigns']);
			expect(await ask(day(1), { channel: 'whatsapp', caps: [cap({ channels: ['whatsapp'] })] })).toEqual(['granted']);
			expect(await ask(day(1), { channel: 'call', caps: [cap({ limit: 3 })] })).toEqual(['capped by campaigns']);
		});

		test('count the classes of a cap, the answer to a reply among them', async () => {
			await ask(day(1), { messageClass: 'marketing' }, { messageClass: 'confirmation' });
			expect(await ask(day(1), { caps: [cap({ classes: ['transactional'] })] })).toEqual(['granted']);
			expect(await ask(day(1), { caps: [cap({ classes: ['confirmation'] })] })).toEqual(['capped by campaigns']);
			expect(await ask(day(1), { caps: [cap({ classes: ['marketing', 'emergency'], limit: 3 })] })).toEqual(['granted']);
			expect(await ask(day(1), { caps: [cap({ classes: ['marketing', 'emergency'], limit: 3 })] })).toEqual(['capped by campaigns']);
		});

		test('need room under every cap, and the first without room is named', async () => {
			const [day1, week] = [cap({ name: 'day', since: isoDay(5) }), cap({ name: 'week', limit: 2 })];
			expect(await ask(day(5), { caps: [day1, week] })).toEqual(['granted']);
			expect(await ask(day(5), { caps: [week, day1] })).toEqual(['capped by day']);
			expect(await ask(day(6), { caps: [cap({ name: 'day', since: isoDay(6) }), week] })).toEqual(['granted']);
			expect(await ask(day(7), { caps: [cap({ name: 'day', since: isoDay(7) }), week] })).toEqual(['capped by week']);
		});

		test('are held back by a cap on other sends as well', async () => {
			await ask(day(1), { channel: 'call', messageClass: 'transactional' });
			expect(await ask(day(1), { channel: 'sms', caps: [cap({ channels: ['call'], classes: ['transactional'] })] })).toEqual(['capped by campaigns']);
		});

		test('are never granted under a limit of none, and always without caps', async () => {
			expect(await ask(day(1), { caps: [cap({ limit: 0 })] })).toEqual(['capped by campaigns']);
			expect(await ask(day(1), {}, {}, {})).toEqual(['granted', 'granted', 'granted']);
		});

		test('that a clock which ran ahead has granted count after it was set back', async () => {
			await ask(day(20), {});
			expect(await ask(day(2), { caps: [cap()] })).toEqual(['capped by campaigns']);
			expect(await ask(day(3), { caps: [cap({ since: isoDay(3) })] })).toEqual(['capped by campaigns']);
		});

		test.each<[string, unknown]>([
			['a limit that is no number', cap({ limit: Number.NaN })],
			['no limit', cap({ limit: undefined as never })],
			['a negative limit', cap({ limit: -1 })],
			['a limit without end', cap({ limit: Infinity })],
			['a limit between two numbers', cap({ limit: 1.5 })],
			['a limit in words', cap({ limit: '5' as never })],
			['no beginning', cap({ limit: 9, since: undefined as never })],
			['a beginning that can not be read', cap({ limit: 9, since: 'yesterday' })],
			['a beginning later than the send', cap({ limit: 9, since: isoDay(3) })],
			['channels that are no list', cap({ limit: 9, channels: 'sms' as never })],
			['an empty list of channels', cap({ limit: 9, channels: [] })],
			['a channel that does not exist', cap({ limit: 9, channels: ['sms', 'pigeon' as never] })],
			['classes that are no list', cap({ limit: 9, classes: null as never })],
			['an empty list of classes', cap({ limit: 9, classes: [] })],
			['a class that does not exist', cap({ limit: 9, classes: ['spam' as never] })],
		])('are refused by a cap with %s, whatever the others say', async (_what, broken) => {
			expect(await ask(day(2), { key: 'k', caps: [cap({ name: 'sound' }), broken as Cap] })).toEqual(['capped by campaigns']);
			expect(await ask(day(2), { key: 'k', caps: [cap({ name: 'sound' })] })).toEqual(['granted']);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 2 });
		});

		test.each<[string, unknown]>([['nothing', null], ['a number', 3], ['no name', { limit: 9, since: isoDay(1) }], ['a name that is no text', cap({ limit: 9, name: { to: ANNA.address } as never })]])(
			'are refused by a cap that is %s, under a word of our own',
			async (_what, broken) => {
				expect(await ask(day(2), { caps: [broken as Cap] })).toEqual(['capped by unreadable']);
				expect(JSON.stringify(await store.history(BRAND, ANNA))).not.toContain('5551230001');
			},
		);

		test.each<[string, object]>([
			['an empty key', { key: '' }],
			['no key', { key: undefined }],
			['a key that is no text', { key: 7 }],
			['a channel that does not exist', { channel: 'pigeon' }],
			['no class', { messageClass: undefined }],
			['no list of caps', { caps: undefined }],
			['no contact', { contact: undefined }],
		])('are a fault of the program with %s, and nothing of the call is recorded', async (_what, fields) => {
			const call = store.record(BRAND, [optOut(), reserve(), reserve({ key: 'other', ...fields } as never)], ORIGIN, day(1));
			await expect(call).rejects.toMatchObject({ name: 'ComplianceError', code: 'CONFIG_INVALID' });
			expect(await store.head(BRAND)).toBeUndefined();
			expect(await ask(day(1), { key: 'send-1', caps: [cap()] })).toEqual(['granted']);
		});

		test('stand beside decisions and other changes in one transaction, in order', async () => {
			const changes = [decision(), reserve({ key: 'a', caps: [cap()] }), optOut(), reserve({ key: 'b', caps: [cap()] }), decision(), reserve({ key: 'a' })];
			expect(await store.record(BRAND, changes, ORIGIN, day(1))).toEqual([
				{ outcome: 'applied', ref: 'acme:1/0' },
				{ outcome: 'applied', ref: 'acme:2' },
				{ outcome: 'applied', ref: 'acme:3' },
				{ outcome: 'already', ref: 'acme:4', cappedBy: 'campaigns' },
				{ outcome: 'applied', ref: 'acme:5/0' },
				{ outcome: 'duplicate', ref: 'acme:2' },
			]);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 5 });
		});

		test('are not granted where anything else of the call fails', async () => {
			await store.record(BRAND, [policy('v1')], ORIGIN, day(1));
			const failing = [reserve({ key: 'a', caps: [cap()] }), policy('v1', { policy: { version: 'v1', other: true } })];
			await expect(store.record(BRAND, failing, ORIGIN, day(1))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
			expect(await ask(day(1), { key: 'a', caps: [cap()] })).toEqual(['granted']);
		});

		test('are on record, granted or refused, without an address and not in the feed', async () => {
			await ask(day(1), { caps: [cap({ since: isoDay(1) }), cap({ name: 'week', limit: 4, channels: ['sms'] })] }, { messageClass: 'transactional', channel: 'call', caps: [cap()] });
			const entries = await store.history(BRAND, ANNA);
			const key = expect.stringMatching(/^[\w-]{22}$/);
			expect(entries.map(({ kind, channel, ref, payload }) => ({ kind, channel, ref, payload }))).toEqual([
				{ kind: 'reserve', channel: 'sms', ref: 'acme:1', payload: { messageClass: 'marketing', caps: [{ name: 'campaigns', limit: 1 }, { name: 'week', limit: 4 }], outcome: 'applied', key } },
				{ kind: 'reserve', channel: 'call', ref: 'acme:2', payload: { messageClass: 'transactional', caps: [{ name: 'campaigns', limit: 1 }], cappedBy: 'campaigns', outcome: 'already', key } },
			]);
			expect(JSON.stringify(entries)).not.toMatch(/5551230001|send \d/);
			expect((await store.readFeed(BRAND, 0, 50)).events).toEqual([]);
			expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 2 });
		});

		test('are no reason to keep an address', async () => {
			await ask(day(1), {});
			expect(await store.record(BRAND, [erase()], ORIGIN, day(2))).toMatchObject([{ outcome: 'already' }]);
		});

		test('still count after the contact was erased, in the same call too', async () => {
			await store.record(BRAND, [consent(), reserve({ key: 'a' })], ORIGIN, day(1));
			const changes = [reserve({ key: 'b' }), erase(), reserve({ key: 'c', caps: [cap({ limit: 2 })] }), reserve({ key: 'b' })];
			expect((await store.record(BRAND, changes, ORIGIN, day(2))).map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'already', 'duplicate']);
			expect(await ask(day(3), { key: 'a' }, { caps: [cap({ limit: 2 })] }, { caps: [cap({ limit: 3 })] })).toEqual(['duplicate', 'capped by campaigns', 'granted']);
		});

		test('change nothing that the gates see', async () => {
			await ask(day(1), {});
			const [facts] = await store.readFacts(BRAND, [ANNA], day(1));
			expect(facts).toEqual({ subject: expect.any(String), consents: [], suppressions: [] });
		});

		test('are counted by every process that opens the store later', async () => {
			await ask(day(1), {});
			await store.close();
			store = await place.open();
			expect(await ask(day(2), { caps: [cap()] })).toEqual(['capped by campaigns']);
		});
	});
}
