import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { verifyLedger } from '../../lib/ledger/verify';
import { SCHEMA_1 } from '../../lib/store/postgres/schema-1';
import { bundleForChild } from '../support/bundle-for-child';
import { ANNA, BEN, BRAND, cap, consent, day, erase, isoDay, optOut, ORIGIN, reserve } from '../support/store-changes';
import { CONNECTION_STRING, describePostgres, postgresPlace, type PostgresPlace } from '../support/store-postgres';
import { fillPostgresSchema1, POSTGRES_SCHEMA_1_TABLES, postgresRows } from '../support/store-postgres-schema-1';
import { startStoreJob } from '../support/store-processes';

const PROCESSES = 6;

describePostgres('tables of the first schema in PostgreSQL', () => {
	let place: PostgresPlace;
	let before: Record<string, unknown[]>;
	beforeEach(async () => {
		place = await postgresPlace();
		await fillPostgresSchema1(place);
		before = await postgresRows(place, POSTGRES_SCHEMA_1_TABLES);
	});
	afterEach(() => place.remove());

	const version = async () => (await place.raw<{ schema_version: number }>('SELECT schema_version FROM @meta'))[0]?.schema_version;
	const subjectKey = async () => (await place.raw<{ subject_key: Buffer }>('SELECT subject_key FROM @meta'))[0]?.subject_key;

	test('are brought up to date and keep every row as it was', async () => {
		const key = await subjectKey();
		await (await place.open()).close();
		expect(await postgresRows(place, POSTGRES_SCHEMA_1_TABLES)).toEqual(before);
		expect(Object.values(before).map((rows) => rows.length)).toEqual([2, 6, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1]);
		expect([await version(), await subjectKey()]).toEqual([2, key]);
	});

	test('still verify, answer and prove what was recorded in them', async () => {
		const store = await place.open();
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 6 });
		const [anna, ben] = await store.readFacts(BRAND, [ANNA, BEN], day(5));
		expect(anna).toMatchObject({ consents: [{ state: 'granted', ref: `${BRAND}:1` }], suppressions: [], timeZone: 'Europe/Paris', jurisdiction: 'FR' });
		expect(ben).toMatchObject({ suppressions: [{ id: 's2', reason: 'opt_out_keyword' }], answers: [{ id: 'a5' }] });
		expect((await store.history(BRAND, ANNA, { decisions: true })).map(({ kind, evidence }) => [kind, evidence])).toEqual([['consent', { ip: '192.0.2.1' }], ['decision', undefined]]);
		expect(await store.readPolicy(BRAND)).toMatchObject({ version: 'v1', since: isoDay(4) });
		expect(await store.unknownCodes(BRAND)).toMatchObject([{ provider: 'twilio', count: 7 }]);
		expect(await store.claimFeed(BRAND, { name: 'trigger', owner: 'one', leaseMs: 1000 }, 'now', day(6))).toEqual({ after: 2, attempts: 1 });
	});

	test('take sends, and everything else, on the same chain', async () => {
		const store = await place.open();
		const changes = [consent({ timestamp: isoDay(6) }), optOut({ contact: BEN, key: 'message-1' }), reserve({ key: 'message-1', caps: [cap()] }), reserve({ key: 'message-2', caps: [cap()] })];
		expect((await store.record(BRAND, changes, ORIGIN, day(6))).map(({ outcome, ref }) => `${outcome} ${ref}`)).toEqual([`applied ${BRAND}:7`, `duplicate ${BRAND}:2`, `applied ${BRAND}:8`, `already ${BRAND}:9`]);
		expect(await store.reserve('new', [reserve()], ORIGIN, day(6))).toEqual([{ outcome: 'granted', ref: 'new:1' }]);
		expect(await store.record(BRAND, [erase()], ORIGIN, day(7))).toMatchObject([{ outcome: 'applied' }]);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 10 });
	});

	test('are brought up to date once by processes that open them at the same time', async () => {
		const bundle = await bundleForChild('lib/store/open-store.ts');
		const children = Array.from({ length: PROCESSES }, (_, name) => startStoreJob({ bundle: bundle.file, config: place.config, job: 'sameSends', name: String(name), count: 25 }));
		const codes = await Promise.all(children.map(async (child) => ((await once(child, 'close')) as [number])[0]));
		bundle.remove();
		expect(codes).toEqual(children.map(() => 0));
		expect(await version()).toBe(2);
		const events = (await postgresRows(place, ['events']))['events'] ?? [];
		expect(events.length).toBeGreaterThan(before['events']?.length ?? 0);
		expect(events).toEqual(expect.arrayContaining(before['events'] ?? []));
		expect(await verifyLedger(await place.open(), BRAND)).toMatchObject({ ok: true, events: events.length });
	}, 60_000);

	test('stay as they were where a table of another program has the name of a new one', async () => {
		await place.raw('CREATE TABLE @reservations (id integer)');
		await expect(place.open()).rejects.toMatchObject({ code: 'STORE_NOT_OURS', message: expect.stringContaining('has the name'), remedy: expect.stringContaining('Rename') });
		expect(await version()).toBe(1);
		expect(await postgresRows(place, POSTGRES_SCHEMA_1_TABLES)).toEqual(before);
	}, 30_000);

	test('stay as they were where the role may only record, and once the owner has opened them it records all but sends', async () => {
		const role = `test_${randomBytes(6).toString('hex')}`;
		await place.raw(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'; GRANT USAGE ON SCHEMA ${place.config.schema} TO ${role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${place.config.schema} TO ${role}`);
		const url = new URL(CONNECTION_STRING);
		[url.username, url.password] = [role, 'secret'];
		const noRights = { code: 'STORE_UNAVAILABLE', message: expect.stringContaining('rights') };
		await expect(place.open({ connectionString: url.href })).rejects.toMatchObject(noRights);
		expect(await version()).toBe(1);
		await (await place.open()).close();
		const store = await place.open({ connectionString: url.href });
		expect(await store.record(BRAND, [optOut()], ORIGIN, day(6))).toMatchObject([{ outcome: 'applied' }]);
		await expect(store.reserve(BRAND, [reserve({ caps: [cap()] })], ORIGIN, day(6))).rejects.toMatchObject(noRights);
		await expect(store.reserve(BRAND, [reserve()], ORIGIN, day(6))).rejects.toMatchObject(noRights);
		await place.raw(`GRANT SELECT, INSERT ON @reservations TO ${role}`);
		expect(await store.reserve(BRAND, [reserve({ caps: [cap()] })], ORIGIN, day(6))).toMatchObject([{ outcome: 'granted' }]);
		await store.close();
		await place.raw(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
	});
});

test('the first schema in PostgreSQL, which databases out there have, is what it was when it was released', () => {
	expect(createHash('sha256').update(SCHEMA_1).digest('hex')).toBe('111d2afa5f8106325e6bb67ee82f717a5899cceaa40a144c51d2d09c07dff19a');
});
