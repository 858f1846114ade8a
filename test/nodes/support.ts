import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { openStore } from '../../lib/store/open-store';
import type { Change, ComplianceStore, ConsentChange, ContactAddress, SuppressChange } from '../../lib/store/port';
import { SUPPRESSION_RULES, type SuppressionReason } from '../../lib/model/suppression';
import { expectConserved, runNode, type NodeClass, type NodeResult, type NodeRun } from '../support/n8n';

/** One contact with a mobile or mobile-like number for each position. */
export function phone(position: number): string {
	return `+141555526${String(position).padStart(2, '0')}`;
}

export function phoneContact(address: string): ContactAddress {
	return { kind: 'phone', address };
}

const folders: string[] = [];

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'nodes-'));
	folders.push(folder);
	return folder;
}

afterAll(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A store of its own, as a node reaches it through the credential and a test through the port. */
export interface TestStore {
	credentials: NonNullable<NodeRun['credentials']>;
	file: string;
	/** Reads and writes by a connection of its own. */
	use: <T>(work: (store: ComplianceStore) => Promise<T>) => Promise<T>;
	record: (changes: readonly Change[], options?: { brand?: string; at?: Date }) => Promise<void>;
	events: (brand?: string) => Promise<Array<{ kind: string; payload: object }>>;
}

export function newStore(credential: IDataObject = {}): TestStore {
	const file = join(newFolder(), 'compliance.sqlite');
	const use: TestStore['use'] = async (work) => {
		const store = await openStore({ backend: 'sqlite', file });
		try {
			return await work(store);
		} finally {
			await store.close();
		}
	};
	return {
		file,
		credentials: { complianceStoreApi: { backend: 'sqlite', file, ...credential } as never },
		use,
		record: async (changes, { brand = 'default', at = new Date('2026-01-15T12:00:00Z') } = {}) => {
			await use(async (store) => await store.record(brand, changes, { node: 'test' }, at));
		},
		events: async (brand = 'default') =>
			await use(async (store) => {
				const found = [];
				for await (const { kind, payload } of store.events(brand)) found.push({ kind, payload });
				return found;
			}),
	};
}

/** Credentials of stores that cannot be used. */
export const BROKEN_STORES: Readonly<Record<string, () => NonNullable<NodeRun['credentials']>>> = {
	'is a file that is no database': () => {
		const file = join(newFolder(), 'notes.txt');
		writeFileSync(file, 'shopping list\n'.repeat(500));
		return { complianceStoreApi: { backend: 'sqlite', file } };
	},
	'lies in a folder that is a file': () => {
		const parent = join(newFolder(), 'file');
		writeFileSync(parent, '');
		return { complianceStoreApi: { backend: 'sqlite', file: join(parent, 'compliance.sqlite') } };
	},
	'is a folder': () => ({ complianceStoreApi: { backend: 'sqlite', file: newFolder() } }),
	'is of a kind that does not exist': () => ({ complianceStoreApi: { backend: 'paper' } }),
	'is a database that nobody answers for': () => ({ complianceStoreApi: { backend: 'postgres', host: '127.0.0.1', port: 1, database: 'd', user: 'u', password: 'secret', tls: 'off' } as never }),
};

/** A marketing consent by SMS that proves everything the built-in policy asks for. */
export function granted(address: string, fields: Partial<ConsentChange> = {}): ConsentChange {
	return {
		kind: 'consent',
		contact: phoneContact(address),
		channel: 'sms',
		messageClass: 'marketing',
		state: 'granted',
		source: 'web_form',
		timestamp: '2026-01-10T12:00:00.000Z',
		wordingVersion: 'v3',
		...fields,
	};
}

/** A suppression of the channel sms that stops what its reason usually stops. */
export function suppressed(address: string, reason: SuppressionReason, fields: Partial<SuppressChange> = {}): SuppressChange {
	const { classes, direction } = SUPPRESSION_RULES[reason];
	return { kind: 'suppress', contact: phoneContact(address), reason, channel: 'sms', classes, direction, ...fields };
}

/** Runs a node and fails unless every item came out once, with its own fields, its files and its origin. */
export async function runConserved(nodeClass: NodeClass, run: NodeRun, added: readonly string[] = ['compliance']): Promise<NodeResult> {
	const result = await runNode(nodeClass, run);
	expect({ status: result.status, error: result.error?.message }).toEqual({ status: 'success', error: undefined });
	expectConserved(result.input, result.outputs, added);
	return result;
}

/** What a node reports in its result, as far as tests look at it. */
export interface Compliance extends IDataObject {
	verdict?: string;
	status?: string;
	outcome?: string;
	reply?: string;
	sendAt?: string;
	text?: string;
	reasons?: Array<{ code: string; text: string; facts?: IDataObject }>;
}

export function complianceOf(item: INodeExecutionData | undefined, field = 'compliance'): Compliance {
	return (item?.json[field] ?? {}) as Compliance;
}

export function codesOf(item: INodeExecutionData | undefined, field = 'compliance'): string[] {
	return (complianceOf(item, field).reasons ?? []).map(({ code }) => code);
}

function positionOf({ pairedItem }: INodeExecutionData): number {
	const [first] = [pairedItem].flat();
	return typeof first === 'object' ? first.item : (first ?? -1);
}

/** For each input item, in order: the output it left by and the codes it carries. */
export function routesOf({ outputs, input }: NodeResult, field = 'compliance'): Array<[output: string, ...codes: string[]]> {
	const left = Object.entries(outputs).flatMap(([name, items]) => items.map((item) => ({ name, item })));
	return input.map((_, index) => {
		const found = left.find(({ item }) => positionOf(item) === index);
		return found === undefined ? ['nowhere'] : [found.name, ...codesOf(found.item, field)];
	});
}

/** The result of each input item, in order. */
export function resultsOf({ outputs, input }: NodeResult, field = 'compliance'): Compliance[] {
	const left = Object.values(outputs).flat();
	return input.map((_, index) => complianceOf(left.find((item) => positionOf(item) === index), field));
}

/** Values that no field should hold, as JSON and n8n can carry them. */
export const BAD_VALUES: ReadonlyArray<readonly [name: string, value: unknown]> = [
	['nothing', undefined],
	['null', null],
	['an empty text', ''],
	['blanks', '  \t '],
	['zero', 0],
	['a negative number', -1],
	['a fraction', 0.1],
	['true', true],
	['an object', { value: 1 }],
	['an object that looks like a text', { toString: 'x', valueOf: null, length: 3 }],
	['an empty list', []],
	['a list', ['a', 1, null]],
	['a megabyte', 'x'.repeat(1_000_000)],
	['a megabyte of digits', '5'.repeat(1_000_000)],
	['emoji', '\u{1F44B}\u{1F3FD}\u200d\u{1F525}'],
	['control characters', 'a\u0000\u0007\u001b[2J\u202e\ufeff'],
	['half a surrogate pair', '\ud83d'],
	['a prototype name', '__proto__'],
	['an inherited name', 'constructor'],
	['an expression', '={{ $json.phone }}'],
	['markup', '<script>alert(1)</script>'],
	['a query', "'; DROP TABLE consents; --"],
];

/** Expects a run that ended with an error in words before anything was emitted. */
export function expectRefusal({ status, error, raw }: NodeResult, words: RegExp): void {
	expect(status).toBe('error');
	expect(raw.flat()).toEqual([]);
	expect(error?.message).toMatch(words);
	expect(error?.message).not.toMatch(/undefined|\[object|Error:|Zod/);
	expect(error?.description ?? '').toMatch(/\w+ \w+/);
}
