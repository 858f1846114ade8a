import { globSync, readFileSync } from 'node:fs';
import { dirname, posix, resolve } from 'node:path';
import ts from 'typescript';

export const ROOT = resolve(__dirname, '../..');
const GENERATED_HEAD = /^(\/\/.*\n){0,4}\/\/.*\bby scripts\/generate-[a-z-]+\.mjs/;
const SHIPPED = ['index.ts', '{lib,nodes,credentials,cli}/**/*.ts'];

/** One file of the package as the architecture rules see it. Paths are relative to the package, with `/`. */
export interface SourceFile {
	path: string;
	lines: number;
	/** Made by a script, which its head names. Size caps do not count for it. */
	generated: boolean;
	/** What it imports or re-exports from the package, types included; without extension. */
	internal: string[];
	/** Specifiers of everything else. */
	external: string[];
	/** Parts of the syntax that some folders may not have. */
	uses: Set<Use>;
}

export type Use = 'catch' | 'clock' | 'random' | 'console' | 'environment';

/** Every file that is bundled into the package. */
export function shippedFiles(): SourceFile[] {
	return globSync(SHIPPED, { cwd: ROOT }).sort().map((path) => parseSource(path, readFileSync(resolve(ROOT, path), 'utf8')));
}

export function parseSource(path: string, text: string): SourceFile {
	const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
	const internal: string[] = [];
	const external: string[] = [];
	const uses = new Set<Use>();
	const visit = (node: ts.Node): void => {
		const specifier = specifierOf(node);
		if (specifier?.startsWith('.')) internal.push(posix.join(dirname(path), specifier));
		else if (specifier) external.push(specifier);
		const use = useOf(node);
		if (use) uses.add(use);
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return { path, lines: lineCount(text), generated: GENERATED_HEAD.test(text), internal, external, uses };
}

export function lineCount(text: string): number {
	return text.trimEnd().split('\n').length;
}

function specifierOf(node: ts.Node): string | undefined {
	if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) return textOf(node.moduleSpecifier);
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
	const isImport = ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');
	return isImport && node.arguments[0] ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: ts.Node): string | undefined {
	return ts.isStringLiteralLike(node) ? node.text : undefined;
}

const USES_BY_TEXT: Readonly<Record<string, Use>> = {
	'Date.now': 'clock',
	'DateTime.now': 'clock',
	'DateTime.local': 'clock',
	'DateTime.utc': 'clock',
	'performance.now': 'clock',
	'Math.random': 'random',
	'process.env': 'environment',
};

function useOf(node: ts.Node): Use | undefined {
	if (ts.isCatchClause(node)) return 'catch';
	if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'clock';
	if (!ts.isPropertyAccessExpression(node)) return undefined;
	if (node.name.text === 'catch') return 'catch';
	if (node.expression.getText() === 'console') return 'console';
	return USES_BY_TEXT[node.getText()];
}
