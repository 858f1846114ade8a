import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyLedger } from '../../lib/ledger/verify';
import { SqliteStore } from '../../lib/store/sqlite/sqlite-store';
import { TransferSource } from '../../lib/store/sqlite/transfer-source';
import { moveStore } from '../../lib/store/transfer/move-store';
import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import { BRAND, consent, day, optOut, ORIGIN } from '../support/store-changes';
import { describePostgres, postgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';

const CONTACTS = 10_000;
const KILLS = 20;

const contact = (index: number) => ({ kind: 'phone' as const, address: `+1555${String(index).padStart(7, '0')}` });

describePostgres('a move that is killed at any moment (invariant 2: no opt-out is unknown to the store that answers)', () => {
	let master: Awaited<ReturnType<typeof sqlitePlace>>;
	let mover: ChildBundle;
	let opener: ChildBundle;
	beforeAll(async () => {
		master = await sqlitePlace();
		const store = await master.open();
		await store.record(BRAND, Array.from({ length: CONTACTS }, (_, index) => [optOut({ contact: contact(index) }), consent({ contact: contact(index), channel: 'call', evidence: { index } })]).flat(), ORIGIN, day(1));
		await store.close();
		[mover, opener] = await Promise.all([bundleForChild('lib/store/transfer/move-store.ts'), bundleForChild('lib/store/open-store.ts')]);
	}, 60_000);
	afterAll(async () => {
		await master.remove();
		for (const bundle of [mover, opener]) bundle.remove();
	});

	const start = (...args: string[]): ChildProcess => spawn(process.execPath, [join(__dirname, 'move-child.cjs'), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
	const linesOf = (child: ChildProcess): AsyncIterator<string> => createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
	const isUsable = async (file: string) => await SqliteStore.open(file).then(async (store) => {
		const facts = await store.readFacts(BRAND, [contact(1)], day(2));
		await store.close();
		return facts[0]?.suppressions.length === 1;
	}, () => false);

	test('leaves one store that answers or none, never two, and goes on when it is run again', async () => {
		const states = { file: 0, neither: 0, database: 0 };
		let kills = 0;
		// Nears the time that it takes to put the file away and copy half of it, however busy the machine is.
		let longest = 1500;
		while (kills < KILLS) {
			const [from, to] = [await sqlitePlace(), await postgresPlace()];
			try {
				copyFileSync(master.file, from.file);
				const isThere = async () => (await to.raw('SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = \'brands\'', [to.config.schema])).length > 0;
				let found: keyof typeof states = 'file';
				while (found !== 'database' && kills < KILLS) {
					const child = start('move', mover.file, from.file, JSON.stringify(to.config));
					const ended = once(child, 'close');
					await linesOf(child).next();
					await Promise.race([sleep(Math.random() * longest, undefined, { ref: false }), ended]);
					child.kill('SIGKILL');
					await ended;
					const [file, database] = [await isUsable(from.file), await isThere()];
					expect([file, database]).not.toEqual([true, true]);
					found = file ? 'file' : database ? 'database' : 'neither';
					longest *= { file: 1.3, neither: 1, database: 0.8 }[found];
					states[found] += 1;
					kills += 1;
				}
				await moveStore({ backend: 'sqlite', file: from.file }, to.config, day(5));
				expect([await isUsable(from.file), await isThere()]).toEqual([false, true]);
				const [old, moved] = [await TransferSource.open(from.file), await to.open()];
				expect(await moved.head(BRAND)).toEqual(await old.ledger().head(BRAND));
				old.close();
				expect(await verifyLedger(moved, BRAND)).toMatchObject({ ok: true, events: 2 * CONTACTS });
				expect((await moved.readFacts(BRAND, Array.from({ length: CONTACTS }, (_, index) => contact(index)), day(2))).filter(({ suppressions }) => suppressions.length !== 1)).toEqual([]);
			} finally {
				await from.remove();
				await to.remove();
			}
		}
		// It was hit while neither of the two was in use.
		expect(states.neither).toBeGreaterThan(0);
	}, 300_000);

	test('a process that has the file open hears of it with its next call, before anything is copied', async () => {
		const [from, to] = [await sqlitePlace(), await postgresPlace()];
		copyFileSync(master.file, from.file);
		const child = start('hold', opener.file, from.file, JSON.stringify(contact(1)));
		try {
			const lines = linesOf(child);
			const ask = async (): Promise<string[]> => {
				child.stdin?.write('\n');
				return [String((await lines.next()).value), String((await lines.next()).value)];
			};
			expect((await lines.next()).value).toBe('done');
			expect(await ask()).toEqual(['done', 'done']);
			await moveStore({ backend: 'sqlite', file: from.file }, to.config, day(5));
			for (const answer of await ask()) expect(answer).toMatch(/^STORE_UNAVAILABLE: The compliance store was moved to PostgreSQL on 2026-03-05/);
			expect(await (await to.open()).head(BRAND)).toMatchObject({ seq: 2 * CONTACTS + 1 });
		} finally {
			child.kill('SIGKILL');
			await once(child, 'close');
			await from.remove();
			await to.remove();
		}
	}, 60_000);
});
