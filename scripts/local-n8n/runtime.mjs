import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { downloadedNode } from './downloaded-node.mjs';
import { REPOSITORY } from './paths.mjs';
import { N8N_2 } from './releases.mjs';

/** n8n 2 refuses to start below this. */
const OLDEST_NODE = 24;

function majorOf(node) {
	try {
		return Number(/^v(\d+)/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[1] ?? 0);
	} catch {
		return 0;
	}
}

/** The Node that the development dependency `node` brings; `undefined` where it is not installed. */
function bundledNode() {
	try {
		const folder = dirname(createRequire(join(REPOSITORY, 'package.json')).resolve('node/package.json'));
		return [join(folder, 'bin', 'node'), join(folder, 'bin', 'node.exe')].find((file) => existsSync(file));
	} catch {
		return undefined;
	}
}

/**
 * The Node that a release of n8n runs on. Where it names none: the one running this script, else the one in `node_modules`.
 *
 * @throws Error that says what to do when there is none that is new enough.
 */
export function nodeForN8n({ node: version } = N8N_2) {
	if (version !== undefined) return downloadedNode(version).bin;
	const found = [process.execPath, bundledNode()].find((node) => node !== undefined && majorOf(node) >= OLDEST_NODE);
	if (found) return found;
	throw new Error(`n8n needs Node ${OLDEST_NODE} or newer, and this is ${process.version}. Run "npm ci": it brings one along.`);
}

/** The environment in which `node`, and the one that runs `npm`, are those the release needs. */
export function environmentWithNode(release = N8N_2) {
	const { NODE_OPTIONS: _inherited, ...inherited } = process.env;
	return { ...inherited, PATH: `${dirname(nodeForN8n(release))}${delimiter}${process.env.PATH ?? ''}` };
}
