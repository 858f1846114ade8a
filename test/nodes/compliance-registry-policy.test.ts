import type { IDataObject } from 'n8n-workflow';
import { verifyLedger } from '../../lib/ledger/verify';
import { DEFAULT_POLICY, parsePolicy } from '../../lib/model/policy';
import { asDocument } from '../../lib/n8n/node-policy';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { ConsentCheck } from '../../nodes/ConsentCheck/ConsentCheck.node';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, BROKEN_STORES, expectRefusal, granted, newStore, phone, resultsOf, routesOf, runConserved, type TestStore } from './support';

const OFFICE = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '09:00', end: '17:00' };
const BUILT_IN = { outcome: 'found', policy: asDocument(DEFAULT_POLICY), version: DEFAULT_POLICY.version, since: null, ref: null };
const REPLACED = { quietHours: { packs: 'replace', windows: [OFFICE], replaceReason: 'Counsel approved on 2026-11-02' } };

const setup = (store: TestStore, operation: string, parameters: IDataObject, items: NodeRun['items'] = [{}]): NodeRun => ({ items, credentials: store.credentials, parameters: { resource: 'policy', operation, ...parameters } as never });
const run = async (...args: Parameters<typeof setup>) => resultsOf(await runConserved(ComplianceRegistry, setup(...args)));
const set = async (store: TestStore, policy: unknown, parameters: IDataObject = {}) => (await run(store, 'set', { policy: typeof policy === 'string' ? policy : JSON.stringify(policy), ...parameters }))[0];
const get = async (store: TestStore, parameters: IDataObject = {}) => (await run(store, 'get', parameters))[0];
const refusal = async (store: TestStore, policy: unknown, words: RegExp, parameters: IDataObject = {}) => {
	const result = await runNode(ComplianceRegistry, setup(store, 'set', { policy: typeof policy === 'string' ? policy : JSON.stringify(policy), ...parameters }));
	expectRefusal(result, words);
	expect(await store.events()).toEqual([]);
};

describe('reading the policy', () => {
	it('gives the built-in one, with all its defaults, until the brand sets one', async () => {
		expect(await get(newStore())).toEqual(BUILT_IN);
	});

	it('gives the one in force with its event and since when', async () => {
		const store = newStore();
		const before = new Date().toISOString();
		const changed = await set(store, { consent: { maxAgeDays: 365 } });
		const found = await get(store);
		expect(found).toEqual({ outcome: 'found', policy: asDocument(parsePolicy({ version: changed?.version, consent: { maxAgeDays: 365 } })), version: changed?.version, since: expect.any(String), ref: 'default:1' });
		expect(String(found?.since) >= before).toBe(true);
	});

	it('gives the one that a decision names, for each item', async () => {
		const store = newStore();
		const first = await set(store, { consent: { maxAgeDays: 1 } });
		const second = await set(store, { consent: { maxAgeDays: 2 } });
		const asked = [first?.version, '', second?.version, DEFAULT_POLICY.version, 'never.12345678', 5, undefined];
		const results = await run(store, 'get', { policyVersion: '={{ $json.v }}' }, asked.map((v) => ({ v }) as IDataObject));
		expect(results.map(({ outcome, version, ref }) => [outcome, version, ref])).toEqual([
			['found', first?.version, 'default:1'],
			['found', second?.version, 'default:2'],
			['found', second?.version, 'default:2'],
			['found', DEFAULT_POLICY.version, null],
			['not_found', null, null],
			['not_found', null, null],
			['found', second?.version, 'default:2'],
		]);
	});

	it('gives each item a copy of its own', async () => {
		const [one, other] = await run(newStore(), 'get', {}, [{}, {}]);
		expect(one?.policy).toEqual(other?.policy);
		expect(one?.policy).not.toBe(other?.policy);
	});

	it.each(BAD_VALUES)('goes on when an item asks for the version %s', async (_name, value) => {
		const [asked, good] = await run(newStore(), 'get', { policyVersion: '={{ $json.v }}' }, [{ v: value } as IDataObject, { v: '' }]);
		expect(['found', 'not_found']).toContain(asked?.outcome);
		expect(good).toEqual(BUILT_IN);
	});
});

describe('setting the policy', () => {
	it('records it once, however many items come in', async () => {
		const store = newStore();
		const results = await run(store, 'set', { policy: '{"consent":{"maxAgeDays":30}}' }, Array.from({ length: 5 }, (_, index) => ({ index })));
		expect(results).toHaveLength(5);
		for (const result of results) expect(result).toMatchObject({ outcome: 'applied', reasons: [], ref: 'default:1', version: expect.stringMatching(/^policy\.[0-9a-f]{8}$/), policy: { consent: { maxAgeDays: 30 } } });
		expect((await store.events()).map(({ kind }) => kind)).toEqual(['policy']);
		expect(await store.use(async (open) => await verifyLedger(open, 'default'))).toMatchObject({ ok: true });
	});

	it('is "already" for the policy in force, however it is written, and goes back to an earlier one', async () => {
		const store = newStore();
		const first = await set(store, { consent: { maxAgeDays: 30 } });
		const whole = (await get(store))?.policy;
		expect(await set(store, JSON.stringify(whole, null, 4))).toMatchObject({ outcome: 'already', version: first?.version });
		expect(await set(store, {})).toMatchObject({ outcome: 'applied', policy: { quietHours: DEFAULT_POLICY.quietHours } });
		expect(await set(store, whole)).toMatchObject({ outcome: 'applied', version: first?.version });
		expect(await get(store)).toMatchObject({ version: first?.version });
	});

	it('takes the name, and an object that an expression makes', async () => {
		const store = newStore();
		const [result] = await run(store, 'set', { policy: '={{ $json.rules }}', policyName: '={{ $json.title }}' }, [{ title: ' Spring 2027 ', rules: { optOut: { scope: 'marketing' } } }]);
		expect(result).toMatchObject({ outcome: 'applied', version: expect.stringMatching(/^Spring 2027\.[0-9a-f]{8}$/), policy: { optOut: { scope: 'marketing' } } });
	});

	it('keeps brands apart', async () => {
		const store = newStore({ brand: 'acme' });
		await set(store, { consent: { maxAgeDays: 30 } });
		expect(await get(store, { options: { brand: 'globex' } })).toEqual(BUILT_IN);
		expect(await get(store)).toMatchObject({ ref: 'acme:1' });
	});

	it('replaces the hours of the law only with a written reason, and the reason is on record', async () => {
		const { replaceReason: _, ...unreasoned } = REPLACED.quietHours;
		await refusal(newStore(), { quietHours: unreasoned }, /quietHours\.replaceReason: is needed/);
		await refusal(newStore(), { quietHours: { ...unreasoned, replaceReason: '  because ' } }, /quietHours\.replaceReason: write why/);
		const store = newStore();
		await set(store, REPLACED);
		expect((await store.events())[0]?.payload).toMatchObject({ inForce: true, policy: { quietHours: { packs: 'replace', replaceReason: 'Counsel approved on 2026-11-02' } } });
	});

	it('takes what replies and delivery reports lead to, and gives it back with the defaults of the rest', async () => {
		const store = newStore();
		const changed = await set(store, { optOut: { stopAll: 'same_channel' }, replies: { holdUnclear: false }, delivery: { pauseHours: { landline: [24] }, strikeDays: 7 } });
		const policy = {
			optOut: { scope: 'channel', stopAll: 'same_channel' },
			replies: { holdUnclear: false },
			delivery: { pauseHours: { ...DEFAULT_POLICY.delivery.pauseHours, landline: [24] }, strikeDays: 7 },
		};
		expect(changed).toMatchObject({ outcome: 'applied', policy });
		expect(await get(store)).toMatchObject({ version: changed?.version, policy });
	});

	it('reads a policy of an earlier version of the package with the defaults of what it did not have, under a version of its own', async () => {
		const store = newStore();
		const { replies: _, delivery: __, optOut: ___, ...earlier } = asDocument(DEFAULT_POLICY);
		await store.record([{ kind: 'policy', version: 'policy.12345678', policy: { ...earlier, optOut: { scope: 'marketing' }, version: 'policy.12345678' }, inForce: true }]);
		const found = await get(store);
		expect(found).toMatchObject({ version: expect.stringMatching(/^policy\.12345678\.[0-9a-f]{8}$/), policy: { optOut: { scope: 'marketing', stopAll: 'every_channel' }, replies: { holdUnclear: true }, delivery: DEFAULT_POLICY.delivery } });
		expect((await get(store, { policyVersion: 'policy.12345678' }))?.policy).not.toHaveProperty('replies');
		expect(await set(store, found?.policy)).toMatchObject({ outcome: 'applied', policy: { optOut: { scope: 'marketing', stopAll: 'every_channel' } } });
	});

	it.each([
		['a pause of no length', '{"delivery":{"pauseHours":{"unreachable":[0]}}}', /delivery\.pauseHours\.unreachable\.0/],
		['pauses of a reason that does not end by itself', '{"delivery":{"pauseHours":{"hard_bounce":[24]}}}', /hard_bounce/],
		['a hold that is neither on nor off', '{"replies":{"holdUnclear":"yes"}}', /replies\.holdUnclear/],
		['no JSON', '{"consent": {"maxAgeDays": 30}', /Policy is not a JSON object/],
		['a list', '[]', /Policy is not a JSON object/],
		['a text', '"strict"', /Policy is not a JSON object/],
		['empty', '', /Policy is not a JSON object/],
		['null', 'null', /Policy is not a JSON object/],
		['an expression that finds nothing', '={{ $json.missing }}', /Policy is not a JSON object/],
		['a field that does not exist', '{"quiethours":{}}', /quiethours/],
		['a field of the wrong kind', '{"consent":{"maxAgeDays":"long"}}', /consent\.maxAgeDays/],
		['two wrong fields', '{"consent":{"maxAgeDays":-1},"optOut":{"scope":"all"}}', /consent\.maxAgeDays.*optOut\.scope/],
		['hours that do not exist', '{"quietHours":{"windows":[{"days":["mon"],"start":"25:00","end":"26:00"}]}}', /25:00|hours|window/i],
		['a zone that does not exist', '{"quietHours":{"unknownZone":"Mars/Olympus"}}', /zone/i],
		['hours of a step', `{"quietHours":{"stepWindows":[${JSON.stringify(OFFICE)}]}}`, /quietHours\.stepWindows/],
	])('is refused in words before anything is recorded: %s', async (_what, policy, words) => {
		await refusal(newStore(), policy, words);
	});

	it.each(['+node', 'a:b', 'x'.repeat(41), '.', '<b>'])('is refused with %j for a name', async (policyName) => {
		await refusal(newStore(), {}, /Name/, { policyName });
	});

	it('quotes nothing of what stands in the wrong field', async () => {
		const { error } = await runNode(ComplianceRegistry, setup(newStore(), 'set', { policy: '={{ $json.phone }}' }, [{ phone: '+14155552671' }]));
		expect(`${error?.message} ${error?.description}`).not.toContain('4155552671');
	});

	it.each(Object.entries(BROKEN_STORES))('fails in words when the store %s', async (_what, credentials) => {
		for (const operation of ['get', 'set']) {
			expectRefusal(await runNode(ComplianceRegistry, { items: [{}], credentials: credentials(), parameters: { resource: 'policy', operation, policy: '{}' } }), /\w+ \w+/);
		}
	});

	it('counts for the checks that follow', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { wordingVersion: undefined as never })]);
		const check = async () => routesOf(await runConserved(ConsentCheck, { items: [{ phone: phone(1) }], credentials: store.credentials, parameters: { factsFrom: 'store' } }))[0];
		expect((await check())?.[0]).toBe('Non-Compliant');
		await set(store, { consent: { notRequiredFor: ['emergency', 'marketing'] } });
		expect((await check())?.[0]).toBe('Compliant');
	});
});

describe('the form of the policy operations', () => {
	it('asks for no channel, class or address to read or set a policy', () => {
		const contact = new ComplianceRegistry().description.properties.filter(({ name }) => ['channel', 'messageClass', 'address'].includes(name));
		const shown = contact.map(({ displayOptions }) => displayOptions?.show ?? {}).filter(({ resource }) => resource === undefined || resource.includes('policy'));
		expect(contact.length).toBeGreaterThan(shown.length);
		for (const { operation } of shown) {
			expect(operation).toBeDefined();
			expect((operation ?? []).filter((known) => known === 'get' || known === 'set')).toEqual([]);
		}
	});
});
