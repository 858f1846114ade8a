import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { verifyLedger } from '../../lib/ledger/verify';
import type { ContactAddress } from '../../lib/store/port';
import { PostgresStore } from '../../lib/store/postgres/postgres-store';
import { canStartServer, type PostgresServer, startServer } from '../support/postgres-server';
import { BRAND, consent, day, optOut, ORIGIN } from '../support/store-changes';

/** A small disk that belongs to whoever the server runs as; undefined where none may be mounted. */
function smallDisk(): string | undefined {
	const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
	if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'ignore' }).status === 0) return folder;
	rmSync(folder, { recursive: true });
	return undefined;
}

const disk = canStartServer ? smallDisk() : undefined;
if (disk === undefined) process.stderr.write('No server with a disk of its own can be started here: the test of its full disk is skipped.\n');

const contactOf = (index: number): ContactAddress => ({ kind: 'phone', address: `+1555${String(index).padStart(7, '0')}` });
/** Evidence that can't be packed into less. */
const noise = (index: number) => Array.from({ length: 2000 }, (_, at) => ((index * 7919 + at * 104_729) ** 2).toString(36)).join('');
const batch = (first: number) =>
	[0, 1, 2].flatMap((offset) => [optOut({ contact: contactOf(first + offset) }), consent({ contact: contactOf(first + offset), state: 'withdrawn', evidence: { page: noise(first + offset) } })]);

(disk === undefined ? describe.skip : describe)('the store in a database whose disk gets full', () => {
	let server: PostgresServer | undefined;
	const folder = disk ?? '';
	afterAll(() => {
		server?.remove();
		execFileSync('umount', [folder]);
		rmSync(folder, { recursive: true });
	});

	const asSuperuser = async (...statements: string[]) => {
		const client = new Client({ connectionString: server?.connectionString });
		await client.connect();
		for (const statement of statements) await client.query(statement);
		await client.end();
	};

	test('acknowledges nothing that it does not hold, answers on, and goes on once there is room', async () => {
		server = await startServer();
		chmodSync(folder, 0o777);
		const space = join(folder, 'space');
		mkdirSync(space);
		const postgres = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout.trim();
		if (postgres !== '') chownSync(space, Number(postgres), Number(postgres));
		writeFileSync(join(folder, 'ballast'), Buffer.alloc(4_000_000));
		await asSuperuser(`CREATE TABLESPACE small LOCATION '${space}'`, 'CREATE DATABASE small TABLESPACE small');
		const store = await PostgresStore.open({ backend: 'postgres', connectionString: server.connectionString.replace('/postgres?', '/small?') });
		const stateOf = async (first: number, count: number) =>
			(await store.readFacts(BRAND, Array.from({ length: count }, (_, offset) => contactOf(first + offset)), day(2))).map(({ suppressions, consents }) => suppressions.length + consents.length);

		let acknowledged = 0;
		let failure: unknown;
		for (; failure === undefined && acknowledged < 30_000; acknowledged += failure === undefined ? 3 : 0) {
			failure = await store.record(BRAND, batch(acknowledged), ORIGIN, day(1)).then(() => undefined, (error: unknown) => error);
		}
		expect(failure).toMatchObject({ name: 'ComplianceError', code: 'STORE_UNAVAILABLE', message: expect.stringContaining('no room left'), remedy: expect.stringContaining('Nothing of the failed call was recorded') });
		expect(acknowledged).toBeGreaterThan(30);
		expect(await stateOf(0, acknowledged)).toEqual(Array(acknowledged).fill(2));
		expect(await stateOf(acknowledged, 3)).toEqual([0, 0, 0]);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: acknowledged * 2 });

		rmSync(join(folder, 'ballast'));
		await store.record(BRAND, batch(acknowledged), ORIGIN, day(1));
		expect(await stateOf(0, acknowledged + 3)).toEqual(Array(acknowledged + 3).fill(2));
		await store.close();
	}, 120_000);
});
