import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { N8N_BIN, N8N_FOLDER, N8N_VERSION } from './paths.mjs';
import { environmentWithNode, nodeForN8n } from './runtime.mjs';

const MARKER = join(N8N_FOLDER, '.complete');

/**
 * n8n 2.41.1 asks for a linkedom that other dependencies refuse, so one version is fixed for all. Peer
 * dependencies are not installed with `--legacy-peer-deps`; without date-fns the Extract From File node does not load.
 */
const MANIFEST = { name: 'local-n8n', private: true, dependencies: { n8n: N8N_VERSION, 'date-fns': '2.30.0' }, overrides: { linkedom: '0.18.12' } };

function versionOf(name) {
	try {
		return JSON.parse(readFileSync(join(N8N_FOLDER, 'node_modules', name, 'package.json'), 'utf8')).version;
	} catch {
		return undefined;
	}
}

/** npm writes its hidden lockfile last: an interrupted install does not have it. */
function isInstalled() {
	return versionOf('n8n') === N8N_VERSION && versionOf('date-fns') !== undefined && existsSync(N8N_BIN) && existsSync(join(N8N_FOLDER, 'node_modules', '.package-lock.json'));
}

async function hasWorkingDatabase() {
	try {
		const program = "new (require('sqlite3').Database)(':memory:', (error) => process.exit(error ? 1 : 0))";
		await runCommand(nodeForN8n(), ['-e', program], { cwd: N8N_FOLDER, env: environmentWithNode(), timeoutMs: 60_000 });
		return true;
	} catch {
		return false;
	}
}

/** Scripts of n8n's dependencies are not run; of the two thousand only sqlite3 needs its own. */
const STEPS = [
	{
		title: `Installing n8n ${N8N_VERSION} (2 GB, about 4 minutes, once)`,
		isDone: isInstalled,
		args: ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'],
		remedy: 'Check the network and the free disk space (3 GB), then run the same command again: it goes on from what is there.',
	},
	{
		title: "Preparing n8n's database driver (about 1 minute, once)",
		isDone: hasWorkingDatabase,
		args: ['rebuild', 'sqlite3'],
		remedy: 'Where no ready-made driver can be downloaded it is compiled: install Python 3, make and a C++ compiler, then run the same command again.',
	},
];

async function carryOut({ title, isDone, args, remedy }, say) {
	if (await isDone()) return;
	say(title);
	const progress = (seconds, line) => say(`  ${seconds} s  ${line.slice(0, 100)}`);
	try {
		await runCommand('npm', args, { cwd: N8N_FOLDER, env: environmentWithNode(), progress });
	} catch (error) {
		throw new Error(`${title}: failed.\n${error.message}\n${remedy}`, { cause: error });
	}
	if (!(await isDone())) throw new Error(`${title}: npm reported success, but the result does not work. ${remedy}`);
}

/**
 * Makes sure that the real n8n is installed in its git-ignored folder; quick when it is.
 *
 * Safe to interrupt: the next call does what is missing.
 */
export async function ensureN8n(say = console.log) {
	if (existsSync(MARKER) && readFileSync(MARKER, 'utf8').trim() === N8N_VERSION && isInstalled()) return;
	mkdirSync(N8N_FOLDER, { recursive: true });
	rmSync(MARKER, { force: true });
	if (!isInstalled()) writeFileSync(join(N8N_FOLDER, 'package.json'), `${JSON.stringify(MANIFEST, null, 2)}\n`);
	for (const step of STEPS) await carryOut(step, say);
	writeFileSync(MARKER, `${N8N_VERSION}\n`);
}
