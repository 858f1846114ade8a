import fc from 'fast-check';
import { verifyLedger } from '../../lib/ledger/verify';
import type { Channel, GatedClass } from '../../lib/model/channel';
import type { ComplianceStore, ReserveRequest } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, day, erase, ORIGIN } from '../support/store-changes';

interface Sent {
	key: string;
	address: string;
	at: number;
	channel: Channel;
	messageClass: GatedClass;
}

const HOUR = 3_600_000;
const some = <T>(...values: T[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
const capOf = fc.record({
	name: fc.constantFrom('a', 'b', 'c'),
	limit: fc.integer({ min: 0, max: 4 }),
	hoursBefore: fc.integer({ min: 0, max: 8 }),
	channels: some<Channel>('sms', 'whatsapp'),
	classes: some<GatedClass>('marketing', 'transactional'),
});
const request = fc.record({
	key: fc.integer({ min: 0, max: 25 }).map((number) => `send ${number}`),
	contact: fc.constantFrom(ANNA, BEN),
	channel: fc.constantFrom<Channel>('sms', 'whatsapp'),
	messageClass: fc.constantFrom<GatedClass>('marketing', 'transactional'),
	caps: fc.array(capOf, { maxLength: 3 }),
});
/** Some sends at one instant, which may be earlier than that of the call before. */
const call = fc.record({ hour: fc.integer({ min: 0, max: 12 }), asked: fc.array(request, { minLength: 1, maxLength: 8 }), erased: fc.boolean() });

export function describeReservationOracle(backend: StoreBackend): void {
	describe('sends, beside a list that is counted anew for each of them', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeAll(async () => {
			place = await backend();
			store = await place.open();
		});
		afterAll(() => place.remove());

		/** What becomes of one send, by looking through all that were sent. */
		const expected = (sent: Sent[], { key, contact, channel, messageClass, caps }: ReserveRequest, at: number): string => {
			if (sent.some((one) => one.key === key)) return 'duplicate';
			for (const { name, limit, since, channels, classes } of caps) {
				const counted = sent
					.filter(({ address }) => address === contact.address)
					.filter((one) => new Date(one.at).toISOString() >= since)
					.filter((one) => channels === undefined || channels.indexOf(one.channel) >= 0)
					.filter((one) => classes === undefined || classes.indexOf(one.messageClass) >= 0);
				if (counted.length + 1 > limit) return `capped by ${name}`;
			}
			sent.push({ key, address: contact.address, at, channel, messageClass });
			return 'granted';
		};

		test('are granted, refused and recognised as the list says', async () => {
			let run = 0;
			const seen = new Set<string>();
			await fc.assert(
				fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 6 }), async (calls) => {
					const brand = `run ${run++}`;
					const sent: Sent[] = [];
					for (const { hour, asked, erased } of calls) {
						const at = day(2).getTime() + hour * HOUR;
						const requests = asked.map((one) => ({ ...one, caps: one.caps.map(({ hoursBefore, ...fields }) => ({ ...fields, since: new Date(at - hoursBefore * HOUR).toISOString() })) })) as ReserveRequest[];
						const results = await store.reserve(brand, requests, ORIGIN, new Date(at));
						const outcomes = results.map(({ outcome, cappedBy }) => (cappedBy === undefined ? outcome : `${outcome} by ${cappedBy}`));
						expect(outcomes).toEqual(requests.map((one) => expected(sent, one, at)));
						for (const { outcome } of results) seen.add(outcome);
						if (erased) await store.record(brand, [erase()], ORIGIN, new Date(at));
					}
					expect(await verifyLedger(store, brand)).toMatchObject({ ok: true });
				}),
				{ numRuns: 80 },
			);
			expect(seen).toEqual(new Set(['granted', 'capped', 'duplicate']));
		}, 60_000);
	});
}
