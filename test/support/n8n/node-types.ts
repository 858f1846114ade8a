import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { IDataObject, INodeType, INodeTypes } from 'n8n-workflow';
import { BUILT_IN_NODES } from './built-in-nodes';

/** Makes one instance of a node; n8n makes a node only once per process too. */
export type NodeClass = new () => INodeType;

const ROOT = resolve(__dirname, '../../..');
const PACKAGE = (JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { name: string }).name;

/** The full type name under which n8n knows a node of this package, such as `n8n-nodes-messaging-compliance.dndGate`. */
export function typeNameOf(node: INodeType): string {
	return `${PACKAGE}.${node.description.name}`;
}

/**
 * The node types of a test: the built-in ones, those given, and every node of this package, which is loaded
 * when a workflow first asks for it.
 */
export class TestNodeTypes implements INodeTypes {
	private readonly known = new Map<string, INodeType>(Object.entries(BUILT_IN_NODES));

	/** @returns the type name for use in a workflow's node. */
	register(nodeType: INodeType): string {
		const name = typeNameOf(nodeType);
		this.known.set(name, nodeType);
		return name;
	}

	getByName(name: string): INodeType {
		const known = this.known.get(name) ?? loadFromPackage(name);
		this.known.set(name, known);
		return known;
	}

	getByNameAndVersion(name: string): INodeType {
		return this.getByName(name);
	}

	getKnownTypes(): IDataObject {
		return Object.fromEntries([...this.known.keys()].map((name) => [name, {}]));
	}
}

function loadFromPackage(typeName: string): INodeType {
	const [prefix, name = ''] = typeName.split('.');
	const className = name.charAt(0).toUpperCase() + name.slice(1);
	const file = resolve(ROOT, 'nodes', className, `${className}.node.ts`);
	if (prefix !== PACKAGE || !existsSync(file)) throw new Error(`No node type ${typeName} in this test.`);
	const exported = jest.requireActual<Record<string, NodeClass>>(file);
	const nodeClass = exported[className];
	if (!nodeClass) throw new Error(`${file} does not export ${className}.`);
	return new nodeClass();
}
