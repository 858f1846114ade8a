/** Makes docs/reasons.md from the closed list of reason codes. `--check`: writes nothing, fails when the file differs. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FILE = join(ROOT, 'docs/reasons.md');

const TITLES = {
	address: ['Address and target', 'Asked before every other check: a message without a readable target has nobody to go to.'],
	consent: ['Consent', 'From the Consent Check. Asks for a proven consent for exactly this channel and message class.'],
	suppression: ['Suppression', 'From the DND Gate and the Consent Check. Opt-outs, blocks, failures and do-not-disturb.'],
	quiet_hours: ['Quiet hours', 'From the Quiet Hours Window. `INSTANT_INVALID` can come from every gate that has the option Evaluate At.'],
	reply: ['Replies', 'From the Keyword Handler, and from the Compliance Registry when a person decides about a reply; `ANSWER_NOT_DUE` from every gate.'],
	delivery: ['Delivery reports', 'From the Delivery Feedback.'],
	engine: ['Faults', 'A check that failed. Nothing is ever let through because of one.'],
};

/** The definitions are TypeScript, so they are bundled in memory and loaded from there. */
async function loadDefinitions() {
	const bundler = await rolldown({ cwd: ROOT, input: 'lib/model/reasons.ts', platform: 'node' });
	const { output } = await bundler.generate({ format: 'esm' });
	await bundler.close();
	return await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}

function rowOf([code, { effect, status, text, remedy }]) {
	return `| \`${code}\` | ${effect} | ${status ?? ''} | ${text} | ${remedy} |`;
}

function sectionOf(rule, entries) {
	const [title, intro] = TITLES[rule] ?? [rule, ''];
	const head = ['| Code | Effect | Status | What happened | What to do |', '|---|---|---|---|---|'];
	return [`## ${title}`, '', intro, '', ...head, ...entries.filter(([, definition]) => definition.rule === rule).map(rowOf), ''];
}

const { REASONS, RULES } = await loadDefinitions();
const entries = Object.entries(REASONS);
const page = [
	'<!-- Made by scripts/generate-reasons.mjs from lib/model/reasons.ts; do not edit. -->',
	'# Reason codes',
	'',
	'Every decision carries the reasons for it. The list is closed: a code never changes its meaning, and new ones may be added.',
	'',
	'**Effect** is what the reason asks for: `permit`, `hold` (later), `review` (a person must look) or `deny`. The strictest one decides.',
	'**Status** is what the reason says about the contact; where it is empty, the reason says nothing about that.',
	'',
	...RULES.flatMap((rule) => sectionOf(rule, entries)),
].join('\n');

const isUpToDate = existsSync(FILE) && readFileSync(FILE, 'utf8') === page;
if (process.argv.includes('--check')) {
	if (!isUpToDate) console.error('docs/reasons.md is not up to date: run node scripts/generate-reasons.mjs');
	process.exitCode = isUpToDate ? 0 : 1;
} else if (!isUpToDate) {
	mkdirSync(dirname(FILE), { recursive: true });
	writeFileSync(FILE, page);
}
