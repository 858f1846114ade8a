import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { verifyLedger } from '../../lib/ledger/verify';
import { SCHEMA_1 } from '../../lib/store/sqlite/schema-1';
import { SCHEMA_2 } from '../../lib/store/sqlite/schema-2';
import { SCHEMA_3 } from '../../lib/store/sqlite/schema-3';
import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import { ANNA, answer, BEN, BRAND, cap, consent, day, erase, hold, optOut, ORIGIN, policy, report, reserve } from '../support/store-changes';
import { startStoreJob } from '../support/store-processes';
import { fillSchema1, rowsOf, SCHEMA_1_TABLES } from '../support/store-schema-1';
import { fillSchema2, SCHEMA_2_TABLES, THIRD } from '../support/store-schema-2';
import { fillSchema3, FOURTH, SCHEMA_3_TABLES } from '../support/store-schema-3';
import { sqlitePlace } from '../support/store-sqlite';

const PROCESSES = 6;
const SCHEMA = 4;

const schemas = [
	{ name: 'first', version: 1, fill: fillSchema1, tables: SCHEMA_1_TABLES, rows: [1, 2, 5, 1, 1, 1, 2, 1, 1], newTable: 'policies' },
	{ name: 'second', version: 2, fill: fillSchema2, tables: SCHEMA_2_TABLES, rows: [1, 3, 7, 1, 1, 1, 3, 1, 2, 1], newTable: 'unknown_codes' },
	{ name: 'third', version: 3, fill: fillSchema3, tables: SCHEMA_3_TABLES, rows: [1, 4, 10, 1, 1, 1, 4, 1, 3, 1, 1, 1, 1], newTable: 'reservations' },
];

describe.each(schemas)('a store file of the $name schema', ({ version, fill, tables, rows, newTable }) => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	let before: ReturnType<typeof rowsOf>;
	beforeEach(async () => {
		place = await sqlitePlace();
		fill(place.file);
		before = rowsOf(place.file, tables);
	});
	afterEach(() => place.remove());

	const numberOf = (sql: string): unknown => {
		const db = new DatabaseSync(place.file);
		try {
			return Object.values(db.prepare(sql).get() ?? {})[0];
		} finally {
			db.close();
		}
	};

	test('is brought up to date and keeps every row as it was', async () => {
		await (await place.open()).close();
		const after = rowsOf(place.file, tables);
		expect(Object.values(before).map((found) => found.length)).toEqual(rows);
		// The first schema has no place of a contact.
		expect({ ...after, subjects: after['subjects']?.map((row, index) => ({ ...row, ...before['subjects']?.[index] })) }).toEqual(
			version === 1 ? { ...before, subjects: before['subjects']?.map((row) => ({ ...row, jurisdiction: null })) } : before,
		);
		expect(numberOf('PRAGMA user_version')).toBe(SCHEMA);
		expect(numberOf('PRAGMA foreign_key_check')).toBeUndefined();
		expect(numberOf('PRAGMA integrity_check')).toBe('ok');
	});

	test('still verifies, answers and proves what was recorded in it', async () => {
		const store = await place.open();
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 4 });
		expect(await verifyLedger(store, 'other')).toMatchObject({ ok: true, events: 1 });
		const [anna, ben] = await store.readFacts(BRAND, [ANNA, BEN], day(5));
		expect(anna).toMatchObject({ consents: [{ state: 'granted', ref: `${BRAND}:1` }], suppressions: [], timeZone: 'Europe/Paris' });
		for (const part of ['jurisdiction', 'ended', 'answers']) expect(anna).not.toHaveProperty(part);
		expect(ben?.suppressions).toMatchObject([{ id: 's2', reason: 'opt_out_keyword' }]);
		expect((await store.history(BRAND, ANNA, { decisions: true })).map(({ kind, evidence }) => [kind, evidence])).toEqual([['consent', { ip: '192.0.2.1' }], ['decision', undefined]]);
		expect(await store.readPolicy(BRAND)).toBeUndefined();
		expect((await store.readFeed(BRAND, 0, 50)).events.map(({ kind, contact }) => [kind, contact])).toEqual([['consent', ANNA], ['suppress', BEN], ['lift', BEN]]);
		expect([await store.waitingReplies(BRAND, day(5), 0, 50), await store.unknownCodes(BRAND)]).toEqual([[], []]);
	});

	test('takes what the later schemas add, on the same chain', async () => {
		const store = await place.open();
		const changes = [policy('v1'), consent({ timestamp: day(4).toISOString(), jurisdiction: 'FR' }), optOut({ contact: BEN, key: 'message-1' }), hold(), answer(), report(), reserve({ key: 'message-1', caps: [cap()] }), reserve({ key: 'message-2', caps: [cap()] })];
		expect((await store.record(BRAND, changes, ORIGIN, day(5))).map(({ outcome, ref }) => `${outcome} ${ref}`)).toEqual([
			`applied ${BRAND}:5`,
			`applied ${BRAND}:6`,
			`duplicate ${BRAND}:2`,
			`applied ${BRAND}:7`,
			`applied ${BRAND}:8`,
			`applied ${BRAND}:9`,
			`applied ${BRAND}:10`,
			`already ${BRAND}:11`,
		]);
		expect(await store.readPolicy(BRAND)).toMatchObject({ version: 'v1' });
		expect((await store.readFacts(BRAND, [ANNA], day(5)))[0]).toMatchObject({ timeZone: 'Europe/Paris', jurisdiction: 'FR', answers: [{ id: 'a8' }] });
		expect(await store.waitingReplies(BRAND, day(5), 0, 50)).toMatchObject([{ seq: 7, contact: ANNA }]);
		expect(await store.unknownCodes(BRAND)).toMatchObject([{ count: 1 }]);
		expect(await store.claimFeed(BRAND, { name: 'trigger', owner: 'one', leaseMs: 1000 }, 'now', day(5))).toEqual({ after: 11, attempts: 0 });
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 11 });
	});

	test('lets a contact be erased whose evidence an earlier version recorded', async () => {
		const store = await place.open();
		expect(await store.record(BRAND, [erase()], ORIGIN, day(5))).toMatchObject([{ outcome: 'applied' }]);
		expect((await store.history(BRAND, ANNA)).flatMap(({ evidence }) => evidence ?? [])).toEqual([]);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 5 });
		await store.close();
		expect(numberOf('SELECT count(*) FROM evidence')).toBe(0);
	});

	test('is brought up to date once by processes that open it at the same time', async () => {
		const bundle: ChildBundle = await bundleForChild('lib/store/open-store.ts');
		const children = Array.from({ length: PROCESSES }, (_, name) => startStoreJob({ bundle: bundle.file, config: place.config, job: 'sameContacts', name: String(name), count: 1 }));
		const codes = await Promise.all(children.map(async (child) => ((await once(child, 'close')) as [number])[0]));
		bundle.remove();
		expect(codes).toEqual(children.map(() => 0));
		expect(numberOf('PRAGMA user_version')).toBe(SCHEMA);
		expect(numberOf("SELECT count(*) FROM pragma_table_info('subjects') WHERE name = 'jurisdiction'")).toBe(1);
		const after = rowsOf(place.file, ['events', 'meta']);
		expect(after['events']).toHaveLength((before['events']?.length ?? 0) + PROCESSES);
		expect(after['events']).toEqual(expect.arrayContaining(before['events'] ?? []));
		expect(after['meta']).toEqual(before['meta']);
	}, 60_000);

	test('stays as it was when bringing it up to date fails', async () => {
		const db = new DatabaseSync(place.file);
		db.exec(`CREATE TABLE ${newTable} (something TEXT)`);
		db.close();
		const parts = numberOf('SELECT group_concat(sql) FROM sqlite_schema');
		await expect(place.open()).rejects.toMatchObject({ name: 'ComplianceError' });
		expect(rowsOf(place.file, tables)).toEqual(before);
		expect(numberOf('PRAGMA user_version')).toBe(version);
		expect(numberOf('SELECT group_concat(sql) FROM sqlite_schema')).toBe(parts);
	});
});

test('what the second schema holds besides is there as before', async () => {
	const place = await sqlitePlace();
	fillSchema2(place.file);
	const store = await place.open();
	expect(await verifyLedger(store, THIRD)).toMatchObject({ ok: true, events: 2 });
	expect(await store.readPolicy(THIRD)).toMatchObject({ version: 'v1' });
	expect((await store.readFacts(THIRD, [ANNA], day(3)))[0]).toMatchObject({ suppressions: [{ id: 's2' }], jurisdiction: 'FR' });
	expect((await store.readFacts(THIRD, [ANNA], day(5)))[0]).toMatchObject({ suppressions: [], ended: [{ id: 's2', reason: 'unreachable' }] });
	await place.remove();
});

test('what the third schema holds besides is there as before', async () => {
	const place = await sqlitePlace();
	fillSchema3(place.file);
	const store = await place.open();
	expect(await verifyLedger(store, FOURTH)).toMatchObject({ ok: true, events: 3 });
	expect((await store.readFacts(FOURTH, [BEN], day(2)))[0]).toMatchObject({ answers: [{ id: 'a2', to: 'help' }] });
	expect(await store.waitingReplies(FOURTH, day(5), 0, 50)).toMatchObject([{ seq: 1, contact: ANNA, suppression: { reason: 'review_hold' } }]);
	expect(await store.unknownCodes(FOURTH)).toMatchObject([{ provider: 'twilio', code: '39999', count: 7 }]);
	expect(await store.claimFeed(FOURTH, { name: 'trigger', owner: 'one', leaseMs: 1000 }, 'now', day(5))).toEqual({ after: 2, attempts: 1 });
	await place.remove();
});

test.each([
	['first', SCHEMA_1, '92fa6a37f95c995a33dc52b172b8898b9a48bff63c24481593487d90057b8d3b'],
	['second', SCHEMA_2, '5daeeb2e212d90f230b3bd380fb084d5cf540a9c34c5bf742c88a5fb98c2900a'],
	['third', SCHEMA_3, '38734aabaf61c077478813f371e0f7e36cc57c7aff73b41b7471d1f1fb6c455f'],
])('the %s schema, which files out there have, is what it was when it was released', (_name, schema, digest) => {
	expect(createHash('sha256').update(schema).digest('hex')).toBe(digest);
});
