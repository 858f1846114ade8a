import type { IDataObject } from 'n8n-workflow';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { startClockAt } from '../support/clock';
import { newStore, phone, phoneContact, resultsOf, routesOf, runConserved, type TestStore } from './support';

/** Before 2027-01-31, the day from which STOP to a text ends the calls to a number of the United States as well. */
const NOW = '2026-11-02T12:00:00Z';
startClockAt(NOW);

const FROM_FIELDS: IDataObject = { readFrom: 'fields' };
const BY_FORM: IDataObject = {};
const handle = async (store: TestStore, items: IDataObject[], parameters: IDataObject = {}) =>
	await runConserved(KeywordHandler, { items, credentials: store.credentials, parameters: parameters as never });
const outcomesOf = async (...args: Parameters<typeof handle>) => resultsOf(await handle(...args)).map(({ outcome }) => outcome);
const isAllowed = async (store: TestStore) => routesOf(await runConserved(DndGate, { items: [{ phone: phone(1) }], credentials: store.credentials })).map(([output]) => output)[0] === 'Allowed';
const stopsOf = async (store: TestStore) => ((await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1))], new Date())))[0]?.suppressions ?? []).map(({ reason, channel }) => `${reason} ${channel}`);
const says = (text: string, fields: IDataObject = {}): IDataObject => ({ phone: phone(1), text, ...fields });
/** STOP, START and STOP again; `start` is what the START has in the place of `stop`. */
const inTurn = async (stop: IDataObject, parameters: IDataObject, start = stop) => {
	const store = newStore();
	const outcomes = [];
	for (const text of ['STOP', 'START', 'STOP']) outcomes.push(...(await outcomesOf(store, [says(text, text === 'START' ? start : stop)], parameters)));
	return { outcomes, stops: await stopsOf(store), isAllowed: await isAllowed(store) };
};

describe('the id of a row or of a contact', () => {
	it.each([
		['by its form', BY_FORM],
		['from fields', FROM_FIELDS],
	])('names no reply that is read %s: a STOP after START is heard', async (_way, parameters) => {
		expect(await inTurn({ id: 42 }, parameters)).toEqual({ outcomes: ['applied', 'applied', 'applied'], stops: ['opt_out_keyword sms'], isAllowed: false });
	});

	it('names a START together with its time, and never a STOP, which is rather done twice', async () => {
		const store = newStore();
		const at = (time: string) => ({ id: 42, receivedAt: `2026-11-02T${time}Z` });
		expect(await outcomesOf(store, [says('STOP', at('11:00:00')), says('START', at('11:01:00')), says('START', at('11:01:00')), says('STOP', at('11:00:00'))])).toEqual(['applied', 'applied', 'duplicate', 'applied']);
		expect(await outcomesOf(store, [says('STOP', at('11:02:00')), says('STOP', { ...at('11:02:00'), id: 43 })])).toEqual(['already', 'already']);
	});

	it('of an earlier message does not make another of the same time pass for it', async () => {
		const store = newStore();
		expect(await outcomesOf(store, [says('START', { id: 1, receivedAt: '2026-11-02T11:00:00Z' }), says('START', { id: 2, receivedAt: '2026-11-02T11:00:00Z' })])).not.toContain('duplicate');
	});
});

describe('the time of a reply without an id', () => {
	it.each([
		['by its form', BY_FORM],
		['from fields', FROM_FIELDS],
	])('never makes a STOP that is read %s pass for an earlier one', async (_way, parameters) => {
		expect(await inTurn({ receivedAt: '2026-11-02T11:00:00Z' }, parameters, {})).toEqual({ outcomes: ['applied', 'applied', 'applied'], stops: ['opt_out_keyword sms'], isAllowed: false });
	});

	it('never makes an unclear reply pass for an earlier one', async () => {
		const unclear = says('please no more of the weekly ones', { receivedAt: '2026-11-02T11:00:00Z' });
		expect(await outcomesOf(newStore(), [unclear, unclear])).not.toContain('duplicate');
	});

	it('tells a START and a HELP that come in again', async () => {
		const timed = (text: string) => says(text, { receivedAt: '2026-11-02T11:58:00Z' });
		const results = resultsOf(await handle(newStore(), ['START', 'START', 'HELP', 'HELP'].map(timed)));
		expect(results.map(({ outcome, reply }) => [outcome, reply !== undefined])).toEqual([['applied', true], ['duplicate', false], ['none', true], ['duplicate', false]]);
	});
});

describe('the id of a message', () => {
	it.each(['messageId', 'message_id'])('is what a plain item calls %s', async (name) => {
		expect(await outcomesOf(newStore(), [says('STOP', { [name]: 'm1' }), says('STOP', { [name]: 'm1' }), says('STOP', { [name]: 'm2', id: 'm1' })])).toEqual(['applied', 'duplicate', 'already']);
	});

	it('is the field that the node names, whatever it is called', async () => {
		const items = [says('STOP', { id: 'm1' }), says('STOP', { id: 'm1' })];
		expect(await outcomesOf(newStore(), items, { ...FROM_FIELDS, messageId: '={{ $json.id }}' })).toEqual(['applied', 'duplicate']);
		expect(await outcomesOf(newStore(), [says('STOP', { messageId: 'm1' }), says('STOP', { messageId: 'm1' })], FROM_FIELDS)).toEqual(['applied', 'duplicate']);
	});

	it('is not the address of the contact', async () => {
		expect(await outcomesOf(newStore(), [says('STOP'), says('START'), says('STOP')].map((item) => ({ ...item, messageId: phone(1) })))).toEqual(['applied', 'applied', 'applied']);
	});
});

describe('a channel that From Fields does not know', () => {
	const read = async (channel: unknown, text: string, fields: IDataObject = {}) => {
		const store = newStore();
		const result = await handle(store, [says(text, { via: channel as string, ...fields })], { ...FROM_FIELDS, channel: '={{ $json.via }}', address: '={{ $json.phone }}' });
		return { route: routesOf(result)[0], stops: await stopsOf(store), result: resultsOf(result)[0] };
	};

	it.each(['SMS', 'mms', ' Sms ', 'RCS', 'sms.inbound'])('is no such where it is written "%s"', async (channel) => {
		expect(await read(channel, 'STOP')).toMatchObject({ route: ['Opt-Out'], stops: ['opt_out_keyword sms'] });
		expect(await read(channel, 'START')).toMatchObject({ route: ['Opt-In'] });
	});

	it.each(['Text', '', 'pigeon', null, 7, { a: 1 }])('does not lose a STOP, and begins nothing: %j', async (channel) => {
		expect(await read(channel, 'STOP')).toMatchObject({ route: ['Opt-Out'], stops: ['opt_out_keyword sms'] });
		const start = await read(channel, 'START');
		expect(start).toMatchObject({ route: ['Needs Review', 'REPLY_UNCLEAR'], stops: [] });
		expect(start.result?.reasons?.[0]?.facts).toMatchObject({ because: 'channel_not_known' });
	});
});
