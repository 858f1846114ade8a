/**
 * Measures both stores beside plain SQL that does the same work, in one run and in turns, and prints rates and ratios. Look-ups are also measured
 * beside the raw loop: 1,000 keys per query in a table of keys and short values with as many rows as there are contacts, half of them found,
 * without anything being hashed, parsed or sorted.
 *
 * `npm run bench:stores -- [sqlite] [postgres] [--growth]`: with `--growth` also with 1 million contacts and 5 million events, which takes
 * minutes. Uses the PostgreSQL that PGHOST and the like name, or the one on 127.0.0.1, in a schema that is dropped at the end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { REPOSITORY } from '../local-n8n/paths.mjs';
import { postgresBackend, sqliteBackend } from './store-backends.mjs';

const BRAND = 'bench';
const BATCH = 1000;
const CONTACTS = 100_000;
const ROUNDS = 30;
const AT = new Date('2026-03-01T12:00:00Z');
const GROWTH = { contacts: 1_000_000, events: 5_000_000 };

const say = (text) => console.log(text);
const { values: flags, positionals } = parseArgs({ options: { growth: { type: 'boolean', default: false } }, allowPositionals: true });

const contact = (index) => ({ kind: 'phone', address: `+1555${String(index).padStart(8, '0')}` });
const consent = (index) => ({ kind: 'consent', contact: contact(index), channel: 'sms', messageClass: 'marketing', state: 'granted', source: 'web_form', timestamp: '2026-02-01T00:00:00Z', wordingVersion: 'v3', timeZone: 'America/Chicago' });
const optOut = (index) => ({ kind: 'suppress', contact: contact(index), reason: 'opt_out_keyword', channel: 'sms', classes: ['marketing', 'informational'], direction: 'outgoing' });
const decision = (index) => ({ kind: 'decision', contact: contact(index), channel: 'sms', messageClass: 'marketing', verdict: 'send', status: 'compliant', codes: [], policyVersion: 'v1', at: AT.toISOString() });

const LOOK_UPS = { suppressions: ['suppressions'], consents: ['consents'], 'what a gate asks': ['consents', 'suppressions', 'place'] };
/** What is recorded, and the rows that plain SQL writes for as much: events of so many letters, and rows found by a subject. */
const APPENDS = {
	'events alone (lifts)': { make: (index) => ({ kind: 'lift', contact: contact(0), suppressionId: `s0${index}`, by: 'staff' }), plain: { events: BATCH, letters: 50, keyed: 0 } },
	'opt-outs of new contacts': { make: optOut, plain: { events: BATCH, letters: 220, keyed: 2 * BATCH } },
	'consents with evidence': { make: (index) => ({ ...consent(index), evidence: { ip: '192.0.2.1', page: '/form' } }), plain: { events: BATCH, letters: 220, keyed: 3 * BATCH } },
	decisions: { make: decision, plain: { events: 1, letters: 36_000, keyed: 0 } },
};

/** Contacts that the raw loop has no row for, and the store knows nothing of. */
const UNKNOWN = { first: 50_000_000, count: 40_000_000 };
const FILL = { consents: 10 * BATCH, optOuts: 2 * BATCH };

const batchOf = (make, start, size = BATCH) => Array.from({ length: size }, (_, index) => make(start + index));
const random = (below) => Math.floor(Math.random() * below);
/** Half of them have opted out, half were never heard of. */
const halfKnown = (among) => batchOf((index) => (index % 2 === 0 ? random(among / FILL.consents) * FILL.consents + random(FILL.optOuts) : UNKNOWN.first + random(UNKNOWN.count)), 0);
const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
const rate = (ms) => `${Math.round((BATCH / ms) * 1000).toLocaleString('en-US').padStart(9)}/s`;

async function timed(work) {
	const begun = performance.now();
	await work();
	return performance.now() - begun;
}

/** Takes turns, so that whatever else the machine does hits both alike. */
async function compare(name, ours, plain, beside = 'plain SQL') {
	const times = { ours: [], plain: [] };
	for (let round = 0; round < ROUNDS; round++) {
		times.ours.push(await timed(await ours(round)));
		times.plain.push(await timed(await plain(round)));
	}
	const [own, raw] = [median(times.ours), median(times.plain)];
	say(`  ${name.padEnd(30)} ${rate(own)}   ${beside} ${rate(raw)}   ${Math.round((raw / own) * 100)} %`);
}

async function compareLookUps({ store, readPlain, readRaw }, among) {
	for (const [name, parts] of Object.entries({ suppressions: LOOK_UPS.suppressions, 'what a gate asks': LOOK_UPS['what a gate asks'] })) {
		await compare(
			`look-up, half found: ${name}`,
			async () => {
				const contacts = halfKnown(among).map(contact);
				return () => store.readFacts(BRAND, contacts, AT, parts);
			},
			async () => {
				const keys = halfKnown(among).map((index) => contact(index).address);
				return () => readRaw(keys);
			},
			'raw loop ',
		);
	}
	for (const [name, parts] of Object.entries(LOOK_UPS)) {
		await compare(
			`look-up: ${name}`,
			async () => {
				const contacts = batchOf(() => contact(random(among)), 0);
				return () => store.readFacts(BRAND, contacts, AT, parts);
			},
			async () => {
				const facts = await store.readFacts(BRAND, batchOf(() => contact(random(among)), 0), AT, []);
				return () => readPlain(facts.map(({ subject }) => subject), parts);
			},
		);
	}
}

async function compareAppends({ store, writePlain }, start) {
	let next = start;
	for (const [name, { make, plain }] of Object.entries(APPENDS)) {
		await compare(
			`append: ${name}`,
			async () => {
				const changes = batchOf(make, (next += BATCH));
				return () => store.record(BRAND, changes, { workflow: 'bench', execution: '1' }, AT);
			},
			async () => () => writePlain(plain),
		);
	}
}

async function fill(store, contacts, events) {
	const begun = performance.now();
	for (let start = 0; start < contacts; start += FILL.consents) {
		await store.record(BRAND, batchOf(consent, start, FILL.consents), {}, AT);
		await store.record(BRAND, batchOf(optOut, start, FILL.optOuts), {}, AT);
	}
	let { seq } = await store.head(BRAND);
	for (; seq < events; seq += 10 * BATCH) {
		const lift = (index) => ({ kind: 'lift', contact: contact(index % contacts), suppressionId: 's0', by: 'staff' });
		await store.record(BRAND, batchOf(lift, seq, Math.min(10 * BATCH, events - seq)), {}, AT);
	}
	say(`  filled with ${contacts.toLocaleString('en-US')} contacts and ${Math.max(seq, events).toLocaleString('en-US')} events in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

async function measure(backend) {
	say(`\n${backend.name}; work that others gave the machine: ${loadavg()[0].toFixed(1)}`);
	try {
		await fill(backend.store, CONTACTS, 0);
		await backend.fillRaw(CONTACTS, (index) => contact(index).address);
		await backend.settle();
		await compareLookUps(backend, CONTACTS);
		await compareAppends(backend, 10 * CONTACTS);
		if (!flags.growth) return;
		await fill(backend.store, GROWTH.contacts, GROWTH.events);
		await backend.fillRaw(GROWTH.contacts, (index) => contact(index).address);
		await backend.settle();
		await compareLookUps(backend, GROWTH.contacts);
		await compareAppends(backend, 10 * GROWTH.contacts);
		const history = [];
		for (let round = 0; round < ROUNDS; round++) history.push(await timed(() => backend.store.history(BRAND, contact(round * 1000))));
		say(`  history of one contact         ${median(history).toFixed(1)} ms`);
		const took = await timed(async () => {
			const found = await verifyLedger(backend.store, BRAND);
			if (!found.ok) throw new Error(found.message);
		});
		const { seq } = await backend.store.head(BRAND);
		say(`  verification of the chain      ${rate((took / seq) * BATCH)}`);
		say(`  ${await backend.size()}`);
	} finally {
		await backend.remove();
	}
}

/** Bundles one module of the sources, so that what is measured is what is there. */
async function load(entry, folder) {
	const bundler = await rolldown({ cwd: REPOSITORY, input: join(REPOSITORY, entry), platform: 'node', external: ['pg-native'], logLevel: 'silent' });
	const file = join(folder, `${entry.replaceAll('/', '-')}.cjs`);
	await bundler.write({ file, format: 'cjs' });
	await bundler.close();
	return createRequire(import.meta.url)(file);
}

const folder = mkdtempSync(join(tmpdir(), 'bench-stores-'));
const { verifyLedger } = await load('lib/ledger/verify.ts', folder);
const backends = {
	sqlite: async () => await sqliteBackend(await load('lib/store/sqlite/sqlite-store.ts', folder), folder),
	postgres: async () => await postgresBackend(await load('lib/store/postgres/postgres-store.ts', folder)),
};
try {
	for (const name of positionals.length > 0 ? positionals : Object.keys(backends)) await measure(await backends[name]());
} finally {
	rmSync(folder, { recursive: true, force: true });
}
