import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { REPOSITORY } from './paths.mjs';

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
 * A Node new enough for n8n: the one running this script, else the one in `node_modules`.
 *
 * @throws Error that says what to do when there is none.
 */
export function nodeForN8n() {
	const found = [process.execPath, bundledNode()].find((node) => node !== undefined && majorOf(node) >= OLDEST_NODE);
	if (found) return found;
	throw new Error(`n8n needs Node ${OLDEST_NODE} or newer, and this is ${process.version}. Run "npm ci": it brings one along.`);
}

/** The environment in which `node` and `npm` are the ones n8n needs. */
export function environmentWithNode(extra = {}) {
	const { NODE_OPTIONS: _inherited, ...inherited } = process.env;
	return { ...inherited, PATH: `${dirname(nodeForN8n())}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}
