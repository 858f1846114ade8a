import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The names that `n8n-workflow` has where a folder's n8n finds it. */
export function namesOfHost(folder) {
	return Object.keys(createRequire(join(folder, 'package.json'))('n8n-workflow'));
}

/**
 * The names that a built package takes from `n8n-workflow`.
 *
 * @param folder of the package.
 * @param repository whose `n8n-workflow` the types are checked against. A short name that holds the module may be used for something else as well, so only names that are known there count.
 */
export function namesFromHost(folder, repository) {
	const known = namesOfHost(repository);
	const used = globSync('dist/**/*.js', { cwd: folder }).flatMap((file) => membersIn(readFileSync(join(folder, file), 'utf8')));
	return known.filter((name) => used.includes(name));
}

function membersIn(program) {
	const holders = [...program.matchAll(/([\w$]+)=require\(["'`]n8n-workflow["'`]\)/g)].map(([, holder]) => holder.replaceAll('$', '\\$'));
	return holders.flatMap((holder) => [...program.matchAll(new RegExp(`(?<![\\w$.])${holder}\\.([\\w$]+)`, 'g'))].map(([, member]) => member));
}
