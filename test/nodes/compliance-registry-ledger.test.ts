import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { type NodeRun, runNode } from '../support/n8n';
import { tamperWithFile } from '../support/tampering';
import { expectRefusal, newStore, phone, resultsOf, runConserved, suppressed, type TestStore } from './support';

const setup = (store: TestStore, notedHead?: string, items: NodeRun['items'] = [{ a: 1 }, { a: 2 }]): NodeRun => ({
	items,
	credentials: store.credentials,
	parameters: { resource: 'ledger', operation: 'verify', ...(notedHead !== undefined && { notedHead }) },
});

async function filledStore(): Promise<TestStore> {
	const store = newStore();
	await store.record([1, 2, 3].map((position) => suppressed(phone(position), 'opt_out_keyword')));
	return store;
}

describe('verifying the ledger', () => {
	it('gives every item the head to note, and finds the chain grown from it', async () => {
		const store = await filledStore();
		const results = resultsOf(await runConserved(ComplianceRegistry, setup(store)));
		expect(results).toEqual([0, 1].map(() => ({ outcome: 'verified', ok: true, events: 3, head: expect.stringMatching(/^3:[0-9a-f]{64}$/), noted: null })));
		await store.record([suppressed(phone(4), 'opt_out_keyword')]);
		const head = String(results[0]?.head);
		expect(resultsOf(await runConserved(ComplianceRegistry, setup(store, '={{ $json.head }}', [{ head }])))).toEqual([{ outcome: 'verified', ok: true, events: 4, head: expect.stringMatching(/^4:/), noted: head }]);
	});

	it('names the first event that is not as it was recorded, and fails nothing', async () => {
		const store = await filledStore();
		await tamperWithFile(store.file)('UPDATE @events SET at = at + 1 WHERE seq = 2');
		const [result] = resultsOf(await runConserved(ComplianceRegistry, setup(store)));
		expect(result).toMatchObject({ outcome: 'broken', ok: false, events: 1, head: null, brokenAt: 2, problem: 'changed', message: 'Event 2 was changed after it was recorded.' });
	});

	it('finds a chain that was cut by the noted head', async () => {
		const store = await filledStore();
		const [whole] = resultsOf(await runConserved(ComplianceRegistry, setup(store)));
		await tamperWithFile(store.file)('DELETE FROM @events WHERE seq = 3; UPDATE @brands SET seq = 2, hash = (SELECT hash FROM @events WHERE seq = 2)');
		expect(resultsOf(await runConserved(ComplianceRegistry, setup(store)))[0]).toMatchObject({ ok: true, events: 2 });
		expect(resultsOf(await runConserved(ComplianceRegistry, setup(store, String(whole?.head))))[0]).toMatchObject({ ok: false, brokenAt: 3, problem: 'truncated' });
	});

	it.each(['12', 'nonsense', `0:${'a'.repeat(64)}`, '={{ $json.nothing }}'])('refuses the noted head %s', async (notedHead) => {
		expectRefusal(await runNode(ComplianceRegistry, setup(await filledStore(), notedHead)), /noted head/i);
	});
});
