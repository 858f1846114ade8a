import type { SourceFile } from './source-file';

/** The folders of the package from the lowest floor up. A folder imports only from floors below its own. */
export const FLOORS: ReadonlyArray<readonly string[]> = [
	['lib/model', 'lib/packs', 'lib/cache'],
	['lib/phone', 'lib/sms', 'lib/time', 'lib/ledger', 'lib/providers', 'lib/keywords'],
	['lib/jurisdiction'],
	['lib/consent', 'lib/suppression', 'lib/quiet-hours', 'lib/frequency', 'lib/content', 'lib/footer'],
	['lib/decision', 'lib/store'],
	['lib/registry', 'lib/portability', 'lib/feed', 'lib/delivery', 'lib/privacy'],
	['lib/n8n'],
	['nodes', 'credentials', 'cli', 'index'],
];
const RULES_FLOOR = 3;

/** Everything a bundle may hold, by exact specifier: `libphonenumber-js` alone knows no number types. */
const LIBRARIES = ['zod/v4', 'luxon', 'libphonenumber-js/max', 'papaparse', 'pg'];

/** Who may import what from outside; everybody may import the libraries. */
const OUTSIDE: Readonly<Record<string, (specifier: string) => boolean>> = {
	// Host names of email addresses in ASCII; a pure function.
	'lib/phone': (specifier) => specifier === 'node:url',
	'lib/ledger': (specifier) => specifier === 'node:crypto',
	'lib/store': (specifier) => specifier.startsWith('node:'),
	// Files are read and written in pieces.
	'lib/portability': (specifier) => specifier === 'node:stream',
	'lib/n8n': (specifier) => specifier.startsWith('node:') || specifier === 'n8n-workflow',
	nodes: (specifier) => specifier === 'n8n-workflow',
	credentials: (specifier) => specifier === 'n8n-workflow',
	// Runs where n8n is not installed.
	cli: (specifier) => specifier.startsWith('node:'),
};

export function folderOf(path: string): string {
	const [top = '', next = ''] = path.split('/');
	return top === 'lib' ? `lib/${next}` : top.replace(/\.ts$/, '');
}

/** One sentence for each import that goes up, sideways, or outside where it may not. */
export function floorViolations(files: readonly SourceFile[]): string[] {
	return files.flatMap((file) => [
		...(floorOf(file.path) < 0 ? [`${file.path} is in a folder without a floor`] : []),
		...file.internal.filter((target) => !mayImport(file.path, target)).map((target) => `${file.path} imports ${target}`),
		...file.external.filter((specifier) => !mayImportOutside(file.path, specifier)).map((specifier) => `${file.path} imports ${specifier}`),
	]);
}

function floorOf(path: string): number {
	return FLOORS.findIndex((folders) => folders.includes(folderOf(path)));
}

function mayImport(from: string, to: string): boolean {
	if (folderOf(from) === folderOf(to)) return nodeFolder(from) === nodeFolder(to);
	const [own, target] = [floorOf(from), floorOf(to)];
	if (folderOf(from) === 'lib/store' && target === RULES_FLOOR) return false;
	return target >= 0 && target < own;
}

/** Nodes share code through `lib/n8n`, not with each other. */
function nodeFolder(path: string): string | undefined {
	const [top, name] = path.split('/');
	return top === 'nodes' ? name : undefined;
}

function mayImportOutside(from: string, specifier: string): boolean {
	return LIBRARIES.includes(specifier) || (OUTSIDE[folderOf(from)]?.(specifier) ?? false);
}

/** The import circles, each as the list of its files; empty where there are none. */
export function circles(files: readonly SourceFile[]): string[][] {
	const paths = new Set(files.map(({ path }) => path));
	const graph = new Map(files.map((file) => [file.path, file.internal.flatMap((target) => resolveFile(target, paths))]));
	const found: string[][] = [];
	const done = new Set<string>();
	const walk = (path: string, trail: string[]): void => {
		const start = trail.indexOf(path);
		if (start >= 0) found.push(trail.slice(start));
		if (start >= 0 || done.has(path)) return;
		for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
		done.add(path);
	};
	for (const path of graph.keys()) walk(path, []);
	return found;
}

function resolveFile(target: string, paths: ReadonlySet<string>): string[] {
	return [`${target}.ts`, `${target}/index.ts`, target].filter((path) => paths.has(path)).slice(0, 1);
}
