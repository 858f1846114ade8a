import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyLedger } from '../../lib/ledger/verify';
import { openStore } from '../../lib/store/open-store';
import { storeError } from '../../lib/store/sqlite/errors';
import { loadSqlite } from '../../lib/store/sqlite/load-sqlite';
import { ANNA, answer, BEN, BRAND, consent, day, decision, erase, optOut, ORIGIN, policy, report } from '../support/store-changes';
import { sqlitePlace } from '../support/store-sqlite';

describe('the file of the embedded store', () => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	beforeEach(async () => {
		place = await sqlitePlace();
	});
	afterEach(() => place.remove());

	const refusal = async (file = place.file) => {
		const error: unknown = await openStore({ backend: 'sqlite', file }).catch((caught: unknown) => caught);
		expect(error).toMatchObject({ name: 'ComplianceError', remedy: expect.stringMatching(/\w/) });
		expect(String(error)).not.toMatch(/SELECT|PRAGMA|CREATE/);
		return error as { code: string; message: string; remedy: string };
	};
	const raw = <T>(work: (db: DatabaseSync) => T): T => {
		const db = new DatabaseSync(place.file);
		try {
			return work(db);
		} finally {
			db.close();
		}
	};

	test('is made with its folders, for its owner only', async () => {
		const file = join(dirname(place.file), 'a', 'b', 'c.sqlite');
		const store = await openStore({ backend: 'sqlite', file });
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		for (const path of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(path).mode & 0o777).toBe(0o600);
		await store.close();
	});

	test('holds every opt-out on disk before it is acknowledged', async () => {
		const store = await place.open();
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		const copy = join(dirname(place.file), 'copy.sqlite');
		for (const suffix of ['', '-wal']) writeFileSync(`${copy}${suffix}`, readFileSync(`${place.file}${suffix}`));
		const other = await openStore({ backend: 'sqlite', file: copy });
		expect((await other.readFacts(BRAND, [ANNA], day(2)))[0]?.suppressions).toHaveLength(1);
		await other.close();
	});

	test('may be opened by many at once from the start', async () => {
		const stores = await Promise.all(Array.from({ length: 8 }, () => place.open()));
		const subjects = await Promise.all(stores.map(async (store) => (await store.readFacts(BRAND, [ANNA], day(1)))[0]?.subject));
		expect(new Set(subjects).size).toBe(1);
	});

	test('is refused and left alone where it is no database', async () => {
		writeFileSync(place.file, 'name,phone\n'.repeat(500));
		expect((await refusal()).code).toBe('STORE_NOT_OURS');
		expect(readFileSync(place.file, 'utf8')).toBe('name,phone\n'.repeat(500));
	});

	test('is refused and left alone where it is of another program', async () => {
		raw((db) => db.exec('CREATE TABLE contacts (phone TEXT)'));
		const before = readFileSync(place.file);
		expect((await refusal()).code).toBe('STORE_NOT_OURS');
		expect(readFileSync(place.file)).toEqual(before);
		raw((db) => db.exec('PRAGMA application_id = 7'));
		expect((await refusal()).code).toBe('STORE_NOT_OURS');
	});

	test('is refused where its schema is newer than the code', async () => {
		await (await place.open()).close();
		raw((db) => db.exec('PRAGMA user_version = 99'));
		const error = await refusal();
		expect(error.code).toBe('STORE_TOO_NEW');
		expect(error.message).toContain('99');
	});

	test('takes no more changes once a newer version has migrated it', async () => {
		const store = await place.open();
		raw((db) => db.exec('PRAGMA user_version = 99'));
		await expect(store.record(BRAND, [optOut()], ORIGIN, day(1))).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
	});

	test('is refused where its key is lost', async () => {
		await (await place.open()).close();
		raw((db) => db.exec('DELETE FROM meta'));
		expect((await refusal()).code).toBe('STORE_CORRUPT');
	});

	test('is refused where it is damaged', async () => {
		const store = await place.open();
		await store.record(BRAND, Array.from({ length: 500 }, () => optOut()), ORIGIN, day(1));
		await store.close();
		truncateSync(place.file, 8192);
		expect((await refusal()).code).toBe('STORE_CORRUPT');
	});

	test('is not made anew beside the log of one that is gone', async () => {
		const store = await place.open();
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		renameSync(place.file, `${place.file}.away`);
		expect((await refusal()).code).toBe('STORE_CORRUPT');
		expect(existsSync(place.file)).toBe(false);
		renameSync(`${place.file}.away`, place.file);
	});

	test('can not be a folder, nor lie below a file', async () => {
		mkdirSync(place.file);
		expect((await refusal()).code).toBe('STORE_UNAVAILABLE');
		writeFileSync(`${place.file}2`, '');
		expect((await refusal(join(`${place.file}2`, 'x', 'c.sqlite'))).code).toBe('STORE_UNAVAILABLE');
	});

	test.each(['', ' ', ':memory:', 'file::memory:', 'a\0b', null, 5])('can not be %j', async (file) => {
		expect((await refusal(file as never)).code).toBe('CONFIG_INVALID');
	});

	test('keeps the ledger from being changed or deleted from', async () => {
		const store = await place.open();
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		for (const sql of ['DELETE FROM events', "UPDATE events SET payload = '{}'"]) {
			expect(() => raw((db) => db.exec(sql))).toThrow('append-only');
		}
	});

	test.each([
		['a changed payload', "UPDATE events SET payload = 'rubbish' WHERE seq = 3", 'changed', 3],
		['a changed time', "UPDATE events SET at = 'rubbish' WHERE seq = 3", 'changed', 3],
		['a changed hash', "UPDATE events SET hash = 'rubbish' WHERE seq = 3", 'changed', 3],
		['a deleted event', 'DELETE FROM events WHERE seq = 3', 'missing', 3],
		['swapped events', 'UPDATE events SET seq = 99 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4; UPDATE events SET seq = 4 WHERE seq = 99', 'reordered', 3],
		['a cut end', 'DELETE FROM events WHERE seq > 4', 'truncated', 5],
		['changed evidence', "UPDATE evidence SET body = '{}' WHERE seq = 1", 'changed', 1],
	])('shows %s when verified, even where the guards were removed', async (_what, sql, problem, brokenAt) => {
		const store = await place.open();
		await store.record(BRAND, [consent({ evidence: { ip: '192.0.2.1' } }), optOut(), ...Array.from({ length: 4 }, () => optOut())], ORIGIN, day(1));
		raw((db) => db.exec(`PRAGMA foreign_keys = OFF; DROP TRIGGER events_keep_rows; DROP TRIGGER events_keep_values; ${sql}`));
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: false, problem, brokenAt });
	});

	test('shows a changed decision when verified', async () => {
		const store = await place.open();
		await store.record(BRAND, [optOut(), decision(), decision({ verdict: 'suppress' })], ORIGIN, day(1));
		raw((db) => db.exec("DROP TRIGGER events_keep_values; UPDATE events SET payload = replace(payload, 'suppress', 'send') WHERE kind = 'decisions'"));
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: false, problem: 'changed', brokenAt: 2 });
	});

	test('shows a changed policy when verified', async () => {
		const store = await place.open();
		await store.record(BRAND, [optOut(), policy('v1', { policy: { hours: 'strict' } })], ORIGIN, day(1));
		raw((db) => db.exec("DROP TRIGGER events_keep_values; UPDATE events SET payload = replace(payload, 'strict', 'loose') WHERE kind = 'policy'"));
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: false, problem: 'changed', brokenAt: 2 });
	});

	test.each([['no JSON', 'rubbish'], ['without a policy', '{"version":"v1"}'], ['with a list for a policy', '{"policy":[]}']])('gives no policy for one that is %s, and not the built-in one either', async (_what, payload) => {
		const store = await place.open();
		await store.record(BRAND, [policy('v1')], ORIGIN, day(1));
		raw((db) => db.exec(`DROP TRIGGER events_keep_values; UPDATE events SET payload = '${payload}'`));
		await expect(store.readPolicy(BRAND)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
		await expect(store.policies(BRAND)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
	});

	test('lets evidence be erased without breaking the chain', async () => {
		const store = await place.open();
		await store.record(BRAND, [consent({ evidence: { ip: '192.0.2.1' } })], ORIGIN, day(1));
		raw((db) => db.exec('DELETE FROM evidence; DELETE FROM subjects'));
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true });
		expect((await store.history(BRAND, ANNA))[0]?.evidence).toBeUndefined();
	});

	test('remembers no address that was only decided about, answered, reported on or erased', async () => {
		const store = await place.open();
		await store.record(BRAND, [decision(), answer(), report({ contact: ANNA }), erase({ contact: BEN })], ORIGIN, day(1));
		await store.close();
		expect(readFileSync(place.file).includes('555123000')).toBe(false);
	});

	test('loses the consents of who is erased even where the address was removed by hand', async () => {
		const store = await place.open();
		await store.record(BRAND, [consent()], ORIGIN, day(1));
		raw((db) => db.exec('DELETE FROM subjects'));
		expect(await store.record(BRAND, [erase()], ORIGIN, day(2))).toMatchObject([{ outcome: 'applied' }]);
		expect((await store.readFacts(BRAND, [ANNA], day(2)))[0]?.consents).toEqual([]);
	});

	test('holds nothing of a contact who was erased, in the file or in its log', async () => {
		const store = await place.open();
		const others = Array.from({ length: 500 }, (_, index) => consent({ contact: { kind: 'phone', address: `+1666${index}` }, evidence: { index } }));
		const page = `https://example.com/${'long'.repeat(3000)}`;
		await store.record(BRAND, [...others.slice(250), consent({ source: 'trade_fair', evidence: { page } }), ...others.slice(250)], ORIGIN, day(1));
		const holds = (text: string): boolean => [place.file, `${place.file}-wal`].some((path) => existsSync(path) && readFileSync(path).includes(text));
		expect([ANNA.address, 'longlonglong'].map(holds)).toEqual([true, true]);
		await store.record(BRAND, [erase()], ORIGIN, day(2));
		expect([ANNA.address, 'longlonglong'].map(holds)).toEqual([false, false]);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true });
	});

	test('is erased from while somebody else is reading it', async () => {
		const store = await place.open();
		await store.record(BRAND, [consent({ evidence: { ip: '192.0.2.1' } })], ORIGIN, day(1));
		const reader = new DatabaseSync(place.file);
		reader.exec('BEGIN; SELECT count(*) FROM events');
		const results = await store.record(BRAND, [erase()], ORIGIN, day(2));
		reader.close();
		expect(results).toMatchObject([{ outcome: 'applied' }]);
		expect((await store.history(BRAND, ANNA)).flatMap(({ evidence }) => evidence ?? [])).toEqual([]);
	});

	test('that may not be read says what to do', () => {
		chmodSync(dirname(place.file), 0o700);
		for (const code of ['EACCES', 'EPERM', 'EROFS']) {
			const error = storeError(Object.assign(new Error('secret +15551230001'), { code }));
			expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', remedy: expect.stringContaining('right to write') });
			expect(error.message).not.toContain('5551230001');
		}
	});
});

test('on a Node without SQLite the store says which Node it needs', () => {
	expect(() => loadSqlite(() => undefined)).toThrow(expect.objectContaining({ code: 'STORE_UNSUPPORTED', message: expect.stringContaining('22.13') }));
});

test('a kind of store that does not exist is refused in plain words', async () => {
	await expect(openStore({ backend: 'paper' } as never)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('an unknown kind of store is refused', async () => {
	await expect(openStore({ backend: 'files' } as never)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});
