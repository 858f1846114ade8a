import type { IDataObject } from 'n8n-workflow';
import { parsePolicy } from '../../lib/model/policy';
import { asDocument } from '../../lib/n8n/node-policy';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { startClockAt } from '../support/clock';
import { granted, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

const NOW = '2026-11-02T12:00:00Z';
startClockAt(NOW);

const OURS = '+14155550100';
const handle = async (store: TestStore, items: IDataObject[]) => await runConserved(KeywordHandler, { items, credentials: store.credentials });
const routeOf = async (store: TestStore, text: string, fields: IDataObject = {}) => routesOf(await handle(store, [{ phone: phone(1), text, ...fields }]))[0];
const factsOf = async (store: TestStore) => (await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1))], new Date())))[0];
const stopsOf = async (store: TestStore) => ((await factsOf(store))?.suppressions ?? []).map(({ reason }) => reason).sort();
const consentsOf = async (store: TestStore) => ((await factsOf(store))?.consents ?? []).map(({ messageClass, state }) => `${messageClass} ${state}`).sort();
const pending = (daysAgo: number, messageClass: 'marketing' | 'informational' = 'marketing') =>
	granted(phone(1), { messageClass, state: 'pending', timestamp: new Date(Date.parse(NOW) - daysAgo * 86_400_000).toISOString() });

describe('YES', () => {
	it('answers a question of the last 30 days and no older one', async () => {
		for (const [days, output, state] of [[29, 'Opt-In', 'granted'], [31, 'Other', 'pending'], [1000, 'Other', 'pending']] as const) {
			const store = newStore();
			await store.record([pending(days)]);
			expect([days, await routeOf(store, 'Yes')]).toEqual([days, [output]]);
			expect(await consentsOf(store)).toEqual([`marketing ${state}`]);
		}
	});

	it('answers as long as the policy of the brand says', async () => {
		const store = newStore();
		const document = parsePolicy({ version: 'v1', replies: { optInRequestDays: 2 } });
		await store.record([{ kind: 'policy', version: 'v1', policy: asDocument(document), inForce: true }, pending(3)]);
		expect(await routeOf(store, 'Yes')).toEqual(['Other']);
		await store.record([pending(1)]);
		expect(await routeOf(store, 'Yes')).toEqual(['Opt-In']);
	});

	it('answers no question of which nobody knows when it was asked', async () => {
		for (const timestamp of ['lately', '11/01/2026', undefined]) {
			const store = newStore();
			const { timestamp: _, ...asked } = pending(1);
			await store.record([{ ...asked, ...(timestamp !== undefined && { timestamp }) }]);
			expect(await routeOf(store, 'Yes')).toEqual(['Other']);
			expect(await consentsOf(store)).toEqual(['marketing pending']);
		}
	});

	it('confirms what was asked lately and leaves a question of long ago unanswered', async () => {
		const store = newStore();
		await store.record([pending(400), pending(1, 'informational')]);
		expect(await routeOf(store, 'Yes')).toEqual(['Opt-In']);
		expect(await consentsOf(store)).toEqual(['informational granted', 'marketing pending']);
	});

	it('ends only what stops nothing beyond what it confirms', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword', { classes: ['marketing'] }), suppressed(phone(1), 'opt_out_page'), pending(1, 'informational')], { at: new Date('2026-10-01T00:00:00Z') });
		await handle(store, [{ phone: phone(1), text: 'YES' }]);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword', 'opt_out_page']);
		await store.record([pending(1)]);
		const result = resultsOf(await handle(store, [{ phone: phone(1), text: 'YES' }]))[0];
		expect(await stopsOf(store)).toEqual(['opt_out_page']);
		expect(result).toMatchObject({ intent: 'opt_in', stillStopped: ['opt_out_page'] });
	});
});

describe('YES that the provider calls an opt-in', () => {
	const yes = (text = 'Yes', fields: IDataObject = {}): IDataObject => ({ From: phone(1), To: OURS, Body: text, OptOutType: 'START', ...fields });
	const route = async (store: TestStore, item: IDataObject) => routesOf(await handle(store, [item]))[0];

	it('gives nothing where nothing was asked', async () => {
		const store = newStore();
		expect(await route(store, yes())).toEqual(['Other']);
		expect(await store.events()).toEqual([]);
	});

	it("ends the provider's own block and nothing else", async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'provider_opt_out', { receivedBy: OURS }), suppressed(phone(1), 'carrier_block', { receivedBy: OURS })]);
		const result = await handle(store, [yes()]);
		expect(routesOf(result)).toEqual([['Other']]);
		expect(resultsOf(result)[0]).toMatchObject({ outcome: 'applied' });
		expect(resultsOf(result)[0]).not.toHaveProperty('reply');
		expect(await stopsOf(store)).toEqual(['carrier_block']);
		expect(await consentsOf(store)).toEqual([]);
	});

	it.each(['opt_out_keyword', 'opt_out_page', 'opt_out_recorded', 'opt_out_one_click'] as const)('goes to a person where an %s stands, which it leaves', async (reason) => {
		const store = newStore();
		await store.record([suppressed(phone(1), reason), suppressed(phone(1), 'provider_opt_out', { receivedBy: OURS })]);
		const result = await handle(store, [yes()]);
		expect(routesOf(result)).toEqual([['Needs Review', 'REPLY_UNCLEAR']]);
		expect(resultsOf(result)[0]).toMatchObject({ intent: 'unclear', matchedBy: 'provider_flag', held: true });
		expect(await stopsOf(store)).toEqual([reason, 'review_hold'].sort());
		const [waiting] = await store.use(async (open) => await open.waitingReplies('default', new Date(), 0, 10));
		expect(resultsOf(result)[0]?.ref).toBe(waiting?.ref);
		expect(await consentsOf(store)).toEqual([]);
	});

	it('leaves the withdrawn consent of somebody whose opt-out stands', async () => {
		const store = newStore();
		await store.record([granted(phone(1))]);
		await handle(store, [{ From: phone(1), To: OURS, Body: 'STOP', OptOutType: 'STOP' }]);
		await handle(store, [yes('YES')]);
		expect([await stopsOf(store), await consentsOf(store)]).toEqual([['opt_out_keyword', 'review_hold'], ['marketing withdrawn']]);
	});

	it('gives nothing either where the word means yes in some countries only', async () => {
		for (const asked of [false, true]) {
			const store = newStore();
			await store.record([suppressed(phone(1), 'provider_opt_out', { receivedBy: OURS })], { at: new Date('2026-10-01T00:00:00Z') });
			if (asked) await store.record([pending(1)]);
			expect((await route(store, yes('Ja')))?.[0]).toBe(asked ? 'Needs Review' : 'Other');
			expect([await stopsOf(store), await consentsOf(store)]).toEqual(asked ? [['review_hold'], ['marketing pending']] : [[], []]);
		}
	});

	it('leaves a NO to a person, and the block of the provider as it is', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'provider_opt_out', { receivedBy: OURS })], { at: new Date('2026-10-01T00:00:00Z') });
		expect((await route(store, yes('NO')))?.[0]).toBe('Needs Review');
		expect(await stopsOf(store)).toEqual(['provider_opt_out', 'review_hold']);
	});

	it('confirms a pending double opt-in, and no consent beside it', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'provider_opt_out', { receivedBy: OURS })], { at: new Date('2026-10-01T00:00:00Z') });
		await store.record([granted(phone(1), { messageClass: 'informational', state: 'withdrawn' }), pending(1)]);
		expect(await route(store, yes())).toEqual(['Opt-In']);
		expect([await stopsOf(store), await consentsOf(store)]).toEqual([[], ['informational withdrawn', 'marketing granted']]);
	});

	it('does not end a block that is newer than it', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'provider_opt_out', { receivedBy: OURS })], { at: new Date('2026-11-02T11:30:00Z') });
		const late = { type: 'com.twilio.messaging.inbound-message.received', data: { messageSid: 'SM1', from: phone(1), to: OURS, body: 'Yes', timestamp: '2026-11-02T11:00:00Z', optOutType: 'START' } };
		await handle(store, [late]);
		expect(await stopsOf(store)).toEqual(['provider_opt_out']);
	});

	it.each(['START', 'UNSTOP', 'quux'])('is one thing, %s another: that is believed', async (text) => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword'), suppressed(phone(1), 'provider_opt_out', { receivedBy: OURS })]);
		expect(await route(store, yes(text))).toEqual(['Opt-In']);
		expect([await stopsOf(store), await consentsOf(store)]).toEqual([[], ['marketing granted']]);
	});
});

describe('a START to another of our numbers', () => {
	const start = async (fields: IDataObject) => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'provider_opt_out', { receivedBy: OURS }), suppressed(phone(1), 'carrier_block', { receivedBy: OURS })]);
		const result = resultsOf(await handle(store, [{ From: phone(1), To: '+14155550199', Body: 'START', ...fields }]))[0];
		return { stops: await stopsOf(store), still: result?.stillStopped };
	};

	it("ends the provider's block where the provider itself has heard it", async () => {
		expect(await start({ OptOutType: 'START' })).toEqual({ stops: ['carrier_block'], still: ['carrier_block'] });
	});

	it('ends none where nobody says that it has', async () => {
		expect((await start({})).stops).toEqual(['carrier_block', 'provider_opt_out']);
	});
});
