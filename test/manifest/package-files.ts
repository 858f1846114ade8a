import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { INodeType } from 'n8n-workflow';

export const ROOT = resolve(__dirname, '../..');

/** The parts of package.json that tests look at. */
export interface Manifest {
	name: string;
	keywords: string[];
	files: string[];
	bin: Record<string, string>;
	scripts: Record<string, string>;
	dependencies?: Record<string, string>;
	peerDependencies: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

export const manifest = readJson('package.json') as Manifest;

export interface NodeFiles {
	className: string;
	/** `nodes/<ClassName>`. */
	folder: string;
	node: INodeType;
}

export const nodeFiles: NodeFiles[] = globSync('nodes/*/*.node.ts', { cwd: ROOT }).sort().map((path) => {
	const className = basename(path, '.node.ts');
	const exported = jest.requireActual<Record<string, new () => INodeType>>(resolve(ROOT, path));
	const nodeClass = exported[className];
	if (!nodeClass) throw new Error(`${path} does not export ${className}.`);
	return { className, folder: `nodes/${className}`, node: new nodeClass() };
});

export const credentialPaths = globSync('credentials/*.credentials.ts', { cwd: ROOT }).sort();

export function readJson(path: string): unknown {
	return JSON.parse(readFileSync(resolve(ROOT, path), 'utf8'));
}
