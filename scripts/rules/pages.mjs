import { DATED_HEAD, UNDATED_HEAD, ruleRow } from './rule-row.mjs';
import { anchorOf, headingOf, nameOf, pageOf, placesOf } from './places.mjs';

const MADE = '<!-- Made by scripts/generate-rules.mjs from the rule packs; do not edit. -->';

function tableHead(head) {
	return [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`];
}

function tableOf(table, place) {
	const rows = table.rows.filter(({ jurisdiction }) => jurisdiction === place);
	if (rows.length === 0) return [];
	return ['', `### ${table.title}: ${nameOf(place)}`, '', ...tableHead(table.dated ? DATED_HEAD : UNDATED_HEAD), ...rows.map((row) => ruleRow(row, table))];
}

const linkTo = (place, fromIndex) => `[${nameOf(place)}](${fromIndex ? `rules/${pageOf(place)}.md` : ''}#${anchorOf(headingOf(place))})`;

function calendarOf(calendars, place) {
	const calendar = calendars.find(({ jurisdiction }) => jurisdiction === place);
	if (calendar === undefined) return [];
	const included = calendar.includes.length === 0 ? [] : [`Its holidays are those below and those of ${calendar.includes.map((other) => linkTo(other)).join(', ')}.`];
	return ['', [...included, ...(calendar.gaps === undefined ? [] : [calendar.gaps]), `Compared on ${calendar.checkedOn} with: ${calendar.checkedAgainst}`].join(' ')];
}

function sectionOf(place, { tables, calendars, unions }) {
	const union = unions.find(({ code }) => code === place);
	return [
		'', `## ${headingOf(place)}`,
		...(union === undefined ? [] : ['', `Holds in ${union.members.join(', ')}. ([source](${union.source}), looked at ${union.asOf})`]),
		...calendarOf(calendars, place),
		...tables.flatMap((table) => tableOf(table, place)),
	];
}

function countryPage(page, places, content) {
	const title = page === 'zz' ? 'Other places, platforms and everywhere' : nameOf(page.toUpperCase());
	const contents = places.length < 2 ? [] : ['', places.map((place) => linkTo(place)).join(' · ')];
	return [
		MADE, `# Rules: ${title}`, '',
		'How to read this, and how the rules of several places combine: [Rules](../rules.md).',
		...contents,
		...places.flatMap((place) => sectionOf(place, content)), '',
	].join('\n');
}

function indexRow(place, tables) {
	const counts = tables.map(({ rows }) => rows.filter(({ jurisdiction }) => jurisdiction === place).length);
	return `| ${[linkTo(place, true), place === '*' ? '' : place, ...counts.map((count) => (count === 0 ? '' : String(count)))].join(' | ')} |`;
}

function packRows(tables) {
	return tables.map(({ pack, title, version, rows }) => `| \`${pack}\` | ${title} | ${version} | ${rows.length} |`);
}

function indexPage(intro, places, tables, [first, last]) {
	return [
		MADE, intro.trim(), '',
		'## The packs', '', ...tableHead(['Pack', 'Rules', 'Version', 'Rows']), ...packRows(tables), '',
		`Holidays are known for the years ${first} to ${last}.`, '',
		'## Places', '', ...tableHead(['Place', 'Code', ...tables.map(({ title }) => title)]), ...places.map((place) => indexRow(place, tables)), '',
	].join('\n');
}

/** All pages by path from the folder docs: the index and one page for each country. */
export function rulePages(intro, content) {
	const places = placesOf(content.tables);
	const byPage = Map.groupBy(places, pageOf);
	return new Map([
		['rules.md', indexPage(intro, places, content.tables, content.holidayYears)],
		...[...byPage].map(([page, own]) => [`rules/${page}.md`, countryPage(page, own, content)]),
	]);
}
