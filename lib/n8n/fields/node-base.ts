import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';

/** All of a node's description but what stands in its class, where n8n's lint rules look for it. */
export type NodeDescription = Omit<INodeTypeDescription, 'icon' | 'subtitle' | 'usableAsTool' | 'credentials'>;

type Common = Pick<NodeDescription, 'group' | 'version' | 'inputs' | 'outputs' | 'outputNames'>;

/** What the descriptions of all nodes of this package share. */
export function nodeBase(outputs: readonly string[]): Common {
	return {
		group: ['transform'],
		version: 1,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputs.map(() => NodeConnectionTypes.Main),
		...(outputs.length > 1 && { outputNames: [...outputs] }),
	};
}
