import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import { normalizeAddress } from '../../lib/phone';
import type { StorePlace } from '../support/store-backend';
import { describePostgres, postgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';
import { fillLedger, type Tamper, tamperWithFile, tamperWithSchema } from '../support/tampering';
import { ROOT, credentialPaths, manifest, nodeFiles } from './package-files';

const PUBLIC_NAMES = ['classifyReply', 'decide', 'measureSms', 'normalizeAddress', 'openStore', 'regionsForPhone', 'verifyLedger', 'windowState', 'zonesForPhone'];
const FROM_HOST = ['n8n-workflow', 'pg-native'];

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
const dist = join(folder, 'package/dist');

beforeAll(() => {
	execFileSync(process.execPath, [resolve(ROOT, 'scripts/build.mjs'), '--out', dist], { cwd: ROOT });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

describe('the command line of the tarball', () => {
	const installed = join(folder, 'installed');
	const bin = join(installed, 'package', manifest.bin[manifest.name] ?? '');

	beforeAll(() => {
		cpSync(resolve(ROOT, 'package.json'), join(folder, 'package/package.json'));
		mkdirSync(installed);
		const listing = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', installed], { cwd: join(folder, 'package'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
		const [{ filename }] = JSON.parse(listing) as [{ filename: string }];
		execFileSync('tar', ['-xzf', join(installed, filename), '-C', installed]);
	}, 60_000);

	/** By its own first line, where no other package is installed. */
	function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
		const { PATH } = process.env;
		return spawnSync(bin, args, { cwd: installed, env: { PATH: `${dirname(process.execPath)}:${PATH ?? ''}`, ...env }, encoding: 'utf8' });
	}

	async function expectProof({ place, tamper, args, env }: { place: StorePlace; tamper: Tamper; args: string[]; env?: NodeJS.ProcessEnv }): Promise<void> {
		try {
			const store = await place.open();
			await fillLedger(store);
			const heads = join(installed, `${place.config.backend}.json`);
			expect(run(['verify', ...args, '--heads', heads, '--note', '--begin'], env)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^acme: as recorded\. 12 events\. .*\nother: as recorded\. 1 events\. .*\n$/) });
			await tamper('UPDATE @events SET at = at + 1 WHERE seq = 5');
			expect(run(['verify', ...args, '--heads', heads], env)).toMatchObject({ status: 1, stdout: expect.stringContaining('acme: BROKEN at event 5 (changed)') });
		} finally {
			await place.remove();
		}
	}

	it('is executable and tells the version of the package', () => {
		expect(statSync(bin).mode & 0o111).toBe(0o111);
		expect(run(['--version'])).toMatchObject({ status: 0, stdout: `${(JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { version: string }).version}\n` });
	});

	it('proves a store file beside a process that has it open', async () => {
		const place = await sqlitePlace();
		await expectProof({ place, tamper: tamperWithFile(place.file), args: [place.file] });
	}, 30_000);

	it('ends with 2 where there is nothing to check', () => {
		expect(run(['verify', join(installed, 'none.sqlite')])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('is not there') });
	});

	describePostgres('with PostgreSQL', () => {
		it('proves a schema, with the password of the environment', async () => {
			const place = await postgresPlace();
			await expectProof({ place, tamper: tamperWithSchema(place), args: [place.config.connectionString, '--schema', place.config.schema], env: { PGPASSWORD: process.env['PGPASSWORD'] ?? '' } });
		}, 30_000);
	});
});
