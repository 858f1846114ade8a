import { spawn } from 'node:child_process';
import { chmodSync, cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { cachedPhonePatterns } from './cached-phone-patterns.mjs';
import { thirdPartyNotices } from './licenses.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ENTRIES = ['index.ts', 'nodes/*/*.node.ts', 'credentials/*.credentials.ts'];
/** The command line, which `bin` of package.json names. */
const COMMAND_LINE = { cli: 'cli/main.ts' };
const ASSETS = ['{nodes,credentials}/**/*.svg', 'nodes/*/*.node.json'];
/** As plain files, so that one version of a pack can be compared with another. */
const PACKS = ['quiet-hours/quiet-hours.json', 'consent/consent.json'];
/** The host gives `n8n-workflow`; `pg-native` is optional and never installed. */
const EXTERNAL = ['n8n-workflow', 'pg-native'];

/** Writes the package that n8n loads: CommonJS entries over shared chunks, assets, declarations, licence notices. */
async function build(outDir) {
	rmSync(outDir, { recursive: true, force: true });
	mkdirSync(outDir, { recursive: true });
	const [packages] = await Promise.all([bundle(outDir), emitDeclarations(join(outDir, 'types'))]);
	for (const asset of globSync(ASSETS, { cwd: ROOT })) {
		cpSync(join(ROOT, asset), join(outDir, asset));
	}
	for (const pack of PACKS) cpSync(join(ROOT, 'lib/packs', pack), join(outDir, 'packs', basename(pack)));
	// npm does so on installation; whoever unpacks the tarball has it so as well.
	for (const command of Object.keys(COMMAND_LINE)) chmodSync(join(outDir, `${command}.js`), 0o755);
	writeFileSync(join(outDir, 'THIRD_PARTY_LICENSES.md'), thirdPartyNotices(ROOT, packages));
}

/** The driver and what it brings along. */
const DRIVER = /\/node_modules\/(?:pg|pg-[a-z-]+|pg-int8|pgpass|postgres-[a-z]+|split2|xtend)\//;

/**
 * Few chunks with plain names, lowest first, as a chunk takes what its modules import: the core can be loaded without the part that needs n8n, and
 * without the one for PostgreSQL.
 */
const CHUNKS = [
	{ name: 'libraries', test: (id) => id.includes('/node_modules/') && !DRIVER.test(id) },
	{ name: 'core', test: /\/lib\/(?!n8n\/|store\/postgres\/)/ },
	{ name: 'n8n', test: /\/lib\/n8n\// },
	{ name: 'postgres', test: (id) => id.includes('/lib/store/postgres/') || DRIVER.test(id) },
];

/** @returns the paths of all third-party modules that went into the bundle. */
async function bundle(outDir) {
	const files = globSync(ENTRIES, { cwd: ROOT }).sort();
	const input = { ...Object.fromEntries(files.map((file) => [file.replace(/\.ts$/, ''), join(ROOT, file)])), ...COMMAND_LINE };
	const bundler = await rolldown({ cwd: ROOT, input, platform: 'node', external: EXTERNAL, plugins: [cachedPhonePatterns()] });
	const { output } = await bundler.write({
		dir: outDir,
		format: 'cjs',
		exports: 'named',
		entryFileNames: '[name].js',
		chunkFileNames: 'chunks/[name].js',
		codeSplitting: { groups: CHUNKS },
		minify: true,
		// n8n makes a node by the class name in its file's name, and errors are told apart by name.
		keepNames: true,
	});
	await bundler.close();
	return output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
}

function emitDeclarations(outDir) {
	const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
	const args = [tsc, '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', outDir];
	return new Promise((done, failed) => {
		spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).on('close', (code) =>
			code === 0 ? done() : failed(new Error(`tsc ended with ${code}; no declarations were written.`)),
		);
	});
}

const { values } = parseArgs({ options: { out: { type: 'string', default: join(ROOT, 'dist') } } });
await build(resolve(values.out));
