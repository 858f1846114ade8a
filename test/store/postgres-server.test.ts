import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { Client } from 'pg';
import type { ComplianceError } from '../../lib/model/errors';
import { verifyLedger } from '../../lib/ledger/verify';
import type { PostgresConfig } from '../../lib/store/postgres/config';
import { PostgresStore } from '../../lib/store/postgres/postgres-store';
import { canStartServer, type PostgresServer, startServer } from '../support/postgres-server';
import { refusingServer, silentServer } from '../support/postgres-wire';
import { ANNA, BRAND, day, optOut, ORIGIN } from '../support/store-changes';

const PASSWORD = 's3cret-Pa55word';

/** What opening a store is refused with: in words, with a remedy, and without the password. */
async function refusal(connectionString: string, fields: Partial<PostgresConfig> = {}): Promise<ComplianceError> {
	const error: unknown = await PostgresStore.open({ backend: 'postgres', connectionString, ...fields }).catch((caught: unknown) => caught);
	expect(error).toMatchObject({ name: 'ComplianceError', remedy: expect.stringMatching(/\w{3}/) });
	expect(inspect(error, { depth: 20, showHidden: true, getters: true })).not.toMatch(new RegExp(`${PASSWORD}|secret words|SELECT|localhost|127\\.0`));
	return error as ComplianceError;
}

describe('what a server refuses is told in words', () => {
	test.each([
		['28P01', 'did not let n8n in'], ['28000', 'did not let n8n in'], ['3D000', 'does not exist'], ['53300', 'no more connections'], ['55000', 'takes no connections'], ['57P03', 'starting up'], ['08P01', 'prepared statements'], ['53100', 'no room'],
		['58030', 'disk'], ['XX001', 'damaged'], ['0A000', 'does not understand'], ['P0001', 'unexpected reason'],
	])('%s', async (code, words) => {
		const server = await refusingServer(code);
		const error = await refusal(`postgres://u:${PASSWORD}@127.0.0.1:${server.port}/d`);
		server.close();
		expect(error.message).toContain(words);
		expect(error.message).toContain(code);
	});

	test('a host that nobody knows', async () => {
		expect((await refusal(`postgres://u:${PASSWORD}@nowhere.invalid/d`)).message).toContain('can not be found by its name');
	});

	test('a port where nothing answers', async () => {
		const server = await silentServer();
		server.close();
		expect((await refusal(`postgres://u:${PASSWORD}@127.0.0.1:${server.port}/d`)).message).toContain('Nothing answers');
	});

	test('a server that takes the connection and says nothing', async () => {
		const server = await silentServer();
		expect((await refusal(`postgres://u:${PASSWORD}@127.0.0.1:${server.port}/d`)).message).toContain('Nothing answers');
		server.close();
	}, 20_000);

	test('a socket that is not there', async () => {
		expect((await refusal(`postgres://u:${PASSWORD}@/d?host=/nowhere`)).message).toContain('Nothing answers');
	});
});

(canStartServer ? describe : describe.skip)('with a server of its own', () => {
	let server: PostgresServer;
	const withPassword = (user: string, password: string, host = '127.0.0.1', mode = 'disable') => `postgres://${user}:${password}@${host}:${server.port}/postgres?sslmode=${mode}`;
	beforeAll(async () => {
		server = await startServer(['host all guarded 127.0.0.1/32 scram-sha-256', 'hostssl all secured 127.0.0.1/32 trust', 'host all secured 127.0.0.1/32 reject']);
		await asSuperuser(`CREATE ROLE guarded LOGIN SUPERUSER PASSWORD '${PASSWORD}'`, 'CREATE ROLE secured LOGIN SUPERUSER', "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
	}, 60_000);
	afterAll(() => server.remove());

	/** Each statement on its own: some of them run in no transaction. */
	const asSuperuser = async (...statements: string[]) => {
		const client = new Client({ connectionString: server.connectionString });
		await client.connect();
		for (const statement of statements) await client.query(statement);
		await client.end();
	};
	const open = async (connectionString = server.connectionString, fields: Partial<PostgresConfig> = {}) => await PostgresStore.open({ backend: 'postgres', connectionString, ...fields });

	test('the right password opens the store, and neither a wrong one nor none does', async () => {
		await (await open(withPassword('guarded', PASSWORD))).close();
		for (const password of [`${PASSWORD}!`, '']) expect((await refusal(withPassword('guarded', password))).message).toContain('did not let n8n in');
	});

	test('a database that does not exist, or is not in UTF-8, is none', async () => {
		expect((await refusal(server.connectionString.replace('/postgres?', '/nowhere?'))).message).toContain('does not exist');
		expect(await refusal(server.connectionString.replace('/postgres?', '/latin?'))).toMatchObject({ code: 'STORE_UNSUPPORTED', message: expect.stringContaining('UTF-8') });
	});

	test('the certificate is checked against the CA and the host name, unless that is turned off', async () => {
		const ca = server.certificate;
		await (await open(withPassword('secured', '', 'localhost'), { ca })).close();
		await (await open(withPassword('secured', '', 'localhost'), { tls: 'encrypt' })).close();
		expect((await refusal(withPassword('secured', '', 'localhost'), { tls: 'verify' })).message).toContain('certificate');
		expect((await refusal(withPassword('secured', '', '127.0.0.1'), { ca })).message).toContain('certificate');
		expect((await refusal(withPassword('secured', '', 'localhost'), { tls: 'off' })).message).toContain('did not let n8n in');
	});

	test('a server without TLS is refused where TLS was asked for', async () => {
		await asSuperuser('ALTER SYSTEM SET ssl = off', 'SELECT pg_reload_conf()');
		await sleep(200);
		for (const tls of ['verify', 'encrypt'] as const) expect((await refusal(server.connectionString, { tls })).message).toContain('does not offer TLS');
		await asSuperuser('ALTER SYSTEM SET ssl = on', 'SELECT pg_reload_conf()');
	});

	test('an opt-out that was acknowledged is there after the server broke down, and the store goes on', async () => {
		const store = await open();
		const acknowledged: string[] = [];
		for (let round = 0; round < 3; round++) {
			let goesOn = true;
			const recording = (async () => {
				for (let index = 0; goesOn; index++) {
					const contact = { kind: 'phone' as const, address: `+1555${round}${index}` };
					const results = await store.record(BRAND, [optOut({ contact })], ORIGIN, day(1)).catch((error: unknown) => {
						expect(error).toMatchObject({ name: 'ComplianceError', code: 'STORE_UNAVAILABLE' });
						return [];
					});
					if (results.length > 0) acknowledged.push(contact.address);
				}
			})();
			await sleep(150);
			server.restart();
			await sleep(150);
			goesOn = false;
			await recording;
		}
		const facts = await store.readFacts(BRAND, acknowledged.map((address) => ({ kind: 'phone' as const, address })), day(1));
		expect(acknowledged.length).toBeGreaterThan(10);
		expect(facts.filter(({ suppressions }) => suppressions.length !== 1)).toEqual([]);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true });
		await store.close();
	}, 60_000);

	test('while the server is down every call fails in words, and afterwards the same store works', async () => {
		const store = await open();
		server.stop();
		for (const call of [() => store.readFacts(BRAND, [ANNA], day(1)), () => store.record(BRAND, [optOut()], ORIGIN, day(1)), () => store.history(BRAND, ANNA)]) {
			await expect(call()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('Nothing answers') });
		}
		server.start();
		expect(await store.record(BRAND, [optOut()], ORIGIN, day(1))).toHaveLength(1);
		await store.close();
	}, 30_000);

	test('a store that is open takes nothing more once its database can only be read', async () => {
		const store = await open();
		await asSuperuser('ALTER DATABASE postgres SET default_transaction_read_only = on', "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'n8n-nodes-messaging-compliance'");
		for (const call of [() => store.record(BRAND, [optOut()], ORIGIN, day(1)), () => store.readFacts(BRAND, [ANNA], day(1))]) {
			await expect(call()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('only be read') });
		}
		await asSuperuser('SET default_transaction_read_only = off', 'ALTER DATABASE postgres RESET default_transaction_read_only');
		await store.close();
	});

	test('a server without room for another connection says so', async () => {
		await asSuperuser('ALTER ROLE guarded NOSUPERUSER CONNECTION LIMIT 1');
		const first = new Client({ connectionString: withPassword('guarded', PASSWORD) });
		await first.connect();
		expect((await refusal(withPassword('guarded', PASSWORD))).message).toContain('no more connections');
		await first.end();
	});

	test('a store that nobody closes does not keep the process from ending', async () => {
		const store = await open();
		await store.head(BRAND);
		await sleep(50);
		expect(process.getActiveResourcesInfo().filter((resource) => /^T(?:CP|LS)(?:Socket)?Wrap/.test(resource))).toEqual([]);
		await store.close();
	});
});
