import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PACKAGE = join(__dirname, '../..');
/** By command line, because jest can't load an ES module. */
const ROLLDOWN = join(PACKAGE, 'node_modules/rolldown/bin/cli.mjs');

/** A TypeScript module bundled for child processes, which know nothing of jest's transform. */
export interface ChildBundle {
	/** Absolute path of a CommonJS file with everything in it. */
	file: string;
	remove(): void;
}

/**
 * Bundles one module of this package into a temporary folder that everybody may read.
 *
 * @param entry path of the module, from the root of the package.
 */
export async function bundleForChild(entry: string): Promise<ChildBundle> {
	const folder = mkdtempSync(join(tmpdir(), 'child-bundle-'));
	const file = join(folder, 'bundle.cjs');
	chmodSync(folder, 0o755);
	await promisify(execFile)(process.execPath, [ROLLDOWN, join(PACKAGE, entry), '--file', file, '--format', 'cjs', '--platform', 'node', '--no-codeSplitting', '--external', 'pg-native']);
	return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
