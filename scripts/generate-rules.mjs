/**
 * Makes docs/rules.md and the pages in docs/rules from the rule packs. `--check`: writes nothing, fails when a page differs, is missing or
 * belongs to no place any more.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPacks } from './rules/load-packs.mjs';
import { packTables } from './rules/pack-tables.mjs';
import { rulePages } from './rules/pages.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const docs = join(here, '../docs');

const packs = await loadPacks();
const pages = rulePages(readFileSync(join(here, 'rules/intro.md'), 'utf8'), {
	tables: packTables(packs),
	calendars: packs.holidayRules.calendars,
	unions: packs.consent.unions,
	holidayYears: [packs.holidays.firstYear, packs.holidays.lastYear],
});

const differing = [...pages].filter(([path, text]) => !existsSync(join(docs, path)) || readFileSync(join(docs, path), 'utf8') !== text);
const left = globSync('rules/*.md', { cwd: docs }).filter((path) => !pages.has(path));
if (process.argv.includes('--check')) {
	for (const path of [...differing.map(([path]) => path), ...left]) console.error(`docs/${path} is not up to date: run node scripts/generate-rules.mjs`);
	process.exitCode = differing.length + left.length > 0 ? 1 : 0;
} else {
	mkdirSync(join(docs, 'rules'), { recursive: true });
	for (const [path, text] of differing) writeFileSync(join(docs, path), text);
	for (const path of left) rmSync(join(docs, path));
	console.log(`${differing.length} of ${pages.size} pages written, ${left.length} removed`);
}
