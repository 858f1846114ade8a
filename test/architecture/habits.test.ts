import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nameViolations, sizeViolations, useViolations } from './habits';
import { ROOT, lineCount, parseSource, shippedFiles } from './source-file';

const supporting = globSync(['test/**/*.ts', 'scripts/**/*.mjs'], { cwd: ROOT }).map((path) => ({
	path,
	lines: lineCount(readFileSync(resolve(ROOT, path), 'utf8')),
	generated: false,
}));

describe('the files of the package', () => {
	it('stay within their size', () => {
		expect(sizeViolations([...shippedFiles(), ...supporting])).toEqual([]);
	});

	it('have names that say what they hold', () => {
		expect(nameViolations([...shippedFiles(), ...supporting].map(({ path }) => path))).toEqual([]);
	});

	it('read the clock, chance, the environment and the console only where they may, and no node catches', () => {
		expect(useViolations(shippedFiles())).toEqual([]);
	});
});

describe('the habits', () => {
	it.each([
		['nodes/X/X.node.ts', 91],
		['nodes/X/X.description.ts', 251],
		['lib/phone/a.ts', 301],
		['test/phone/a.test.ts', 401],
	])('refuse %s with %i lines and accept one line less', (path, lines) => {
		expect(sizeViolations([{ path, lines, generated: false }])).toHaveLength(1);
		expect(sizeViolations([{ path, lines: lines - 1, generated: false }])).toEqual([]);
		expect(sizeViolations([{ path, lines, generated: true }])).toEqual([]);
	});

	it.each([
		['nodes/X/X.handler.ts', 'try { x() } catch { y() }'],
		['nodes/X/X.handler.ts', 'x().catch(y)'],
		['lib/decision/a.ts', 'const at = new Date()'],
		['lib/decision/a.ts', 'const at = Date.now()'],
		['lib/quiet-hours/a.ts', 'const at = DateTime.now()'],
		['lib/decision/a.ts', 'const id = Math.random()'],
		['lib/store/a.ts', 'const file = process.env.FILE'],
		['lib/n8n/a.ts', "console.log('x')"],
	])('refuse in %s: %s', (path, text) => {
		expect(useViolations([parseSource(path, text)])).toHaveLength(1);
	});

	it('accept an instant that is given', () => {
		expect(useViolations([parseSource('lib/decision/a.ts', 'const at = new Date(given)')])).toEqual([]);
	});

	it.each(['lib/phone/utils.ts', 'lib/phone/util.ts', 'lib/phone/helpers.ts', 'lib/phone/readPhone.ts', 'nodes/dnd/dnd.node.ts', 'nodes/DndGate/helper.ts', 'nodes/DndGate/readReplies.ts'])('refuse the name %s', (path) => {
		expect(nameViolations([path])).toEqual([path]);
	});
});
