import type { IDataObject } from 'n8n-workflow';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { startClockAt } from '../support/clock';
import type { NodeRun } from '../support/n8n';
import { granted, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

/** Before 2027-01-31, the day from which STOP to a text ends the calls to a number of the United States as well. */
startClockAt('2026-11-02T12:00:00Z');

const handle = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) =>
	await runConserved(KeywordHandler, { items, credentials: store.credentials, parameters: parameters as never });
const answersOf = async (...args: Parameters<typeof handle>) => resultsOf(await handle(...args)).map(({ outcome, reply }) => [outcome, reply !== undefined]);
const factsOf = async (store: TestStore, address = phone(1)) => (await store.use(async (open) => await open.readFacts('default', [phoneContact(address)], new Date())))[0];
const stopsOf = async (store: TestStore, address?: string) => ((await factsOf(store, address))?.suppressions ?? []).map(({ reason, channel }) => `${reason} ${channel}`).sort();
/** Lately enough for YES to be an answer. */
const ASKED = '2026-11-01T12:00:00.000Z';
const says = (text: string, id?: string): IDataObject => ({ phone: phone(1), text, ...(id !== undefined && { messageId: id }) });

describe('replies that come again', () => {
	it('get one confirmation for several STOPs of one batch', async () => {
		expect(await answersOf(newStore(), [says('STOP'), says('stop!'), says('Unsubscribe')])).toEqual([['applied', true], ['already', false], ['already', false]]);
	});

	it('get one confirmation for STOPs in two runs', async () => {
		const store = newStore();
		expect(await answersOf(store, [says('STOP', 'm1')])).toEqual([['applied', true]]);
		expect(await answersOf(store, [says('STOP', 'm2')])).toEqual([['already', false]]);
	});

	it('get no second confirmation when a consent came in between, but that consent is withdrawn', async () => {
		const store = newStore();
		await handle(store, [says('STOP')]);
		await store.record([granted(phone(1), { timestamp: '2026-01-11T00:00:00.000Z' })], { at: new Date() });
		expect(await answersOf(store, [says('STOP')])).toEqual([['already', false]]);
		expect((await factsOf(store))?.consents.map(({ state }) => state)).toEqual(['withdrawn']);
	});

	it('are recorded once when the same message is delivered twice, in one batch or in two', async () => {
		const store = newStore();
		expect(await answersOf(store, [says('STOP', 'm1'), says('STOP', 'm1')])).toEqual([['applied', true], ['duplicate', false]]);
		expect(await answersOf(store, [says('STOP', 'm1')])).toEqual([['duplicate', false]]);
		expect((await store.events()).map(({ kind }) => kind)).toEqual(['suppress', 'answer']);
	});

	it('cannot undo a START when an old STOP is delivered again', async () => {
		const store = newStore();
		await handle(store, [says('STOP', 'm1')]);
		await handle(store, [says('START', 'm2')]);
		expect(await answersOf(store, [says('STOP', 'm1')])).toEqual([['duplicate', false]]);
		expect(await stopsOf(store)).toEqual([]);
	});

	it('cannot undo a STOP when an old START is delivered again', async () => {
		const store = newStore();
		await handle(store, [says('STOP', 'm1')]);
		await handle(store, [says('START', 'm2')]);
		await handle(store, [says('STOP', 'm3')]);
		expect(await answersOf(store, [says('START', 'm2')])).toEqual([['duplicate', false]]);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword sms']);
	});

	it('count again when they have no id: a new STOP after START is a new opt-out', async () => {
		// The third answer within a minute would be one too many.
		expect(await answersOf(newStore(), [says('STOP'), says('START'), says('STOP'), says('STOP')])).toEqual([['applied', true], ['applied', true], ['applied', false], ['already', false]]);
	});

	it('end as the last word of the batch says', async () => {
		const store = newStore();
		await handle(store, [says('STOP'), says('START'), says('STOP')]);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword sms']);
		await handle(store, [says('START'), says('STOP'), says('START')]);
		expect(await stopsOf(store)).toEqual([]);
	});

	it('are the replies of one contact however the number is written', async () => {
		const items = [{ phone: '+14155552671', text: 'STOP' }, { phone: '+1 (415) 555-2671', text: 'STOP' }, { From: '+14155552671', To: '+14155550100', Body: 'STOP' }];
		expect(await answersOf(newStore(), items)).toEqual([['applied', true], ['already', false], ['already', false]]);
	});

	it('of different contacts in one batch do not touch each other', async () => {
		const store = newStore();
		await handle(store, Array.from({ length: 40 }, (_, index) => ({ phone: phone(index + 10), text: index % 2 === 0 ? 'STOP' : 'hello' })));
		for (let index = 0; index < 40; index++) expect(await stopsOf(store, phone(index + 10))).toEqual(index % 2 === 0 ? ['opt_out_keyword sms'] : []);
	});
});

describe('STOP ALL and START', () => {
	it('end every channel of the address with one confirmation, and START opens only its own again', async () => {
		const store = newStore();
		expect(await answersOf(store, [says('stop all', 'm1')])).toEqual([['applied', true]]);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword call', 'opt_out_keyword sms', 'opt_out_keyword whatsapp']);
		await handle(store, [says('START', 'm2')]);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword call', 'opt_out_keyword whatsapp']);
	});

	it('are answered once more when STOP ALL goes further than the STOP before it', async () => {
		expect(await answersOf(newStore(), [says('STOP'), says('stop all'), says('STOP')])).toEqual([['applied', true], ['applied', true], ['already', false]]);
	});

	it('leave alone what the person may not lift', async () => {
		const store = newStore();
		await store.record([
			suppressed(phone(1), 'spam_complaint'),
			suppressed(phone(1), 'staff_dnd'),
			suppressed(phone(1), 'registry'),
			suppressed(phone(1), 'unreachable'),
			suppressed(phone(1), 'provider_opt_out'),
			suppressed(phone(1), 'carrier_block'),
			suppressed(phone(1), 'opt_out_keyword'),
			suppressed(phone(1), 'opt_out_page', { channel: 'whatsapp' }),
		]);
		const result = await handle(store, [says('START')]);
		expect(routesOf(result)).toEqual([['Opt-In']]);
		expect(await stopsOf(store)).toEqual(['opt_out_page whatsapp', 'registry sms', 'spam_complaint sms', 'staff_dnd sms', 'unreachable sms']);
	});

	it('give a withdrawn consent again with the wording it had', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { wordingVersion: 'v3' })]);
		await handle(store, [says('STOP')]);
		await handle(store, [says('START')], { options: { wordingVersion: 'poster' } });
		expect((await factsOf(store))?.consents).toEqual([expect.objectContaining({ state: 'granted', wordingVersion: 'v3', source: 'sms_reply' })]);
	});
});

describe('double opt-in', () => {
	it('is confirmed by a plain YES, once', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { state: 'pending', timestamp: ASKED })]);
		const result = await handle(store, [says('Yes'), says('yes')]);
		expect(routesOf(result).map(([output]) => output)).toEqual(['Opt-In', 'Other']);
		expect((await factsOf(store))?.consents).toEqual([expect.objectContaining({ state: 'granted', wordingVersion: 'v3' })]);
	});

	it('confirms by YES what is pending and gives no withdrawn consent again', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { state: 'withdrawn', messageClass: 'informational' }), granted(phone(1), { state: 'pending', timestamp: ASKED })]);
		await handle(store, [says('YES')]);
		const states = (await factsOf(store))?.consents.map(({ messageClass, state }) => `${messageClass} ${state}`);
		expect(states?.sort()).toEqual(['informational withdrawn', 'marketing granted']);
	});

	it('is not confirmed by YES on another channel, nor where nothing is pending', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { state: 'pending', channel: 'whatsapp', timestamp: ASKED })]);
		expect(routesOf(await handle(store, [says('Yes'), { phone: phone(2), text: 'Yes' }]))).toEqual([['Other'], ['Other']]);
		expect((await factsOf(store))?.consents.map(({ state }) => state)).toEqual(['pending']);
	});

	it('is ended by STOP', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { state: 'pending', timestamp: ASKED })]);
		await handle(store, [says('STOP'), says('Yes')]);
		expect((await factsOf(store))?.consents.map(({ state }) => state)).toEqual(['withdrawn']);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword sms']);
	});
});
