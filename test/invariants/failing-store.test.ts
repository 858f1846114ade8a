import { ComplianceError } from '../../lib/model/errors';
import { runNode } from '../support/n8n';
import { holdsContents, HOSTILE_ITEMS, packageNodes } from './package-nodes';

const mockOpen = jest.fn();
jest.mock('../../lib/store/open-store', () => ({ openStore: () => mockOpen() as unknown }));

const hostile = () => new Error('no row for +14155552671, ada@example.com: "STOP calling"');
const FAILURES: Record<string, () => unknown> = {
	'cannot be opened': () => Promise.reject(hostile()),
	'is away': () => Promise.reject(new ComplianceError('STORE_UNAVAILABLE', 'The store cannot be reached.', 'Check it.', { cause: hostile() })),
	'fails when asked': () => Promise.resolve({ readPolicy: () => Promise.reject(hostile()), readFacts: () => Promise.reject(hostile()), record: () => Promise.reject(hostile()), history: () => Promise.reject(hostile()) }),
	'fails after the policy was read': () => Promise.resolve({ readPolicy: async () => undefined, readFacts: () => Promise.reject(hostile()), record: () => Promise.reject(hostile()), history: () => Promise.reject(hostile()) }),
	'gives a policy that is none': () => Promise.resolve({ readPolicy: async () => ({ version: 'v1', policy: null }), readFacts: async () => [], record: async () => [], history: async () => [] }),
	'answers nonsense': () => Promise.resolve({ readPolicy: async () => undefined, readFacts: async () => [], record: async () => [], history: async () => null }),
};
const NODES = packageNodes();
const CONTINUING = ['continueRegularOutput', 'continueErrorOutput'] as const;
const STORE_CASES = NODES.filter(({ asksStore, sending }) => asksStore && sending.length > 0).flatMap((node) => Object.keys(FAILURES).map((failure) => [node.name, failure, node] as const));

describe('invariant 1: no failure lets an item reach a sending output (see also n8n-kit/run-items, n8n-kit/gate, decision/broken-rule, decision/decide)', () => {
	it('is asked of every node that has a sending output', () => {
		expect(NODES.filter(({ sending }) => sending.length > 0).map(({ name }) => name)).toEqual(expect.arrayContaining(['ConsentCheck', 'DndGate', 'QuietHoursWindow']));
		for (const { description, sending } of NODES) expect(description.outputNames ?? []).toEqual(expect.arrayContaining([...sending]));
	});

	it.each(STORE_CASES)('%s lets nobody through when the store %s', async (_name, failure, { nodeClass, sending }) => {
		mockOpen.mockImplementation(FAILURES[failure] as () => unknown);
		for (const onError of [undefined, ...CONTINUING]) {
			const { outputs } = await runNode(nodeClass, { items: HOSTILE_ITEMS, ...(onError && { onError }) });
			for (const name of sending) expect([onError, name, outputs[name] ?? []]).toEqual([onError, name, []]);
		}
	});

	it.each(NODES.filter(({ description }) => description.outputs.length > 1).map((node) => [node.name, node] as const))('%s leaves its first output empty when it refuses its settings', async (_name, { nodeClass, description }) => {
		for (const onError of CONTINUING) {
			const { outputs, raw } = await runNode(nodeClass, { items: HOSTILE_ITEMS, onError, alwaysOutputData: true });
			expect(raw[0] ?? []).toEqual([]);
			expect(outputs[description.outputNames?.[0] ?? ''] ?? []).toEqual([]);
			expect(raw.flat()).toHaveLength(HOSTILE_ITEMS.length);
		}
	});
});

describe('invariant 8: no address, text or evidence in error messages or logs (see also n8n-kit/run-items)', () => {
	it.each(STORE_CASES)('%s tells of nobody when the store %s', async (_name, failure, { nodeClass }) => {
		const logged: unknown[] = [];
		const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((method) => jest.spyOn(console, method).mockImplementation((...parts) => void logged.push(parts)));
		mockOpen.mockImplementation(FAILURES[failure] as () => unknown);
		const stopped = await runNode(nodeClass, { items: HOSTILE_ITEMS });
		const continued = await runNode(nodeClass, { items: HOSTILE_ITEMS.map(({ error: _, ...item }) => item), onError: 'continueRegularOutput' });
		spies.forEach((spy) => spy.mockRestore());

		const told = [stopped.error?.message, stopped.error?.description, ...continued.raw.flat().map(({ json }) => json.error), ...stopped.hints, ...logged];
		for (const text of told) expect(holdsContents(JSON.stringify(text ?? ''))).toBe(false);
		expect(continued.raw.flat().every(({ json }) => typeof json.error === 'string')).toBe(true);
	});
});
