import type { INodeExecutionData } from 'n8n-workflow';

type Outputs = Record<string, INodeExecutionData[]> | INodeExecutionData[][];

/**
 * Fails unless every input item comes out exactly once over all outputs, with all its own fields and a
 * `pairedItem` that leads back to it.
 *
 * @param added fields that the node puts on the item; their values may differ from the input's.
 */
export function expectConserved(items: readonly INodeExecutionData[], outputs: Outputs, added: readonly string[] = ['compliance']): void {
	const emitted = Object.values(outputs).flat();
	const sources = emitted.map(sourceOf);
	expect([...sources].sort((a, b) => a - b)).toEqual(items.map((_, index) => index));
	for (const [position, item] of emitted.entries()) {
		const source = items[sources[position] ?? -1];
		expect(without(item.json, added)).toEqual(without(source?.json ?? {}, added));
		expect(item.binary).toEqual(source?.binary);
	}
}

function sourceOf({ pairedItem }: INodeExecutionData): number {
	const [first, ...others] = [pairedItem].flat();
	if (first === undefined || others.length > 0) throw new Error('An output item has to have exactly one pairedItem.');
	return typeof first === 'number' ? first : first.item;
}

function without(json: object, fields: readonly string[]): object {
	return Object.fromEntries(Object.entries(json).filter(([field]) => !fields.includes(field)));
}
