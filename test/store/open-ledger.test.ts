import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyLedger } from '../../lib/ledger/verify';
import { openLedger } from '../../lib/store/open-ledger';
import { putAway } from '../../lib/store/sqlite/transfer-mark';
import { BRAND, day, optOut, ORIGIN } from '../support/store-changes';
import { CONNECTION_STRING, describePostgres, postgresPlace, type PostgresPlace } from '../support/store-postgres';
import { fillSchema1 } from '../support/store-schema-1';
import { fillSchema2 } from '../support/store-schema-2';
import { sqlitePlace } from '../support/store-sqlite';
import { fillLedger } from '../support/tampering';

const open = async (file: string) => await openLedger({ backend: 'sqlite', file });

async function verified(file: string): Promise<Record<string, unknown>> {
	const ledger = await open(file);
	const results: Record<string, unknown> = {};
	for (const brand of await ledger.brands()) results[brand] = await verifyLedger(ledger, brand);
	await ledger.close();
	return results;
}

describe('a store file opened for its ledger', () => {
	let folder: string;
	let file: string;
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	const listed = () => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs, readFileSync(join(folder, name)).toString('base64')]);
	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'ledger-'));
		file = join(folder, 'copy of the store ä%20.sqlite');
		place = await sqlitePlace();
		const store = await place.open();
		await fillLedger(store);
		await store.close();
		copyFileSync(place.file, file);
	});
	afterEach(async () => {
		await place.remove();
		rmSync(folder, { recursive: true, force: true });
	});

	it('is left as it is, with nothing beside it', async () => {
		const before = listed();
		expect(await verified(file)).toMatchObject({ [BRAND]: { ok: true, events: 12 }, other: { ok: true, events: 1 } });
		expect(listed()).toEqual(before);
		expect(before).toHaveLength(1);
	});

	it('may lie where nobody can write', async () => {
		chmodSync(file, 0o400);
		chmodSync(folder, 0o500);
		expect(await verified(file)).toMatchObject({ [BRAND]: { ok: true } });
		chmodSync(folder, 0o700);
	});

	it('may be written to meanwhile by somebody who had it open before', async () => {
		const store = await place.open();
		await store.record(BRAND, [optOut()], ORIGIN, day(8));
		const ledger = await open(place.file);
		expect(await verifyLedger(ledger, BRAND)).toMatchObject({ ok: true, events: 13 });
		await store.record(BRAND, [optOut()], ORIGIN, day(9));
		expect(await verifyLedger(ledger, BRAND)).toMatchObject({ ok: true, events: 14 });
		await ledger.close();
	});

	it('may be written to meanwhile by somebody who opens it only then, and has gone before the next page', async () => {
		const ledger = await open(place.file);
		expect(await verifyLedger(ledger, BRAND)).toMatchObject({ ok: true, events: 12 });
		for (const number of [8, 9]) {
			const store = await place.open();
			await store.record(BRAND, Array.from({ length: 700 }, () => optOut()), ORIGIN, day(number));
			expect(await verifyLedger(ledger, BRAND)).toMatchObject({ ok: true, events: 12 + 700 * (number - 7) });
			await store.close();
			expect(await verifyLedger(ledger, BRAND)).toMatchObject({ ok: true, events: 12 + 700 * (number - 7) });
		}
		await ledger.close();
	});

	it.each([
		[1, fillSchema1, { [BRAND]: { ok: true, events: 4 }, other: { ok: true, events: 1 } }],
		[2, fillSchema2, { [BRAND]: { ok: true, events: 4 }, third: { ok: true, events: 2 } }],
	])('may have schema %i, and keeps it', async (version, fill, expected) => {
		const old = join(folder, 'old.sqlite');
		fill(old);
		expect(await verified(old)).toMatchObject(expected);
		const db = new DatabaseSync(old);
		expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: version });
		db.close();
	});

	it('may be one that was moved elsewhere', async () => {
		const db = new DatabaseSync(file);
		putAway(db, { state: 'moved', target: 'a'.repeat(64), at: day(9).toISOString() });
		db.close();
		expect(await verified(file)).toMatchObject({ [BRAND]: { ok: true, events: 12 } });
	});

	it.each([
		['is not there', 'STORE_UNAVAILABLE', () => undefined],
		['is empty', 'STORE_NOT_OURS', (path: string) => writeFileSync(path, '')],
		['is no database', 'STORE_NOT_OURS', (path: string) => writeFileSync(path, 'shopping list\n'.repeat(500))],
		['is a folder', 'STORE_UNAVAILABLE', (path: string) => mkdirSync(path)],
		['is a database of another program', 'STORE_NOT_OURS', (path: string) => database(path, 'CREATE TABLE t (a)')],
		['has a newer schema', 'STORE_TOO_NEW', (path: string) => database(path, `CREATE TABLE t (a); PRAGMA application_id = ${0x4d437374}; PRAGMA user_version = 999`)],
		['has no usable name', 'CONFIG_INVALID', () => ':memory:'],
	])('is refused in words where it %s, and nothing is created', async (_what, code, make) => {
		const path = join(folder, 'other.sqlite');
		const name = make(path);
		const before = readdirSync(folder);
		await expect(open(typeof name === 'string' ? name : path)).rejects.toMatchObject({ name: 'ComplianceError', code });
		expect(readdirSync(folder)).toEqual(before);
	});

	it('says of a folder that it is no file, not that the disk is at fault', async () => {
		await expect(open(folder)).rejects.toMatchObject({ message: expect.stringMatching(/is a folder, a device/) as string });
	});

	it('answers no more once it is closed', async () => {
		const ledger = await open(file);
		await ledger.close();
		await expect(ledger.brands()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
		expect(existsSync(`${file}-wal`)).toBe(false);
	});
});

describePostgres('a PostgreSQL schema opened for its ledger', () => {
	let place: PostgresPlace;
	beforeEach(async () => {
		place = await postgresPlace();
		await fillLedger(await place.open());
	});
	afterEach(() => place.remove());

	it('needs no right but to read three tables and two columns, and not the key of the hashes', async () => {
		const role = `auditor_${place.config.schema}`;
		await place.raw(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'; GRANT USAGE ON SCHEMA ${place.config.schema} TO ${role}; GRANT SELECT ON @brands, @events, @evidence TO ${role}; GRANT SELECT (application, schema_version) ON @meta TO ${role}`);
		try {
			const url = new URL(CONNECTION_STRING);
			url.username = role;
			url.password = 'secret';
			const ledger = await openLedger({ ...place.config, connectionString: url.href });
			expect(await ledger.brands()).toEqual([BRAND, 'other']);
			expect(await verifyLedger(ledger, BRAND)).toMatchObject({ ok: true, events: 12 });
			await ledger.close();
		} finally {
			await place.raw(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
		}
	});

	it('may be one that can only be read, which no gate would take', async () => {
		const connectionString = `${CONNECTION_STRING}&options=${encodeURIComponent('-c default_transaction_read_only=on')}`;
		await expect(place.open({ connectionString })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
		const ledger = await openLedger({ ...place.config, connectionString });
		expect(await verifyLedger(ledger, BRAND)).toMatchObject({ ok: true, events: 12 });
		await ledger.close();
	});

	it('may have an older schema, and keeps it', async () => {
		await place.raw('UPDATE @meta SET schema_version = 1');
		const ledger = await openLedger(place.config);
		expect(await verifyLedger(ledger, BRAND)).toMatchObject({ ok: true });
		await ledger.close();
		expect(await place.raw('SELECT schema_version FROM @meta')).toEqual([{ schema_version: 1 }]);
	});

	it('is refused in words where there is none, and nothing is created', async () => {
		const schema = `${place.config.schema}_none`;
		await expect(openLedger({ ...place.config, schema })).rejects.toMatchObject({ code: 'STORE_NOT_OURS', message: 'There is no compliance store in the schema given.' });
		expect(await place.raw(`SELECT nspname FROM pg_namespace WHERE nspname = '${schema}'`)).toEqual([]);
	});
});

function database(path: string, sql: string): void {
	const db = new DatabaseSync(path);
	db.exec(sql);
	db.close();
}
