import { basename } from 'node:path';
import { FLOORS, folderOf } from './floors';
import type { SourceFile, Use } from './source-file';

/** Caps in lines, the first that matches counts. */
const CAPS: ReadonlyArray<readonly [RegExp, number]> = [
	[/^test\//, 400],
	[/\.node\.ts$/, 90],
	[/\.description\.ts$/, 250],
	[/./, 300],
];

/** What only these folders may do. Decisions are the same on every machine and at every time. */
const ONLY_IN: Readonly<Record<Use, readonly string[]>> = {
	catch: [...FLOORS.flat().filter((folder) => folder.startsWith('lib/')), 'cli'],
	clock: ['lib/store', 'lib/n8n', 'nodes', 'cli'],
	environment: ['lib/n8n', 'cli'],
	random: ['lib/store'],
	console: [],
};

const NAMES_WITHOUT_PURPOSE = /^(utils?|helpers?|misc|common)\b/i;

export function sizeViolations(files: ReadonlyArray<Pick<SourceFile, 'path' | 'lines' | 'generated'>>): string[] {
	return files.filter(({ generated, path, lines }) => !generated && lines > capOf(path)).map(({ path, lines }) => `${path} has ${lines} lines; at most ${capOf(path)}`);
}

function capOf(path: string): number {
	return CAPS.find(([pattern]) => pattern.test(path))?.[1] ?? 0;
}

export function useViolations(files: readonly SourceFile[]): string[] {
	return files.flatMap(({ path, uses }) => [...uses].filter((use) => !ONLY_IN[use].includes(folderOf(path))).map((use) => `${path} uses ${use}`));
}

export function nameViolations(paths: readonly string[]): string[] {
	return paths.filter((path) => NAMES_WITHOUT_PURPOSE.test(basename(path)) || !nameFits(path));
}

/** Files of `lib` are kebab-case; folders of `nodes` are named after the node in PascalCase, and so are its main files. */
function nameFits(path: string): boolean {
	const [top, folder = ''] = path.split('/');
	if (top === 'lib') return /^[a-z0-9-]+(\/[a-z0-9-]+)*\.ts$/.test(path);
	if (top === 'nodes') return /^[A-Z][A-Za-z0-9]*$/.test(folder) && (basename(path).startsWith(`${folder}.`) || /^[a-z0-9-]+\.ts$/.test(basename(path)));
	return true;
}
