import type { ReportChange } from '../../lib/store/port';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import type { NodeRun } from '../support/n8n';
import { runNode } from '../support/n8n';
import { complianceOf, newStore, phone, phoneContact, runConserved, resultsOf, type TestStore } from './support';

const setup = (store: TestStore, items: NodeRun['items'] = [{}]): NodeRun => ({ items, credentials: store.credentials, parameters: { resource: 'delivery', operation: 'getUnknownCodes' } });
const report = (provider: string, code: string): ReportChange => ({ kind: 'report', contact: phoneContact(phone(1)), channel: 'sms', provider, code });

describe('listing the codes that nobody knows', () => {
	it('gives one item for each with how often it came, the latest first, and names nobody', async () => {
		const store = newStore();
		await store.record([report('twilio', '39999'), report('twilio', '39999'), report('telnyx', '49999')], { at: new Date('2026-01-15T12:00:00Z') });
		await store.record([report('twilio', '39999')], { at: new Date('2026-01-16T12:00:00Z') });
		const { outputs } = await runNode(ComplianceRegistry, setup(store, [{ list: 1 }, { list: 2 }]));
		const items = outputs['output 0'] ?? [];
		expect(items.map((item) => [item.json.list, complianceOf(item), item.pairedItem])).toEqual([
			[1, { outcome: 'found', provider: 'twilio', code: '39999', count: 3, first: '2026-01-15T12:00:00.000Z', last: '2026-01-16T12:00:00.000Z' }, { item: 0 }],
			[1, { outcome: 'found', provider: 'telnyx', code: '49999', count: 1, first: '2026-01-15T12:00:00.000Z', last: '2026-01-15T12:00:00.000Z' }, { item: 0 }],
			[2, { outcome: 'none' }, { item: 1 }],
		]);
		expect(JSON.stringify(items)).not.toContain(phone(1));
	});

	it('lets every item through where there is none', async () => {
		expect(resultsOf(await runConserved(ComplianceRegistry, setup(newStore(), [{ a: 1 }, { a: 2 }])))).toEqual([{ outcome: 'none' }, { outcome: 'none' }]);
	});

	it('keeps brands apart', async () => {
		const store = newStore();
		await store.record([report('twilio', '39999')], { brand: 'acme' });
		expect(resultsOf(await runConserved(ComplianceRegistry, setup(store)))).toEqual([{ outcome: 'none' }]);
	});
});
