import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { downloadedNode } from './downloaded-node.mjs';
import { N8N_2 } from './releases.mjs';
import { environmentWithNode, nodeForN8n } from './runtime.mjs';

const AGAIN = 'then run the same command again: it goes on from what is there.';

/** What was meant to be installed; npm writes its hidden lockfile last, so an interrupted install does not have it. */
function isInstalled({ folder, manifest, bin }) {
	const isThere = ([name, version]) => versionOf(folder, name) === version;
	return Object.entries(manifest.dependencies).every(isThere) && existsSync(bin) && existsSync(join(folder, 'node_modules', '.package-lock.json'));
}

function versionOf(folder, name) {
	try {
		return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
	} catch {
		return undefined;
	}
}

async function hasWorkingDatabase(release) {
	try {
		const program = "new (require('sqlite3').Database)(':memory:', (error) => process.exit(error ? 1 : 0))";
		await runCommand(nodeForN8n(release), ['-e', program], { cwd: release.folder, env: environmentWithNode(release), timeoutMs: 60_000 });
		return true;
	} catch {
		return false;
	}
}

function nodeStep(version) {
	const node = downloadedNode(version);
	return {
		title: `Downloading Node ${version} (120 MB, once)`,
		isDone: () => isInstalled(node),
		start: () => writeManifest(node),
		args: ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'],
		folder: node.folder,
		remedy: `Check the network, ${AGAIN}`,
	};
}

/** Scripts of n8n's dependencies are not run; of the two thousand only sqlite3 needs its own. */
const stepsFor = (release) => [
	...(release.node === undefined ? [] : [nodeStep(release.node)]),
	{
		title: `Installing n8n ${release.version} (2 GB, about 4 minutes, once)`,
		isDone: () => isInstalled(release),
		start: () => writeManifest(release),
		args: ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'],
		folder: release.folder,
		remedy: `Check the network and the free disk space (3 GB), ${AGAIN}`,
	},
	{
		title: `Preparing the database driver of n8n ${release.version} (about 1 minute, once)`,
		isDone: () => hasWorkingDatabase(release),
		args: ['rebuild', 'sqlite3'],
		folder: release.folder,
		remedy: 'Where no ready-made driver can be downloaded it is compiled: install Python 3, make and a C++ compiler, then run the same command again.',
	},
];

function writeManifest({ folder, manifest }) {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function carryOut({ title, isDone, start, args, folder, remedy }, release, say) {
	if (await isDone()) return;
	say(title);
	start?.();
	const progress = (seconds, line) => say(`  ${seconds} s  ${line.slice(0, 100)}`);
	try {
		await runCommand('npm', args, { cwd: folder, env: environmentWithNode(release), progress });
	} catch (error) {
		throw new Error(`${title}: failed.\n${error.message}\n${remedy}`, { cause: error });
	}
	if (!(await isDone())) throw new Error(`${title}: npm reported success, but the result does not work. ${remedy}`);
}

/**
 * Makes sure that a release of the real n8n is installed in its git-ignored folder, with the Node it runs on; quick when it is.
 *
 * Safe to interrupt: the next call does what is missing.
 */
export async function ensureN8n(say = console.log, release = N8N_2) {
	const marker = join(release.folder, '.complete');
	const steps = stepsFor(release);
	const isMarked = existsSync(marker) && readFileSync(marker, 'utf8').trim() === release.version;
	if (isMarked && steps.slice(0, -1).every(({ isDone }) => isDone())) return;
	rmSync(marker, { force: true });
	for (const step of steps) await carryOut(step, release, say);
	writeFileSync(marker, `${release.version}\n`);
}
