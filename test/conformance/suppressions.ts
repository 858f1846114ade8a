import { SUPPRESSION_REASONS } from '../../lib/model/suppression';
import type { Change, ComplianceStore } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, BEN, BRAND, day, isoDay, lift, optOut, ORIGIN } from '../support/store-changes';

export function describeSuppressions(backend: StoreBackend): void {
	describe('suppressions', () => {
		let place: StorePlace;
		let store: ComplianceStore;
		beforeEach(async () => {
			place = await backend();
			store = await place.open();
		});
		afterEach(() => place.remove());

		const outcomes = async (changes: readonly Change[], at = day(1)) =>
			(await store.record(BRAND, changes, ORIGIN, at)).map(({ outcome }) => outcome);
		const inForce = async (at = day(2), contact = ANNA) => (await store.readFacts(BRAND, [contact], at))[0]?.suppressions ?? [];

		test('one is read back as it was recorded', async () => {
			await outcomes([optOut({ sender: '+15550009999', until: isoDay(20) })]);
			expect(await inForce()).toEqual([
				{
					id: expect.any(String),
					reason: 'opt_out_keyword',
					channel: 'sms',
					classes: ['marketing', 'informational', 'transactional'],
					direction: 'outgoing',
					sender: '+15550009999',
					since: isoDay(1),
					until: isoDay(20),
				},
			]);
		});

		test('every reason stands beside the others', async () => {
			const changes = SUPPRESSION_REASONS.map((reason) => optOut({ reason }));
			expect(new Set(await outcomes(changes))).toEqual(new Set(['applied']));
			const found = await inForce();
			expect(found.map(({ reason }) => reason).sort()).toEqual([...SUPPRESSION_REASONS].sort());
			expect(new Set(found.map(({ id }) => id)).size).toBe(SUPPRESSION_REASONS.length);
		});

		test.each([
			['channel', { channel: 'all' as const }],
			['classes', { classes: ['marketing'] as const }],
			['direction', { direction: 'incoming' as const }],
			['sender', { sender: '+15550009999' }],
			['contact', { contact: BEN }],
		])('one with another %s is another one', async (_what, fields) => {
			expect(await outcomes([optOut(), optOut(fields)])).toEqual(['applied', 'applied']);
		});

		test('an equal one in force is not doubled, whatever the order of its classes', async () => {
			const again = optOut({ classes: ['transactional', 'marketing', 'informational', 'marketing'] });
			expect(await outcomes([optOut(), again])).toEqual(['applied', 'already']);
			expect(await outcomes([again], day(2))).toEqual(['already']);
			expect(await inForce()).toHaveLength(1);
		});

		test('of equal ones the later end counts, and none is later than any', async () => {
			await outcomes([optOut({ until: isoDay(5) })]);
			await outcomes([optOut({ until: isoDay(9) }), optOut({ until: isoDay(7) })]);
			expect((await inForce()).map(({ until }) => until)).toEqual([isoDay(9)]);
			await outcomes([optOut(), optOut({ until: isoDay(12) })]);
			expect((await inForce()).map(({ until }) => until)).toEqual([undefined]);
			expect(await inForce(day(31))).toHaveLength(1);
		});

		test('a temporary one holds before its end and not at it', async () => {
			await outcomes([optOut({ until: isoDay(5) })]);
			expect(await inForce(new Date(day(5).getTime() - 1))).toHaveLength(1);
			expect(await inForce(day(5))).toEqual([]);
		});

		test('one that has ended does not stand for a new one', async () => {
			expect(await outcomes([optOut({ until: isoDay(5) })], day(1))).toEqual(['applied']);
			expect(await outcomes([optOut({ until: isoDay(9) })], day(5))).toEqual(['applied']);
			expect(await inForce(day(6))).toHaveLength(1);
		});

		test('an end that can not be read is no end', async () => {
			await outcomes([optOut({ until: 'tomorrow' })]);
			expect(await inForce(new Date('2099-01-01'))).toHaveLength(1);
		});

		test('one that names no class stops what its reason stops', async () => {
			await outcomes([optOut({ classes: [] }), optOut({ reason: 'carrier_block', classes: [] })]);
			expect((await inForce()).map(({ classes }) => classes.length)).toEqual([3, 4]);
		});

		test('one that was recorded by a clock that is ahead holds at once', async () => {
			await outcomes([optOut()], day(3));
			expect(await inForce(day(2))).toHaveLength(1);
		});

		test('lifting ends the named one and leaves the others', async () => {
			await outcomes([optOut(), optOut({ reason: 'hard_bounce' }), optOut({ contact: BEN })]);
			const named = (await inForce()).find(({ reason }) => reason === 'opt_out_keyword');
			expect(await outcomes([lift(named?.id ?? '')], day(2))).toEqual(['applied']);
			expect((await inForce(day(3))).map(({ reason }) => reason)).toEqual(['hard_bounce']);
			expect(await inForce(day(3), BEN)).toHaveLength(1);
		});

		test('lifting what is unknown, lifted, ended or of another contact changes nothing', async () => {
			await outcomes([optOut(), optOut({ reason: 'unreachable', until: isoDay(2) })]);
			const [first, second] = await inForce(day(1));
			expect(await outcomes([lift('s999'), lift(''), lift(first?.id ?? '', { contact: BEN })], day(1))).toEqual(['already', 'already', 'already']);
			expect(await inForce(day(1))).toHaveLength(2);
			expect(await outcomes([lift(second?.id ?? '')], day(3))).toEqual(['already']);
			expect(await outcomes([lift(first?.id ?? ''), lift(first?.id ?? '')], day(3))).toEqual(['applied', 'already']);
		});

		test('after lifting, the same reason can be recorded anew', async () => {
			await outcomes([optOut()]);
			const [first] = await inForce();
			expect(await outcomes([lift(first?.id ?? ''), optOut()], day(2))).toEqual(['applied', 'applied']);
			const again = await inForce(day(3));
			expect(again).toHaveLength(1);
			expect(again[0]?.id).not.toBe(first?.id);
		});

		test('one that was said again dates from the later time, even where the clock went backwards', async () => {
			const store = await place.open();
			for (const number of [2, 5, 3]) await store.record(BRAND, [optOut()], ORIGIN, day(number));
			const [facts] = await store.readFacts(BRAND, [ANNA], day(6));
			expect(facts?.suppressions.map(({ since }) => since)).toEqual([isoDay(5)]);
		});

		test('blocks that a provider keeps for two of our numbers are two', async () => {
			const blocked = (receivedBy: string) => optOut({ reason: 'provider_opt_out', receivedBy });
			expect(await outcomes([blocked('+15550001111'), blocked('+15550002222'), blocked('+15550001111')])).toEqual(['applied', 'applied', 'already']);
			expect((await inForce()).map(({ receivedBy }) => receivedBy).sort()).toEqual(['+15550001111', '+15550002222']);
		});

		test('one that was said again meanwhile is not ended by who has only heard the first', async () => {
			const store = await place.open();
			await store.record(BRAND, [optOut()], ORIGIN, day(1));
			const [heard] = await store.readFacts(BRAND, [ANNA], day(2));
			expect((await store.record(BRAND, [optOut()], ORIGIN, day(2))).map(({ outcome }) => outcome)).toEqual(['already']);
			expect((await store.record(BRAND, [lift(heard?.suppressions[0]?.id ?? '')], ORIGIN, day(3))).map(({ outcome }) => outcome)).toEqual(['already']);
			const [facts] = await store.readFacts(BRAND, [ANNA], day(4));
			expect(facts?.suppressions.map(({ reason, since }) => [reason, since])).toEqual([['opt_out_keyword', isoDay(2)]]);
		});
	});
}
