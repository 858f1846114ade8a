import type { IDataObject } from 'n8n-workflow';
import { ComplianceStoreApi } from '../../credentials/ComplianceStoreApi.credentials';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { QuietHoursWindow } from '../../nodes/QuietHoursWindow/QuietHoursWindow.node';
import { startClockAt } from '../support/clock';
import { runNode, type NodeClass, type NodeRun } from '../support/n8n';
import { expectRefusal, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

/** Before 2027-01-31, the day from which STOP to a text ends the calls to a number of the United States as well. */
startClockAt('2026-11-02T12:00:00Z');

const run = async (node: NodeClass, store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) =>
	resultsOf(await runConserved(node, { items, credentials: store.credentials, parameters: parameters as never }));
const gateOf = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) =>
	routesOf(await runConserved(DndGate, { items, credentials: store.credentials, parameters: parameters as never })).map(([output]) => output);

describe('the STOP of one contact does not pass for that of another', () => {
	it('when lists count their message ids from one again', async () => {
		const store = newStore();
		await run(KeywordHandler, store, [{ phone: phone(1), text: 'STOP', messageId: 1 }]);
		const [second] = await run(KeywordHandler, store, [{ phone: phone(2), text: 'STOP', messageId: 1 }]);
		expect(second?.outcome).toBe('applied');
		expect(await gateOf(store, [{ phone: phone(1) }, { phone: phone(2) }])).toEqual(['Suppressed', 'Suppressed']);
	});

	it('when an id names the contact, so that a START has the id of the STOP before it', async () => {
		const store = newStore();
		const outcomes: unknown[] = [];
		for (const text of ['STOP', 'START']) outcomes.push((await run(KeywordHandler, store, [{ phone: phone(1), text, id: 17 }]))[0]?.outcome);
		expect(outcomes).toEqual(['applied', 'applied']);
	});

	it('when the id of the contact stands where the id of the message is looked for', async () => {
		const store = newStore();
		const settings = { readFrom: 'fields', channel: 'facebook', address: '={{ $json.id }}', messageId: '={{ $json.id }}', text: '={{ $json.text }}' };
		const outcomes: unknown[] = [];
		for (const text of ['STOP', 'START', 'STOP']) outcomes.push((await run(KeywordHandler, store, [{ id: '100123', text }], settings))[0]?.outcome);
		expect(outcomes).toEqual(['applied', 'applied', 'applied']);
		expect(await gateOf(store, [{ id: '100123' }], { channel: 'facebook', address: '={{ $json.id }}' })).toEqual(['Suppressed']);
	});
});

it.each(['14155552671@c.us', '14155552671@s.whatsapp.net'])('a STOP from the WhatsApp id %s is no opt-out of an email address', async (from) => {
	const store = newStore();
	await run(KeywordHandler, store, [{ from, body: 'STOP' }]);
	expect(await gateOf(store, [{ phone: '+14155552671' }], { channel: 'whatsapp' })).toEqual(['Suppressed']);
});

it('a STOP from a Brazilian WhatsApp id of eight digits holds for the number of nine', async () => {
	const store = newStore();
	await run(KeywordHandler, store, [{ From: 'whatsapp:+553187654321', To: 'whatsapp:+14155550100', Body: 'STOP' }]);
	expect(await gateOf(store, [{ phone: '+55 31 98765-4321' }], { channel: 'whatsapp' })).toEqual(['Suppressed']);
});

describe('an opt-out has no end but the word of the person', () => {
	it.each(['opt_out_recorded', 'spam_complaint', 'provider_opt_out', 'carrier_block', 'hard_bounce'])('%s is set without one, whatever Until says', async (reason) => {
		const store = newStore();
		await run(ComplianceRegistry, store, [{ phone: phone(1), until: '2099-01-01T00:00:00Z' }, { phone: phone(2), until: 'soon' }], { resource: 'dnd', operation: 'set', reason, until: '={{ $json.until }}' });
		const facts = await store.use(async (open) => await open.readFacts('default', [phone(1), phone(2)].map(phoneContact), new Date('2099-01-01T00:00:00Z')));
		expect(facts.map(({ suppressions }) => suppressions.map((one) => one.reason))).toEqual([[reason], [reason]]);
	});

	it('an opt-in from before the last STOP does not end it', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword')], { at: new Date('2026-01-15T12:00:00Z') });
		await store.record([suppressed(phone(1), 'opt_out_keyword')], { at: new Date('2026-03-15T12:00:00Z') });
		const lift = async (optInAt: string) => (await run(ComplianceRegistry, store, [{ phone: phone(1) }], { resource: 'dnd', operation: 'lift', by: 'documented_opt_in', optInAt }))[0]?.outcome;
		expect(await lift('2026-02-01T00:00:00Z')).toBe('already');
		expect(await gateOf(store, [{ phone: phone(1) }])).toEqual(['Suppressed']);
		expect(await lift('2026-04-01T00:00:00Z')).toBe('applied');
	});
});

it('a class that is none, such as a text, stays out of the ledger', async () => {
	const store = newStore();
	await gateOf(store, [{ phone: phone(1), text: 'private words' }], { messageClass: '={{ $json.text }}' });
	expect(JSON.stringify(await store.events())).not.toContain('private');
});

it('no setting of the credential is worked out for the first item and used for all', () => {
	for (const { noDataExpression } of new ComplianceStoreApi().properties) expect(noDataExpression).toBe(true);
});

it('no flag of the provider makes an opt-in of words that may ask to stop', async () => {
	const store = newStore();
	const items = ['please no more of the weekly ones', 'sign me up'].map((Body) => ({ From: phone(1), To: phone(2), Body, OptOutType: 'START' }));
	expect((await run(KeywordHandler, store, items)).map(({ intent }) => intent)).toEqual(['unclear', 'opt_in']);
});

it('closed dates that cannot be read are refused', async () => {
	const parameters = { options: { closedDates: 20261225 } };
	expectRefusal(await runNode(QuietHoursWindow, { items: [{ phone: phone(1) }], credentials: newStore().credentials, parameters: parameters as never }), /quietHours\.closedDates/);
});
