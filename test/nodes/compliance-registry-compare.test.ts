import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { QUIET_HOURS_PACK } from '../../lib/packs/quiet-hours';
import { runNode } from '../support/n8n';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import { asDocument } from '../../lib/n8n/node-policy';
import { expectRefusal, granted, newStore, suppressed, type TestStore } from './support';

const NEW_YORKER = { phone: '+12125550100' };
const FLORIDIAN = { phone: '+13055550100' };
const EVENING = '2026-04-01T00:30:00Z';
const PROVEN = { source: 'web_form', timestamp: '2026-01-31T12:00:00.000Z', wordingVersion: 'v3' };
const EARLY_NIGHT = { quietHours: { windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '09:00', end: '18:00' }] } };

interface Compared {
	outcome: string;
	changed: boolean;
	before: { verdict: string; policyVersion: string; sendAt?: string };
	after: { verdict: string; policyVersion: string; sendAt?: string };
	added: Array<{ code: string; text: string }>;
	gone: Array<{ code: string }>;
}

async function filled(): Promise<TestStore> {
	const store = newStore();
	await store.record([granted(NEW_YORKER.phone, PROVEN), granted(FLORIDIAN.phone, PROVEN)]);
	return store;
}

async function run(store: TestStore, parameters: object) {
	return await runNode(ComplianceRegistry, {
		items: [NEW_YORKER, FLORIDIAN],
		credentials: store.credentials,
		parameters: { resource: 'policy', operation: 'compare', options: { evaluateAt: EVENING }, ...parameters } as never,
	});
}

async function compare(parameters: object) {
	const store = await filled();
	const recorded = (await store.events()).length;
	const result = await run(store, parameters);

	expect(await store.events()).toHaveLength(recorded);
	return { compared: (result.outputs['output 0'] ?? []).map(({ json }) => json.compliance as unknown as Compared), hints: result.hints.map(({ message }) => message) };
}

describe('comparing policies', () => {
	it('says for each contact who changes verdict and why, and records nothing', async () => {
		const { compared, hints } = await compare({ policyAfter: EARLY_NIGHT });
		expect(compared).toMatchObject([
			{ outcome: 'compared', changed: true, before: { verdict: 'send', policyVersion: 'built-in-4' }, after: { verdict: 'hold', sendAt: '2026-04-01T13:00:00.000Z' }, added: [{ code: 'QUIET_HOURS', text: expect.any(String) as string }], gone: [] },
			{ outcome: 'compared', changed: true, before: { verdict: 'hold', sendAt: '2026-04-01T12:00:00.000Z' }, after: { verdict: 'hold', sendAt: '2026-04-01T13:00:00.000Z' } },
		]);
		expect(hints).toEqual(['2 of 2 contacts change (send → hold: 1, hold → hold: 1).']);
	});

	it('finds nothing where nothing changes', async () => {
		const { compared, hints } = await compare({ policyAfter: {} });
		expect(compared.map(({ changed, added, gone }) => [changed, added, gone])).toEqual([[false, [], []], [false, [], []]]);
		expect(hints).toEqual(['0 of 2 contacts change.']);
	});

	it('takes the policy in force where none is given', async () => {
		const store = await filled();
		await store.record([{ kind: 'policy', version: 'acme.1', policy: EARLY_NIGHT, inForce: true }]);
		const { outputs } = await run(store, { policyAfter: {} });
		expect(outputs['output 0']?.[0]?.json.compliance).toMatchObject({ changed: true, before: { verdict: 'hold' }, after: { verdict: 'send' }, gone: [{ code: 'QUIET_HOURS' }] });
	});

	it('takes a policy on record that knows nothing of replies and delivery reports yet', async () => {
		const { replies: _, delivery: __, ...earlier } = asDocument(DEFAULT_POLICY);
		const store = await filled();
		await store.record([{ kind: 'policy', version: 'acme.1', policy: { ...earlier, optOut: { scope: 'channel' } }, inForce: true }]);
		const { outputs } = await run(store, { policyAfter: EARLY_NIGHT });
		expect(outputs['output 0']?.[0]?.json.compliance).toMatchObject({ outcome: 'compared', changed: true, before: { verdict: 'send', policyVersion: expect.stringMatching(/^acme\.1\./) as string }, after: { verdict: 'hold' } });
	});

	it('says whom a policy lets through that does not hold for unclear replies', async () => {
		const store = await filled();
		await store.record([suppressed(NEW_YORKER.phone, 'review_hold')]);
		const { outputs, hints } = await run(store, { policyAfter: { replies: { holdUnclear: false } } });
		expect(outputs['output 0']?.map(({ json }) => json.compliance)).toMatchObject([{ changed: true, before: { verdict: 'review' }, after: { verdict: 'send' }, gone: [{ code: 'REPLY_AWAITS_REVIEW' }] }, { changed: false }]);
		expect(hints.map(({ message }) => message)).toEqual(['1 of 2 contacts change (review → send: 1).']);
	});

	it('compares two versions of a rule pack', async () => {
		const earlier = { ...QUIET_HOURS_PACK, version: '2020.01.01', rows: QUIET_HOURS_PACK.rows.filter(({ jurisdiction }) => jurisdiction !== 'US-FL') };
		const { compared } = await compare({ rulePacks: { packsBefore: JSON.stringify({ quietHours: earlier }) } });
		expect(compared).toMatchObject([{ changed: false }, { changed: true, before: { verdict: 'send' }, after: { verdict: 'hold' }, added: [{ code: 'QUIET_HOURS', packVersion: QUIET_HOURS_PACK.version, facts: { rows: ['US-FL/1'] } }] }]);
	});

	it.each([
		['a policy that is no JSON', { policyAfter: '{' }, /Policy After/],
		['a policy with an unknown field', { policyBefore: { quiteHours: {} } }, /quiteHours/],
		['packs that are none', { rulePacks: { packsAfter: '[]' } }, /Packs After/],
		['a pack with a row without source', { rulePacks: { packsAfter: { quietHours: { version: '2026.01.01', rows: [{ ...QUIET_HOURS_PACK.rows[0], source: undefined }] } } } }, /quietHours\.rows\.0\.source/],
	])('refuses %s', async (_, parameters, words) => {
		expectRefusal(await run(await filled(), parameters), words);
	});
});
