import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

/** Makes every later change to a value, at any depth, throw. */
export function deepFreeze<T>(value: T): T {
	if (typeof value === 'object' && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
		Object.freeze(value);
		Object.values(value).forEach(deepFreeze);
	}
	return value;
}

/** The same node, given deep-frozen input items, so that a node that changes its input fails. */
export function withFrozenInput(node: INodeType): INodeType {
	const execute = node.execute;
	if (!execute) return node;
	return Object.create(node, {
		execute: {
			value(this: IExecuteFunctions) {
				Object.values(this.getExecuteData().data).flat().forEach(deepFreeze);
				return execute.call(this);
			},
		},
	}) as INodeType;
}
