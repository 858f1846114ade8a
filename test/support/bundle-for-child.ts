import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

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
	const bundle = await rolldown({ input: join(__dirname, '../..', entry), platform: 'node', logLevel: 'silent' });
	await bundle.write({ file, format: 'cjs' });
	await bundle.close();
	return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
