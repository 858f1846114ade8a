import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { holidayRulesSchema, overridesSchema } from '../holidays/rule-schema.mjs';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ENTRY = 'rule-packs';
const EXPORTS = {
	'quiet-hours': ['QUIET_HOURS_PACK'],
	consent: ['CONSENT_PACK'],
	footers: ['FOOTERS_PACK', 'FOOTER_WORDINGS'],
	keywords: ['KEYWORD_PACK'],
	holidays: ['HOLIDAY_PACK'],
};

/** The packs are TypeScript, so they are bundled in memory and loaded from there; a row that is incomplete fails here. */
async function loadShipped() {
	const code = Object.entries(EXPORTS).map(([folder, names]) => `export { ${names.join(', ')} } from '${join(ROOT, 'lib/packs', folder)}';`).join('\n');
	const plugin = { name: ENTRY, resolveId: (id) => (id === ENTRY ? id : null), load: (id) => (id === ENTRY ? code : null) };
	const bundler = await rolldown({ cwd: ROOT, input: ENTRY, platform: 'node', plugins: [plugin] });
	const { output } = await bundler.generate({ format: 'esm' });
	await bundler.close();
	return await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}

/** Every rule pack: what ships, and for the holidays the rules that their table is made from. */
export async function loadPacks() {
	const shipped = await loadShipped();
	const read = (name) => JSON.parse(readFileSync(join(ROOT, 'lib/packs/holidays', name), 'utf8'));
	return {
		quietHours: shipped.QUIET_HOURS_PACK,
		consent: shipped.CONSENT_PACK,
		footers: shipped.FOOTERS_PACK,
		footerWordings: shipped.FOOTER_WORDINGS,
		keywords: shipped.KEYWORD_PACK,
		holidays: shipped.HOLIDAY_PACK,
		holidayRules: holidayRulesSchema.parse(read('holiday-rules.json')),
		holidayOverrides: overridesSchema.parse(read('overrides.json')),
	};
}
