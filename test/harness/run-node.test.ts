import { existsSync } from 'node:fs';
import { Expression } from 'n8n-workflow';
import { expectConserved, runNode, userFolder } from '../support/n8n';
import { gate, jsonOf, suppressing } from './fixtures';

const contacts = [{ phone: '1', name: { first: 'Ada' } }, { phone: '2', name: { first: 'Bo' } }];

const reading = gate(async (context) => [
	context.getInputData().map(({ json }, item) => ({
		json: { ...json, compliance: context.getNodeParameter('value', item) as string },
		pairedItem: { item },
	})),
	[],
]);

describe('a node in the in-process n8n', () => {
	it('gets real expressions evaluated for each item, in the engine n8n 2 uses by default', async () => {
		const { outputs } = await runNode(reading, { parameters: { value: '={{ $json.phone + $json.name.first.toUpperCase() }}' }, items: contacts });
		expect(jsonOf(outputs.Allowed).map(({ compliance }) => compliance)).toEqual(['1ADA', '2BO']);
		expect(Expression.getActiveImplementation()).toBe('vm');
	});

	it('gets its parameter defaults', async () => {
		const { outputs } = await runNode(reading, { items: contacts });
		expect(jsonOf(outputs.Allowed).map(({ compliance }) => compliance)).toEqual(['unset', 'unset']);
	});

	it('gets credentials by type', async () => {
		const node = suppressing(() => ({}));
		const asking = gate(async (context) => [[], [{ json: await context.getCredentials('gateApi'), pairedItem: { item: 0 } }]]);
		await expect(runNode(node, { items: contacts })).resolves.toMatchObject({ status: 'success' });
		const { outputs } = await runNode(asking, { items: [{}], credentials: { gateApi: { brand: 'acme' } } });
		expect(jsonOf(outputs.Suppressed)).toEqual([{ brand: 'acme' }]);
	});

	it('fails when it changes an input item', async () => {
		const mutating = gate(async (context) => {
			for (const { json } of context.getInputData()) json.compliance = 'changed';
			return [[], []];
		});
		const { status, error } = await runNode(mutating, { items: contacts });
		expect(status).toBe('error');
		expect(error?.message).toMatch(/not extensible/);
	});

	it('fails when it changes a nested value of an input item', async () => {
		const mutating = gate(async (context) => {
			Object.assign(context.getInputData()[0]?.json.name as object, { first: 'changed' });
			return [[], []];
		});
		expect((await runNode(mutating, { items: contacts })).status).toBe('error');
	});

	it('shows the hints it gives', async () => {
		const hinting = gate(async (context) => {
			context.addExecutionHints({ message: 'look' });
			return [[], []];
		});
		expect((await runNode(hinting, { items: contacts })).hints).toEqual([{ message: 'look' }]);
	});

	it('has a user folder of its own', () => {
		expect(existsSync(userFolder)).toBe(true);
		expect(process.env.N8N_USER_FOLDER).toBe(userFolder);
	});
});

describe('expectConserved', () => {
	it('accepts every item once, with its fields and the added object', async () => {
		const { input, outputs } = await runNode(reading, { items: contacts });
		expectConserved(input, outputs);
	});

	const faults = {
		'a lost item': gate(async (context) => [[], context.getInputData().slice(1).map(({ json }) => ({ json, pairedItem: { item: 1 } }))]),
		'an item twice': gate(async (context) => Array.from({ length: 2 }, () => context.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } })))),
		'an item without pairedItem': gate(async (context) => [[], context.getInputData().map(({ json }) => ({ json }))]),
		'a pairedItem that leads to another item': suppressing((_, index) => ({ pairedItem: { item: 1 - index } })),
		'a lost field': suppressing(() => ({ json: {} })),
		'a changed field': suppressing(({ json }) => ({ json: { ...json, phone: '3' } })),
	};
	it.each(Object.entries(faults))('refuses %s', async (_fault, node) => {
		const { input, outputs } = await runNode(node, { items: contacts });
		expect(() => expectConserved(input, outputs)).toThrow();
	});
});
