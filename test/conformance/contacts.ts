import type { ComplianceStore, ContactOnRecord } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, consent, day, decision, erase, isoDay, lift, optOut, ORIGIN } from '../support/store-changes';

export function describeContacts(backend: StoreBackend): void {
	describe('everything on record by contact', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const everybody = async (limit: number): Promise<ContactOnRecord[][]> => {
			const pages: ContactOnRecord[][] = [];
			let after: string | undefined;
			do {
				const page = await store.readContacts(BRAND, after, limit);
				pages.push(page.contacts);
				after = page.next;
			} while (after !== undefined);
			return pages;
		};
		const about = async ({ address }: typeof ANNA): Promise<ContactOnRecord | undefined> => (await everybody(100)).flat().find(({ contact }) => contact?.address === address);

		test('is told with address, place, consents and suppressions, each with its evidence', async () => {
			const place = { timeZone: 'Europe/Paris', jurisdiction: 'FR' };
			await store.record(BRAND, [consent({ ...place, evidence: { page: '/form' } }), consent({ channel: 'call' }), optOut({ evidence: { text: 'STOP' }, receivedBy: '+15550009999' })], ORIGIN, day(1));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(1));
			const [first, ...others] = (await everybody(100)).flat();
			expect(others).toEqual([]);
			expect(first).toEqual({
				subject: facts?.subject,
				contact: ANNA,
				...place,
				consents: [facts?.consents.find(({ channel }) => channel === 'call'), { ...facts?.consents.find(({ channel }) => channel === 'sms'), evidence: { page: '/form' } }],
				suppressions: [{ ...facts?.suppressions[0], evidence: { text: 'STOP', receivedBy: '+15550009999' } }],
			});
		});

		test('holds suppressions that have ended by themselves, and none that were lifted', async () => {
			await store.record(BRAND, [optOut({ reason: 'unreachable', until: isoDay(2) }), optOut(), optOut({ channel: 'call' }), lift('s2')], ORIGIN, day(1));
			expect((await about(ANNA))?.suppressions.map(({ id, until }) => [id, until])).toEqual([['s1', isoDay(2)], ['s3', undefined]]);
		});

		test('of one who was erased is the suppression under the subject alone', async () => {
			await store.record(BRAND, [consent({ evidence: { page: '/form' } }), optOut({ evidence: { text: 'STOP' } }), erase()], ORIGIN, day(1));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(2));
			expect((await everybody(100)).flat()).toEqual([{ subject: facts?.subject, consents: [], suppressions: facts?.suppressions }]);
		});

		test('comes in the order of subjects, each contact once, whatever the size of a page', async () => {
			const contacts = Array.from({ length: 25 }, (_, index) => ({ kind: 'phone' as const, address: `+1555000${index}` }));
			await store.record(BRAND, contacts.flatMap((contact, index) => [...(index % 3 === 0 ? [consent({ contact })] : []), ...(index % 2 === 0 ? [optOut({ contact })] : []), consent({ contact, channel: 'call' })]), ORIGIN, day(1));
			await store.record(BRAND, contacts.slice(0, 5).map((contact) => erase({ contact })), ORIGIN, day(2));
			const whole = (await everybody(100)).flat();
			expect(whole).toHaveLength(23);
			expect(whole.map(({ subject }) => subject)).toEqual([...whole.map(({ subject }) => subject)].sort());
			for (const limit of [1, 2, 7, 23]) {
				const pages = await everybody(limit);
				expect(pages.flat()).toEqual(whole);
				expect(Math.max(...pages.map(({ length }) => length))).toBe(limit);
			}
		});

		test('leaves out whom only a decision was about, and the contacts of other brands', async () => {
			await store.record(BRAND, [decision({ contact: BEN }), optOut()], ORIGIN, day(1));
			await store.record('other', [optOut({ contact: BEN })], ORIGIN, day(1));
			expect((await everybody(100)).flat().map(({ contact }) => contact)).toEqual([ANNA]);
			expect(await store.readContacts('nobody', undefined, 10)).toEqual({ contacts: [] });
		});

		test.each(['a "quoted" \\ back', 'new\nline', 'nul \u0000', 'zwölf €'])('gives an address back as it was recorded: %j', async (address) => {
			const contact = { kind: 'email' as const, address };
			await store.record(BRAND, [consent({ contact, timeZone: address })], ORIGIN, day(1));
			expect((await everybody(100)).flat()).toMatchObject([{ contact, timeZone: address }]);
		});
	});
}
