import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TestNodeTypes } from '../support/n8n';
import { ROOT, manifest, nodeFiles, readJson } from './package-files';

interface Codex {
	node: string;
	nodeVersion: string;
	codexVersion: string;
	categories: string[];
	resources: { primaryDocumentation: Array<{ url: string }> };
}

const byName = nodeFiles.map((files) => [files.className, files] as const);

it('there are nodes to look at', () => {
	expect(byName.length).toBeGreaterThan(0);
});

describe.each(byName)('the node %s', (className, { folder, node: { description } }) => {
	it('is named after its file', () => {
		expect(description.name).toBe(className.charAt(0).toLowerCase() + className.slice(1));
		expect(description.defaults.name).toBe(description.displayName);
	});

	it('is found by the name under which workflows keep it', () => {
		expect(new TestNodeTypes().getByName(`${manifest.name}.${description.name}`).constructor.name).toBe(className);
	});

	it('has a codex file that names it', () => {
		const codex = readJson(`${folder}/${className}.node.json`) as Codex;
		expect(codex).toMatchObject({ node: `${manifest.name}.${description.name}`, codexVersion: '1.0', nodeVersion: '1.0' });
		expect(codex.categories.length).toBeGreaterThan(0);
		expect(codex.resources.primaryDocumentation[0]?.url).toMatch(/^https:\/\//);
	});

	it('has an icon for light and another for dark', () => {
		const { light, dark } = description.icon as { light: string; dark: string };
		const [lightFile, darkFile] = [light, dark].map((icon) => resolve(ROOT, folder, icon.replace(/^file:/, '')));
		expect(readFileSync(lightFile ?? '', 'utf8')).toContain('<svg');
		expect(readFileSync(darkFile ?? '', 'utf8')).not.toBe(readFileSync(lightFile ?? '', 'utf8'));
	});

	it('has a page of documentation', () => {
		const page = readFileSync(resolve(ROOT, folder, `${className}.md`), 'utf8');
		expect(page.startsWith(`# ${description.displayName}`)).toBe(true);
	});

	it('can be given to an AI agent as a tool, unless it is a trigger', () => {
		const trigger = description.group.includes('trigger');
		expect(description.usableAsTool).toBe(trigger ? undefined : true);
	});

	it('keeps its class, its description and its work in files of their own', () => {
		for (const part of ['node', 'description', 'handler']) {
			expect(existsSync(resolve(ROOT, folder, `${className}.${part}.ts`))).toBe(true);
		}
	});

	it('works with nothing set: every parameter has a default and none is required without one', () => {
		for (const { name, default: value, required } of description.properties) {
			expect({ name, value }).not.toEqual({ name, value: undefined });
			expect({ name, needsValue: required === true && value === '' }).toEqual({ name, needsValue: false });
		}
		expect((description.credentials ?? []).filter(({ required }) => required)).toEqual([]);
	});

	it('names each of its outputs, with no two alike', () => {
		const count = Array.isArray(description.outputs) ? description.outputs.length : 0;
		const names = description.outputNames ?? [];
		expect(count === 1 ? 1 : names.length).toBe(count);
		expect(new Set(names).size).toBe(names.length);
	});
});
