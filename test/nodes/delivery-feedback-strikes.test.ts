import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES } from '../../lib/model/suppression';
import { deliveryCodes } from '../../lib/packs/delivery';
import { DeliveryFeedback } from '../../nodes/DeliveryFeedback/DeliveryFeedback.node';
import { moveClockTo, startClockAt } from '../support/clock';
import { granted, newStore, phone, phoneContact, resultsOf, runConserved, suppressed, type TestStore } from './support';

startClockAt('2026-11-02T12:00:00Z');

let messages = 0;
/** A status callback of a new message, unless it names one. */
const status = (MessageStatus: string, fields: IDataObject = {}): IDataObject => ({ MessageSid: `SM${(messages += 1)}`, MessageStatus, To: phone(1), From: '+14155550100', ...fields });
const failure = (fields: IDataObject = {}): IDataObject => status('undelivered', { ErrorCode: '30003', ...fields });
/** The same of Telnyx, which tells when it happened. */
const timed = (delivery: 'delivered' | 'delivery_failed', completed_at: string, id = `t${(messages += 1)}`): IDataObject => ({
	data: { event_type: 'message.finalized', payload: { id, from: { phone_number: '+14155550100' }, to: [{ phone_number: phone(1), status: delivery }], completed_at, errors: delivery === 'delivered' ? [] : [{ code: '40005' }] } },
});

const feed = async (store: TestStore, items: IDataObject[]) => resultsOf(await runConserved(DeliveryFeedback, { items, credentials: store.credentials }));
const feedAt = async (store: TestStore, now: string, items: IDataObject[]) => {
	moveClockTo(now);
	return await feed(store, items);
};
const suppressionsOf = async (store: TestStore, at = new Date()) => await store.use(async (open) => (await open.readFacts('default', [phoneContact(phone(1))], at))[0]?.suppressions ?? []);
const pauseOf = (results: Awaited<ReturnType<typeof feed>>) => results.map(({ strike, until, change }) => [strike, typeof until === 'string' ? until.slice(0, 16) : until, change]);

describe('the strikes of a contact', () => {
	it('make the pause longer each time, and endless after the last one', async () => {
		const store = newStore();
		expect(pauseOf(await feedAt(store, '2026-11-02T12:00:00Z', [failure()]))).toEqual([[1, '2026-11-03T12:00', 'applied']]);
		expect(pauseOf(await feedAt(store, '2026-11-04T12:00:00Z', [failure()]))).toEqual([[2, '2026-11-07T12:00', 'applied']]);
		expect(pauseOf(await feedAt(store, '2026-11-08T12:00:00Z', [failure()]))).toEqual([[3, '2026-11-15T12:00', 'applied']]);
		expect(pauseOf(await feedAt(store, '2026-11-16T12:00:00Z', [failure()]))).toEqual([[4, undefined, 'applied']]);
		expect(await suppressionsOf(store, new Date('2030-01-01T00:00:00Z'))).toHaveLength(1);
	});

	it('are one where several messages of a campaign fail, in one run or in several', async () => {
		const store = newStore();
		expect(pauseOf(await feed(store, [failure(), failure()]))).toEqual([[1, '2026-11-03T12:00', 'applied'], [1, '2026-11-03T12:00', 'already']]);
		expect(pauseOf(await feedAt(store, '2026-11-03T06:00:00Z', [failure()]))).toEqual([[1, '2026-11-03T12:00', 'already']]);
		expect(pauseOf(await feedAt(store, '2026-11-03T18:00:00Z', [failure()]))).toEqual([[2, '2026-11-06T18:00', 'applied']]);
	});

	it('are forgotten after the days of the policy', async () => {
		const store = newStore();
		await feed(store, [failure()]);
		expect(pauseOf(await feedAt(store, '2026-12-10T12:00:00Z', [failure()]))).toEqual([[1, '2026-12-11T12:00', 'applied']]);
	});

	it('are cleared by a delivery, even after the pause has ended', async () => {
		const store = newStore();
		await feed(store, [failure()]);
		await feedAt(store, '2026-11-05T12:00:00Z', [status('delivered')]);
		expect(pauseOf(await feedAt(store, '2026-11-06T12:00:00Z', [failure()]))).toEqual([[1, '2026-11-07T12:00', 'applied']]);
	});

	it('follow the lengths of the policy', async () => {
		const store = newStore();
		await store.record([{ kind: 'policy', version: 'v1', policy: { delivery: { pauseHours: { unreachable: [1] } } }, inForce: true }]);
		expect(pauseOf(await feed(store, [failure()]))).toEqual([[1, '2026-11-02T13:00', 'applied']]);
		expect(pauseOf(await feedAt(store, '2026-11-02T14:00:00Z', [failure()]))).toEqual([[2, undefined, 'applied']]);
	});
});

describe('a delivery', () => {
	it('ends the pause of its channel', async () => {
		const store = newStore();
		await feed(store, [failure()]);
		expect((await feed(store, [status('delivered', { To: `whatsapp:${phone(1)}` })]))[0]?.change).toBe('none');
		expect((await feed(store, [status('delivered')]))[0]?.change).toBe('applied');
		expect(await suppressionsOf(store)).toEqual([]);
	});

	it('that comes late, from before the failure, ends nothing', async () => {
		const store = newStore();
		await feedAt(store, '2026-11-02T12:00:00Z', [failure()]);
		expect((await feedAt(store, '2026-11-02T12:01:00Z', [timed('delivered', '2026-11-02T11:59:00Z')]))[0]?.change).toBe('none');
		expect(await suppressionsOf(store)).toHaveLength(1);
		expect((await feedAt(store, '2026-11-02T12:06:00Z', [timed('delivered', '2026-11-02T12:05:00Z')]))[0]?.change).toBe('applied');
		expect(await suppressionsOf(store)).toEqual([]);
	});

	it('ends a pause that came in together with it, in one run or in two', async () => {
		const [failure, delivery] = [timed('delivery_failed', '2026-11-02T11:50:00Z'), timed('delivered', '2026-11-02T11:55:00Z')];
		const [apart, together] = [newStore(), newStore()];
		await feedAt(apart, '2026-11-02T12:00:00Z', [failure]);
		expect((await feed(apart, [delivery]))[0]?.change).toBe('applied');
		await feed(together, [failure, delivery]);
		for (const store of [apart, together]) expect(await suppressionsOf(store)).toEqual([]);
	});

	it('leaves no pause where the failure from before it stands behind it in the same run', async () => {
		const store = newStore();
		const results = await feed(store, [timed('delivered', '2026-11-02T11:55:00Z'), timed('delivery_failed', '2026-11-02T11:50:00Z'), timed('delivery_failed', '2026-11-02T11:57:00Z')]);
		expect(results.map(({ change }) => change)).toEqual(['none', 'none', 'applied']);
		expect(await suppressionsOf(store)).toEqual([expect.objectContaining({ occurredAt: '2026-11-02T11:57:00.000Z' })]);
	});

	it('leaves a pause whose failure came again after it', async () => {
		const store = newStore();
		await feedAt(store, '2026-11-02T12:00:00Z', [timed('delivery_failed', '2026-11-02T11:50:00Z'), timed('delivery_failed', '2026-11-02T11:58:00Z')]);
		expect((await feed(store, [timed('delivered', '2026-11-02T11:55:00Z')]))[0]?.change).toBe('none');
		expect(await suppressionsOf(store)).toHaveLength(1);
	});

	it('leaves a pause of which nobody knows when it failed, where it was recorded later', async () => {
		const store = newStore();
		await feedAt(store, '2026-11-02T12:00:00Z', [failure()]);
		expect((await feed(store, [timed('delivered', '2026-11-02T11:55:00Z')]))[0]?.change).toBe('none');
		expect(await suppressionsOf(store)).toHaveLength(1);
	});

	it('behind a failure in the same run leaves nothing of it', async () => {
		const store = newStore();
		expect(pauseOf(await feed(store, [failure(), status('delivered')]))).toEqual([[undefined, undefined, 'none'], [undefined, undefined, 'none']]);
		expect(await suppressionsOf(store)).toEqual([]);
	});

	it('from before a failure of the same run leaves it', async () => {
		const store = newStore();
		const results = await feed(store, [timed('delivery_failed', '2026-11-02T11:30:00Z'), timed('delivered', '2026-11-02T11:00:00Z')]);
		expect(results.map(({ change }) => change)).toEqual(['applied', 'none']);
		expect(await suppressionsOf(store)).toHaveLength(1);
	});

	it('before a failure in the same run ends the old pause, and a new one begins', async () => {
		const store = newStore();
		await feed(store, [status('undelivered', { ErrorCode: '30006' })]);
		const results = await feed(store, [status('delivered'), failure()]);
		expect(results.map(({ change, strike }) => [change, strike])).toEqual([['applied', undefined], ['applied', 1]]);
		expect((await suppressionsOf(store)).map(({ reason }) => reason)).toEqual(['unreachable']);
	});
});

describe('a report that comes again', () => {
	it('acts once, in the same run and later', async () => {
		const store = newStore();
		await store.record([granted(phone(1))]);
		const [paused, blocked, stopped] = [failure(), status('failed', { ErrorCode: '30004' }), status('failed', { ErrorCode: '21610' })];
		expect((await feed(store, [paused, paused, blocked, stopped, stopped])).map(({ change }) => change)).toEqual(['applied', 'duplicate', 'applied', 'applied', 'duplicate']);
		const before = await store.events();
		expect((await feedAt(store, '2026-11-09T12:00:00Z', [paused, blocked, stopped])).map(({ change }) => change)).toEqual(['duplicate', 'duplicate', 'duplicate']);
		expect(await store.events()).toEqual(before);
	});

	it('is told from another event of the same message', async () => {
		const store = newStore();
		const MessageSid = 'SM-one';
		const results = await feed(store, [failure({ MessageSid }), failure({ MessageSid, ErrorCode: '30005' }), failure({ MessageSid, To: phone(2) })]);
		expect(results.map(({ change }) => change)).toEqual(['applied', 'applied', 'applied']);
	});

	it('is told from a later event of the same kind on the same message', async () => {
		const store = newStore();
		const email = 'jane@example.com';
		const contact = { kind: 'email', address: email } as const;
		const unsubscribe = (sg_event_id: string, timestamp: number): IDataObject => ({ email, event: 'unsubscribe', sg_message_id: 'm', sg_event_id, timestamp });
		const [first, second] = [unsubscribe('e1', 1793620000), unsubscribe('e2', 1793790000)];
		await feed(store, [first]);
		const found = await store.use(async (open) => (await open.readFacts('default', [contact], new Date()))[0]?.suppressions ?? []);
		await store.record(found.map(({ id }) => ({ kind: 'lift', contact, suppressionId: id, by: 'documented_opt_in' })));
		expect((await feed(store, [second, second, first])).map(({ change }) => change)).toEqual(['applied', 'duplicate', 'duplicate']);
		expect(await store.use(async (open) => (await open.readFacts('default', [contact], new Date()))[0]?.suppressions)).toHaveLength(1);
	});

	it('without an id of its own is named by when it happened', async () => {
		const store = newStore();
		const unsub = (time: number): IDataObject => ({ event: 'unsub', email: 'jane@example.com', MessageID: 12, time });
		expect((await feed(store, [unsub(1793620000), unsub(1793790000), unsub(1793620000)])).map(({ change }) => change)).toEqual(['applied', 'already', 'duplicate']);
	});

	it('does not lift again what came in between', async () => {
		const store = newStore();
		await feed(store, [failure()]);
		const delivery = status('delivered');
		await feed(store, [delivery]);
		await feed(store, [failure()]);
		expect((await feed(store, [delivery])).map(({ change }) => change)).toEqual(['duplicate']);
		expect(await suppressionsOf(store)).toHaveLength(1);
	});
});

describe('whatever is reported', () => {
	const CODES = deliveryCodes().filter(({ provider }) => provider === 'twilio').map(({ list, code }) => (list === 'status' ? { MessageStatus: code } : { MessageStatus: 'undelivered', ErrorCode: code }));
	const stateOf = async (store: TestStore) => (await suppressionsOf(store)).map(({ reason, channel, until }) => `${reason} ${channel} ${until ?? ''}`).sort();

	it('no opt-out, block, complaint or decision of staff is ever lifted', async () => {
		const lasting = SUPPRESSION_REASONS.filter((reason) => SUPPRESSION_RULES[reason].permanence !== 'temporary');
		await fc.assert(
			fc.asyncProperty(fc.subarray(lasting, { minLength: 1 }), fc.array(fc.oneof(fc.constantFrom(...CODES), fc.constant({ MessageStatus: 'delivered' })), { minLength: 1, maxLength: 6 }), async (reasons, reports) => {
				moveClockTo('2026-11-02T12:00:00Z');
				const store = newStore();
				await store.record(reasons.map((reason) => suppressed(phone(1), reason)));
				await feed(store, reports.map((report) => status('', report)));
				expect((await suppressionsOf(store)).map(({ reason }) => reason)).toEqual(expect.arrayContaining(reasons));
			}),
			{ numRuns: 15 },
		);
	}, 60_000);

	it('a payload that comes again changes nothing more, where its events tell when they happened', async () => {
		const minute = fc.integer({ min: 0, max: 59 }).map((minutes) => `2026-11-02T11:${String(minutes).padStart(2, '0')}:00Z`);
		const event = fc.tuple(fc.constantFrom('delivered' as const, 'delivered' as const, 'delivery_failed' as const), minute);
		await fc.assert(
			fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 5 }), fc.boolean(), async (events, hasHistory) => {
				moveClockTo('2026-11-02T12:00:00Z');
				const store = newStore();
				if (hasHistory) await store.record([suppressed(phone(1), 'landline', { until: '2027-01-01T00:00:00.000Z' })]);
				const items = events.map(([delivery, at]) => timed(delivery, at));
				await feed(store, items);
				const [state, ledger] = [await stateOf(store), await store.events()];
				expect((await feed(store, items)).filter(({ change }) => change === 'applied')).toEqual([]);
				expect(await stateOf(store)).toEqual(state);
				expect(await store.events()).toEqual(ledger);
			}),
			{ numRuns: 25 },
		);
	}, 60_000);
});
