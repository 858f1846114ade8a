import type { IDataObject } from 'n8n-workflow';
import { verifyLedger } from '../../lib/ledger/verify';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { ConsentCheck } from '../../nodes/ConsentCheck/ConsentCheck.node';
import { startClockAt } from '../support/clock';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, codesOf, expectRefusal, granted, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

/** Before 2027-01-31, the day from which an opt-out from texts ends the calls to a number of the United States as well. */
const NOW = '2026-11-02T12:00:00Z';

const run = async (store: TestStore, operation: string, items: NodeRun['items'], parameters: IDataObject = {}) =>
	await runConserved(ComplianceRegistry, { items, credentials: store.credentials, parameters: { resource: 'consent', operation, ...parameters } as never });
/** For each item: what became of it, and the codes of rejections or warnings. */
const outcomesOf = async (...args: Parameters<typeof run>) => resultsOf(await run(...args)).map(({ outcome, reasons, warnings }) => [outcome, ...(reasons ?? []).map(({ code }) => code), ...((warnings as string[] | undefined) ?? [])]);
const factsOf = async (store: TestStore, address: string) => (await store.use(async (open) => await open.readFacts('default', [phoneContact(address)], new Date())))[0];
const checkOf = async (store: TestStore, address: string) => routesOf(await runConserved(ConsentCheck, { items: [{ phone: address }], credentials: store.credentials }))[0]?.slice(0, 2);

const ROW = { phone: phone(1), consent_preference: 'opted in', consent_source: 'web_form', consent_timestamp: '2026-01-10T12:00:00Z', consent_wording_version: 'v3', consent_region: 'US-CA', time_zone: 'America/Los_Angeles' };

describe('the Compliance Registry with nothing configured', () => {
	it('reads what is on record about a contact', async () => {
		const [result] = resultsOf(await runConserved(ComplianceRegistry, { items: [{ phone: phone(1) }] }));
		expect(result).toMatchObject({ outcome: 'found', status: 'unknown', consents: [], suppressions: [] });
	});

	it.each(BAD_VALUES)('rejects an item with %s as its phone and goes on', async (_name, value) => {
		const [bad, good] = await outcomesOf(newStore(), 'get', [{ phone: value } as IDataObject, { phone: phone(1) }]);
		expect(bad).toEqual(['rejected', expect.stringMatching(/^ADDRESS_/)]);
		expect(good).toEqual(['found', 'CONSENT_MISSING']);
	});

	it.each([['consent', 'burn'], ['dnd', 'get all'], ['secrets', 'get'], ['dnd', 'import']])('refuses an operation that does not exist: %s, %s', async (resource, operation) => {
		expectRefusal(await runNode(ComplianceRegistry, { items: [{ phone: phone(1) }], credentials: newStore().credentials, parameters: { resource, operation } }), /operation/);
	});
});

describe('importing consents', () => {
	startClockAt(NOW);

	it('stores the good rows, rejects the bad ones with every reason, and warns of incomplete ones', async () => {
		const store = newStore();
		const rows: Array<[IDataObject, string[]]> = [
			[{}, ['applied']],
			[{ phone: phone(2), consent_wording_version: '' }, ['applied', 'CONSENT_EVIDENCE_MISSING']],
			[{ phone: '123' }, ['rejected', 'ADDRESS_INVALID']],
			[{ phone: phone(3), consent_timestamp: '03/04/25' }, ['rejected', 'TIMESTAMP_INVALID']],
			[{ phone: phone(3), consent_timestamp: '2999-01-01T00:00:00Z' }, ['rejected', 'TIMESTAMP_IN_FUTURE']],
			[{ phone: phone(3), consent_preference: 'perhaps', time_zone: 'PST' }, ['rejected', 'CONSENT_UNREADABLE', 'ZONE_UNKNOWN']],
			[{ phone: phone(3), time_zone: 5 }, ['rejected', 'ZONE_UNKNOWN']],
			[{ phone: phone(3), time_zone: { name: 'Europe/Paris' } }, ['rejected', 'ZONE_UNKNOWN']],
			[{ phone: phone(4), time_zone: ' ' }, ['applied']],
			[{ phone: phone(5), consent_preference: 'pending' }, ['applied']],
		];
		const result = await run(store, 'import', rows.map(([change]) => ({ ...ROW, ...change })));
		expect(resultsOf(result).map(({ outcome, reasons, warnings }) => [outcome, ...(reasons ?? []).map(({ code }) => code), ...((warnings as string[] | undefined) ?? [])])).toEqual(rows.map(([, outcome]) => outcome));
		expect(result.hints.map(({ message }) => message)).toEqual(['6 of 10 items were not stored (ADDRESS_INVALID 1, TIMESTAMP_INVALID 1, TIMESTAMP_IN_FUTURE 1, CONSENT_UNREADABLE 1, ZONE_UNKNOWN 3). Each of them says why in its result.']);
		expect((await factsOf(store, phone(1)))?.timeZone).toBe('America/Los_Angeles');
		expect((await factsOf(store, phone(3)))?.consents).toEqual([]);
		expect([await checkOf(store, phone(1)), await checkOf(store, phone(2)), await checkOf(store, phone(5))]).toEqual([['Compliant', 'CONSENT_PROVEN'], ['Non-Compliant', 'CONSENT_EVIDENCE_MISSING'], ['Unknown', 'CONSENT_PENDING']]);
	});

	it('rejects a row without any consent', async () => {
		expect(await outcomesOf(newStore(), 'import', [{ phone: phone(1) }, { ...ROW, phone: '' }])).toEqual([['rejected', 'CONSENT_MISSING'], ['rejected', 'ADDRESS_MISSING']]);
	});

	it('stores an opted-out row as an opt-out, whatever else is wrong with it', async () => {
		const store = newStore();
		await store.record([granted(phone(1)), granted(phone(2)), granted(phone(3)), granted(phone(4))]);
		const changes = [{}, { consent_timestamp: '03/04/25' }, { consent_timestamp: '2999-01-01T00:00:00Z', time_zone: 'PST' }, { consent_source: null, consent_timestamp: null }];
		const rows = changes.map((change, index) => ({ ...ROW, phone: phone(index + 1), consent_preference: 'unsubscribed', ...change }));
		expect(await outcomesOf(store, 'import', rows)).toEqual([['applied'], ['applied', 'TIMESTAMP_INVALID'], ['applied', 'TIMESTAMP_IN_FUTURE', 'ZONE_UNKNOWN'], ['applied']]);
		for (const position of [1, 2, 3, 4]) {
			expect((await factsOf(store, phone(position)))?.suppressions.map(({ reason, classes }) => [reason, classes])).toEqual([['opt_out_recorded', ['marketing']]]);
			expect((await checkOf(store, phone(position)))?.[0]).toBe('Non-Compliant');
		}
	});

	it('stores what a consent rests on and when it was confirmed', async () => {
		const store = newStore();
		const rows = [{ consent_basis: 'Purchase', consent_confirmed_at: '2026-01-11T00:00:00Z' }, {}, { consent_basis: 'friendship' }, { consent_confirmed_at: 'soon' }];
		const outcomes = await outcomesOf(store, 'import', rows.map((row, index) => ({ ...ROW, phone: phone(index + 1), ...row })));
		expect(outcomes.map((codes) => codes.slice(0, 2))).toEqual([['applied'], ['applied'], ['rejected', 'CONSENT_BASIS_UNREADABLE'], ['rejected', 'TIMESTAMP_INVALID']]);
		expect((await factsOf(store, phone(1)))?.consents).toMatchObject([{ basis: 'purchase', confirmedAt: '2026-01-11T00:00:00.000Z' }]);
		expect((await factsOf(store, phone(2)))?.consents[0]).not.toHaveProperty('basis');
		expect((await factsOf(store, phone(2)))?.consents[0]).not.toHaveProperty('confirmedAt');
	});

	it('asks for the evidence that the policy of the brand names, and stops what a row refuses whatever the policy means by STOP', async () => {
		const store = newStore();
		const policy = { version: 'p', consent: { requiredEvidence: ['source'] }, optOut: { scope: 'marketing' } };
		const rows = [{ ...ROW, phone: phone(1), consent_wording_version: '' }, { ...ROW, phone: phone(2), consent_preference: 'no' }];
		const classesOf = async (address: string) => (await factsOf(store, address))?.suppressions.map(({ classes }) => classes);
		expect(await outcomesOf(store, 'import', rows, { messageClass: 'informational' })).toEqual([['applied', 'CONSENT_EVIDENCE_MISSING'], ['applied']]);
		expect(await classesOf(phone(2))).toEqual([['marketing', 'informational', 'transactional']]);
		await store.record([{ kind: 'policy', version: 'p', policy, inForce: true }]);
		expect(await outcomesOf(store, 'import', [{ ...rows[0], phone: phone(3) }, { ...rows[1], phone: phone(4) }] as IDataObject[], { messageClass: 'informational' })).toEqual([['applied'], ['applied']]);
		expect(await classesOf(phone(4))).toEqual([['marketing', 'informational', 'transactional']]);
	});

	it('stores where the contact lives, every place it may be', async () => {
		const store = newStore();
		const rows: Array<[IDataObject, string | undefined, string[]]> = [
			[{ country: 'US', state: 'TX' }, 'US-TX', ['applied']],
			[{ country: 'Germany' }, 'DE', ['applied']],
			[{ country: 'United States', state: 'california', postal_code: '90001' }, 'US-CA', ['applied']],
			[{}, undefined, ['applied']],
			[{ country: ' ', state: null, postal_code: '' }, undefined, ['applied']],
			[{ country: 'Atlantis' }, undefined, ['applied', 'COUNTRY_UNKNOWN']],
			[{ country: 'DE', state: 'TX' }, undefined, ['applied', 'STATE_NOT_OF_COUNTRY']],
			[{ country: 'US', state: 'TX', postal_code: '90001' }, 'US-TX US-CA', ['applied']],
			[{ country: 'US', state: 'TX', consent_preference: 'no' }, 'US-TX', ['applied']],
		];
		expect(await outcomesOf(store, 'import', rows.map(([row], index) => ({ ...ROW, phone: phone(index + 1), ...row })))).toEqual(rows.map(([, , outcome]) => outcome));
		const stored = await Promise.all(rows.map(async (_, index) => (await factsOf(store, phone(index + 1)))?.jurisdiction));
		expect(stored).toEqual(rows.map(([, code]) => code));
	});

	it('keeps the place on record where a row has none or one that cannot be read', async () => {
		const store = newStore();
		await run(store, 'import', [{ ...ROW, country: 'US', state: 'TX' }]);
		for (const place of [{}, { country: 'Atlantis' }, { country: 'US' }]) await run(store, 'import', [{ ...ROW, consent_timestamp: '2026-02-10T12:00:00Z', ...place }]);
		expect((await factsOf(store, phone(1)))?.jurisdiction).toBe('US-TX');
		await run(store, 'import', [{ ...ROW, consent_timestamp: '2026-03-10T12:00:00Z', country: 'US', state: 'CA' }]);
		expect((await factsOf(store, phone(1)))?.jurisdiction).toBe('US-CA');
	});

	it('never undoes an opt-out, however new the consent claims to be', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword')]);
		await run(store, 'import', [{ ...ROW, consent_timestamp: new Date().toISOString() }]);
		expect(await checkOf(store, phone(1))).toEqual(['Non-Compliant', 'OPTED_OUT']);
		await run(store, 'import', [{ ...ROW, phone: phone(2), consent_preference: 'no' }, { ...ROW, phone: phone(2) }, { ...ROW, phone: phone(3) }, { ...ROW, phone: phone(3), consent_preference: 'no' }]);
		expect((await checkOf(store, phone(2)))?.[0]).toBe('Non-Compliant');
		expect((await checkOf(store, phone(3)))?.[0]).toBe('Non-Compliant');
	});

	it('never replaces a newer consent by an older one', async () => {
		const store = newStore();
		await run(store, 'import', [ROW]);
		expect(await outcomesOf(store, 'import', [{ ...ROW, consent_timestamp: '2025-01-01T00:00:00Z', consent_wording_version: 'v1' }])).toEqual([['already']]);
		expect((await factsOf(store, phone(1)))?.consents).toEqual([expect.objectContaining({ wordingVersion: 'v3' })]);
	});

	it('takes channel, class and address from each row', async () => {
		const store = newStore();
		const items = [
			{ ...ROW, via: 'email', why: 'informational', to: 'Ada@Example.com' },
			{ ...ROW, via: 'fax', why: 'marketing', to: phone(1) },
			{ ...ROW, via: 'sms', why: 'fun', to: phone(1) },
		];
		expect(await outcomesOf(store, 'import', items, { channel: '={{ $json.via }}', messageClass: '={{ $json.why }}', address: '={{ $json.to }}' })).toEqual([['applied'], ['rejected', 'CHANNEL_INVALID'], ['rejected', 'MESSAGE_CLASS_INVALID']]);
	});

	it.each(['consent_preference', 'consent_source', 'consent_timestamp', 'consent_wording_version', 'consent_region', 'consent_basis', 'consent_confirmed_at', 'time_zone', 'country', 'state', 'postal_code', 'ip'])('goes on after any nonsense in %s and stores no proof from it', async (column) => {
		const store = newStore();
		const items = BAD_VALUES.map(([, value], index) => ({ ...ROW, phone: phone(index + 10), [column]: value }) as IDataObject);
		const outcomes = await outcomesOf(store, 'import', [...items, ROW], { evidence: { ip: '={{ $json.ip }}' } });
		expect(outcomes.pop()).toEqual(['applied']);
		for (const [outcome] of outcomes) expect(['applied', 'rejected']).toContain(outcome);
		expect(await checkOf(store, phone(1))).toEqual(['Compliant', 'CONSENT_PROVEN']);
	});
});

describe('recording one consent', () => {
	it('takes the moment and what the node says', async () => {
		const store = newStore();
		const before = Date.now();
		expect(await outcomesOf(store, 'record', [{ phone: phone(1) }], { source: 'kiosk', wordingVersion: 'v7' })).toEqual([['applied']]);
		const [consent] = (await factsOf(store, phone(1)))?.consents ?? [];
		expect(consent).toMatchObject({ state: 'granted', source: 'kiosk', wordingVersion: 'v7' });
		expect(Date.parse(consent?.timestamp ?? '')).toBeGreaterThanOrEqual(before - 1000);
		expect(await checkOf(store, phone(1))).toEqual(['Compliant', 'CONSENT_PROVEN']);
	});

	it('does not claim the proof that it was not given', async () => {
		const store = newStore();
		expect(await outcomesOf(store, 'record', [{ phone: phone(1) }])).toEqual([['applied', 'CONSENT_EVIDENCE_MISSING']]);
		expect(await checkOf(store, phone(1))).toEqual(['Non-Compliant', 'CONSENT_EVIDENCE_MISSING']);
	});
});

describe('revoking a consent', () => {
	startClockAt(NOW);

	it('sets an opt-out for the channel and withdraws what it contradicts', async () => {
		const store = newStore();
		await store.record([granted(phone(1)), granted(phone(1), { messageClass: 'transactional' }), granted(phone(1), { channel: 'call' })]);
		expect(await outcomesOf(store, 'revoke', [{ phone: phone(1) }, { phone: 'x' }], { source: 'phone_call' })).toEqual([['applied'], ['rejected', 'ADDRESS_INVALID']]);
		const facts = await factsOf(store, phone(1));
		expect(facts?.suppressions.map(({ reason, channel, classes }) => [reason, channel, classes.length])).toEqual([['opt_out_recorded', 'sms', 3]]);
		expect(facts?.consents.map(({ channel, state, source }) => [channel, state, source]).sort()).toEqual([['call', 'granted', 'web_form'], ['sms', 'withdrawn', 'phone_call'], ['sms', 'withdrawn', 'phone_call']]);
	});

	it('can be for marketing only', async () => {
		const store = newStore();
		await run(store, 'revoke', [{ phone: phone(1) }], { scope: 'marketing' });
		expect((await factsOf(store, phone(1)))?.suppressions.map(({ classes }) => classes)).toEqual([['marketing']]);
	});

	it('is for everything when an expression gives no scope, and an error when the setting is none', async () => {
		const store = newStore();
		await run(store, 'revoke', [{ phone: phone(1) }], { scope: '={{ $json.scope }}' });
		expect((await factsOf(store, phone(1)))?.suppressions[0]?.classes).toHaveLength(3);
		expectRefusal(await runNode(ComplianceRegistry, { items: [{ phone: phone(1) }], credentials: store.credentials, parameters: { resource: 'consent', operation: 'revoke', scope: 'some' } }), /Scope/);
	});
});

describe('reading consents', () => {
	startClockAt(NOW);

	it('says what the Consent Check would make of the record', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { timeZone: 'Europe/Paris' }), granted(phone(2)), suppressed(phone(2), 'staff_dnd')]);
		const result = await run(store, 'get', [{ phone: phone(1) }, { phone: phone(2) }, { phone: phone(3) }]);
		expect(resultsOf(result).map(({ status, timeZone, consents }) => [status, timeZone, (consents as IDataObject[]).length])).toEqual([['compliant', 'Europe/Paris', 1], ['non_compliant', undefined, 1], ['unknown', undefined, 0]]);
		expect(codesOf(result.outputs['output 0']?.[1])).toEqual(['STAFF_DND']);
	});

	it('gives the history with its evidence, oldest first, and decisions only when asked', async () => {
		const store = newStore();
		await run(store, 'import', [ROW], { evidence: { ip: '203.0.113.7', page: '={{ "form " + $json.consent_source }}', wording: 'I agree' } });
		await run(store, 'revoke', [{ phone: phone(1) }], { evidence: { recordedBy: 'desk 4' } });
		await checkOf(store, phone(1));
		const history = async (withDecisions: boolean) => resultsOf(await run(store, 'history', [{ phone: phone(1) }, { phone: phone(2) }, { phone: 'x' }], { withDecisions }));
		const [known, unknown, unreadable] = await history(false);
		expect((known?.history as IDataObject[]).map(({ kind, evidence }) => [kind, evidence])).toEqual([
			['consent', { ip: '203.0.113.7', page: 'form web_form', wording: 'I agree' }],
			['suppress', { recordedBy: 'desk 4' }],
			['consent', { recordedBy: 'desk 4' }],
		]);
		expect([unknown?.history, unreadable?.outcome]).toEqual([[], 'rejected']);
		expect(((await history(true))[0]?.history as IDataObject[]).map(({ kind }) => kind)).toEqual(['consent', 'suppress', 'consent', 'decision']);
	});

	it('leaves a chain that verifies and holds no address or evidence', async () => {
		const store = newStore();
		await run(store, 'import', [ROW, { ...ROW, phone: phone(2), consent_preference: 'no' }], { evidence: { ip: '203.0.113.7' } });
		await run(store, 'revoke', [{ phone: phone(1) }]);
		expect(await store.use(async (open) => await verifyLedger(open, 'default'))).toMatchObject({ ok: true });
		expect(JSON.stringify(await store.events())).not.toMatch(/4155552|203\.0/);
	});

	it('keeps brands apart', async () => {
		const store = newStore({ brand: 'acme' });
		await run(store, 'import', [ROW]);
		const read = async (options: IDataObject) => resultsOf(await run(store, 'get', [{ phone: phone(1) }], { options }))[0]?.status;
		expect([await read({}), await read({ brand: 'globex' })]).toEqual(['compliant', 'unknown']);
	});
});
