import type { IDataObject } from 'n8n-workflow';
import type { Change, StoredFacts } from '../../lib/store/port';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { DeliveryFeedback } from '../../nodes/DeliveryFeedback/DeliveryFeedback.node';
import { runNode, type NodeRun } from '../support/n8n';
import { phone } from './support';

const mockOpen = jest.fn();
jest.mock('../../lib/store/open-store', () => ({ openStore: () => mockOpen() as unknown }));

const answersAll = {
	readPolicy: async () => undefined,
	readFacts: async (_brand: string, contacts: readonly unknown[]) => contacts.map((_, index): StoredFacts => ({ subject: `s${index}`, consents: [], suppressions: [] })),
	record: async (_brand: string, changes: readonly Change[]) => changes.map((_, index) => ({ outcome: 'applied', ref: `default:${index + 1}` })),
};
const leavesOutFacts = { ...answersAll, readFacts: async (brand: string, contacts: readonly unknown[]) => (await answersAll.readFacts(brand, contacts)).slice(1) };
const leavesOutResults = { ...answersAll, record: async (brand: string, changes: readonly Change[]) => (await answersAll.record(brand, changes)).slice(1) };

let files = 0;
/** Another one each time: a store that was opened is kept. */
const newFile = (): NonNullable<NodeRun['credentials']> => ({ complianceStoreApi: { backend: 'sqlite', file: `${files++}.sqlite` } });

const person = (index: number): IDataObject => ({ phone: phone(index), compliance: { channel: 'sms', address: phone(index) }, decision: 'dismiss' });
const registry = (resource: string, operation: string, parameters: IDataObject = {}): [typeof ComplianceRegistry, NodeRun] => [ComplianceRegistry, { items: [person(1), person(2)], parameters: { resource, operation, ...parameters } as never }];
const blocked = (index: number): IDataObject => ({ MessageSid: `SM${index}`, MessageStatus: 'undelivered', ErrorCode: '21610', To: phone(index), From: '+14155550100' });

const RUNS: Array<[string, [typeof ComplianceRegistry | typeof DeliveryFeedback, NodeRun]]> = [
	['revokes a consent', registry('consent', 'revoke')],
	['decides about a reply', registry('reply', 'decide')],
	['tells the DND status', registry('dnd', 'get')],
	['reads a consent', registry('consent', 'get')],
	['lifts DND', registry('dnd', 'lift')],
	['reads delivery reports', [DeliveryFeedback, { items: [blocked(1), blocked(2)] }]],
];

describe.each(RUNS)('a node that %s', (_what, [node, run]) => {
	const failure = async (store: object) => {
		mockOpen.mockImplementation(async () => store);
		const { status, error } = await runNode(node, { ...run, credentials: newFile() });
		return status === 'success' ? undefined : error?.message;
	};

	it('believes a store that answers for every contact', async () => {
		expect(await failure(answersAll)).toBeUndefined();
	});

	it('takes nobody for a contact of whom nothing is on record because the store has left them out', async () => {
		expect(await failure(leavesOutFacts)).toMatch(/did not answer/);
	});
});

it.each(RUNS.filter(([what]) => /revokes|delivery/.test(what)))('a node that %s does not call recorded what the store has left out', async (_what, [node, run]) => {
	mockOpen.mockImplementation(async () => leavesOutResults);
	const { error } = await runNode(node, { ...run, credentials: newFile() });
	expect(error?.message).toMatch(/did not answer/);
});
