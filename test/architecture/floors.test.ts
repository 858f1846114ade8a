import { circles, floorViolations } from './floors';
import { parseSource, shippedFiles } from './source-file';

const one = (path: string, text: string) => floorViolations([parseSource(path, text)]);

describe('the floors of the package', () => {
	it('are kept by every file', () => {
		expect(floorViolations(shippedFiles())).toEqual([]);
	});

	it('are built without circles', () => {
		expect(circles(shippedFiles())).toEqual([]);
	});

	it.each([
		['lib/model/a.ts', '../phone/b', 'the model imports a parser'],
		['lib/phone/a.ts', '../sms/b', 'a parser imports its neighbour'],
		['lib/consent/a.ts', '../suppression/b', 'a rule imports another rule'],
		['lib/consent/a.ts', '../store/port', 'a rule imports the store'],
		['lib/store/a.ts', '../consent/b', 'the store imports a rule'],
		['lib/store/a.ts', '../decision/b', 'the store imports the decision'],
		['lib/decision/a.ts', '../store/port', 'the decision imports the store'],
		['lib/n8n/a.ts', '../../nodes/X/X.handler', 'lib/n8n imports a node'],
		['nodes/X/a.ts', '../Y/Y.handler', 'a node imports another node'],
		['lib/consent/a.ts', '../../test/support/x', 'shipped code imports a test'],
		['lib/decision/a.ts', 'n8n-workflow', 'the core imports n8n'],
		['lib/phone/a.ts', 'node:fs', 'a parser imports Node'],
		['lib/ledger/a.ts', 'node:fs', 'the ledger imports files'],
		['nodes/X/a.ts', 'node:fs', 'a node imports Node'],
		['lib/phone/a.ts', 'libphonenumber-js', 'the build without number types is imported'],
		['lib/phone/a.ts', 'lodash', 'an unlisted library is imported'],
	])('would refuse it if %s imported %s: %s', (path, specifier) => {
		for (const statement of [`import x from '${specifier}'`, `import type { X } from '${specifier}'`, `export * from '${specifier}'`, `const x = await import('${specifier}')`, `const x = require('${specifier}')`]) {
			expect(one(path, statement)).toHaveLength(1);
		}
	});

	it('would refuse a folder that has no floor', () => {
		expect(one('lib/misc/a.ts', '')).toHaveLength(1);
	});

	it('let a file import from below', () => {
		expect(one('lib/decision/a.ts', "import '../consent'; import '../model'; import 'luxon';")).toEqual([]);
		expect(one('lib/store/a.ts', "import '../ledger/chain'; import 'node:sqlite';")).toEqual([]);
	});

	it('would refuse a circle', () => {
		const files = [
			parseSource('lib/phone/a.ts', "import './b'"),
			parseSource('lib/phone/b.ts', "export * from '.'"),
			parseSource('lib/phone/index.ts', "export * from './a'"),
		];
		expect(circles(files)).toEqual([['lib/phone/a.ts', 'lib/phone/b.ts', 'lib/phone/index.ts']]);
	});
});
