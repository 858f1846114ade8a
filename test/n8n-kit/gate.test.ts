import { DEFAULT_POLICY } from '../../lib/model/policy';
import type { Change, ComplianceStore, ContactAddress, DecisionChange } from '../../lib/store/port';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { expectConserved, runNode } from '../support/n8n';

const mockStore = { readPolicy: jest.fn(), head: jest.fn(), readFacts: jest.fn(), record: jest.fn() };
jest.mock('../../lib/store/open-store', () => ({ openStore: async () => mockStore as unknown as ComplianceStore }));

const CONTACTS = [{ phone: '+14155552671' }, { phone: '+442079460958' }, { phone: 'nonsense' }, { phone: '+14155552671' }];
const clean = (contacts: readonly ContactAddress[]) => contacts.map(() => ({ subject: 's', consents: [], suppressions: [] }));
const refs = (changes: readonly Change[]) => changes.map((_, index) => ({ outcome: 'applied', ref: `default:${index + 1}` }));

beforeEach(() => {
	mockStore.readPolicy.mockReset().mockResolvedValue(undefined);
	mockStore.head.mockReset().mockResolvedValue({ seq: 7, hash: '' });
	mockStore.readFacts.mockReset().mockImplementation(async (_brand, contacts: ContactAddress[]) => clean(contacts));
	mockStore.record.mockReset().mockImplementation(async (_brand, changes: Change[]) => refs(changes));
});

const run = async (settings = {}) => await runNode(DndGate, { items: CONTACTS, onError: 'continueRegularOutput', parameters: { channel: 'call' }, ...settings });

describe('a gate', () => {
	it('puts the policy on record with the first decisions made under it, once', async () => {
		await run();
		await run();
		expect(mockStore.record.mock.calls.map(([, changes]) => (changes as Change[]).map(({ kind }) => kind)[0])).toEqual(['policy', 'decision']);
	});

	it('puts it on record for each brand, whatever brands and versions are called', async () => {
		mockStore.readPolicy.mockImplementation(async (brand: string) => ({ version: brand === 'acme' ? 'eu default.1' : 'default.1', policy: { ...DEFAULT_POLICY, version: brand === 'acme' ? 'eu default.1' : 'default.1' } }));
		for (const brand of ['acme', 'acme eu']) await run({ parameters: { channel: 'call', options: { brand } } });
		expect(mockStore.record.mock.calls.map(([brand, changes]) => [brand, (changes as Change[])[0]?.kind])).toEqual([['acme', 'policy'], ['acme eu', 'policy']]);
	});

	it('asks the store once for all readable addresses and records a decision for every item', async () => {
		const { outputs, input } = await run();
		expect(mockStore.readFacts).toHaveBeenCalledTimes(1);
		expect(mockStore.record).toHaveBeenCalledTimes(1);
		expect(mockStore.record.mock.calls[0]?.[1]).toHaveLength(4);
		expect(outputs.Allowed?.map(({ json }) => json.phone)).toEqual(['+14155552671', '+442079460958', '+14155552671']);
		expect(outputs.Suppressed?.[0]?.json.compliance).toMatchObject({ verdict: 'suppress', reasons: [{ code: 'ADDRESS_INVALID' }], ref: 'default:3' });
		expectConserved(input, outputs);
	});

	it.each([
		['nobody knows how far the ledger is', () => mockStore.head.mockRejectedValue(new Error('+14155552671'))],
		['reading fails', () => mockStore.readFacts.mockRejectedValue(new Error('+14155552671'))],
		['reading throws', () => mockStore.readFacts.mockImplementation(() => { throw new Error('+14155552671'); })],
		['it answers for too few contacts', () => mockStore.readFacts.mockImplementation(async (_brand, contacts: ContactAddress[]) => clean(contacts).slice(1))],
		['it answers for too many contacts', () => mockStore.readFacts.mockImplementation(async (_brand, contacts: ContactAddress[]) => [...clean(contacts), ...clean(contacts)])],
		['it leaves a contact out', () => mockStore.readFacts.mockImplementation(async (_brand, contacts: ContactAddress[]) => [undefined, ...clean(contacts).slice(1)])],
		['it answers nothing', () => mockStore.readFacts.mockResolvedValue(undefined)],
		['the decisions cannot be recorded', () => mockStore.record.mockRejectedValue(new Error('+14155552671'))],
		['only some decisions are on record', () => mockStore.record.mockImplementation(async (_brand, changes: Change[]) => refs(changes).slice(1))],
	])('lets nobody through when %s', async (_name, breakStore) => {
		breakStore();
		const { outputs, input } = await run();
		expect(outputs.Allowed ?? []).toEqual([]);
		expect(outputs.Suppressed).toHaveLength(4);
		expectConserved(input, outputs, ['compliance', 'error']);
		expect(outputs.Suppressed?.map(({ json }) => json.error).join()).not.toMatch(/\d{5}/);
	});

	describe('while contacts opt out', () => {
		const stopped = { id: 's8', reason: 'opt_out_keyword', channel: 'all', classes: ['marketing'], direction: 'outgoing', since: '2026-03-01T00:00:00.000Z' };
		/** Opts the second contact out between the look at it and the record of the decision, so many times. */
		const optOutMeanwhile = (times: number): void => {
			let [left, isOut] = [times, false];
			mockStore.readFacts.mockImplementation(async (_brand, contacts: ContactAddress[]) => contacts.map(({ address }) => ({ subject: 's', consents: [], suppressions: isOut && address === '+442079460958' ? [stopped] : [] })));
			mockStore.record.mockImplementation(async (_brand, changes: Change[]) => {
				const results = refs(changes).map((result, index) => ({ ...result, outcome: left > 0 && 'contact' in (changes[index] ?? {}) && JSON.stringify(changes[index]).includes('+442079460958') ? 'outdated' : 'applied' }));
				left--;
				isOut = true;
				return results;
			});
		};

		it('looks once more at whom something has changed of, and at nobody else', async () => {
			optOutMeanwhile(1);
			const { outputs, input } = await run();
			expect(outputs.Allowed?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 3 }]);
			expect(outputs.Suppressed?.find(({ json }) => json.phone === '+442079460958')?.json.compliance).toMatchObject({ verdict: 'suppress', reasons: [{ code: 'OPTED_OUT' }], ref: 'default:1' });
			expect(mockStore.readFacts.mock.calls.map(([, contacts]) => (contacts as ContactAddress[]).length)).toEqual([3, 1]);
			expect(mockStore.record.mock.calls.map(([, changes]) => (changes as DecisionChange[]).map(({ factsUpTo }) => factsUpTo))).toEqual([[7, 7, 7, 7], [7]]);
			expectConserved(input, outputs);
		});

		it('lets nobody through where that never comes to rest', async () => {
			optOutMeanwhile(Infinity);
			const { outputs } = await run();
			expect(outputs.Allowed ?? []).toEqual([]);
			expect(outputs.Suppressed).toHaveLength(4);
		});
	});

	it('answers for the other items where one has a channel, class or address that is anything at all', async () => {
		const items = [{ phone: '+14155552671', c: 'call', m: 'marketing' }, ...[{ toString: 'x' }, null, 5, ['call'], 'CALL', 'constructor'].map((c) => ({ phone: '+14155552671', c, m: 'marketing' })), { phone: { valueOf: 1 }, c: 'call', m: 'marketing' }, { phone: '+14155552671', c: 'call', m: { toString: null } }];
		const { outputs, input } = await run({ items, parameters: { channel: '={{ $json.c }}', messageClass: '={{ $json.m }}', address: '={{ $json.phone }}' } });
		expect(outputs.Allowed?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		const reasons = outputs.Suppressed?.map(({ json }) => (json.compliance as { reasons: Array<{ code: string }> }).reasons[0]?.code);
		expect(reasons).toEqual([...Array(6).fill('CHANNEL_INVALID'), 'ADDRESS_INVALID', 'MESSAGE_CLASS_INVALID']);
		expectConserved(input, outputs);
	});

	it('decides for the instant of the item, and not at all where that cannot be read', async () => {
		const items = [{ phone: '+14155552671', at: '2026-03-31T12:00:00Z' }, { phone: '+14155552671', at: 'tomorrow' }, { phone: '+14155552671', at: '' }];
		const { outputs } = await run({ items, parameters: { channel: 'call', options: { evaluateAt: '={{ $json.at }}' } } });
		expect(outputs.Allowed?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(outputs.Suppressed?.[0]?.json.compliance).toMatchObject({ reasons: [{ code: 'INSTANT_INVALID' }] });
	});

	it.each([
		['a direction that is none', { direction: 'sideways' }],
		['a brand that is an expression', { options: { brand: '={{ $json.brand }}' } }],
		['a brand that is a number', { options: { brand: 5 } }],
		['a country that is none', { options: { defaultCountry: 'Atlantis' } }],
		['a date without a zone', { options: { evaluateAt: '2026-03-31' } }],
	])('is not started with %s', async (_name, parameters) => {
		const { error } = await runNode(DndGate, { items: CONTACTS, parameters: { channel: 'call', ...parameters } });
		expect(error).toMatchObject({ name: 'NodeOperationError', description: expect.stringMatching(/\w/) });
		expect(mockStore.record).not.toHaveBeenCalled();
	});
});
