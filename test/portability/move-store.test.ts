import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { verifyLedger } from '../../lib/ledger/verify';
import type { ComplianceStore, PostgresConfig } from '../../lib/store/port';
import { openLedger } from '../../lib/store/open-ledger';
import { SqliteStore } from '../../lib/store/sqlite/sqlite-store';
import { TransferTarget } from '../../lib/store/postgres/transfer-target';
import { TransferSource } from '../../lib/store/sqlite/transfer-source';
import { TRANSFER_TABLES } from '../../lib/store/postgres/transfer-tables';
import { moveStore, undoMove } from '../../lib/store/transfer/move-store';
import { ANNA, BEN, BRAND, consent, day, decision, optOut, ORIGIN } from '../support/store-changes';
import { describePostgres, postgresPlace, type PostgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';
import { contactOf, everyAnswer, fillEverything, OTHER_BRAND } from './filled-store';

const MOVED = { code: 'STORE_UNAVAILABLE', message: expect.stringMatching(/moved to PostgreSQL on 2026-03-05/) as string };
const MOVING = { code: 'STORE_UNAVAILABLE', message: expect.stringMatching(/being moved to PostgreSQL since 2026-03-05/) as string };

describePostgres('moving a store from its file to PostgreSQL', () => {
	let from: Awaited<ReturnType<typeof sqlitePlace>>;
	let to: PostgresPlace;
	beforeEach(async () => {
		from = await sqlitePlace();
		to = await postgresPlace();
	});
	afterEach(async () => {
		await from.remove();
		await to.remove();
	});

	const move = async () => await moveStore({ backend: 'sqlite', file: from.file }, to.config, day(5));
	const undo = async () => await undoMove({ backend: 'sqlite', file: from.file }, to.config);
	/** Everything that a gate or a webhook asks of a store. */
	const calls = (store: ComplianceStore): Array<() => Promise<unknown>> => [
		async () => await store.readFacts(BRAND, [ANNA], day(6)),
		async () => await store.readFacts(BRAND, [ANNA], day(6), ['consents']),
		async () => await store.readFacts(BRAND, [ANNA], day(6), ['suppressions']),
		async () => await store.readFacts(BRAND, [ANNA], day(6), ['place']),
		async () => await store.readFacts(BRAND, [ANNA], day(6), ['answers']),
		async () => await store.readPolicy(BRAND),
		async () => await store.readContacts(BRAND, undefined, 10),
		async () => await store.record(BRAND, [optOut()], ORIGIN, day(6)),
		async () => await store.record(BRAND, [optOut({ contact: contactOf(0), key: 'stop-0' })], ORIGIN, day(6)),
		async () => await store.record(BRAND, [consent()], ORIGIN, day(6)),
		async () => await store.record(BRAND, [decision()], ORIGIN, day(6)),
		async () => await store.record('a new brand', [optOut()], ORIGIN, day(6)),
		async () => await store.reserve(BRAND, [{ key: 'k', contact: ANNA, channel: 'sms', messageClass: 'marketing', caps: [] }], ORIGIN, day(6)),
		async () => await store.claimFeed(BRAND, { name: 'other', owner: 'o', leaseMs: 1000 }, 'now', day(6)),
	];
	const expectDead = async (store: ComplianceStore, error: object) => {
		for (const call of calls(store)) await expect(call()).rejects.toMatchObject(error);
	};
	/** Interrupts a move after the file was put away. */
	const interrupted = async () => {
		const source = await TransferSource.open(from.file);
		const target = new TransferTarget(to.config);
		await target.keep(source.subjectKey());
		await source.putAway({ state: 'moving', target: target.name, at: day(5).toISOString() });
		source.close();
		await target.close();
	};

	it('takes everything along: the new store answers as the old one did, under the same subjects', async () => {
		const old = await from.open();
		await fillEverything(old);
		const before = await everyAnswer(old);
		const report = await move();
		expect(report).toMatchObject({ outcome: 'moved', brands: [{ brand: BRAND }, { brand: OTHER_BRAND, head: { seq: 1 } }] });
		const moved = await to.open();
		expect(await everyAnswer(moved)).toEqual(before);
		for (const { brand, head } of report.brands) expect(await verifyLedger(moved, brand)).toMatchObject({ ok: true, head });
		expect(Object.keys(report.rows ?? {}).sort()).toEqual(TRANSFER_TABLES.map(({ name }) => name).sort());
		expect(Object.entries(report.rows ?? {}).filter(([, rows]) => rows === 0)).toEqual([]);
	});

	it('leaves a store that goes on: keys are known, caps count, the feed stands where it stood, brands get new numbers', async () => {
		await fillEverything(await from.open());
		await move();
		const moved = await to.open();
		const outcome = async (...changes: Parameters<ComplianceStore['record']>[1]) => (await moved.record(BRAND, changes, ORIGIN, day(6))).map((result) => result.outcome);
		expect(await outcome(optOut({ contact: contactOf(0), key: 'stop-0' }))).toEqual(['duplicate']);
		expect(await outcome(optOut({ contact: contactOf(3), receivedBy: '+15550009999' }))).toEqual(['already']);
		expect(await moved.reserve(BRAND, [{ key: 'send-1', contact: BEN, channel: 'sms', messageClass: 'marketing', caps: [] }], ORIGIN, day(6))).toMatchObject([{ outcome: 'duplicate' }]);
		expect(await moved.reserve(BRAND, [{ key: 'send-2', contact: ANNA, channel: 'sms', messageClass: 'marketing', caps: [{ name: 'day', limit: 1, since: day(2).toISOString() }] }], ORIGIN, day(6))).toMatchObject([{ outcome: 'capped' }]);
		expect(await moved.claimFeed(BRAND, { name: 'trigger "é"', owner: 'p "2"', leaseMs: 1000 }, 'now', day(6))).toEqual({ after: 0, attempts: 0 });
		expect(await moved.record('third', [optOut()], ORIGIN, day(6))).toMatchObject([{ outcome: 'applied' }]);
		for (const brand of [BRAND, OTHER_BRAND, 'third']) expect(await verifyLedger(moved, brand)).toMatchObject({ ok: true });
	});

	it('knows every table and every column of both schemas', async () => {
		await (await from.open()).close();
		await (await to.open()).close();
		const db = new DatabaseSync(from.file);
		const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'meta' ORDER BY name").all().map(({ name }) => String(name));
		const columns = tables.map((table) => [table, db.prepare('SELECT name FROM pragma_table_info(?)').all(table).map(({ name }) => String(name)).sort()]);
		db.close();
		const sorted = [...TRANSFER_TABLES].sort((one, other) => (one.name < other.name ? -1 : 1));
		expect(sorted.map(({ name, columns: all }) => [name, [...new Set(all.flatMap(({ from: names }) => names))].sort()])).toEqual(columns);
		const rows = await to.raw<{ table_name: string; column_name: string }>("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = $1 AND table_name <> 'meta'", [to.config.schema]);
		expect(TRANSFER_TABLES.flatMap(({ name, columns: all }) => all.map((column) => `${name}.${column.name}`)).sort()).toEqual(rows.map((row) => `${row.table_name}.${row.column_name}`).sort());
	});

	it('leaves an old file that answers nobody, neither who has it open nor who opens it, and can still be verified', async () => {
		const open = await from.open();
		await open.record(BRAND, [optOut()], ORIGIN, day(1));
		await open.readFacts(BRAND, [ANNA], day(1));
		await move();
		await expectDead(open, MOVED);
		await expect(from.open()).rejects.toMatchObject(MOVED);
		const ledger = await openLedger({ backend: 'sqlite', file: from.file });
		expect(await verifyLedger(ledger, BRAND)).toMatchObject({ ok: true, events: 1 });
		await ledger.close();
	});

	it('takes every opt-out along that was acknowledged before, and acknowledges none after', async () => {
		const open = await from.open();
		await open.record(BRAND, [optOut({ contact: contactOf(0) })], ORIGIN, day(1));
		const acknowledged: number[] = [];
		let refused = 0;
		const writer = (async () => {
			for (let index = 1; refused < 3; index++) {
				await open.record(BRAND, [optOut({ contact: contactOf(index) })], ORIGIN, day(2)).then(() => acknowledged.push(index), () => refused++);
				await setImmediate();
			}
		})();
		await move();
		await writer;
		const facts = await (await to.open()).readFacts(BRAND, acknowledged.map(contactOf), day(3));
		expect(acknowledged.length).toBeGreaterThan(0);
		expect(facts.filter(({ suppressions }) => suppressions.length !== 1)).toEqual([]);
	});

	it('answers nobody while it is under way, goes on when it is run again, and is done once', async () => {
		const open = await from.open();
		await fillEverything(open);
		await interrupted();
		await expectDead(open, MOVING);
		await expect(from.open()).rejects.toMatchObject(MOVING);
		expect(await move()).toMatchObject({ outcome: 'moved' });
		await expectDead(open, MOVED);
		expect(await move()).toMatchObject({ outcome: 'already' });
	});

	it('ends what is left to do where it was interrupted after the new store was in use', async () => {
		const open = await from.open();
		await open.record(BRAND, [optOut()], ORIGIN, day(1));
		await open.close();
		const copy = `${from.file}.moving`;
		await interrupted();
		copyFileSync(from.file, copy);
		await move();
		await (await to.open()).record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(6));
		copyFileSync(copy, from.file);
		await expect(undo()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringMatching(/arrived in PostgreSQL/) as string });
		await expect(from.open()).rejects.toMatchObject(MOVING);
		expect(await move()).toMatchObject({ outcome: 'already' });
		await expect(from.open()).rejects.toMatchObject(MOVED);
	});

	it('is undone while it has not arrived, and the file answers as before', async () => {
		const open = await from.open();
		await fillEverything(open);
		const before = await everyAnswer(open);
		await interrupted();
		await undo();
		expect(await everyAnswer(open)).toEqual(before);
		expect(await everyAnswer(await from.open())).toEqual(before);
		await open.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(6));
		expect(await to.raw('SELECT 1 FROM information_schema.tables WHERE table_schema = $1', [to.config.schema])).toEqual([]);
		await expect(undo()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
		expect(await move()).toMatchObject({ outcome: 'moved' });
		await expect(undo()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
	});

	it('is not done and undone at the same time: one of the two stores is in use afterwards, and the ledger is whole', async () => {
		await fillEverything(await from.open());
		for (let round = 0; round < 4; round++) {
			const settled = await Promise.allSettled([move(), round % 2 === 0 ? undo() : move()]);
			const file = await SqliteStore.open(from.file).then(async (store) => await store.close().then(() => true), () => false);
			const tables = await to.raw("SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = 'brands'", [to.config.schema]);
			expect([file, tables.length > 0, settled.length]).not.toEqual([true, true, 2]);
		}
		await move();
		expect(await verifyLedger(await to.open(), BRAND)).toMatchObject({ ok: true });
	});

	it.each<[string, (config: PostgresConfig & { schema: string }) => Promise<void>]>([
		['that holds a store of its own', async (config) => void (await (await to.open(config)).close())],
		['with tables of another program', async () => void (await to.raw(`CREATE SCHEMA ${to.config.schema}; CREATE TABLE @events (id integer)`))],
	])('refuses a place %s, and the file stays in use', async (_, occupy) => {
		const open = await from.open();
		await open.record(BRAND, [optOut()], ORIGIN, day(1));
		await occupy(to.config);
		await expect(move()).rejects.toMatchObject({ code: expect.stringMatching(/CONFIG_INVALID|STORE_NOT_OURS/) as string });
		expect((await open.readFacts(BRAND, [ANNA], day(2)))[0]?.suppressions).toHaveLength(1);
	});

	it('refuses a file whose ledger was changed, and leaves it as it is', async () => {
		const open = await from.open();
		await open.record(BRAND, [optOut(), optOut({ contact: BEN })], ORIGIN, day(1));
		const db = new DatabaseSync(from.file);
		db.exec("DROP TRIGGER events_keep_values; UPDATE events SET payload = '{}' WHERE seq = 1");
		db.close();
		await expect(move()).rejects.toMatchObject({ code: 'STORE_CORRUPT', message: expect.stringMatching(/Event 1 was changed/) as string });
		expect((await open.readFacts(BRAND, [ANNA], day(2)))[0]?.suppressions).toHaveLength(1);
	});

	it('refuses to go on to another place, and to undo what goes there', async () => {
		await (await from.open()).record(BRAND, [optOut()], ORIGIN, day(1));
		await interrupted();
		const elsewhere = { ...to.config, schema: `${to.config.schema}_2` };
		for (const work of [moveStore, undoMove] as const) await expect(work({ backend: 'sqlite', file: from.file }, elsewhere, day(5))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
		await undo();
	});

	it('makes no file where there is none, and takes no other file for a store', async () => {
		await expect(move()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
		expect(existsSync(from.file)).toBe(false);
		new DatabaseSync(from.file).exec('CREATE TABLE mine (id integer)');
		const before = readFileSync(from.file);
		await expect(move()).rejects.toMatchObject({ code: 'STORE_NOT_OURS' });
		expect(readFileSync(from.file).equals(before)).toBe(true);
	});
});
