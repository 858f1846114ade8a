import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { verifyLedger } from '../../lib/ledger/verify';
import type { LedgerSource } from '../../lib/ledger/source';
import { openStore } from '../../lib/store/open-store';
import type { ComplianceStore } from '../../lib/store/port';
import { canStartServer, type PostgresServer, startServer } from '../support/postgres-server';
import { ANNA, BRAND, day, optOut, ORIGIN } from '../support/store-changes';

const PASSWORDS = { N8N_DB_PASSWORD: "n8n's $ecret", COMPLIANCE_DB_PASSWORD: 'another' };
const BERT = { kind: 'phone' as const, address: '+15550100002' };
const hasClients = existsSync('/usr/bin/pg_dump') && existsSync('/usr/bin/psql');
if (!hasClients) process.stderr.write('pg_dump and psql are not installed here: backup and restore are not tested.\n');

(canStartServer && hasClients ? describe : describe.skip)('a server set up as the compose file does it', () => {
	let server: PostgresServer;
	let folder: string;
	let stores: Array<ComplianceStore & LedgerSource> = [];
	const url = (role: 'n8n' | 'compliance', database: string = role): string => {
		const password = encodeURIComponent(role === 'n8n' ? PASSWORDS.N8N_DB_PASSWORD : PASSWORDS.COMPLIANCE_DB_PASSWORD);
		return `postgres://${role}:${password}@127.0.0.1:${server.port}/${database}?sslmode=disable`;
	};
	const open = async (): Promise<ComplianceStore> => {
		const store = await openStore({ backend: 'postgres', connectionString: url('compliance') });
		stores.push(store);
		return store;
	};
	const program = (name: string, ...args: string[]): void => void execFileSync(`/usr/bin/${name}`, args, { stdio: 'pipe' });
	const backUp = (file: string): void => program('pg_dump', '--format=custom', '--schema=messaging_compliance', `--file=${file}`, `--dbname=${url('compliance')}`);
	const restore = (file: string): void => program('pg_restore', '--clean', '--if-exists', '--exit-on-error', '--single-transaction', '--no-owner', `--dbname=${url('compliance')}`, file);

	beforeAll(async () => {
		server = await startServer(['host n8n,compliance n8n,compliance 127.0.0.1/32 scram-sha-256']);
		folder = mkdtempSync(join(tmpdir(), 'deploy-'));
		execFileSync(join(__dirname, '..', '..', 'deploy', 'init-databases.sh'), { env: { ...process.env, ...PASSWORDS, PGHOST: '127.0.0.1', PGPORT: String(server.port) }, stdio: 'pipe' });
	}, 60_000);
	afterEach(async () => {
		await Promise.all(stores.map((store) => store.close()));
		stores = [];
	});
	afterAll(() => {
		server.remove();
		rmSync(folder, { recursive: true, force: true });
	});

	test('n8n reaches its database and not that of the store', async () => {
		const own = new Client({ connectionString: url('n8n') });
		await own.connect();
		await own.end();
		await expect(new Client({ connectionString: url('n8n', 'compliance') }).connect()).rejects.toThrow(/permission denied for database/);
	});

	test('the store comes into being in its own, with the rights of its role alone', async () => {
		const store = await open();
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 1 });
	});

	test('what was backed up comes back, its chain verifies, and who opted out stays suppressed', async () => {
		const store = await open();
		await store.record(BRAND, [optOut()], ORIGIN, day(2));
		const before = await store.head(BRAND);
		const file = join(folder, 'compliance.dump');
		backUp(file);
		await store.close();
		restore(file);
		const restored = await open();
		expect(await verifyLedger(restored, BRAND)).toMatchObject({ ok: true, head: before });
		expect((await restored.readFacts(BRAND, [ANNA], day(3)))[0]?.suppressions).toHaveLength(1);
	});

	test('what its superuser backed up comes back as the property of the role of the store', async () => {
		const store = await open();
		const before = await store.head(BRAND);
		const file = join(folder, 'superuser.dump');
		const database = server.connectionString.replace('/postgres?', '/compliance?');
		program('pg_dump', '--format=custom', '--schema=messaging_compliance', `--file=${file}`, `--dbname=${database}`);
		await store.close();
		program('pg_restore', '--role=compliance', '--clean', '--if-exists', '--exit-on-error', '--single-transaction', '--no-owner', `--dbname=${database}`, file);
		const restored = await open();
		await restored.record(BRAND, [optOut()], ORIGIN, day(3));
		expect(await verifyLedger(restored, BRAND, { notedHead: before })).toMatchObject({ ok: true });
	});

	test('an opt-out that came in after the backup is missed by whoever noted the head', async () => {
		const store = await open();
		const file = join(folder, 'earlier.dump');
		backUp(file);
		await store.record(BRAND, [{ ...optOut(), contact: BERT }], ORIGIN, day(4));
		const notedHead = await store.head(BRAND);
		await store.close();
		restore(file);
		const restored = await open();
		expect(await verifyLedger(restored, BRAND)).toMatchObject({ ok: true });
		expect(await verifyLedger(restored, BRAND, { notedHead })).toMatchObject({ ok: false, problem: 'truncated' });
		expect((await restored.readFacts(BRAND, [BERT], day(5)))[0]?.suppressions).toHaveLength(0);
	});
});
