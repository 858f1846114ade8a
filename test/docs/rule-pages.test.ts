import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DateTime } from 'luxon';
import { CONSENT_PACK } from '../../lib/packs/consent';
import { FOOTERS_PACK, FOOTER_WORDINGS } from '../../lib/packs/footers';
import { KEYWORD_PACK } from '../../lib/packs/keywords';
import { QUIET_HOURS_PACK } from '../../lib/packs/quiet-hours';
import { ROOT } from '../manifest/package-files';

interface Row {
	id: string;
	jurisdiction?: string;
	asOf: string;
	confidence: string;
	verified: string;
	source?: string | undefined;
	note?: string | undefined;
}

const readJson = (path: string) => JSON.parse(readFileSync(resolve(ROOT, path), 'utf8')) as { rows: Row[] };
const PACKS: Record<string, readonly Row[]> = {
	'quiet-hours': QUIET_HOURS_PACK.rows,
	consent: CONSENT_PACK.rows,
	footers: FOOTERS_PACK.rows,
	wordings: FOOTER_WORDINGS,
	keywords: KEYWORD_PACK.rows,
	holidays: readJson('lib/packs/holidays/holiday-rules.json').rows,
	overrides: readJson('lib/packs/holidays/overrides.json').rows,
};
const ROWS = Object.values(PACKS).flat();
const index = readFileSync(resolve(ROOT, 'docs/rules.md'), 'utf8');
const PAGES = globSync('docs/rules/*.md', { cwd: ROOT });
const linesOf = (page: string) => readFileSync(resolve(ROOT, page), 'utf8').split('\n');

function pageOf({ jurisdiction = '*' }: Row): string {
	return `docs/rules/${jurisdiction === '*' ? 'zz' : jurisdiction.slice(0, 2).toLowerCase()}.md`;
}

/** The lines of a row on the page of its place: several packs can have a row of that id. */
function linesOfRow(row: Row): string[] {
	return linesOf(pageOf(row)).filter((line) => line.startsWith(`| \`${row.id}\` |`));
}

it('the pages are made from the packs as they are', () => {
	expect(() => execFileSync(process.execPath, ['scripts/generate-rules.mjs', '--check'], { cwd: ROOT, stdio: 'pipe' })).not.toThrow();
});

describe('the pages of rules', () => {
	it.each(Object.entries(PACKS))('show every row of %s with its day, on the page of its place', (_pack, rows) => {
		expect(rows.filter((row) => !linesOfRow(row).some((line) => line.includes(row.asOf))).map(({ id }) => id)).toEqual([]);
	});

	it('link the source of every row that has one', () => {
		const sourced = ROWS.filter(({ source = '' }) => source !== '');
		expect(sourced.filter((row) => !linesOfRow(row).some((line) => line.includes('[source](http'))).map(({ id }) => id)).toEqual([]);
	});

	it('mark rows that are not verified, uncertain or contested', () => {
		const unmarked = (mark: string, holds: (row: Row) => boolean) => ROWS.filter((row) => holds(row) && !linesOfRow(row).some((line) => line.includes(`**${mark}**`))).map(({ id }) => id);
		expect(unmarked('not verified', ({ verified }) => verified === 'no')).toEqual([]);
		expect(unmarked('low confidence', ({ confidence }) => confidence === 'low')).toEqual([]);
		expect(unmarked('contested', ({ note = '' }) => note.includes('CONTESTED'))).toEqual([]);
		expect(unmarked('contested', (row) => 'smsCoverage' in row && row.smsCoverage === 'contested')).toEqual([]);
	});

	it('have no row that is in no pack', () => {
		const shown = PAGES.flatMap(linesOf).filter((line) => /^\| `/.test(line)).length;
		expect(shown).toBe(ROWS.length);
	});

	it('have the same number of cells in every line of a table', () => {
		const cells = (line: string) => line.replace(/\\\|/g, '').split('|').length;
		const uneven = PAGES.flatMap((page) => {
			const lines = linesOf(page);
			return lines.filter((line, at) => line.startsWith('|') && lines[at - 1]?.startsWith('|') === true && cells(line) !== cells(lines[at - 1] ?? '')).map((line) => `${page}: ${line.slice(0, 40)}`);
		});
		expect(uneven).toEqual([]);
	});

	it('say once, on the first page, that they are no legal advice', () => {
		expect(index.match(/not legal advice/gi)).toHaveLength(1);
	});

	it.each(PAGES)('are all reached from the first: %s', (page) => {
		expect(index).toContain(`](${page.replace('docs/', '')}#`);
	});
});

describe('the review of rules', () => {
	interface Review {
		at: string;
		rows: number;
		flagged: number;
		concerns: Array<{ name: string; rows: Array<{ pack: string; id: string; asOf: string }> }>;
	}
	const run = (...options: string[]) => spawnSync(process.execPath, ['scripts/review-rules.mjs', ...options], { cwd: ROOT, encoding: 'utf8' });
	const review = (at: string) => JSON.parse(run('--json', '--at', at).stdout) as Review;
	const concern = (name: string, { concerns }: Review) => concerns.find((one) => one.name === name)?.rows ?? [];
	const count = (holds: (row: Row) => boolean) => ROWS.filter(holds).length;

	it('lists exactly the rows that are not verified, uncertain or known from summaries', () => {
		const found = review('2026-11-22');
		expect(found.rows).toBe(ROWS.length);
		expect(concern('not verified', found)).toHaveLength(count(({ verified }) => verified === 'no'));
		expect(concern('low confidence', found)).toHaveLength(count(({ confidence }) => confidence === 'low'));
		expect(concern('only a summary read', found)).toHaveLength(count(({ verified }) => verified === 'secondary'));
		expect(found.flagged).toBe(count(({ verified, confidence }) => verified !== 'yes' || confidence === 'low'));
	});

	it('lists a row as old from the day after a year', () => {
		const newest = DateTime.fromISO(ROWS.map(({ asOf }) => asOf).sort().at(-1) ?? '', { zone: 'utc' });
		const old = (at: DateTime) => concern('looked at more than a year ago', review(at.toISODate() ?? '')).length;
		const expected = (at: DateTime) => count(({ asOf }) => DateTime.fromISO(asOf, { zone: 'utc' }).plus({ years: 1 }) < at);
		expect(old(newest)).toBe(expected(newest));
		expect(old(newest.plus({ years: 1 }))).toBe(expected(newest.plus({ years: 1 })));
		expect(old(newest.plus({ years: 1 }))).toBeLessThan(ROWS.length);
		expect(old(newest.plus({ years: 1, days: 1 }))).toBe(ROWS.length);
	});

	it('ends well and tells in words how many there are', () => {
		const { status, stdout } = run('--at', '2026-11-22');
		expect(status).toBe(0);
		expect(stdout).toMatch(/^not verified: \d+$/m);
		expect(stdout).toMatch(/^\d+ of \d+ rows to look at again, as of 2026-11-22\.$/m);
	});

	it.each(['tomorrow', '2026-13-01', ''])('refuses %j as a day', (at) => {
		const { status, stderr } = run('--at', at);
		expect(status).toBe(2);
		expect(stderr).toContain('--at takes a date');
	});
});
