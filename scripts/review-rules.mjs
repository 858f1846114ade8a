/**
 * Lists the rows of all rule packs that a person should look at again: not verified, uncertain, known from summaries, or last looked at more
 * than a year ago. `--at YYYY-MM-DD`: as of that day in place of today. `--json`: for programs. Ends with 0 whatever it finds.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod/v4';
import { loadPacks } from './rules/load-packs.mjs';
import { packTables } from './rules/pack-tables.mjs';
import { rowsToReview } from './rules/review.mjs';

const { values } = parseArgs({ options: { at: { type: 'string', default: new Date().toISOString().slice(0, 10) }, json: { type: 'boolean', default: false } } });
const at = z.iso.date().safeParse(values.at);
if (!at.success) {
	console.error(`--at takes a date such as 2027-01-31, not "${values.at}".`);
	process.exit(2);
}

const review = rowsToReview(packTables(await loadPacks()), at.data);
if (values.json) {
	console.log(JSON.stringify(review, undefined, '\t'));
} else {
	for (const { name, rows } of review.concerns) {
		console.log(`\n${name}: ${rows.length}`);
		for (const { pack, id, asOf, confidence, verified, source } of rows) console.log(`  ${pack.padEnd(11)} ${id.padEnd(28)} ${asOf}  ${confidence.padEnd(6)}  ${verified.padEnd(9)}  ${source}`);
	}
	console.log(`\n${review.flagged} of ${review.rows} rows to look at again, as of ${review.at}.`);
}
