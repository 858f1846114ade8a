/**
 * Compares the shipped holidays with those that the npm package date-holidays works out, year by year, and lists what only one of them has.
 * For the yearly review: every difference is either meant (see holiday-rules.json) or a change of law. Nothing of that package is shipped.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCalendars } from './holidays/build-calendars.mjs';
import { isoDate } from './holidays/calendar-day.mjs';
import { holidayRulesSchema, overridesSchema } from './holidays/rule-schema.mjs';

const OTHER = 'date-holidays@3.37.0';
const root = fileURLToPath(new URL('..', import.meta.url));

/** The calendar of Great Britain holds those of its nations. */
const PARTS = { GB: ['GB-ENG', 'GB-WLS', 'GB-SCT', 'GB-NIR'] };

function loadOther() {
	const folder = join(root, '.n8n-local/holiday-source');
	const manifest = join(folder, 'package.json');
	if (!existsSync(join(folder, 'node_modules/date-holidays'))) {
		mkdirSync(folder, { recursive: true });
		writeFileSync(manifest, '{"private":true}\n');
		execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', OTHER], { cwd: folder, stdio: 'inherit' });
	}
	const loaded = createRequire(manifest)('date-holidays');
	return loaded.default ?? loaded;
}

const read = (name) => JSON.parse(readFileSync(join(root, 'lib/packs/holidays', name), 'utf8'));
const rules = holidayRulesSchema.parse(read('holiday-rules.json'));
const Holidays = loadOther();

function daysOfOther(jurisdiction) {
	const sources = (PARTS[jurisdiction] ?? [jurisdiction]).map((code) => new Holidays(...code.split('-')));
	const years = Array.from({ length: rules.lastYear - rules.firstYear + 1 }, (_, index) => rules.firstYear + index);
	const found = years.flatMap((year) => sources.flatMap((source) => source.getHolidays(year)));
	return new Map(found.filter(({ type }) => type === 'public' || type === 'bank').map(({ date, name }) => [date.slice(0, 10), name]));
}

function printMissing(label, days, others) {
	const byName = Map.groupBy([...days].filter(([date]) => !others.has(date)), ([, name]) => name);
	for (const [name, entries] of byName) console.log(`  ${label}: ${name}, ${entries.length} times, first ${entries[0][0]}`);
}

for (const [jurisdiction, calendar] of Object.entries(buildCalendars(rules, overridesSchema.parse(read('overrides.json'))))) {
	const ours = new Map([...calendar].map(([day, name]) => [isoDate(day), name]));
	const theirs = daysOfOther(jurisdiction);
	console.log(`${jurisdiction}: ${ours.size} days`);
	printMissing('not closed here', theirs, ours);
	printMissing('closed here only', ours, theirs);
}
