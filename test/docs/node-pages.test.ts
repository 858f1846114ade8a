import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { REASONS } from '../../lib/model/reasons';
import { ROOT, nodeFiles } from '../manifest/package-files';

/** What the footer says about itself; these are no reasons of a decision. */
const FOOTER_CODES = [
	'ALREADY_PRESENT', 'CLASS_NOT_INCLUDED', 'TEXT_MISSING', 'ROUTE_INVALID', 'LABEL_INCOMPLETE', 'DESTINATION_UNKNOWN', 'MESSAGE_INVALID',
	'SENDER_NAME_MISSING', 'SENDER_LABEL_MISSING', 'SENDER_ID_TOO_LONG', 'REPLIES_NOT_READ', 'OPT_OUT_TEXT_UNCLEAR',
];
const REASON_LIKE = /`([A-Z]{3,}(?:_[A-Z]+)+)`/g;

const pages = nodeFiles.map(({ className, folder, node }) => {
	const path = `${folder}/${className}.md`;
	return [className, { node, page: readFileSync(resolve(ROOT, path), 'utf8') }] as const;
});

/** The labels of all settings a user can see, those inside collections included. */
function labels(properties: readonly INodeProperties[]): string[] {
	return properties.flatMap(({ displayName, options = [] }) => [
		displayName,
		...options.flatMap((option) => ('values' in option ? [option.displayName, ...labels(option.values)] : 'displayName' in option ? labels([option]) : [])),
	]);
}

/** The names of the choices of an options or multiOptions field. */
function choices(property: INodeProperties): string[] {
	return (property.options ?? []).flatMap((option) => ('value' in option ? [option.name] : []));
}

describe.each(pages)('the page of %s', (_, { node: { description }, page }) => {
	it('explains every setting in a table', () => {
		const missing = labels(description.properties).filter((label) => label !== 'Options' && !page.includes(`| ${label} |`));
		expect([...new Set(missing)]).toEqual([]);
	});

	it('names every output', () => {
		expect((description.outputNames ?? []).filter((name) => !page.includes(`| ${name} |`))).toEqual([]);
	});

	it('names every operation', () => {
		const operations = description.properties.filter(({ name }) => name === 'operation').flatMap(choices);
		expect(operations.filter((name) => !page.includes(`| ${name} |`))).toEqual([]);
	});

	it('names the default of every setting that is a plain reference to a field', () => {
		const references = description.properties.flatMap(({ default: value }) => (typeof value === 'string' && value.startsWith('={{') ? [value.slice(1)] : []));
		expect(references.filter((reference) => !page.includes(`\`${reference}\``))).toEqual([]);
	});

	it('names only reason codes that exist', () => {
		const known = new Set([...Object.keys(REASONS), ...FOOTER_CODES]);
		const codes = [...page.matchAll(REASON_LIKE)].map(([, code = '']) => code);
		expect(codes.length).toBeGreaterThan(0);
		expect(codes.filter((code) => !known.has(code))).toEqual([]);
	});

	it('shows examples that are JSON', () => {
		const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);
		expect(examples.length).toBeGreaterThan(0);
		// A trigger has no item to put its result on.
		const fields = description.group.includes('trigger') ? [] : ['compliance'];
		for (const example of examples) expect(Object.keys(JSON.parse(example) as object)).toEqual(expect.arrayContaining(fields));
	});
});

it('every reason code is on the page of a node', () => {
	const all = pages.map(([, { page }]) => page).join('\n');
	expect(Object.keys(REASONS).filter((code) => !all.includes(`\`${code}\``))).toEqual([]);
});
