import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { Client } from 'pg';
import { verifyLedger } from '../../lib/ledger/verify';
import { PostgresStore } from '../../lib/store/postgres/postgres-store';
import { proxyTo, type Proxy } from '../support/postgres-wire';
import { ANNA, answer, BEN, BRAND, consent, day, decision, erase, lift, optOut, ORIGIN, policy, report } from '../support/store-changes';
import { CONNECTION_STRING, describePostgres, postgresPlace, type PostgresPlace } from '../support/store-postgres';

const UNAVAILABLE = { name: 'ComplianceError', code: 'STORE_UNAVAILABLE', remedy: expect.stringMatching(/\w/) };

describePostgres('when something goes wrong, the store in PostgreSQL', () => {
	let place: PostgresPlace;
	let proxies: Proxy[];
	beforeEach(async () => {
		place = await postgresPlace();
		proxies = [];
	});
	afterEach(async () => {
		for (const proxy of proxies) proxy.close();
		await place.remove();
	});

	/** A connection beside the store that holds a lock, until `release`. */
	const holding = async (sql: string) => {
		const client = new Client({ connectionString: CONNECTION_STRING });
		await client.connect();
		await client.query(`BEGIN; ${sql.replaceAll('@', `${place.config.schema}.`)}`);
		return { release: async () => await client.end() };
	};
	/** Ends the connections of the store on the server, once at least one of them waits for a lock, or at once. */
	const cut = async (which: 'waiting' | 'all'): Promise<number> => {
		const condition = which === 'waiting' ? "AND wait_event_type = 'Lock'" : '';
		for (;;) {
			const rows = await place.raw(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'n8n-nodes-messaging-compliance' AND query LIKE '%${place.config.schema}%' ${condition}`);
			if (rows.length > 0 || which === 'all') return rows.length;
			await sleep(5);
		}
	};
	const throughProxy = async () => {
		const url = new URL(CONNECTION_STRING);
		const proxy = await proxyTo(decodeURIComponent(url.hostname), Number(url.port));
		proxies.push(proxy);
		url.hostname = '127.0.0.1';
		url.port = String(proxy.port);
		return { proxy, connectionString: url.href };
	};
	const counts = async () => {
		const [row] = await place.raw('SELECT (SELECT count(*)::int FROM @events) AS events, (SELECT count(*)::int FROM @suppressions) AS suppressions, (SELECT count(*)::int FROM @subjects) AS subjects, (SELECT max(seq)::int FROM @brands) AS seq');
		return row;
	};

	const everything = [
		consent({ evidence: { ip: '192.0.2.1' }, timeZone: 'Europe/Paris', key: 'k' }), optOut({ contact: BEN }), answer(), report(), policy('v1'), decision(), erase({ contact: BEN }), lift('s1'),
	];

	test.each(['brands', 'events', 'evidence', 'decided', 'change_keys', 'policies', 'subjects', 'consents', 'suppressions', 'answers', 'unknown_codes'])('records nothing of a batch that is cut off before it reaches %s, and goes on', async (table) => {
		const store = await place.open();
		await store.record(BRAND, [optOut(), answer(), consent({ contact: BEN })], ORIGIN, day(1));
		const before = await counts();
		const lock = await holding(table === 'brands' ? 'SELECT * FROM @brands FOR UPDATE' : `LOCK TABLE @${table} IN EXCLUSIVE MODE`);
		const recording = store.record(BRAND, everything, ORIGIN, day(2)).then(() => 'recorded', (error: unknown) => error);
		await cut('waiting');
		expect(await recording).toMatchObject(UNAVAILABLE);
		await lock.release();
		expect(await counts()).toEqual(before);
		expect((await store.record(BRAND, everything, ORIGIN, day(3))).map(({ outcome }) => outcome)).not.toContain('duplicate');
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true });
	});

	test('uses new connections where the server has ended all that were idle', async () => {
		const store = await place.open();
		await Promise.all(Array.from({ length: 5 }, () => store.readFacts(BRAND, [ANNA], day(1))));
		expect(await cut('all')).toBeGreaterThan(0);
		expect(await store.record(BRAND, [optOut()], ORIGIN, day(1))).toMatchObject([{ outcome: 'applied' }]);
		await cut('all');
		await sleep(50);
		expect((await store.readFacts(BRAND, [ANNA], day(1)))[0]?.suppressions).toHaveLength(1);
	});

	test('never says that a batch was recorded whose confirmation was lost, and the keys tell when it is run again', async () => {
		const { proxy, connectionString } = await throughProxy();
		const store = await place.open({ connectionString });
		await store.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(1));
		proxy.cutAfter('COMMIT\0');
		const error: unknown = await store.record(BRAND, [optOut({ key: 'message-1' })], ORIGIN, day(1)).catch((caught: unknown) => caught);
		expect(error).toMatchObject({ ...UNAVAILABLE, message: expect.stringContaining('before it confirmed'), remedy: expect.stringContaining('keys') });
		while ((await counts())?.['events'] !== 2) await sleep(5);
		expect(await store.record(BRAND, [optOut({ key: 'message-1' })], ORIGIN, day(2))).toEqual([{ outcome: 'duplicate', ref: `${BRAND}:2` }]);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 2 });
	});

	test('takes nothing but the word of the server for a confirmation', async () => {
		const { proxy, connectionString } = await throughProxy();
		const store = await place.open({ connectionString });
		proxy.rewrite('COMMIT\0', 'NOTHIN\0');
		await expect(store.record(BRAND, [optOut()], ORIGIN, day(1))).rejects.toMatchObject({ ...UNAVAILABLE, message: expect.stringContaining('before it confirmed') });
	});

	test.each([['the beginning', 'BEGIN'], ['the lock on the brand', 'lock_brand'], ['the events', 'add_events'], ['the head of the chain', 'set_head']])('records once or not at all where the connection breaks at %s', async (_what, text) => {
		const { proxy, connectionString } = await throughProxy();
		const store = await place.open({ connectionString });
		proxy.cutAfter(text);
		const outcome = await store.record(BRAND, [optOut()], ORIGIN, day(1)).then(([result]) => result?.outcome, (error: unknown) => error);
		await sleep(20);
		const recorded = (await counts())?.['events'];
		if (outcome === 'applied') expect(recorded).toBe(1);
		else {
			expect(outcome).toMatchObject(UNAVAILABLE);
			expect(recorded).toBe(0);
		}
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: Number(recorded) + 1 });
	});

	test('gives up on a server that says nothing any more', async () => {
		const { proxy, connectionString } = await throughProxy();
		const store = await place.open({ connectionString, statementTimeoutMs: 500, poolSize: 2 });
		proxy.freeze();
		const [read, written] = await Promise.all([store.readFacts(BRAND, [ANNA], day(1)), store.record(BRAND, [optOut()], ORIGIN, day(1))].map((call) => call.catch((error: unknown) => error)));
		expect(read).toMatchObject(UNAVAILABLE);
		expect(written).toMatchObject(UNAVAILABLE);
	}, 30_000);

	test('waits no longer for a lock than the statement timeout says', async () => {
		const store = await place.open({ statementTimeoutMs: 200 });
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		const lock = await holding('SELECT * FROM @brands FOR UPDATE');
		await expect(store.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(1))).rejects.toMatchObject({ ...UNAVAILABLE, message: expect.stringContaining('too long') });
		await lock.release();
		expect(await counts()).toMatchObject({ events: 1, seq: 1 });
		await store.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(1));
	});

	test('tries again what the server undid because of another transaction', async () => {
		const store = await place.open();
		await place.raw(`CREATE SEQUENCE @tries; CREATE FUNCTION @refuse() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN IF nextval('@tries') <= 3 THEN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END IF; RETURN NEW; END $$;
			CREATE TRIGGER refuse BEFORE UPDATE ON @brands FOR EACH ROW EXECUTE FUNCTION @refuse()`);
		expect(await store.record(BRAND, [optOut(), consent({ evidence: { ip: '192.0.2.1' } })], ORIGIN, day(1))).toMatchObject([{ ref: `${BRAND}:1` }, { ref: `${BRAND}:2` }]);
		expect(await place.raw("SELECT last_value::int AS tries FROM @tries")).toEqual([{ tries: 4 }]);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: 2 });
	});

	test('undoes a batch that the server refuses at the very end', async () => {
		const store = await place.open();
		await place.raw(`CREATE FUNCTION @refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no +15551230001'; END $$;
			CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON @events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION @refuse()`);
		const error: unknown = await store.record(BRAND, [optOut()], ORIGIN, day(1)).catch((caught: unknown) => caught);
		expect(error).toMatchObject(UNAVAILABLE);
		expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/5551230001|INSERT/);
		expect(await counts()).toMatchObject({ events: 0, suppressions: 0 });
	});

	test('does not write where somebody else has moved the chain on', async () => {
		const store = await place.open();
		await place.raw(`CREATE FUNCTION @meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE @brands SET seq = seq + 1; RETURN NULL; END $$;
			CREATE TRIGGER meddle AFTER INSERT ON @events FOR EACH STATEMENT EXECUTE FUNCTION @meddle()`);
		await expect(store.record(BRAND, [optOut()], ORIGIN, day(1))).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
		expect(await counts()).toMatchObject({ events: 0 });
	});

	test('serves many more callers than it has connections', async () => {
		const store = await place.open({ poolSize: 2 });
		const contacts = Array.from({ length: 150 }, (_, index) => ({ kind: 'phone' as const, address: `+1555000${index}` }));
		const calls = contacts.map(async (contact, index) => {
			await store.record(index % 2 === 0 ? BRAND : 'other', [optOut({ contact })], ORIGIN, day(1));
			return await store.readFacts(index % 2 === 0 ? BRAND : 'other', [contact], day(1));
		});
		expect((await Promise.all(calls)).map(([facts]) => facts?.suppressions.length)).toEqual(contacts.map(() => 1));
		const [row] = await place.raw(`SELECT count(*)::int AS open FROM pg_stat_activity WHERE query LIKE '%${place.config.schema}%' AND application_name = 'n8n-nodes-messaging-compliance'`);
		expect(row?.['open']).toBeLessThanOrEqual(2);
	});

	test('lets others read while somebody waits to write', async () => {
		const store = await place.open({ poolSize: 2 });
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		const lock = await holding('SELECT * FROM @brands FOR UPDATE');
		const recording = Array.from({ length: 5 }, () => store.record(BRAND, [optOut()], ORIGIN, day(1)));
		expect((await store.readFacts(BRAND, [ANNA], day(1)))[0]?.suppressions).toHaveLength(1);
		await lock.release();
		await Promise.all(recording);
	});

	test('finishes what is under way before it closes', async () => {
		const store = await place.open();
		const recording = [1, 2, 3].map((number) => store.record(BRAND, [optOut()], ORIGIN, day(number)));
		await store.close();
		expect((await Promise.all(recording)).flat().map(({ ref }) => ref)).toEqual([1, 2, 3].map((seq) => `${BRAND}:${seq}`));
		await expect(store.head(BRAND)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('closed') });
	});

	test('tells that its tables are gone, and makes no new ones under a store that is open', async () => {
		const store = await place.open();
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		await place.raw(`DROP SCHEMA ${place.config.schema} CASCADE`);
		const calls = [() => store.readFacts(BRAND, [ANNA], day(1)), () => store.record(BRAND, [optOut()], ORIGIN, day(1)), () => store.history(BRAND, ANNA), () => store.head(BRAND)];
		for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
	});

	test('keeps no statement by name on the server where that is turned off', async () => {
		const query = jest.spyOn(Client.prototype, 'query');
		const store = await place.open({ namedStatements: false });
		await store.record(BRAND, everything, ORIGIN, day(1));
		await store.readFacts(BRAND, [ANNA], day(1));
		await store.history(BRAND, ANNA, { decisions: true });
		const asked = query.mock.calls.map(([first]) => first as unknown as { name?: string } | string);
		query.mockRestore();
		expect(asked.length).toBeGreaterThan(10);
		expect(asked.filter((one) => typeof one === 'object' && one.name !== undefined)).toEqual([]);
		expect(asked.filter((one) => typeof one === 'string' && /^SET (?!LOCAL)/.test(one))).toEqual([]);
	});

	test('records with the server waiting for its disk, even where the server is set not to', async () => {
		const { connectionString } = place.config;
		const store = await place.open({ connectionString: `${connectionString}&options=${encodeURIComponent('-c synchronous_commit=off')}` });
		await place.raw(`CREATE TABLE @seen (setting text); CREATE FUNCTION @see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO @seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
			CREATE TRIGGER see AFTER INSERT ON @events FOR EACH STATEMENT EXECUTE FUNCTION @see()`);
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		expect(await place.raw('SELECT setting FROM @seen')).toEqual([{ setting: 'on' }]);
	});

	test('is not opened where the database can only be read', async () => {
		await (await place.open()).close();
		const connectionString = `${CONNECTION_STRING}&options=${encodeURIComponent('-c default_transaction_read_only=on')}`;
		await expect(PostgresStore.open({ ...place.config, connectionString })).rejects.toMatchObject({ ...UNAVAILABLE, message: expect.stringContaining('only be read') });
	});
});
