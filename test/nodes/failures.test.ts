import type { IDataObject } from 'n8n-workflow';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { ConsentCheck } from '../../nodes/ConsentCheck/ConsentCheck.node';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { QuietHoursWindow } from '../../nodes/QuietHoursWindow/QuietHoursWindow.node';
import { OptOutFooter } from '../../nodes/OptOutFooter/OptOutFooter.node';
import { expectConserved, runNode } from '../support/n8n';
import { BROKEN_STORES, codesOf, expectRefusal, newStore, phone } from './support';

const PRIVATE = { phone: phone(1), email: 'ada@example.com', text: 'STOP it, says Ada', consent_preference: 'opted in' };
const CONTACTS: IDataObject[] = [PRIVATE, { ...PRIVATE, phone: phone(2) }, { phone: 'nobody' }];
const holdsPrivate = (value: unknown): boolean => /\d{7,}|@|ada|says/i.test(JSON.stringify(value ?? ''));

/** Each node that asks the store, and the output that takes what failed. */
const STORE_NODES = [
	['Consent Check', ConsentCheck, 'Non-Compliant'],
	['DND Gate', DndGate, 'Suppressed'],
	['Keyword Handler', KeywordHandler, 'Needs Review'],
	['Quiet Hours Window', QuietHoursWindow, 'Hold'],
	['Compliance Registry', ComplianceRegistry, 'output 0'],
] as const;
const BROKEN_CASES = STORE_NODES.flatMap(([name, node, failTo]) => Object.keys(BROKEN_STORES).map((fault) => [name, fault, node, failTo] as const));

describe('a store that cannot be used', () => {
	it.each(BROKEN_CASES)('stops the %s with words and emits nothing when the store %s', async (_name, fault, node) => {
		const result = await runNode(node, { items: CONTACTS, credentials: BROKEN_STORES[fault]?.() });
		expectRefusal(result, /store|file|folder|database/i);
		expect(holdsPrivate([result.error?.message, result.error?.description, result.hints])).toBe(false);
	});

	it.each(BROKEN_CASES)('puts every item of the %s on its output for failures when it continues and the store %s', async (_name, fault, node, failTo) => {
		const { status, input, outputs } = await runNode(node, { items: CONTACTS, credentials: BROKEN_STORES[fault]?.(), onError: 'continueRegularOutput' });
		expect(status).toBe('success');
		expectConserved(input, outputs, ['compliance', 'error']);
		expect(outputs[failTo]).toHaveLength(CONTACTS.length);
		for (const item of outputs[failTo] ?? []) {
			expect(codesOf(item)).toEqual(['STORE_UNAVAILABLE']);
			expect(item.json.error).toMatch(/\w+ \w+/);
			expect(holdsPrivate([item.json.error, item.json.compliance])).toBe(false);
		}
	});

	it.each(BROKEN_CASES)('puts every item of the %s on the error output where there is one and the store %s', async (_name, fault, node) => {
		const { input, outputs } = await runNode(node, { items: CONTACTS, credentials: BROKEN_STORES[fault]?.(), onError: 'continueErrorOutput' });
		expectConserved(input, outputs, ['compliance', 'error', 'details']);
		expect(outputs.error).toHaveLength(CONTACTS.length);
		expect(holdsPrivate(outputs.error?.map(({ json }) => [json.error, json.details]))).toBe(false);
	});

	it.each(STORE_NODES)('lets the %s retry without emitting anything', async (_name, node) => {
		const result = await runNode(node, { items: CONTACTS, credentials: BROKEN_STORES['is a folder']?.(), retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
		expect({ status: result.status, emitted: result.raw.flat() }).toEqual({ status: 'error', emitted: [] });
	});

	it.each(STORE_NODES)('leaves no sending output to the %s when it also has Always Output Data', async (_name, node, failTo) => {
		const { outputs } = await runNode(node, { items: CONTACTS, credentials: BROKEN_STORES['is a folder']?.(), onError: 'continueRegularOutput', alwaysOutputData: true });
		expect(Object.entries(outputs).filter(([, items]) => items.length > 0).map(([name]) => name)).toEqual([failTo]);
	});
});

describe('Always Output Data', () => {
	it.each([...STORE_NODES.filter(([name]) => name !== 'Compliance Registry'), ['Opt-Out Footer', OptOutFooter, 'Not Ready'] as const])('is refused by the %s, whose first output may lead to a sender', async (_name, node) => {
		expectRefusal(await runNode(node, { items: CONTACTS, credentials: newStore().credentials, alwaysOutputData: true }), /Always Output Data/);
	});

	it('is no danger for the Compliance Registry', async () => {
		const { status, outputs } = await runNode(ComplianceRegistry, { items: CONTACTS, credentials: newStore().credentials, alwaysOutputData: true });
		expect({ status, items: outputs['output 0']?.length }).toEqual({ status: 'success', items: CONTACTS.length });
	});
});

describe('settings that every node with a store shares', () => {
	const BAD_BRANDS = ['={{ $json.brand }}', '../../etc', '-', 'x'.repeat(65), 'a\u0000b', { name: 'acme' }, ['acme'], 7];

	it.each(STORE_NODES)('make the %s refuse a Brand that is no name, and never fall back to another brand', async (_name, node) => {
		for (const brand of BAD_BRANDS) {
			const result = await runNode(node, { items: CONTACTS, credentials: newStore({ brand: 'acme' }).credentials, parameters: { options: { brand } as never } });
			expectRefusal(result, /Brand/);
		}
	});

	it.each(STORE_NODES)('make the %s refuse a Default Country that does not exist', async (_name, node) => {
		for (const defaultCountry of ['XX', 'United States', '49', '+1']) {
			const parameters = { ...(node === KeywordHandler && { readFrom: 'fields' }), options: { defaultCountry } };
			expectRefusal(await runNode(node, { items: CONTACTS, credentials: newStore().credentials, parameters }), /Default Country/);
		}
	});

	it.each(STORE_NODES)('let the %s read a Default Country per item and take nonsense in it for none', async (_name, node) => {
		const items = [{ phone: '(415) 555-2671', text: 'hi', country: 'US' }, { phone: '(415) 555-2671', text: 'hi', country: 'Narnia' }, { phone: '(415) 555-2671', text: 'hi', country: { a: 1 } }];
		const { status, input, outputs } = await runNode(node, { items, credentials: newStore().credentials, parameters: { options: { defaultCountry: '={{ $json.country }}' } } });
		expect(status).toBe('success');
		expectConserved(input, outputs);
	});

	it.each([...STORE_NODES, ['Opt-Out Footer', OptOutFooter, 'Not Ready'] as const])('let the %s put its result into another field and keep the files of an item', async (_name, node) => {
		const binary = { photo: { data: 'aGVsbG8=', mimeType: 'image/png', fileName: 'photo.png' } };
		const items = [{ json: { ...PRIVATE, compliance: 'my own' }, binary }, { json: {} }];
		const { status, input, outputs } = await runNode(node, { items, credentials: node === OptOutFooter ? {} : newStore().credentials, parameters: { options: { resultField: 'checked by' } } });
		expect(status).toBe('success');
		expectConserved(input, outputs, ['checked by']);
		for (const item of Object.values(outputs).flat()) expect(item.json['checked by']).toEqual(expect.any(Object));
	});

	it.each(STORE_NODES)('refuse a %s whose result field is no name', async (_name, node) => {
		for (const resultField of ['={{ $json.field }}', 'a.b', 'error']) {
			expectRefusal(await runNode(node, { items: CONTACTS, credentials: newStore().credentials, parameters: { options: { resultField } } }), /Result Field/);
		}
	});

	it.each([...STORE_NODES, ['Opt-Out Footer', OptOutFooter, 'Not Ready'] as const])('let the %s run over no items at all', async (_name, node) => {
		const { status, raw } = await runNode(node, { items: [], credentials: node === OptOutFooter ? {} : newStore().credentials });
		expect({ status, emitted: raw.flat() }).toEqual({ status: 'success', emitted: [] });
	});
});
