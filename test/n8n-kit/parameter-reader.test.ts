import type { IDataObject } from 'n8n-workflow';
import { parameterReader } from '../../lib/n8n/parameter-reader';
import { runNode } from '../support/n8n';
import { looking } from './probe';

/** What the reader and what n8n itself makes of a parameter, for each item. */
async function compare(value: unknown, items: readonly unknown[], name = 'value'): Promise<Array<{ ours: unknown; n8n: unknown }>> {
	const seen: Array<{ ours: unknown; n8n: unknown }> = [];
	const node = looking((context, input) => {
		const read = parameterReader(context, input, name);
		input.forEach((_, index) => seen.push({ ours: attempt(() => read(index)), n8n: attempt(() => context.getNodeParameter(name, index, undefined)) }));
	});
	const parameters = name === 'value' ? { value } : { options: { inner: value } };
	await runNode(node, { parameters: parameters as never, items: items.map((json) => ({ json: json as IDataObject })) });
	expect(seen).toHaveLength(items.length);
	return seen;
}

function attempt(work: () => unknown): unknown {
	try {
		return work();
	} catch (error) {
		return `throws ${(error as Error).name}`;
	}
}

function isThrown(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('throws ');
}

/** The item's own field, found by splitting a simple reference. */
function own(item: unknown, reference: string): unknown {
	const keys = reference.replace(/^=\{\{\s*\$json\.?|\s*\}\}$/g, '').split(/[.[\]"']+/).filter((key) => key !== '');
	return keys.reduce((value, key) => (Object.getOwnPropertyDescriptor(value ?? {}, key) ?? { value: undefined }).value as unknown, item);
}

const withOwnProto = JSON.parse('{"__proto__":{"phone":"own"},"phone":"1"}') as unknown;

const SHAPES: unknown[] = [
	{ phone: '+15551230001' },
	{ phone: '=1+1' },
	{ phone: '={{ $json.other }}', other: 'x' },
	{ phone: '' },
	{ phone: '  ' },
	{ phone: null },
	{},
	{ phone: undefined },
	{ phone: 0 },
	{ phone: -0.5 },
	{ phone: 15_551_230_001 },
	{ phone: false },
	{ phone: [] },
	{ phone: ['+1', '+2'] },
	{ phone: {} },
	{ phone: { number: '+1', tags: ['a', { b: null }] } },
	{ phone: { toString: 'x', length: 3 } },
	{ phone: { a: 1, null: null } },
	{ Phone: 'other letter case' },
	{ 'phone ': 'blank at the end' },
	{ phone: '\u202A+15551230001\u202C' },
	{ phone: 'x'.repeat(100_000) },
	{ contact: { phone: '+2', 'mobile phone': '+3' } },
	{ contact: 'text' },
	{ contact: ['+1'] },
	{ contact: null },
	{ contact: 5 },
	{ contact: { phone: { deep: { er: '+4' } } } },
	{ length: 7, constructor: 'own', toString: 'own', valueOf: 1, hasOwnProperty: true },
	withOwnProto,
	{ 'a.b': 'dotted', a: { b: 'nested' } },
	{ ünïcode: 'ü', 名前: 'n', $dollar: 1, _under: 2, '0': 'zero' },
];

const REFERENCES = [
	'={{ $json.phone }}',
	'={{$json.phone}}',
	'={{   $json.phone   }}',
	'={{ $json["phone"] }}',
	"={{ $json['phone'] }}",
	'={{ $json.phone.length }}',
	'={{ $json.phone.number }}',
	'={{ $json.phone[0] }}',
	'={{ $json.phone["0"] }}',
	'={{ $json.contact.phone }}',
	'={{ $json.contact["mobile phone"] }}',
	'={{ $json.contact.phone.deep.er }}',
	'={{ $json["phone "] }}',
	'={{ $json["a.b"] }}',
	'={{ $json.a.b }}',
	'={{ $json.length }}',
	'={{ $json.toString }}',
	'={{ $json.valueOf }}',
	'={{ $json.hasOwnProperty }}',
	'={{ $json.constructor }}',
	'={{ $json["constructor"] }}',
	'={{ $json.__proto__ }}',
	'={{ $json["__proto__"].phone }}',
	'={{ $json.ünïcode }}',
	'={{ $json["名前"] }}',
	'={{ $json.$dollar }}',
	'={{ $json._under }}',
	'={{ $json["0"] }}',
];

const EXPRESSIONS = ['={{ $json.phone }} ', '=x{{ $json.phone }}', '={{ $json.phone ?? "none" }}', '={{ $json?.phone }}', '=+1{{ $json.phone }}', '={{ [$json.phone] }}', '={{ $itemIndex }}', '=plain text', '=', '={{ $json.phone; }}', '={{ $json["a}}b"] }}'];

describe('a parameter', () => {
	it.each(REFERENCES)('that refers to a field by %s has the value that n8n gives it, for every item', async (reference) => {
		for (const [index, { ours, n8n }] of (await compare(reference, SHAPES)).entries()) {
			// n8n refuses some names and values that no JSON holds, and with them the whole run; a field of the item is no reason to.
			const expected = isThrown(n8n) && !isThrown(ours) ? own(SHAPES[index], reference) : n8n;
			expect([SHAPES[index], ours]).toEqual([SHAPES[index], expected]);
		}
	});

	it.each(EXPRESSIONS)('that is the expression %p has the value that n8n gives it', async (expression) => {
		for (const { ours, n8n } of await compare(expression, SHAPES.slice(0, 12))) expect(ours).toEqual(n8n);
	});

	it.each(['text', '', ' {{ $json.phone }}', '{{ $json.phone }}', 5, true, [1], '\\=x'])('that is fixed to %p has that value', async (value) => {
		for (const { ours, n8n } of await compare(value, SHAPES.slice(0, 2))) expect([ours, ours]).toEqual([value, n8n]);
	});

	it('that lies in a collection is read in the same three ways', async () => {
		for (const value of ['fixed', '={{ $json.contact.phone }}', '={{ $json.phone + "!" }}']) {
			for (const { ours, n8n } of await compare(value, SHAPES, 'options.inner')) expect(ours).toEqual(n8n);
		}
	});

	it('that holds a date or a luxon date is read as n8n reads it', async () => {
		for (const { ours, n8n } of await compare('={{ $json.when }}', [{ when: new Date('2026-03-31T12:00:00Z') }])) expect(String(ours)).toBe(String(n8n));
	});

	it('that is not set counts as the fallback', async () => {
		const seen: unknown[] = [];
		const node = looking((context, input) => seen.push(parameterReader(context, input, 'options.none', 'fallback')(0), parameterReader(context, input, 'options.toString')(0), parameterReader(context, input, 'value')(0)));
		await runNode(node, { items: [{}] });
		expect(seen).toEqual(['fallback', undefined, 'the default']);
	});

	it('is not there for an item that is not there', async () => {
		const seen: unknown[] = [];
		const node = looking((context, input) => seen.push(parameterReader(context, input, 'value')(9)));
		await runNode(node, { parameters: { value: '={{ $json.phone }}' }, items: [{ phone: '1' }] });
		expect(seen).toEqual([undefined]);
	});
});
