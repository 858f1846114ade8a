import type { IDataObject } from 'n8n-workflow';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { startClockAt } from '../support/clock';
import { granted, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

/** Before 2027-01-31, the day from which STOP to a text ends the calls to a number of the United States as well. */
const NOW = '2026-11-02T12:00:00Z';
startClockAt(NOW);

const handle = async (store: TestStore, items: IDataObject[]) => await runConserved(KeywordHandler, { items, credentials: store.credentials });
const outputsOf = async (...args: Parameters<typeof handle>) => routesOf(await handle(...args)).map(([output]) => output);
const says = (text: string, time?: string, fields: IDataObject = {}): IDataObject => ({ phone: phone(1), text, ...(time !== undefined && { receivedAt: `2026-11-02T${time}Z` }), ...fields });
const factsOf = async (store: TestStore) => (await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1))], new Date())))[0];
const stopsOf = async (store: TestStore) => ((await factsOf(store))?.suppressions ?? []).map(({ reason, channel }) => `${reason} ${channel}`).sort();
const at = (time: string) => ({ at: new Date(`2026-11-02T${time}Z`) });

describe('a START that comes in late', () => {
	it('ends no opt-out that is newer, and goes to a person', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_page')], at('10:00:00'));
		await store.record([suppressed(phone(1), 'opt_out_keyword')], at('11:00:00'));
		const result = await handle(store, [says('START', '10:30:00')]);
		expect(routesOf(result)).toEqual([['Needs Review', 'REPLY_UNCLEAR']]);
		expect(resultsOf(result)[0]).toMatchObject({ intent: 'opt_in', reasons: [{ facts: { because: 'newer_opt_out' } }], stillStopped: ['opt_out_keyword'] });
		for (const field of ['reply', 'replyWithheld']) expect(resultsOf(result)[0]).not.toHaveProperty(field);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword sms']);
		expect((await factsOf(store))?.consents).toEqual([]);
	});

	it('gives no consent again that was withdrawn later', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { state: 'withdrawn', timestamp: '2026-11-02T11:00:00.000Z' })]);
		expect(await outputsOf(store, [says('START', '10:30:00')])).toEqual(['Needs Review']);
		expect((await factsOf(store))?.consents).toEqual([expect.objectContaining({ state: 'withdrawn' })]);
		expect(await outputsOf(store, [says('START', '11:30:00')])).toEqual(['Opt-In']);
		expect((await factsOf(store))?.consents).toEqual([expect.objectContaining({ state: 'granted', timestamp: '2026-11-02T11:30:00.000Z' })]);
	});

	it('counts as said now where its time lies ahead or is none', async () => {
		for (const receivedAt of ['2099-01-01T00:00:00Z', 'soon', '2026-11-02 09:00', 17, null]) {
			const store = newStore();
			await store.record([suppressed(phone(1), 'opt_out_keyword')], at('11:00:00'));
			expect(await outputsOf(store, [says('START', undefined, { receivedAt })])).toEqual(['Opt-In']);
			expect(await stopsOf(store)).toEqual([]);
		}
	});

	it('answers no double opt-in that was asked for after it', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { state: 'pending', timestamp: '2026-11-02T11:00:00.000Z' })]);
		expect(await outputsOf(store, [says('Yes', '10:59:59'), says('Yes', '11:00:01')])).toEqual(['Other', 'Opt-In']);
		expect((await factsOf(store))?.consents).toEqual([expect.objectContaining({ state: 'granted', confirmedAt: '2026-11-02T11:00:01.000Z' })]);
	});
});

describe('replies that were said before they are read together', () => {
	it('count in the order in which they were said, where their order in the list says the same', async () => {
		const store = newStore();
		await store.record([granted(phone(1))]);
		expect(await outputsOf(store, [says('STOP', '11:00:00'), says('START', '11:01:00')])).toEqual(['Opt-Out', 'Opt-In']);
		expect(await stopsOf(store)).toEqual([]);
		expect((await factsOf(store))?.consents).toEqual([expect.objectContaining({ state: 'granted', timestamp: '2026-11-02T11:01:00.000Z' })]);
	});

	it('bring back the consent as well where nobody knows when they were said', async () => {
		const store = newStore();
		await store.record([granted(phone(1))]);
		await handle(store, [says('STOP'), says('START')]);
		expect((await factsOf(store))?.consents.map(({ state }) => state)).toEqual(['granted']);
	});

	it.each([
		['the newest comes first', [says('START', '11:01:00'), says('STOP', '11:00:00')]],
		['a STOP is newer than the START after it', [says('STOP', '11:01:00'), says('START', '11:00:00')]],
		['both were said in one second', [says('STOP', '11:00:00'), says('START', '11:00:00')]],
		['an older STOP follows a newer one', [says('STOP', '11:03:00'), says('STOP', '11:01:00'), says('START', '11:02:00')]],
		['the START has a time and the STOP has none', [says('STOP'), says('START', '11:00:00')]],
		['a STOP is said again in the same second as the START', [says('STOP', '11:00:00'), says('START', '11:00:00'), says('STOP', '11:00:00')]],
	])('leave the contact opted out where %s', async (_case, items) => {
		const store = newStore();
		await handle(store, items);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword sms']);
	});
});

describe('a reply without an id', () => {
	const outcomes = async (store: TestStore, items: IDataObject[]) => resultsOf(await handle(store, items)).map(({ outcome }) => outcome);

	it('is known again by its time where it is a START, and a STOP is heard each time', async () => {
		const store = newStore();
		expect(await outcomes(store, [says('START', '11:00:00'), says('START', '11:00:00'), { ...says('START', '11:00:00'), id: phone(1) }])).toEqual(['applied', 'duplicate', 'duplicate']);
		expect(await outcomes(store, [says('STOP', '11:00:01'), says('STOP', '11:00:01')])).toEqual(['applied', 'already']);
	});

	it('is not known by a time that lies ahead, which may be the same for all of them', async () => {
		const store = newStore();
		expect(await outcomes(store, [says('STOP', '23:00:00'), says('START', '23:00:00'), says('STOP', '23:00:00')])).toEqual(['applied', 'applied', 'applied']);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword sms']);
	});
});
