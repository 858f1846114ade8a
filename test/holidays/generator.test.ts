import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT } from '../manifest/package-files';

const RULES = JSON.parse(readFileSync(resolve(ROOT, 'lib/packs/holidays/holiday-rules.json'), 'utf8')) as Record<string, unknown> & { rows: Array<Record<string, unknown>> };
const ROW = {
	id: 'XX/test', jurisdiction: 'XX', name: 'Test', on: '07-04', citation: 'A law', source: 'https://example.org/law', asOf: '2026-11-21', confidence: 'high', verified: 'yes',
};
const CALENDAR = { jurisdiction: 'XX', includes: [], checkedAgainst: 'a law', checkedOn: '2026-11-21' };
const rulesWith = (rows: object[], more: object = {}) => ({ version: '2026.11.21', firstYear: 2026, lastYear: 2028, calendars: [CALENDAR], rows, ...more });

/** The generator is an ES module and runs as a program; `body` sees its functions. */
function run(body: string, input: unknown): unknown {
	const program = `
		import { readFileSync } from 'node:fs';
		import { buildCalendars, tableRows } from './scripts/holidays/build-calendars.mjs';
		import { isoDate } from './scripts/holidays/calendar-day.mjs';
		import { placesWithHolidayRule } from './scripts/holidays/places.mjs';
		import { holidayRulesSchema, overridesSchema } from './scripts/holidays/rule-schema.mjs';
		const input = JSON.parse(readFileSync(0, 'utf8'));
		console.log(JSON.stringify((() => { ${body} })()));`;
	return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT, input: JSON.stringify(input), encoding: 'utf8', stdio: 'pipe' }));
}

const BUILD = `
	const calendars = buildCalendars(holidayRulesSchema.parse(input.rules), overridesSchema.parse({ rows: input.overrides ?? [] }));
	return Object.fromEntries(Object.entries(calendars).map(([place, days]) => [place, [...days].map(([day, name]) => isoDate(day) + ' ' + name)]));`;
const build = (rows: object[], overrides?: object[], more?: object) => run(BUILD, { rules: rulesWith(rows, more), overrides }) as Record<string, string[]>;

it('the table of holidays is made from the rules', () => {
	expect(() => execFileSync(process.execPath, ['scripts/generate-holidays.mjs', '--check'], { cwd: ROOT, stdio: 'pipe' })).not.toThrow();
});

it.each(['source', 'asOf', 'confidence', 'verified', 'on', 'name'])('a holiday without %s does not load', (field) => {
	const row = RULES.rows[0] ?? {};
	const without = Object.fromEntries(Object.entries(row).filter(([name]) => name !== field));
	const problems = run('const { success, error } = holidayRulesSchema.safeParse(input); return success ? [] : error.issues.map(({ path }) => path.join("."));', { ...RULES, rows: [without, ...RULES.rows.slice(1)] });
	expect(problems).toEqual([`rows.0.${field}`]);
});

it.each([
	['a day that no year has', { on: '13-01' }],
	['a day in words', { on: 'first Monday of May' }],
	['an id of another place', { id: 'YY/test' }],
	['every second year from nowhere', { years: { every: 2 } }],
	['a source that is no address', { source: 'somebody said so' }],
	['an unknown day in lieu', { substitute: 'sometimes' }],
])('a holiday with %s does not load', (_what, change) => {
	expect(run('return holidayRulesSchema.safeParse(input).success;', rulesWith([{ ...ROW, ...change }]))).toBe(false);
	expect(run('return holidayRulesSchema.safeParse(input).success;', rulesWith([ROW]))).toBe(true);
});

it.each([
	['07-04', '2026-07-04'],
	['easter-2', '2026-04-03'],
	['easter+0', '2026-04-05'],
	['mon#3 01', '2026-01-19'],
	['mon#-1 05', '2026-05-25'],
	['fri#-1 04', '2026-04-24'],
	['thu#4 11 +1', '2026-11-27'],
	['mon>=01-06', '2026-01-12'],
	['mon>=06-29', '2026-06-29'],
	['mon<=05-24', '2026-05-18'],
	['mon<=05-25', '2026-05-25'],
])('"%s" falls on %s', (on, date) => {
	expect(build([{ ...ROW, on }])['XX']?.[0]).toBe(`${date} Test`);
});

describe('a day in lieu', () => {
	it('of a Saturday is the Friday before and of a Sunday the Monday after, and the day itself stays closed', () => {
		expect(build([{ ...ROW, substitute: 'nearest_weekday' }])['XX']).toEqual(['2026-07-03 Test (observed)', '2026-07-04 Test', '2027-07-04 Test', '2027-07-05 Test (observed)', '2028-07-04 Test']);
	});

	it('passes over days that are holidays already', () => {
		const christmas = { ...ROW, on: '12-25', substitute: 'after_weekend' };
		const boxing = { ...christmas, id: 'XX/boxing', name: 'Boxing', on: '12-26' };
		expect(build([christmas, boxing])['XX']?.filter((day) => day.startsWith('2027'))).toEqual(['2027-12-25 Test', '2027-12-26 Boxing', '2027-12-27 Test (observed)', '2027-12-28 Boxing (observed)']);
	});

	it('can fall into the year before the holiday, even into the last one of the table', () => {
		const newYear = { ...ROW, on: '01-01', substitute: 'nearest_weekday' };
		expect(build([newYear], [], { firstYear: 2026, lastYear: 2027 })['XX']).toContain('2027-12-31 Test (observed)');
	});
});

describe('a calendar', () => {
	it('has a holiday only in the years in which it exists', () => {
		expect(build([{ ...ROW, years: { from: 2027 } }])['XX']).toEqual(['2027-07-04 Test', '2028-07-04 Test']);
		expect(build([{ ...ROW, years: { to: 2026 } }])['XX']).toEqual(['2026-07-04 Test']);
		expect(build([{ ...ROW, years: { from: 2024, every: 2 } }])['XX']).toEqual(['2026-07-04 Test', '2028-07-04 Test']);
	});

	it('holds the lists it includes, and its own names go first', () => {
		const calendars = [{ ...CALENDAR, jurisdiction: 'XX-A', includes: ['XX'] }, CALENDAR];
		const own = { ...ROW, id: 'XX-A/own', jurisdiction: 'XX-A', name: 'Own' };
		expect(build([ROW, own, { ...ROW, id: 'XX/other', name: 'Other', on: '08-01' }], [], { calendars, lastYear: 2026 })).toEqual({
			'XX-A': ['2026-07-04 Own', '2026-08-01 Other'],
			XX: ['2026-07-04 Test', '2026-08-01 Other'],
		});
	});

	it('takes single days in and out as the overrides say', () => {
		const proof = { name: 'Mourning', source: 'https://example.org/law', asOf: '2026-11-21', confidence: 'high', verified: 'yes' };
		const overrides = [
			{ id: 'XX/2026-09-19', jurisdiction: 'XX', date: '2026-09-19', change: 'add', ...proof },
			{ id: 'XX/2027-07-04', jurisdiction: 'XX', date: '2027-07-04', change: 'remove', ...proof },
		];
		expect(build([ROW], overrides)['XX']).toEqual(['2026-07-04 Test', '2026-09-19 Mourning', '2028-07-04 Test']);
		expect(() => build([ROW], [{ ...overrides[1], id: 'XX/2027-07-05', date: '2027-07-05' }])).toThrow(/removes a day that is no holiday/);
	});
});

it('places whose rows are other on holidays are known by their rows', () => {
	const rows = [
		{ jurisdiction: 'AA', days: 'sun', holidays: 'closed' }, { jurisdiction: 'BB', days: 'daily', holidays: 'as_other_days' }, { jurisdiction: 'CC', days: 'preholiday', holidays: 'none' },
		{ jurisdiction: 'DD', days: 'holiday', holidays: 'none' }, { jurisdiction: 'EE', days: 'sun', holidays: 'window_13_21' }, { jurisdiction: 'FF', days: 'daily', holidays: 'not_addressed' },
	];
	expect(run('return placesWithHolidayRule(input);', rows)).toEqual(['AA', 'CC', 'DD', 'EE']);
});
