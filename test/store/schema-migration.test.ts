import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { verifyLedger } from '../../lib/ledger/verify';
import { SCHEMA_1 } from '../../lib/store/sqlite/schema-1';
import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import { ANNA, BEN, BRAND, consent, day, optOut, ORIGIN, policy } from '../support/store-changes';
import { startStoreJob } from '../support/store-processes';
import { fillSchema1, rowsOf, SCHEMA_1_TABLES } from '../support/store-schema-1';
import { sqlitePlace } from '../support/store-sqlite';

const PROCESSES = 6;

describe('a store file of the first schema', () => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	let before: ReturnType<typeof rowsOf>;
	beforeEach(async () => {
		place = await sqlitePlace();
		fillSchema1(place.file);
		before = rowsOf(place.file, SCHEMA_1_TABLES);
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
		const after = rowsOf(place.file, SCHEMA_1_TABLES);
		expect(Object.values(before).map((rows) => rows.length)).toEqual([1, 2, 5, 1, 1, 1, 2, 1, 1]);
		expect({ ...after, subjects: after['subjects']?.map(({ jurisdiction: _, ...row }) => row) }).toEqual(before);
		expect(after['subjects']?.map(({ jurisdiction }) => jurisdiction)).toEqual([null, null]);
		expect(numberOf('PRAGMA user_version')).toBe(2);
		expect(numberOf('PRAGMA foreign_key_check')).toBeUndefined();
	});

	test('still verifies, answers and proves what was recorded in it', async () => {
		const store = await place.open();
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 4 });
		expect(await verifyLedger(store, 'other')).toMatchObject({ ok: true, events: 1 });
		const [anna, ben] = await store.readFacts(BRAND, [ANNA, BEN], day(5));
		expect(anna).toMatchObject({ consents: [{ state: 'granted', ref: `${BRAND}:1` }], suppressions: [], timeZone: 'Europe/Paris' });
		expect(anna).not.toHaveProperty('jurisdiction');
		expect(ben?.suppressions).toMatchObject([{ id: 's2', reason: 'opt_out_keyword' }]);
		expect((await store.history(BRAND, ANNA, { decisions: true })).map(({ kind, evidence }) => [kind, evidence])).toEqual([['consent', { ip: '192.0.2.1' }], ['decision', undefined]]);
		expect(await store.readPolicy(BRAND)).toBeUndefined();
	});

	test('takes what the second schema adds, on the same chain', async () => {
		const store = await place.open();
		const changes = [policy('v1'), consent({ timestamp: day(4).toISOString(), jurisdiction: 'FR' }), optOut({ contact: BEN, key: 'message-1' })];
		expect((await store.record(BRAND, changes, ORIGIN, day(5))).map(({ outcome, ref }) => `${outcome} ${ref}`)).toEqual([`applied ${BRAND}:5`, `applied ${BRAND}:6`, `duplicate ${BRAND}:2`]);
		expect(await store.readPolicy(BRAND)).toMatchObject({ version: 'v1' });
		expect((await store.readFacts(BRAND, [ANNA], day(5)))[0]).toMatchObject({ timeZone: 'Europe/Paris', jurisdiction: 'FR' });
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 6 });
	});

	test('is brought up to date once by processes that open it at the same time', async () => {
		const bundle: ChildBundle = await bundleForChild('lib/store/open-store.ts');
		const children = Array.from({ length: PROCESSES }, (_, name) => startStoreJob({ bundle: bundle.file, config: place.config, job: 'sameContacts', name: String(name), count: 1 }));
		const codes = await Promise.all(children.map(async (child) => ((await once(child, 'close')) as [number])[0]));
		bundle.remove();
		expect(codes).toEqual(children.map(() => 0));
		expect(numberOf('PRAGMA user_version')).toBe(2);
		expect(numberOf("SELECT count(*) FROM pragma_table_info('subjects') WHERE name = 'jurisdiction'")).toBe(1);
		const after = rowsOf(place.file, ['events', 'meta']);
		expect(after['events']).toHaveLength(5 + PROCESSES);
		expect(after['events']).toEqual(expect.arrayContaining(before['events'] ?? []));
		expect(after['meta']).toEqual(before['meta']);
	}, 60_000);

	test('stays as it was when bringing it up to date fails', async () => {
		const db = new DatabaseSync(place.file);
		db.exec('CREATE TABLE policies (something TEXT)');
		db.close();
		await expect(place.open()).rejects.toMatchObject({ name: 'ComplianceError' });
		expect(rowsOf(place.file, SCHEMA_1_TABLES)).toEqual(before);
		expect(numberOf('PRAGMA user_version')).toBe(1);
	});
});

test('the first schema, which files out there have, is what it was when it was released', () => {
	expect(createHash('sha256').update(SCHEMA_1).digest('hex')).toBe('92fa6a37f95c995a33dc52b172b8898b9a48bff63c24481593487d90057b8d3b');
});
