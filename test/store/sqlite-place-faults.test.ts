import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyLedger } from '../../lib/ledger/verify';
import { openStore } from '../../lib/store/open-store';
import type { ComplianceStore } from '../../lib/store/port';
import { ANNA, BEN, BRAND, consent, day, optOut, ORIGIN } from '../support/store-changes';
import { sqlitePlace } from '../support/store-sqlite';

const READER = { name: 'trigger', owner: 'one', leaseMs: 1000 };

/** Every call that tells something about contacts, or records something. */
const CALLS: Readonly<Record<string, (store: ComplianceStore) => Promise<unknown>>> = {
	record: (store) => store.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(2)),
	readFacts: (store) => store.readFacts(BRAND, [ANNA], day(2)),
	reserve: (store) => store.reserve(BRAND, [{ key: 'send-1', contact: ANNA, channel: 'sms', messageClass: 'marketing', caps: [] }], ORIGIN, day(2)),
	history: (store) => store.history(BRAND, ANNA),
	head: (store) => store.head(BRAND),
	readPolicy: (store) => store.readPolicy(BRAND),
	readFeed: (store) => store.readFeed(BRAND, 0, 10),
	claimFeed: (store) => store.claimFeed(BRAND, READER, 'beginning', day(2)),
	waitingReplies: (store) => store.waitingReplies(BRAND, day(2), 0, 10),
	verify: (store) => verifyLedger(store as never, BRAND),
};

describe('the file of the embedded store', () => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	beforeEach(async () => {
		place = await sqlitePlace();
	});
	afterEach(() => place.remove());

	const beside = (name: string) => join(dirname(place.file), name);
	const refusal = async (file = place.file) => {
		const error: unknown = await openStore({ backend: 'sqlite', file }).catch((caught: unknown) => caught);
		expect(error).toMatchObject({ name: 'ComplianceError', message: expect.stringMatching(/\w/), remedy: expect.stringMatching(/\w/) });
		expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(dirname(place.file));
		return (error as { code: string }).code;
	};

	const moves: Readonly<Record<string, (file: string) => void>> = {
		'is deleted': (file) => unlinkSync(file),
		'is moved away': (file) => renameSync(file, `${file}.away`),
		'is replaced by a copy of itself': (file) => {
			copyFileSync(file, `${file}.copy`);
			renameSync(`${file}.copy`, file);
		},
		'is deleted with its log': (file) => ['', '-wal', '-shm'].forEach((suffix) => rmSync(`${file}${suffix}`)),
		'loses its log': (file) => unlinkSync(`${file}-wal`),
		'loses its index of the log': (file) => unlinkSync(`${file}-shm`),
		'gets another log': (file) => {
			copyFileSync(`${file}-wal`, `${file}.copy`);
			renameSync(`${file}.copy`, `${file}-wal`);
		},
	};

	test.each(Object.entries(moves))('that %s while it is open takes no opt-out, and answers nothing', async (_what, move) => {
		const store = await place.open();
		await store.record(BRAND, [optOut(), consent()], ORIGIN, day(1));
		move(place.file);
		for (const [name, call] of Object.entries(CALLS)) {
			const error: unknown = await call(store).then(() => `${name} answered`, (caught: unknown) => caught);
			expect(error).toMatchObject({ name: 'ComplianceError', code: 'STORE_UNAVAILABLE', message: expect.stringContaining('moved, deleted or replaced'), remedy: expect.stringMatching(/\w/) });
		}
		await store.close();
	});

	test('that is put back works again, with everything that was acknowledged', async () => {
		const store = await place.open();
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		for (const suffix of ['', '-wal']) renameSync(`${place.file}${suffix}`, beside(`away${suffix}`));
		await expect(store.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(1))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
		for (const suffix of ['', '-wal']) renameSync(beside(`away${suffix}`), `${place.file}${suffix}`);
		expect((await store.readFacts(BRAND, [ANNA, BEN], day(2))).map(({ suppressions }) => suppressions.length)).toEqual([1, 0]);
		expect(await store.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(1))).toEqual([{ outcome: 'applied', ref: `${BRAND}:2` }]);
	});

	test('that was replaced keeps what others record in the new one, whatever becomes of those who had the old one open', async () => {
		const old = await place.open();
		await old.record(BRAND, [optOut()], ORIGIN, day(1));
		moves['is deleted with its log']?.(place.file);
		const fresh = await place.open();
		await fresh.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(1));
		await expect(old.record(BRAND, [optOut()], ORIGIN, day(2))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
		await old.close();
		expect((await fresh.readFacts(BRAND, [BEN], day(2)))[0]?.suppressions).toHaveLength(1);
		expect((await (await place.open()).readFacts(BRAND, [BEN], day(2)))[0]?.suppressions).toHaveLength(1);
	});

	test('may be a link, whose files are those that it leads to', async () => {
		mkdirSync(beside('elsewhere'));
		const [link, target] = [place.file, beside('elsewhere/real.sqlite')];
		await (await openStore({ backend: 'sqlite', file: target })).close();
		symlinkSync(target, link);
		const [store, other] = [await place.open(), await openStore({ backend: 'sqlite', file: target })];
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		expect((await other.readFacts(BRAND, [ANNA], day(2)))[0]?.suppressions).toHaveLength(1);
		await other.close();
		unlinkSync(link);
		symlinkSync(beside('elsewhere/other.sqlite'), link);
		await expect(store.readFacts(BRAND, [ANNA], day(2))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
	});

	test('is not made where a link leads nowhere', async () => {
		symlinkSync(beside('nowhere.sqlite'), place.file);
		expect(await refusal()).toBe('STORE_UNAVAILABLE');
		expect(lstatSync(place.file).isSymbolicLink()).toBe(true);
		expect(existsSync(beside('nowhere.sqlite'))).toBe(false);
	});

	test.each([
		['a folder', (file: string) => void mkdirSync(file)],
		['a pipe', (file: string) => void execFileSync('mkfifo', [file])],
		['a link to a device', (file: string) => symlinkSync('/dev/zero', file)],
		['a link to itself', (file: string) => symlinkSync(file, file)],
	])('can not be %s', async (_what, make) => {
		make(place.file);
		expect(await refusal()).toBe('STORE_UNAVAILABLE');
	});

	test.each([
		['a text', 'phone,state\n+15551230001,opted out\n'],
		['the beginning of a picture', Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.alloc(9000, 7)])],
		['a word', 'gone'],
		['the head of a database alone', Buffer.from('SQLite format 3\0')],
	])('can not be %s, which is left as it is', async (_what, contents) => {
		writeFileSync(place.file, contents);
		expect(await refusal()).toBe('STORE_NOT_OURS');
		expect(readFileSync(place.file)).toEqual(Buffer.from(contents));
	});

	test('may be empty, and is filled', async () => {
		writeFileSync(place.file, '');
		const store = await place.open();
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
	});

	test('that lost all it held beside a log that still holds something is not made anew', async () => {
		const store = await place.open();
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		const copy = beside('copy.sqlite');
		for (const suffix of ['', '-wal']) copyFileSync(`${place.file}${suffix}`, `${copy}${suffix}`);
		truncateSync(copy, 0);
		expect(await refusal(copy)).toBe('STORE_CORRUPT');
		expect(readFileSync(`${copy}-wal`).length).toBeGreaterThan(0);
	});

	test('with tables of another program, among them some of our names, is refused and left alone', async () => {
		const db = new DatabaseSync(place.file);
		db.exec("CREATE TABLE events (id INTEGER); CREATE TABLE brands (name TEXT); INSERT INTO brands VALUES ('acme'); PRAGMA user_version = 3");
		db.close();
		const before = readFileSync(place.file);
		expect(await refusal()).toBe('STORE_NOT_OURS');
		expect(readFileSync(place.file)).toEqual(before);
	});
});
