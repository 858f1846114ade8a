import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import { normalizeAddress } from '../../lib/phone';
import { ROOT, credentialPaths, manifest, nodeFiles } from './package-files';

const PUBLIC_NAMES = ['classifyReply', 'decide', 'measureSms', 'normalizeAddress', 'openStore', 'regionsForPhone', 'verifyLedger', 'windowState', 'zonesForPhone'];
const FROM_HOST = ['n8n-workflow', 'pg-native'];

const dist = mkdtempSync(join(tmpdir(), 'bundle-'));

beforeAll(() => {
	execFileSync(process.execPath, [resolve(ROOT, 'scripts/build.mjs'), '--out', dist], { cwd: ROOT });
}, 120_000);

afterAll(() => rmSync(dist, { recursive: true, force: true }));

/** Runs a script in a fresh Node that can find the host's packages, and reads the JSON it prints. */
function inFreshNode(script: string): unknown {
	const env = { ...process.env, NODE_PATH: resolve(ROOT, 'node_modules') };
	return JSON.parse(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' }));
}

describe('the built package', () => {
	it('gives the public names without loading n8n', () => {
		const index = JSON.stringify(join(dist, 'index.js'));
		const { names, fromHost } = inFreshNode(`
			const names = Object.entries(require(${index})).filter(([, value]) => typeof value === 'function').map(([name]) => name);
			const fromHost = Object.keys(require.cache).filter((file) => file.includes('n8n-'));
			console.log(JSON.stringify({ names, fromHost: fromHost.filter((file) => file.includes('node_modules')) }));
		`) as { names: string[]; fromHost: string[] };
		expect(names).toEqual(expect.arrayContaining(PUBLIC_NAMES));
		expect(fromHost).toEqual([]);
	});

	it('has each node and credential as a class by the name of its file, as n8n makes them', () => {
		const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((path) => join(dist, relative('dist', path)));
		const made = inFreshNode(`
			const made = ${JSON.stringify(files)}.map((file) => {
				const name = require('node:path').basename(file).split('.')[0];
				const instance = new (require(file)[name])();
				return [instance.constructor.name, instance.name ?? instance.description.name];
			});
			console.log(JSON.stringify(made));
		`) as Array<[string, string]>;
		expect(made).toHaveLength(nodeFiles.length + credentialPaths.length);
		for (const [className, name] of made) expect(name).toBe(className.charAt(0).toLowerCase() + className.slice(1));
	});

	it('reads numbers of all countries as the sources do, although it keeps compiled patterns', () => {
		const numbers = getCountries().flatMap((country) => {
			const digits = getExampleNumber(country, examples)?.nationalNumber ?? '';
			return [digits, digits.slice(1), `${digits}0`, digits.replace(/.$/, '9'), `0${digits}`].map((phone) => ({ phone, country }));
		});
		const read = inFreshNode(`
			const { normalizeAddress } = require(${JSON.stringify(join(dist, 'index.js'))});
			console.log(JSON.stringify(${JSON.stringify(numbers)}.map(({ phone, country }) => normalizeAddress('sms', phone, { defaultCountry: country }))));
		`);
		expect(read).toEqual(numbers.map(({ phone, country }) => normalizeAddress('sms', phone, { defaultCountry: country })));
		expect(numbers.length).toBeGreaterThan(1000);
	});

	it('asks for no module that a bare n8n does not have', () => {
		const known = [...FROM_HOST, ...builtinModules, ...builtinModules.map((name) => `node:${name}`), 'node:sqlite'];
		const wanted = globSync('**/*.js', { cwd: dist }).flatMap((file) =>
			[...readFileSync(join(dist, file), 'utf8').matchAll(/\b(?:require|import)\((["'`])([^"'`]+)\1\)/g)]
				.map(([, , specifier = '']) => ({ file, specifier }))
				.filter(({ specifier }) => !known.includes(specifier) && !existsSync(join(dist, dirname(file), specifier))),
		);
		expect(wanted).toEqual([]);
	});

	it('carries icons, codex files and declarations', () => {
		expect(existsSync(join(dist, 'types/index.d.ts'))).toBe(true);
		for (const { folder, className, node } of nodeFiles) {
			const { light, dark } = node.description.icon as { light: string; dark: string };
			expect(existsSync(join(dist, folder, `${className}.node.json`))).toBe(true);
			for (const icon of [light, dark]) expect(existsSync(join(dist, folder, icon.replace(/^file:/, '')))).toBe(true);
		}
	});

	it.each(['libphonenumber-js', 'luxon', 'zod'])('carries the licence of %s', (name) => {
		const notices = readFileSync(join(dist, 'THIRD_PARTY_LICENSES.md'), 'utf8');
		expect(notices).toMatch(new RegExp(`^## ${name} [0-9.]+ \\(MIT\\)\\n\\n {4}.*\\w`, 'm'));
	});
});
