import type { IDataObject } from 'n8n-workflow';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { expectRefusal, granted, newStore, phone, resultsOf, suppressed, type TestStore } from '../nodes/support';
import { runNode, type NodeResult, type NodeRun } from '../support/n8n';

const run = async (store: TestStore, operation: string, parameters: IDataObject, items: NodeRun['items'] = [{ id: 1 }]) =>
	await runNode(ComplianceRegistry, { items, credentials: store.credentials, parameters: { resource: 'data', operation, ...parameters } as never });
const allOf = ({ outputs }: NodeResult) => Object.values(outputs).flat();
const textOf = (result: NodeResult): string => Buffer.from(allOf(result)[0]?.binary?.data?.data ?? '', 'base64').toString();
const filled = async (): Promise<TestStore> => {
	const store = newStore();
	await store.record([granted(phone(1), { evidence: { page: '/form' } }), suppressed(phone(1), 'staff_dnd'), suppressed(phone(2), 'spam_complaint')]);
	return store;
};
const stops = async (store: TestStore) => await store.use(async (open) => (await open.readContacts('default', undefined, 10)).contacts.flatMap(({ contact, suppressions }) => suppressions.map(({ reason }) => [contact?.address, reason])));

describe('Data > Export', () => {
	it('gives one item for each record, with the fields of the first item', async () => {
		const result = await run(await filled(), 'export', { output: 'items' }, [{ id: 1 }, { id: 2 }]);
		const items = allOf(result).map(({ json, pairedItem }) => [json.id, (json.compliance as IDataObject).record ?? (json.compliance as IDataObject).outcome, pairedItem]);
		expect(items.sort()).toEqual([[1, 'consent', { item: 0 }], [1, 'suppression', { item: 0 }], [1, 'suppression', { item: 0 }], [2, 'none', { item: 1 }]]);
	});

	it.each([['csv', 'text/csv', /^record,brand,subject/], ['json', 'application/json', /^\[\n\{"record"/]])('puts a %s file on the first item, and keeps its other files', async (output, mimeType, begins) => {
		const own = { data: 'aGk=', mimeType: 'text/plain' };
		const result = await run(await filled(), 'export', { output }, [{ json: { id: 1 }, binary: { own } }, { json: { id: 2 } }] as never);
		const [first, second] = allOf(result);
		expect(first?.json.compliance).toEqual({ outcome: 'exported', rows: 3 });
		expect(first?.binary).toMatchObject({ own, data: { mimeType } });
		expect(textOf(result)).toMatch(begins);
		expect([second?.binary, second?.json.compliance]).toEqual([undefined, { outcome: 'none', rows: 3 }]);
	});

	it.each([['suppressions', 2], ['consents', 1], ['both', 3]])('gives %s where only they are asked for', async (what, rows) => {
		expect(resultsOf(await run(await filled(), 'export', { output: 'csv', what }))).toEqual([{ outcome: 'exported', rows }]);
	});

	it('refuses an output that does not exist', async () => expectRefusal(await run(newStore(), 'export', { output: 'paper' }), /Output/));
});

describe('Data > Import', () => {
	const fileItem = (text: string | Buffer) => [{ json: { id: 1 }, binary: { data: { data: Buffer.from(text).toString('base64'), mimeType: 'text/csv' } } }] as never;

	it.each(['csv', 'json'])('takes a %s file that Export wrote into another store', async (output) => {
		const from = await filled();
		const text = textOf(await run(from, 'export', { output }));
		const to = newStore();
		const [report] = resultsOf(await run(to, 'import', { importFrom: 'file' }, fileItem(text)));
		expect(report).toMatchObject({ outcome: 'imported', rows: 3, consents: { applied: 1 }, suppressions: { applied: 2 }, rejected: [] });
		expect((await stops(to)).sort()).toEqual((await stops(from)).sort());
	});

	it('says of every item what became of its record', async () => {
		const to = newStore();
		const rows = [{ record: 'suppression', address: phone(1), channel: 'sms', reason: 'staff_dnd' }, { record: 'suppression', address: '12' }, { address: phone(2) }];
		const result = await run(to, 'import', { importFrom: 'items', record: '={{ $json }}' }, rows);
		expect(resultsOf(result)).toMatchObject([{ outcome: 'applied', notes: [] }, { outcome: 'rejected', problem: 'address_invalid' }, { outcome: 'applied', notes: [{ code: 'record_unreadable' }, { code: 'reason_unreadable' }, { code: 'channel_unreadable' }] }]);
		expect(result.hints.map(({ message }) => message)).toEqual(['1 of 3 rows were not imported; the result says which and why.']);
		expect(await stops(to)).toHaveLength(2);
	});

	it('reads the items that Export gives', async () => {
		const from = await filled();
		const to = newStore();
		const items = allOf(await run(from, 'export', { output: 'items' })).map(({ json }) => json);
		expect(resultsOf(await run(to, 'import', { importFrom: 'items', record: '={{ $json.compliance }}' }, items)).map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
		expect((await stops(to)).sort()).toEqual((await stops(from)).sort());
	});

	it.each<[string, string | Buffer | undefined, RegExp]>([
		['no file', undefined, /no file/],
		['a file that is no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), /UTF-8/],
		['JSON that is no list', '{"record":"consent"}', /JSON list/],
		['an open quotation mark', 'record,address\n"a,b\n', /quotation mark/],
	])('refuses %s in words', async (_, content, words) => {
		expectRefusal(await run(newStore(), 'import', { importFrom: 'file' }, content === undefined ? [{ id: 1 }] : fileItem(content)), words);
	});
});
