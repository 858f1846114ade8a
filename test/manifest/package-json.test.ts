import { execFileSync } from 'node:child_process';
import { ROOT, credentialPaths, manifest, nodeFiles } from './package-files';

const built = (path: string) => `dist/${path.replace(/\.ts$/, '.js')}`;
const SHIPPED = /^(dist\/|templates\/|README\.md$|LICENSE$|package\.json$)/;

describe('package.json', () => {
	it('names every node and credential, and nothing else', () => {
		expect([...manifest.n8n.nodes].sort()).toEqual(nodeFiles.map(({ className, folder }) => built(`${folder}/${className}.node.ts`)));
		expect([...manifest.n8n.credentials].sort()).toEqual(credentialPaths.map(built));
	});

	it('asks for no other package at run time', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('names one command, after the package, so that npx finds it', () => {
		expect(manifest.bin).toEqual({ [manifest.name]: 'dist/cli.js' });
	});

	it('runs nothing on installation', () => {
		const onInstall = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare', 'prepublish'];
		expect(Object.keys(manifest.scripts).filter((name) => onInstall.includes(name))).toEqual([]);
	});

	it('lets n8n find the package', () => {
		expect(manifest.name).toMatch(/^n8n-nodes-/);
		expect(manifest.keywords).toContain('n8n-community-node-package');
	});
});

describe('the tarball', () => {
	it('holds the built package, the templates, the README and the licence, and no source', () => {
		const listing = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
		const [{ files }] = JSON.parse(listing) as [{ files: Array<{ path: string }> }];
		const paths = files.map(({ path }) => path);
		expect(paths.filter((path) => !SHIPPED.test(path))).toEqual([]);
		expect(paths).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE']));
	});
});
