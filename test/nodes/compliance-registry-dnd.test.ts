import type { IDataObject } from 'n8n-workflow';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES, type SuppressionReason } from '../../lib/model/suppression';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, expectRefusal, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

const run = async (store: TestStore, operation: string, items: NodeRun['items'], parameters: IDataObject = {}) =>
	await runConserved(ComplianceRegistry, { items, credentials: store.credentials, parameters: { resource: 'dnd', operation, ...parameters } as never });
const outcomesOf = async (...args: Parameters<typeof run>) => resultsOf(await run(...args)).map(({ outcome, reasons }) => [outcome, ...(reasons ?? []).map(({ code }) => code)]);
const stopsOf = async (store: TestStore, address = phone(1)) =>
	((await store.use(async (open) => await open.readFacts('default', [phoneContact(address)], new Date())))[0]?.suppressions ?? []).map(({ reason }) => reason).sort();
const gateOf = async (store: TestStore, address = phone(1)) => routesOf(await runConserved(DndGate, { items: [{ phone: address }], credentials: store.credentials }))[0];

const BY_PERSON: readonly SuppressionReason[] = ['opt_out_keyword', 'opt_out_page', 'opt_out_one_click'];
const BY_HAND = SUPPRESSION_REASONS.filter((reason) => !BY_PERSON.includes(reason) && reason !== 'review_hold');
const WORDS = ['staff', 'staff_after_validation', 'registry_import', 'documented_opt_in'] as const;

describe('setting do-not-disturb', () => {
	it('stops every message on every channel of the address unless told otherwise', async () => {
		const store = newStore();
		expect(await outcomesOf(store, 'set', [{ phone: phone(1) }, { phone: 'x' }, {}])).toEqual([['applied'], ['rejected', 'ADDRESS_INVALID'], ['rejected', 'ADDRESS_MISSING']]);
		const [stop] = (await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1))], new Date())))[0]?.suppressions ?? [];
		expect(stop).toMatchObject({ reason: 'staff_dnd', channel: 'all', direction: 'outgoing' });
		expect(stop?.classes).toHaveLength(4);
		expect(await gateOf(store)).toEqual(['Suppressed', 'STAFF_DND']);
	});

	it.each(BY_HAND)('can record %s with the direction and classes of that reason', async (reason) => {
		const store = newStore();
		await run(store, 'set', [{ phone: phone(1) }], { reason, reach: 'channel' });
		const [stop] = (await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1))], new Date())))[0]?.suppressions ?? [];
		const { direction, classes } = SUPPRESSION_RULES[reason];
		expect(stop).toMatchObject({ reason, channel: 'sms', direction });
		expect([...(stop?.classes ?? [])].sort()).toEqual([...classes].sort());
	});

	it('can stop marketing only', async () => {
		const store = newStore();
		await run(store, 'set', [{ phone: phone(1) }], { stops: 'marketing' });
		expect((await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1))], new Date())))[0]?.suppressions[0]?.classes).toEqual(['marketing']);
	});

	it('sets the same thing once and keeps others beside it', async () => {
		const store = newStore();
		expect(await outcomesOf(store, 'set', [{ phone: phone(1) }, { phone: phone(1) }])).toEqual([['applied'], ['already']]);
		await run(store, 'set', [{ phone: phone(1) }], { reason: 'spam_complaint' });
		expect(await stopsOf(store)).toEqual(['spam_complaint', 'staff_dnd']);
	});

	it('ends at Until and rejects an Until that cannot be read or has passed', async () => {
		const store = newStore();
		const until = ['2099-12-31T23:59:00Z', '', null, 'next week', '2099-12-31', 5, {}, '2020-01-01T00:00:00Z'];
		const outcomes = await outcomesOf(store, 'set', until.map((end, index) => ({ phone: phone(index + 1), end }) as IDataObject), { until: '={{ $json.end }}' });
		expect(outcomes).toEqual([['applied'], ['applied'], ['applied'], ...new Array<string[]>(5).fill(['rejected', 'TIMESTAMP_INVALID'])]);
		const facts = await store.use(async (open) => await open.readFacts('default', [phoneContact(phone(1)), phoneContact(phone(2))], new Date('2026-06-01T00:00:00Z')));
		expect(facts.map(({ suppressions }) => suppressions[0]?.until)).toEqual(['2099-12-31T23:59:00.000Z', undefined]);
	});

	it.each(BAD_VALUES)('errs on the side of stopping when an expression gives %s', async (_name, odd) => {
		const store = newStore();
		await run(store, 'set', [{ phone: phone(1), odd } as IDataObject], { reason: '={{ $json.odd }}', stops: '={{ $json.odd }}', reach: '={{ $json.odd }}' });
		expect(await stopsOf(store)).toEqual(['staff_dnd']);
		expect(await gateOf(store)).toEqual(['Suppressed', 'STAFF_DND']);
	});

	it('makes no opt-out of a person something that staff may lift', async () => {
		const store = newStore();
		await run(store, 'set', BY_PERSON.map((why, index) => ({ phone: phone(index + 1), why })), { reason: '={{ $json.why }}' });
		await run(store, 'lift', [1, 2, 3].map((position) => ({ phone: phone(position) })));
		for (const position of [1, 2, 3]) expect(await stopsOf(store, phone(position))).toEqual(['opt_out_recorded']);
	});

	it('makes no reply of which there is no text wait for a decision', async () => {
		const store = newStore();
		await run(store, 'set', [{ phone: phone(1), why: 'review_hold' }], { reason: '={{ $json.why }}' });
		expect(await stopsOf(store)).toEqual(['staff_dnd']);
	});
});

describe('lifting do-not-disturb', () => {
	it.each(WORDS)('on the word of %s ends exactly what that word may end, and names who could end the rest', async (by) => {
		const store = newStore();
		await store.record(SUPPRESSION_REASONS.map((reason) => suppressed(phone(1), reason, { channel: 'all' })));
		const [result] = resultsOf(await run(store, 'lift', [{ phone: phone(1) }], { by, optInAt: '2026-02-01T00:00:00Z' }));
		const liftable = SUPPRESSION_REASONS.filter((reason) => (SUPPRESSION_RULES[reason].liftedBy as readonly string[]).includes(by));
		expect((result?.lifted as IDataObject[]).map(({ reason }) => reason).sort()).toEqual([...liftable].sort());
		const kept = result?.kept as Array<{ suppression: { reason: SuppressionReason }; liftedBy: string[] }>;
		expect(kept.map(({ suppression, liftedBy }) => [suppression.reason, liftedBy])).toEqual(kept.map(({ suppression }) => [suppression.reason, [...SUPPRESSION_RULES[suppression.reason].liftedBy]]));
		expect(await stopsOf(store)).toEqual(SUPPRESSION_REASONS.filter((reason) => !liftable.includes(reason)).sort());
	});

	it('by a new opt-in ends only what is older, and needs its time', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword')], { at: new Date('2026-01-15T12:00:00Z') });
		const lift = async (optInAt: unknown) => (await outcomesOf(store, 'lift', [{ phone: phone(1), at: optInAt } as IDataObject], { by: 'documented_opt_in', optInAt: '={{ $json.at }}' }))[0];
		for (const at of ['', null, 'today', '2026-01-20', '2999-01-01T00:00:00Z', {}]) expect(await lift(at)).toEqual(['rejected', 'TIMESTAMP_INVALID']);
		expect(await lift('2026-01-15T11:59:59Z')).toEqual(['already']);
		expect(await stopsOf(store)).toEqual(['opt_out_keyword']);
		expect(await lift('2026-01-16T00:00:00Z')).toEqual(['applied']);
		expect(await gateOf(store)).toEqual(['Allowed', 'NOT_SUPPRESSED']);
	});

	it('by a new opt-in takes the moment of the run for its time', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword')]);
		expect(await outcomesOf(store, 'lift', [{ phone: phone(1) }], { by: 'documented_opt_in', optInAt: '={{ $now.toISO() }}' })).toEqual([['applied']]);
	});

	it('on one channel leaves the others and what is set for all of them', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'staff_dnd'), suppressed(phone(1), 'landline', { channel: 'call' }), suppressed(phone(1), 'unreachable', { channel: 'all' })]);
		await run(store, 'lift', [{ phone: phone(1) }], { reach: 'channel' });
		expect(await stopsOf(store)).toEqual(['landline', 'unreachable']);
		await run(store, 'lift', [{ phone: phone(1) }]);
		expect(await stopsOf(store)).toEqual([]);
	});

	it.each(BAD_VALUES)('ends nothing when an expression gives %s as the word', async (_name, odd) => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'staff_dnd')]);
		expect(await outcomesOf(store, 'lift', [{ phone: phone(1), odd } as IDataObject], { by: '={{ $json.odd }}' })).toEqual([['already']]);
		expect(await stopsOf(store)).toEqual(['staff_dnd']);
	});

	it('reaches no further than the channel when an expression gives no reach', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'staff_dnd', { channel: 'all' }), suppressed(phone(1), 'unreachable')]);
		await run(store, 'lift', [{ phone: phone(1) }], { reach: '={{ $json.reach }}' });
		expect(await stopsOf(store)).toEqual(['staff_dnd']);
	});

	it('does nothing for who is on no record or cannot be read', async () => {
		expect(await outcomesOf(newStore(), 'lift', [{ phone: phone(1) }, { phone: 'x' }])).toEqual([['already'], ['rejected', 'ADDRESS_INVALID']]);
	});
});

describe('reading do-not-disturb', () => {
	const statusesOf = async (...args: Parameters<typeof run>) => resultsOf(await run(...args)).map(({ dnd, outcome }) => (dnd as IDataObject | undefined)?.status ?? outcome);
	const email = { kind: 'email', address: 'ada@example.com' } as const;

	it('is on, partial or off over a phone number and an email address together', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'staff_dnd', { channel: 'all' }), suppressed(phone(2), 'opt_out_keyword')]);
		const items = [{ phone: phone(1) }, { phone: phone(1), email: 'Ada@example.com' }, { phone: phone(2), email: 'bo@example.com' }, { phone: phone(3), email: 'bo@example.com' }];
		expect(await statusesOf(store, 'get', items)).toEqual(['on', 'partial', 'partial', 'off']);
		await store.record([suppressed('', 'opt_out_page', { contact: email, channel: 'email' })]);
		expect(await statusesOf(store, 'get', items)).toEqual(['on', 'on', 'partial', 'off']);
	});

	it('is read from the address that can be read, and rejected when none can', async () => {
		const store = newStore();
		await store.record([suppressed('', 'opt_out_page', { contact: email, channel: 'email' })]);
		expect(await statusesOf(store, 'get', [{ phone: '', email: 'ada@example.com' }, { phone: 'x', email: 'y' }, {}])).toEqual(['on', 'rejected', 'rejected']);
	});

	it('is about a message class, and never "off" for one that does not exist', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword', { channel: 'all', classes: ['marketing'] })]);
		const items = ['marketing', 'transactional', 'fun', ''].map((why) => ({ phone: phone(1), why }));
		expect(await statusesOf(store, 'get', items, { messageClass: '={{ $json.why }}' })).toEqual(['on', 'off', 'rejected', 'rejected']);
		expect(await statusesOf(store, 'get', [{ phone: phone(1), email: 'bo@example.com', via: 'fax' }], { channel: '={{ $json.via }}', address: '={{ $json.phone }}' })).toEqual(['rejected']);
	});

	it('lists every suppression', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'staff_dnd'), suppressed(phone(1), 'opt_out_keyword', { channel: 'call' })]);
		const [result] = resultsOf(await run(store, 'get', [{ phone: phone(1) }]));
		expect((result?.suppressions as IDataObject[]).map(({ reason, channel }) => [reason, channel]).sort()).toEqual([['opt_out_keyword', 'call'], ['staff_dnd', 'sms']]);
		expect((result?.dnd as IDataObject).channels).toEqual({ sms: true, call: true, whatsapp: false });
	});
});

describe('fixed settings that are none of their choices', () => {
	const MISTAKES: Array<[string, IDataObject, RegExp]> = [
		['set', { reason: 'because' }, /Reason/],
		['set', { reason: 'opt_out_keyword' }, /Reason/],
		['set', { reason: 'review_hold' }, /Reason/],
		['set', { stops: 'some' }, /Stops/],
		['set', { reach: 'world' }, /Reach/],
		['lift', { by: 'me' }, /Lifted By/],
		['lift', { by: 'person_keyword' }, /Lifted By/],
		['lift', { reach: 'world' }, /Reach/],
	];
	it.each(MISTAKES)('are an error of %s before the first item: %j', async (operation, parameters, words) => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'staff_dnd')]);
		expectRefusal(await runNode(ComplianceRegistry, { items: [{ phone: phone(1) }], credentials: store.credentials, parameters: { resource: 'dnd', operation, ...parameters } as never }), words);
		expect(await stopsOf(store)).toEqual(['staff_dnd']);
	});
});
