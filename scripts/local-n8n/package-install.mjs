import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { LOCAL, REPOSITORY } from './paths.mjs';
import { environmentWithNode } from './runtime.mjs';

/**
 * Builds the package and packs it as npm would publish it.
 *
 * @returns the path of the tarball.
 */
export async function buildAndPack() {
	const env = environmentWithNode();
	await runCommand('npm', ['run', 'build'], { cwd: REPOSITORY, env });
	return await pack(REPOSITORY, join(LOCAL, 'pack'));
}

/** Packs the package in `folder` into the emptied folder `target`. */
export async function pack(folder, target) {
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	const { stdout } = await runCommand('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', target], { cwd: folder, env: environmentWithNode() });
	const report = JSON.parse(stdout);
	const [packed] = Array.isArray(report) ? report : Object.values(report);
	return join(target, packed.filename.replace('@', '').replace('/', '-'));
}

/**
 * Puts a tarball where n8n keeps installed community packages, under the package's own name.
 *
 * @returns the folder it now lies in.
 */
export async function installTarball(tarball, userFolder) {
	const modules = join(userFolder, '.n8n', 'nodes', 'node_modules');
	const unpacked = join(userFolder, '.n8n', 'unpacking');
	rmSync(unpacked, { recursive: true, force: true });
	mkdirSync(unpacked, { recursive: true });
	mkdirSync(modules, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', unpacked]);
	const { name } = JSON.parse(readFileSync(join(unpacked, 'package', 'package.json'), 'utf8'));
	const target = join(modules, name);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(join(target, '..'), { recursive: true });
	renameSync(join(unpacked, 'package'), target);
	rmSync(unpacked, { recursive: true, force: true });
	return target;
}
