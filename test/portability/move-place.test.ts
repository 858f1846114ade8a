import { DatabaseSync } from 'node:sqlite';
import { openLedger } from '../../lib/store/open-ledger';
import { TransferTarget } from '../../lib/store/postgres/transfer-target';
import { SqliteStore } from '../../lib/store/sqlite/sqlite-store';
import { TransferSource } from '../../lib/store/sqlite/transfer-source';
import { moveStore, undoMove } from '../../lib/store/transfer/move-store';
import { ANNA, BEN, BRAND, day, optOut, ORIGIN } from '../support/store-changes';
import { describePostgres, postgresPlace, type PostgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';

describePostgres('the place that a store is moved to, while the move is interrupted', () => {
	let from: Awaited<ReturnType<typeof sqlitePlace>>;
	let to: PostgresPlace;
	let store: SqliteStore;
	beforeEach(async () => {
		from = await sqlitePlace();
		to = await postgresPlace();
		store = await SqliteStore.open(from.file);
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
	});
	afterEach(async () => {
		await store.close();
		await from.remove();
		await to.remove();
	});

	const move = async () => await moveStore({ backend: 'sqlite', file: from.file }, to.config, day(5));
	const undo = async () => await undoMove({ backend: 'sqlite', file: from.file }, to.config);
	const interrupted = async (until: 'place kept' | 'file put away') => {
		const [source, target] = [await TransferSource.open(from.file), new TransferTarget(to.config)];
		await target.keep(source.subjectKey());
		if (until === 'file put away') await source.putAway({ state: 'moving', target: target.name, at: day(5).toISOString() });
		source.close();
		await target.close();
	};
	const suppressed = async () => (await store.readFacts(BRAND, [ANNA], day(6)))[0]?.suppressions.length;

	it.each(['place kept', 'file put away'] as const)('refuses whoever opens it from when it is kept (%s), begins no store, and is filled by the next run', async (until) => {
		await interrupted(until);
		const refused = { code: 'STORE_UNAVAILABLE', message: expect.stringMatching(/being moved to this place/) as string };
		await expect(to.open()).rejects.toMatchObject(refused);
		await expect(openLedger(to.config)).rejects.toMatchObject(refused);
		expect(await move()).toMatchObject({ outcome: 'moved' });
		expect((await (await to.open()).readFacts(BRAND, [ANNA], day(6)))[0]?.suppressions).toHaveLength(1);
	});

	it('is refused in other words by a version of this package that does not know it', async () => {
		await interrupted('file put away');
		expect(await to.raw("SELECT 1 FROM @meta WHERE application = 'n8n-nodes-messaging-compliance'")).toEqual([]);
	});

	it.each(['place kept', 'file put away'] as const)('is given up by --undo (%s)', async (until) => {
		await interrupted(until);
		await undo();
		expect(await suppressed()).toBe(1);
		await expect(undo()).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(/nothing to undo/) as string });
		expect((await (await to.open()).head(BRAND))?.seq).toBeUndefined();
	});

	it('that somebody took all the same is neither filled nor left beside a file in use, and the way out leads out', async () => {
		await interrupted('file put away');
		await to.raw(`DROP SCHEMA ${to.config.schema} CASCADE`);
		const other = await to.open();
		await other.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(6));
		for (const work of [move, undo]) await expect(work()).rejects.toMatchObject({ code: 'CONFIG_INVALID', remedy: expect.stringMatching(/export.*drop its schema.*again.*import/s) as string });
		await expect(suppressed()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
		await other.close();
		await to.raw(`DROP SCHEMA ${to.config.schema} CASCADE`);
		expect(await move()).toMatchObject({ outcome: 'moved' });
	});

	it('is not there: the file stays as it is, also one of an older schema', async () => {
		await store.close();
		const schema = (set?: number) => {
			const db = new DatabaseSync(from.file);
			if (set !== undefined) db.exec(`DROP TABLE reservations; PRAGMA user_version = ${set}`);
			const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
			db.close();
			return Number(version);
		};
		// The fourth schema added a table.
		const older = 3;
		schema(older);
		const nowhere = { ...to.config, connectionString: 'postgres://u:p@127.0.0.1:1/d?sslmode=disable' };
		await expect(moveStore({ backend: 'sqlite', file: from.file }, nowhere, day(5))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
		await expect(undo()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
		expect(schema()).toBe(older);
		expect(await move()).toMatchObject({ outcome: 'moved', rows: { reservations: 0, suppressions: 1 } });
	});

	it('once filled, ends what the old file tells of a contact', async () => {
		expect(await store.history(BRAND, ANNA)).toHaveLength(1);
		await move();
		await expect(store.history(BRAND, ANNA)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringMatching(/was moved to PostgreSQL/) as string });
	});
});
