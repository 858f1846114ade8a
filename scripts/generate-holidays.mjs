/**
 * Makes lib/packs/holidays/holiday-table.ts from the rules and overrides beside it. `--check`: writes nothing, fails when the committed file
 * differs. Fails as well when a place whose rules close holidays has no calendar.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCalendars, tableRows } from './holidays/build-calendars.mjs';
import { placesWithHolidayRule } from './holidays/places.mjs';
import { holidayRulesSchema, overridesSchema } from './holidays/rule-schema.mjs';

const packs = fileURLToPath(new URL('../lib/packs', import.meta.url));
const FILE = join(packs, 'holidays/holiday-table.ts');
const read = (name) => JSON.parse(readFileSync(join(packs, name), 'utf8'));

const rules = holidayRulesSchema.parse(read('holidays/holiday-rules.json'));
const calendars = buildCalendars(rules, overridesSchema.parse(read('holidays/overrides.json')));
const missing = placesWithHolidayRule(read('quiet-hours/quiet-hours.json').rows).filter((place) => calendars[place] === undefined);
if (missing.length > 0) throw new Error(`Rules close the holidays of ${missing.join(', ')}, and holiday-rules.json has no calendar for them.`);

const cell = (value) => `'${value.replaceAll('\'', '\\\'')}'`;
const module = [
	'// Made by scripts/generate-holidays.mjs from holiday-rules.json and overrides.json; do not edit.',
	'',
	`export const HOLIDAY_TABLE_VERSION = '${rules.version}';`,
	`export const HOLIDAY_TABLE_YEARS = [${rules.firstYear}, ${rules.lastYear}] as const;`,
	'',
	'/** Place, holiday and its dates: `0704` is 4 July of every year of the table, `260403` is 3 April 2026. */',
	'export const HOLIDAY_TABLE: ReadonlyArray<readonly [jurisdiction: string, name: string, dates: string]> = [',
	...tableRows(calendars, rules).map((row) => `\t[${row.map(cell).join(', ')}],`),
	'];',
	'',
].join('\n');

const isUpToDate = existsSync(FILE) && readFileSync(FILE, 'utf8') === module;
if (process.argv.includes('--check')) {
	if (!isUpToDate) console.error('lib/packs/holidays/holiday-table.ts is not up to date: run node scripts/generate-holidays.mjs');
	process.exitCode = isUpToDate ? 0 : 1;
} else if (!isUpToDate) {
	writeFileSync(FILE, module);
}
