import { ADDRESS_KINDS } from '../../lib/model/channel';
import type { FeedReader } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, consent, day, decision, isoDay, optOut, ORIGIN } from '../support/store-changes';

const READER: FeedReader = { name: 'trigger', owner: 'one', leaseMs: 60_000 };

export function describeBasics(backend: StoreBackend): void {
	describe('basics', () => {
		let place: StorePlace;
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		test('a contact nobody recorded has a subject and no facts', async () => {
			const store = await place.open();
			const [facts] = await store.readFacts(BRAND, [ANNA], day(1));
			expect(facts).toEqual({ subject: expect.stringMatching(/^[\w-]{22,}$/), consents: [], suppressions: [] });
		});

		test('facts come in the order asked, also for an address asked twice', async () => {
			const store = await place.open();
			await store.record(BRAND, [consent({ contact: BEN, timeZone: 'Europe/Paris' })], ORIGIN, day(1));
			const facts = await store.readFacts(BRAND, [BEN, ANNA, BEN], day(1));
			expect(facts.map(({ consents }) => consents.length)).toEqual([1, 0, 1]);
			expect(facts.map(({ timeZone }) => timeZone)).toEqual(['Europe/Paris', undefined, 'Europe/Paris']);
		});

		test('a consent is read back with every field and a reference to its event', async () => {
			const store = await place.open();
			const fields = {
				state: 'granted',
				source: 'web_form',
				timestamp: isoDay(1),
				wordingVersion: 'v3',
				region: 'US-CA',
				basis: 'purchase',
				confirmedAt: isoDay(2),
				expiresAt: isoDay(20),
			} as const;
			const [result] = await store.record(BRAND, [consent(fields)], ORIGIN, day(2));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(2));
			expect(result).toEqual({ outcome: 'applied', ref: 'acme:1' });
			expect(facts?.consents).toEqual([{ channel: 'sms', messageClass: 'marketing', ...fields, ref: 'acme:1' }]);
		});

		test('fields that were not given are absent', async () => {
			const store = await place.open();
			await store.record(BRAND, [consent({ source: undefined, state: undefined, region: '  ' })], ORIGIN, day(2));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(2));
			expect(facts?.consents).toEqual([{ channel: 'sms', messageClass: 'marketing', ref: 'acme:1' }]);
		});

		test('the same text under another kind of address is another contact', async () => {
			const store = await place.open();
			const kinds = [...new Set(Object.values(ADDRESS_KINDS))];
			const facts = await store.readFacts(BRAND, kinds.map((kind) => ({ kind, address: '12345' })), day(1));
			expect(new Set(facts.map(({ subject }) => subject)).size).toBe(kinds.length);
		});

		test('what was recorded is there when the store is opened again', async () => {
			const first = await place.open();
			await first.record(BRAND, [optOut()], ORIGIN, day(1));
			await first.close();
			const [facts] = await (await place.open()).readFacts(BRAND, [ANNA], day(2));
			expect(facts?.suppressions.map(({ reason }) => reason)).toEqual(['opt_out_keyword']);
		});

		test('a decision changes no facts', async () => {
			const store = await place.open();
			const results = await store.record(BRAND, [decision(), decision({ contact: undefined })], ORIGIN, day(1));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(1));
			expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
			expect(facts).toMatchObject({ consents: [], suppressions: [] });
		});

		test('nothing to record records nothing', async () => {
			const store = await place.open();
			expect(await store.record(BRAND, [], ORIGIN, day(1))).toEqual([]);
			expect(await store.head(BRAND)).toBeUndefined();
		});

		test('more addresses than fit into one query are all answered', async () => {
			const store = await place.open();
			const contacts = Array.from({ length: 9001 }, (_, index) => ({ kind: 'phone' as const, address: `+1555${index}` }));
			await store.record(BRAND, contacts.map((contact) => optOut({ contact })), ORIGIN, day(1));
			const facts = await store.readFacts(BRAND, contacts, day(1));
			expect(facts.every(({ suppressions }) => suppressions.length === 1)).toBe(true);
			expect(new Set(facts.flatMap(({ suppressions }) => suppressions.map(({ id }) => id))).size).toBe(9001);
		});

		test('every method of a closed store rejects', async () => {
			const store = await place.open();
			await store.close();
			await store.close();
			const calls = [
				() => store.readFacts(BRAND, [ANNA], day(1)),
				() => store.record(BRAND, [optOut()], ORIGIN, day(1)),
				() => store.record(BRAND, [], ORIGIN, day(1)),
				() => store.history(BRAND, ANNA),
				() => store.readPolicy(BRAND),
				() => store.policies(BRAND),
				() => store.head(BRAND),
				() => store.readFeed(BRAND, 0, 10),
				() => store.claimFeed(BRAND, READER, 'now', day(1)),
				() => store.moveFeed(BRAND, READER, { after: 0, attempts: 0 }, day(1)),
				() => store.waitingReplies(BRAND, day(1), 0, 10),
				() => store.unknownCodes(BRAND),
				() => store.events(BRAND)[Symbol.asyncIterator]().next(),
			];
			for (const call of calls) await expect(call()).rejects.toMatchObject({ name: 'ComplianceError', code: 'STORE_UNAVAILABLE' });
		});

		test('an instant or a brand that is none is refused and nothing is recorded', async () => {
			const store = await place.open();
			await expect(store.record(BRAND, [optOut()], ORIGIN, new Date('x'))).rejects.toMatchObject({ code: 'INSTANT_INVALID' });
			await expect(store.readFacts(BRAND, [ANNA], new Date('x'))).rejects.toMatchObject({ code: 'INSTANT_INVALID' });
			await expect(store.claimFeed(BRAND, READER, 'now', new Date('x'))).rejects.toMatchObject({ code: 'INSTANT_INVALID' });
			await expect(store.moveFeed(BRAND, READER, { after: 0, attempts: 0 }, new Date('x'))).rejects.toMatchObject({ code: 'INSTANT_INVALID' });
			await expect(store.waitingReplies(BRAND, new Date('x'), 0, 10)).rejects.toMatchObject({ code: 'INSTANT_INVALID' });
			for (const brand of ['', 'a\0b', 'x'.repeat(201)]) {
				await expect(store.readFeed(brand, 0, 10)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
				await expect(store.claimFeed(brand, READER, 'now', day(1))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
				await expect(store.waitingReplies(brand, day(1), 0, 10)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
				await expect(store.unknownCodes(brand)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
				await expect(store.record(brand, [optOut()], ORIGIN, day(1))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
				await expect(store.readFacts(brand, [ANNA], day(1))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
				await expect(store.readPolicy(brand)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
				await expect(store.policies(brand)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
			}
			expect(await store.head(BRAND)).toBeUndefined();
		});

		test('strange contents are kept as they are and never break the store', async () => {
			const store = await place.open();
			const texts = ['', 'a\0b', '\ud800', 'x'.repeat(1_000_000), "'; DROP TABLE events; --", '👩‍👩‍👧'];
			const contacts = texts.map((address) => ({ kind: 'email' as const, address }));
			const changes = contacts.flatMap((contact, index) => [
				optOut({ contact, channel: 'email', sender: `${texts[index]}!` }),
				consent({ contact, channel: 'email', source: `${texts[index]}!` }),
			]);
			await store.record(BRAND, changes, ORIGIN, day(1));
			const facts = await store.readFacts(BRAND, contacts, day(1));
			expect(facts.map(({ suppressions }) => suppressions[0]?.sender)).toEqual(texts.map((text) => `${text}!`));
			expect(facts.map(({ consents }) => consents[0]?.source)).toEqual(texts.map((text) => `${text}!`));
		});
	});
}
