import { inspect } from 'node:util';
import { NodeOperationError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { ComplianceError } from '../../lib/model/errors';
import type { Outcome } from '../../lib/n8n/run-items';
import { expectConserved, runNode } from '../support/n8n';
import { allow, handling, looking, type Output } from './probe';

const CONTACTS = [
	{ phone: '+15551230001', name: { first: 'Ada' } },
	{ phone: '+15551230002', compliance: 'a field of the contact' },
	{ email: 'bo@example.com', error: 'a field of the contact', details: 1 },
];
const MODES = [undefined, 'stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
const leaky = 'could not send "hello" to +15551230001 or bo@example.com';

class HostileError extends Error {
	override name = 'HostileError';
}

const broken = (result: unknown) => async () => result as Array<Outcome<Output>>;
const FAULTS: Record<string, Parameters<typeof handling>[0]> = {
	'rejects': async () => { throw new HostileError(leaky); },
	'throws before it is asynchronous': (() => { throw new HostileError(leaky); }) as unknown as Parameters<typeof handling>[0],
	'throws a text': async () => { throw leaky; },
	'throws nothing': async () => { throw undefined; },
	'throws after a while': async () => { await new Promise(setImmediate); throw new TypeError(leaky); },
	'throws a fault of the store': async () => { throw new ComplianceError('STORE_UNAVAILABLE', 'The store is away.', 'Wait.', { cause: new Error(leaky) }); },
	'returns nothing': broken(undefined),
	'returns too few outcomes': broken([allow(), allow()]),
	'returns too many outcomes': broken([allow(), allow(), allow(), allow()]),
	'returns a hole': broken(Object.assign(new Array(3), { 0: allow(), 2: allow() })),
	'returns an unknown output': broken([allow(), { ...allow(), output: 'Sent' }, allow()]),
	'returns an output by its index': broken([allow(), { ...allow(), output: 0 }, allow()]),
	'returns an inherited name as output': broken([allow(), { ...allow(), output: 'constructor' }, allow()]),
	'returns no outcome for an item': broken([allow(), null, allow()]),
	'changes its input': async ({ items }) => { (items[0] as INodeExecutionData).json.phone = 'x'; return items.map(() => allow()); },
	'changes its input deep inside': async ({ items }) => { Object.assign(items[0]?.json.name as IDataObject, { first: 'x' }); return items.map(() => allow()); },
};

function leaks(value: unknown): string[] {
	return JSON.stringify(value ?? '').match(/@|\d{5,}|hello/g) ?? [];
}

describe.each(Object.keys(FAULTS))('a handler that %s', (fault) => {
	it.each(MODES)('lets nothing reach the sending output with onError %s', async (onError) => {
		const { outputs, status, error, input } = await runNode(handling(FAULTS[fault] as never), { items: CONTACTS, ...(onError && { onError }) });
		expect(outputs.Allowed ?? []).toEqual([]);

		if (onError === undefined || onError === 'stopWorkflow') {
			expect(status).toBe('error');
			expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 }, description: expect.stringMatching(/\w/) });
			expect(leaks([error?.message, error?.description])).toEqual([]);
			expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/hello|15551230001|example\.com/);
			return;
		}
		expect(status).toBe('success');
		expectConserved(input, outputs, ['compliance', 'error', 'details']);
		const failed = onError === 'continueErrorOutput' ? outputs.error : outputs.Suppressed;
		expect(failed).toHaveLength(CONTACTS.length);
		for (const { json } of failed ?? []) expect(leaks(json.error)).toEqual([]);
		if (onError === 'continueRegularOutput') {
			for (const { json } of failed ?? []) expect(json.compliance).toMatchObject({ verdict: 'suppress', status: 'unknown', reasons: [{ effect: 'deny', rule: 'engine' }] });
		}
	});
});

describe('a batch that fails', () => {
	const reasonOf = async (error: unknown) => {
		const { outputs } = await runNode(handling(async () => { throw error; }), { items: [{ phone: '1' }], onError: 'continueRegularOutput' });
		return outputs.Suppressed?.[0]?.json.compliance as { reasons: Array<{ code: string }> };
	};

	it('says whether the store or a check failed', async () => {
		for (const code of ['STORE_UNAVAILABLE', 'STORE_TOO_NEW', 'STORE_CORRUPT', 'STORE_NOT_OURS', 'STORE_UNSUPPORTED'] as const) {
			expect((await reasonOf(new ComplianceError(code, 'm', 'r'))).reasons[0]?.code).toBe('STORE_UNAVAILABLE');
		}
		for (const error of [new ComplianceError('CONFIG_INVALID', 'm', 'r'), new Error('x'), null, 5]) expect((await reasonOf(error)).reasons[0]?.code).toBe('EVALUATION_ERROR');
	});

	it('tells what to do in the words of the configuration error', async () => {
		const { error } = await runNode(handling(async () => { throw new ComplianceError('CONFIG_INVALID', 'The Brand is not a usable name.', 'Use letters.'); }), { items: [{}] });
		expect(error).toMatchObject({ message: 'The Brand is not a usable name.', description: 'Use letters.' });
	});

	it('names the item whose expression failed', async () => {
		const node = handling(async (batch) => batch.items.map((_, index) => (batch.read('value')(index), allow())));
		const value = '={{ $itemIndex === 2 ? $("Nowhere").item : 1 }}';
		const { error, outputs } = await runNode(node, { items: CONTACTS, parameters: { value } });
		expect([error?.context.itemIndex, outputs.Allowed]).toEqual([2, []]);
	});
});

describe('a batch that succeeds', () => {
	it('keeps every field, every item once, and leads back to its input', async () => {
		const routed: Array<Outcome<Output>> = [allow(), { output: 'Suppressed', gains: { compliance: { verdict: 'suppress' } } }, allow()];
		const { input, outputs } = await runNode(handling(async () => routed), { items: CONTACTS.map((json, index) => ({ json, binary: { file: { data: `${index}`, mimeType: 'text/plain' } } })) });
		expectConserved(input, outputs);
		expect(outputs.Allowed?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	});

	it('shows its result beside an error that a node before it left on the item', async () => {
		const before = { json: { phone: '1' }, error: new NodeOperationError({ name: 'x' } as never, leaky) };
		for (const onError of MODES) {
			const { outputs } = await runNode(handling(async () => [allow()]), { items: [before], ...(onError && { onError }) });
			expect(outputs.Allowed?.map(({ json }) => json)).toEqual([{ error: leaky, compliance: { verdict: 'send' } }]);
		}
	});

	it('leaves items that another run puts out', async () => {
		const { outputs } = await runNode(handling(async () => [allow(), 'elsewhere', allow()]), { items: CONTACTS });
		expect(outputs.Allowed).toHaveLength(2);
	});

	it('works on no items at all', async () => {
		const { outputs, status } = await runNode(handling(async ({ items }) => items.map(() => allow())), { items: [] });
		expect([status, outputs.Allowed ?? []]).toEqual(['success', []]);
	});
});

describe('"Always Output Data"', () => {
	it.each(MODES)('lets no empty item reach the sending output with onError %s', async (onError) => {
		const holding = handling(async ({ items }) => items.map(() => ({ output: 'Suppressed', gains: {} })));
		const { outputs, status } = await runNode(holding, { items: CONTACTS, alwaysOutputData: true, ...(onError && { onError }) });
		expect(outputs.Allowed ?? []).toEqual([]);
		expect(status).toBe(onError?.startsWith('continue') ? 'success' : 'error');
	});
});

describe('the field that takes the result', () => {
	it.each(['error', 'message', 'details', '__proto__', 'a.b', '', ' '.repeat(65), 5, '={{ $json.phone }}'])('is never %p', async (resultField) => {
		const { outputs } = await runNode(handling(async () => { throw new Error('x'); }), { items: [{ phone: '1' }], onError: 'continueRegularOutput', parameters: { options: { resultField } } });
		expect(Object.keys(outputs.Suppressed?.[0]?.json ?? {})).toEqual(['phone', 'compliance', 'error']);
	});
});

describe('the probe', () => {
	it('gets frozen items', async () => {
		const seen: boolean[] = [];
		await runNode(looking((_, items) => seen.push(...items.map(({ json }) => Object.isFrozen(json)))), { items: CONTACTS });
		expect(seen).toEqual([true, true, true]);
	});
});
