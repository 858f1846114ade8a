import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresConfig } from '../../lib/store/postgres/config';
import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import { faultsOf } from '../support/crash-faults';
import { Writer } from '../support/crash-killer';
import { canStartServer, startServer } from '../support/postgres-server';
import { describePostgres, postgresPlace } from '../support/store-postgres';
import { describeCrashes } from './crashes';

const WRITERS = 4;

describePostgres('the store in PostgreSQL', () => {
	describeCrashes(postgresPlace);

	describe('under processes that go on', () => {
		let bundle: ChildBundle;
		beforeAll(async () => {
			bundle = await bundleForChild('test/support/crash-writer.ts');
		}, 60_000);
		afterAll(() => bundle.remove());
		const cleanups: Array<() => unknown> = [];
		afterEach(async () => {
			for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
		});

		/** Writers that make a call again where it failed, until all is over. */
		const startWriters = async (config: PostgresConfig) => {
			const writers = Array.from({ length: WRITERS }, () => new Writer(bundle.file, { config, manner: 'honest', retries: true }));
			await Promise.all(writers.map(({ opened }) => opened));
			return writers;
		};
		const livesOf = async (writers: readonly Writer[]) => {
			for (const writer of writers) writer.kill();
			return await Promise.all(writers.map(async (writer) => await writer.life()));
		};
		const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

		test('whose connections are ended on the server at random moments: nothing is lost, half done or granted twice', async () => {
			const place = await postgresPlace();
			cleanups.push(() => place.remove());
			const writers = await startWriters(place.config);
			let ended = 0;
			for (const begin = Date.now(); ended < 150 && Date.now() - begin < 60_000; await sleep(Math.random() * 30)) {
				const rows = await place.raw(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'n8n-nodes-messaging-compliance' AND query LIKE '%${place.config.schema}%' ORDER BY random() LIMIT 1`);
				ended += rows.length;
			}
			const lives = await livesOf(writers);
			expect(ended).toBeGreaterThanOrEqual(150);
			expect(sum(lives.map(({ failures }) => failures))).toBeGreaterThan(20);
			expect(await faultsOf(await place.open(), lives)).toEqual([]);
		}, 120_000);

		(canStartServer ? test : test.skip)('whose server breaks down again and again: nothing is lost, half done or granted twice', async () => {
			const server = await startServer();
			cleanups.push(() => server.remove());
			const place = await postgresPlace(server.connectionString);
			cleanups.push(() => place.remove());
			const writers = await startWriters(place.config);
			for (let round = 0; round < 6; round++) {
				await sleep(100 + Math.random() * 400);
				server.restart();
			}
			await sleep(300);
			const lives = await livesOf(writers);
			expect(sum(lives.map(({ failures }) => failures))).toBeGreaterThan(4);
			expect(sum(lives.map(({ told }) => told.length))).toBeGreaterThan(10);
			expect(await faultsOf(await place.open(), lives)).toEqual([]);
		}, 120_000);
	});
});
