import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workflow, type IDataObject, type INode, type NodeParameterValueType } from 'n8n-workflow';
import { channelsOfKind } from '../../lib/model/channel';
import { ComplianceEventTrigger } from '../../nodes/ComplianceEventTrigger/ComplianceEventTrigger.node';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { runNode, TestNodeTypes, typeNameOf } from '../support/n8n';
import { startExpressionEngine } from '../support/n8n/environment';
import { closeTriggers, holdTheClock, listen, record, settle, stop } from './compliance-event-trigger-context';
import type { SuppressChange } from '../../lib/store/port';
import { granted, newStore, phone, phoneContact, suppressed, type TestStore } from './support';

closeTriggers();
beforeAll(async () => await startExpressionEngine());

const UNTIL = '2026-11-03T12:00:00.000Z';
const paused = (address: string) => suppressed(address, 'unreachable', { channel: 'all', until: UNTIL });
/** As STOP ALL records it. */
const stopsAll = (address: string) => channelsOfKind('phone').map((channel) => suppressed(address, 'opt_out_keyword', { channel }));

/** The nodes of an importable workflow, by their names. */
function nodesOf(template: string): Record<string, INode> {
	const { nodes } = JSON.parse(readFileSync(join(__dirname, '../../templates', template), 'utf8')) as { nodes: INode[] };
	return Object.fromEntries(nodes.map((node) => [node.name, node]));
}

/** What n8n makes of an expression for an item. */
async function evaluate(expression: unknown, json: IDataObject): Promise<NodeParameterValueType> {
	const node: INode = { id: 'n1', name: 'Node', type: typeNameOf(new ComplianceRegistry()), typeVersion: 1, position: [0, 0], parameters: {} };
	const workflow = new Workflow({ id: 'w1', active: false, nodes: [node], connections: {}, nodeTypes: new TestNodeTypes() });
	return await workflow.expression.withIsolate(async () => workflow.expression.getParameterValue(expression as string, null, 0, 0, 'Node', [{ json }] as never, 'manual', {}) as NodeParameterValueType);
}

/** What the trigger of a template tells of events. */
async function toldBy(template: string, happen: (store: TestStore) => Promise<void>): Promise<{ store: TestStore; items: IDataObject[] }> {
	holdTheClock();
	const store = newStore();
	const trigger = Object.values(nodesOf(template)).find(({ type }) => type.endsWith(typeNameOf(new ComplianceEventTrigger()).split('.').at(-1) ?? ''));
	const { events, filters } = trigger?.parameters ?? {};
	const listening = await listen(store, { parameters: { events: events ?? [], filters: filters ?? {} } });
	await happen(store);
	return { store, items: await settle(listening) };
}

describe('the template that tells the CRM', () => {
	const fieldsAfter = async (happen: (store: TestStore) => Promise<void>) => {
		const { assignments } = (nodesOf('opt-outs-to-crm.json')['Update the CRM (stand-in)']?.parameters.assignments ?? {}) as { assignments: Array<{ name: string; value: string }> };
		const { items } = await toldBy('opt-outs-to-crm.json', happen);
		const written: Array<Record<string, NodeParameterValueType>> = [];
		for (const item of items) {
			const fields: Record<string, NodeParameterValueType> = {};
			for (const { name, value } of assignments) fields[name] = await evaluate(value, item);
			written.push(fields);
		}
		return written;
	};

	it('writes on which channels the contact can be messaged now, whatever the event is called', async () => {
		const found = await fieldsAfter(async (store) => {
			await record(store, ...stopsAll(phone(1)));
			await record(store, granted(phone(1)));
			await record(store, granted(phone(1), { messageClass: 'informational' }));
			await record(store, stop(phone(2)));
		});
		expect(found.map(({ crm_key, crm_open_channels, crm_may_be_messaged }) => [crm_key, crm_open_channels, crm_may_be_messaged])).toEqual([
			[phone(1), [], false],
			[phone(1), [], false],
			[phone(1), [], false],
			[phone(2), ['call', 'whatsapp'], true],
		]);
	});

	it('hears of pauses with the time to ask again, and of blocks that are lifted', async () => {
		const found = await fieldsAfter(async (store) => {
			await record(store, paused(phone(1)), suppressed(phone(2), 'staff_dnd', { channel: 'all' }));
			await record(store, { kind: 'lift', contact: phoneContact(phone(2)), suppressionId: 's2', by: 'staff' });
		});
		expect(found.map(({ crm_key, crm_may_be_messaged, crm_ask_again_at }) => [crm_key, crm_may_be_messaged, crm_ask_again_at])).toEqual([
			[phone(1), false, UNTIL],
			[phone(2), true, ''],
			[phone(2), true, ''],
		]);
	});

	it('says of an erased contact that nobody may be messaged', async () => {
		const [first] = await fieldsAfter(async (store) => {
			await record(store, stop(phone(1)), { kind: 'erase', contact: phoneContact(phone(1)) });
		});
		expect(first).toMatchObject({ crm_open_channels: [], crm_may_be_messaged: false });
	});
});

describe('the template that takes contacts out of the journeys', () => {
	const EMAIL = 'anna@example.com';
	const removed = async (email: string, happen: (store: TestStore) => Promise<void>) => {
		const { store, items } = await toldBy('leave-all-journeys.json', happen);
		const nodes = nodesOf('leave-all-journeys.json');
		const { options, ...parameters } = nodes['DND over all addresses']?.parameters ?? {};
		const asked = items.map((item): IDataObject => ({ ...item, phone: phone(1), email }));
		if (asked.length === 0) return [];
		const { outputs } = await runNode(ComplianceRegistry, { items: asked, credentials: store.credentials, parameters: { ...parameters, options } as never });
		const { conditions } = (nodes['Is it on everywhere?']?.parameters.conditions ?? {}) as unknown as { conditions: Array<{ leftValue: string; rightValue: unknown; operator: { type: string } }> };
		const left: unknown[] = [];
		for (const { json } of outputs['output 0'] ?? []) {
			const holds: boolean[] = [];
			for (const { leftValue, rightValue, operator } of conditions) holds.push((await evaluate(leftValue, json)) === (operator.type === 'boolean' ? true : rightValue));
			if (holds.every(Boolean)) left.push(json.address);
		}
		return left;
	};
	const emailStop = (fields: Partial<SuppressChange>) => suppressed('', 'unreachable', { channel: 'email', contact: { kind: 'email', address: EMAIL }, ...fields });

	it('takes out who stopped everything, also where a pause runs beside it', async () => {
		expect(await removed('', async (store) => await record(store, ...stopsAll(phone(1)), paused(phone(1))))).toEqual([phone(1)]);
	});

	it('keeps who is only paused', async () => {
		expect(await removed('', async (store) => await record(store, paused(phone(1))))).toEqual([]);
	});

	it('keeps who can be reached by email again when a pause there has ended, and takes out who cannot', async () => {
		expect(await removed(EMAIL, async (store) => await record(store, emailStop({ until: UNTIL }), ...stopsAll(phone(1))))).toEqual([]);
		expect(await removed(EMAIL, async (store) => await record(store, emailStop({ reason: 'hard_bounce' }), ...stopsAll(phone(1))))).toEqual([EMAIL, phone(1)]);
	});

	it('keeps who is paused while an unclear reply waits', async () => {
		const hold = suppressed(phone(1), 'review_hold', { channel: 'all', classes: ['marketing'] });
		expect(await removed('', async (store) => await record(store, hold, paused(phone(1))))).toEqual([]);
	});
});
