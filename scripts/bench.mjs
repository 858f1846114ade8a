/**
 * Measures the nodes inside a real n8n next to the workflow that does the same by hand, in one run.
 *
 * `npm run bench [-- --quick]`: 10,000 and 50,000 contacts; with `--quick` the hand-built workflow is run for 10,000 only
 * (its Merge takes minutes for 50,000). Uses the PostgreSQL that PGHOST and the like name, or the one on 127.0.0.1, for
 * the hand-built look-up; without one, data in a Code node.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeContacts, makeRecord, makeReplies } from './bench/data.mjs';
import { measureDecide } from './bench/decide-rate.mjs';
import { fillPostgres } from './bench/postgres.mjs';
import { measureWindows } from './bench/windows-time.mjs';
import { byHandWorkflow, nodesWorkflow, repliesWorkflow } from './bench/workflows.mjs';
import { ensureN8n } from './local-n8n/ensure-n8n.mjs';
import { launch } from './local-n8n/instance.mjs';
import { buildAndPack } from './local-n8n/package-install.mjs';
import { LOCAL, REPOSITORY } from './local-n8n/paths.mjs';
import { postWebhook, waitForWebhooks } from './local-n8n/webhooks.mjs';

const SIZES = [10_000, 50_000];
const EVALUATE_AT = '2026-11-19T17:00:00Z';
const FOLDER = join(LOCAL, 'bench');
const RESULTS = join(FOLDER, 'results.jsonl');
const USER_FOLDER = join(FOLDER, 'user');
const OWN_NODES = ['Consent Check', 'DND Gate', 'Keyword Handler', 'Quiet Hours Window', 'Opt-Out Footer'];
const BY_HAND_NODES = ['Look-up', 'Merge', 'Code'];

const say = (text) => console.log(text);
const quick = process.argv.includes('--quick');

function csv(rows) {
	const columns = Object.keys(rows[0]);
	const cell = (value) => `"${String(value).replaceAll('"', '""')}"`;
	return `${[columns, ...rows.map((row) => columns.map((name) => row[name]))].map((cells) => cells.map(cell).join(',')).join('\n')}\n`;
}

/** Starts a workflow by its webhook and gives its node times once n8n has finished it. */
async function run(instance, id) {
	const before = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8').length : 0;
	await postWebhook(instance.url, id, {});
	for (let waited = 0; waited < 15 * 60_000; waited += 500) {
		await sleep(500);
		const added = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8').slice(before) : '';
		const result = added.split('\n').filter(Boolean).map((line) => JSON.parse(line)).find(({ workflow }) => workflow === id);
		if (result?.error) throw new Error(`The workflow ${id} failed: ${result.error}`);
		if (result) return Object.fromEntries(result.nodes.map((node) => [node.name, node]));
	}
	throw new Error(`The workflow ${id} did not finish in 15 minutes.`);
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
await ensureN8n(say);
const tarball = await buildAndPack();
const core = createRequire(import.meta.url)(join(REPOSITORY, 'dist', 'index.js'));
const address = (phone, country) => core.normalizeAddress('sms', phone, { defaultCountry: country });

say('Making contacts');
const contacts = makeContacts(SIZES.at(-1), (phone, country) => address(phone, country).ok);
const addresses = contacts.map(({ phone, country }) => address(phone, country).address);
const lookUp = await fillPostgres(contacts, say);

const instance = await launch({
	userFolder: USER_FOLDER,
	tarballs: [tarball],
	workflows: [],
	environment: {
		EXTERNAL_HOOK_FILES: join(REPOSITORY, 'scripts', 'bench', 'hook.cjs'),
		BENCH_RESULTS: RESULTS,
		N8N_RESTRICT_FILE_ACCESS_TO: FOLDER,
		NODE_OPTIONS: '--max-old-space-size=8192',
		N8N_RUNNERS_TASK_TIMEOUT: '900',
	},
	say,
});

/** Records the contacts, and publishes the workflows for each size. */
async function prepare() {
	const store = await core.openStore({ backend: 'sqlite', file: join(USER_FOLDER, '.n8n', 'messaging-compliance.sqlite') });
	await store.record('default', makeRecord(contacts, (phone, country) => address(phone, country).address), {}, new Date('2026-02-01T00:00:00Z'));
	await store.close();
	const credential = lookUp.credential && (await instance.rest.request('POST', '/credentials', lookUp.credential));
	const workflows = SIZES.flatMap((size) => {
		const [list, replies] = [join(FOLDER, `contacts-${size}.csv`), join(FOLDER, `replies-${size}.csv`)];
		writeFileSync(list, csv(contacts.slice(0, size)));
		writeFileSync(replies, csv(makeReplies(contacts.slice(0, size))));
		return [nodesWorkflow(`nodes-${size}`, list, EVALUATE_AT), repliesWorkflow(`replies-${size}`, replies), byHandWorkflow(`hand-${size}`, list, EVALUATE_AT, lookUp.step(size, credential))];
	});
	for (const workflow of workflows) {
		const { id } = await instance.rest.importWorkflow(workflow);
		await instance.rest.publishWorkflow(id);
	}
	await waitForWebhooks(instance.url, workflows.map(({ id }) => id));
}

const totals = {};
try {
	await prepare();
	for (const size of SIZES) {
		const own = { ...(await run(instance, `nodes-${size}`)), ...(await run(instance, `replies-${size}`)) };
		say(`\n${size.toLocaleString('en-US')} contacts`);
		for (const name of OWN_NODES) say(`  ${name.padEnd(22)} ${String(own[name].ms).padStart(7)} ms   outputs ${JSON.stringify(own[name].out[0])}`);
		totals[size] = OWN_NODES.reduce((sum, name) => sum + own[name].ms, 0);
		say(`  ${'all five'.padEnd(22)} ${String(totals[size]).padStart(7)} ms`);
	}
	// After the nodes: what it leaves in memory would slow down whatever runs next.
	for (const size of quick ? SIZES.slice(0, 1) : SIZES) {
		const hand = await run(instance, `hand-${size}`);
		const byHand = BY_HAND_NODES.reduce((sum, name) => sum + hand[name].ms, 0);
		say(`\n${size.toLocaleString('en-US')} contacts by hand (${lookUp.name})`);
		say(`  ${'all'.padEnd(22)} ${String(byHand).padStart(7)} ms   ${BY_HAND_NODES.map((name) => `${name} ${hand[name].ms}`).join(', ')}   ${(byHand / totals[size]).toFixed(1)} times the five nodes`);
	}
	say(`\ngrowth from ${SIZES[0]} to ${SIZES[1]} contacts: ${(totals[SIZES[1]] / totals[SIZES[0]]).toFixed(1)} times (target: at most 6)`);
	say(`all five nodes over ${SIZES[1]} contacts: ${(totals[SIZES[1]] / 1000).toFixed(2)} s (target: under 3 s)`);
} finally {
	await instance.stop();
	await lookUp.clear();
}
const windows = measureWindows(core, addresses);
say(`windows of 50,000 contacts in 60 zones: ${windows.ms} ms, ${windows.held} held (target: under 300 ms)`);
say(`decide: ${measureDecide(core, addresses).toLocaleString('en-US')} decisions/s on one core (target: 200,000)`);
