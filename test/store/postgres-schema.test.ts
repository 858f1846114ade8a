import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { verifyLedger } from '../../lib/ledger/verify';
import { ANNA, answer, BEN, BRAND, cap, consent, day, decision, erase, hold, lift, optOut, ORIGIN, policy, report, reserve } from '../support/store-changes';
import { CONNECTION_STRING, describePostgres, postgresPlace, type PostgresPlace } from '../support/store-postgres';

describePostgres('the schema of the store in PostgreSQL', () => {
	let place: PostgresPlace;
	beforeEach(async () => {
		place = await postgresPlace();
	});
	afterEach(() => place.remove());

	const refusal = async () => {
		const error: unknown = await place.open().catch((caught: unknown) => caught);
		expect(error).toMatchObject({ name: 'ComplianceError', remedy: expect.stringMatching(/\w/) });
		expect(String(error)).not.toMatch(/SELECT|CREATE|test_/);
		return error as { code: string; message: string };
	};
	const tables = async () => (await place.raw<{ name: string }>('SELECT relname::text AS name FROM pg_class WHERE relnamespace = $1::regnamespace ORDER BY 1', [place.config.schema])).map(({ name }) => name);
	const foreign = async (table: string) => await place.raw(`CREATE SCHEMA ${place.config.schema}; CREATE TABLE @${table}`);

	test('is made once by many who open it at the same time', async () => {
		const stores = await Promise.all(Array.from({ length: 12 }, () => place.open({ poolSize: 1 })));
		const subjects = await Promise.all(stores.map(async (store) => (await store.readFacts(BRAND, [ANNA], day(1)))[0]?.subject));
		expect(new Set(subjects).size).toBe(1);
		expect(await place.raw('SELECT application, schema_version FROM @meta')).toEqual([{ application: 'n8n-nodes-messaging-compliance', schema_version: 2 }]);
	});

	test('is finished where whoever made it was killed in between', async () => {
		await (await place.open()).close();
		const before = await tables();
		const made = await place.raw<{ name: string }>("SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relname <> 'meta' AND relnamespace = $1::regnamespace", [place.config.schema]);
		await place.raw(`DROP TABLE ${made.map(({ name }) => `@${name}`).join(', ')}`);
		await place.raw('UPDATE @meta SET schema_version = 0');
		const store = await place.open();
		expect(await tables()).toEqual(before);
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
	});

	test('may be one that somebody made before, with tables of others in it that have other names', async () => {
		await foreign('orders (id integer)');
		await (await place.open()).close();
		expect(await tables()).toEqual(expect.arrayContaining(['events', 'meta', 'orders']));
	});

	test.each([
		['a table of the name of one of ours', 'events (id integer)'],
		['a table meta of another program', 'meta (key text, value text)'],
		['a table meta like ours without a row', 'meta (application text, schema_version integer, subject_key bytea)'],
	])('is refused and left alone where there is %s', async (_what, table) => {
		await foreign(table);
		const before = await tables();
		expect((await refusal()).code).toBe('STORE_NOT_OURS');
		expect(await tables()).toEqual(before);
	});

	test('is refused where it belongs to another application', async () => {
		await (await place.open()).close();
		await place.raw("UPDATE @meta SET application = 'another'");
		expect((await refusal()).code).toBe('STORE_NOT_OURS');
	});

	test('is refused where it is newer than the code, and takes no more changes from a store that is open', async () => {
		const store = await place.open();
		await place.raw('UPDATE @meta SET schema_version = 99');
		expect(await refusal()).toMatchObject({ code: 'STORE_TOO_NEW', message: expect.stringContaining('99') });
		await expect(store.record(BRAND, [optOut()], ORIGIN, day(1))).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
		expect(await store.head(BRAND)).toBeUndefined();
	});

	test('is refused where its key is lost', async () => {
		await (await place.open()).close();
		await place.raw("UPDATE @meta SET subject_key = ''");
		expect((await refusal()).code).toBe('STORE_CORRUPT');
	});

	test('keeps two stores of one database apart', async () => {
		const other = await postgresPlace();
		const [one, two] = [await place.open(), await other.open()];
		await one.record(BRAND, [optOut()], ORIGIN, day(1));
		expect((await two.readFacts(BRAND, [ANNA], day(1)))[0]?.suppressions).toEqual([]);
		await other.remove();
	});

	test('can have a word of SQL for a name', async () => {
		const config = { ...place.config, schema: `user` };
		const store = await place.open(config);
		await store.record(BRAND, [optOut()], ORIGIN, day(1));
		await place.raw('DROP SCHEMA "user" CASCADE');
	});
});

describePostgres('the rows of the store in PostgreSQL', () => {
	let place: PostgresPlace;
	beforeEach(async () => {
		place = await postgresPlace();
	});
	afterEach(() => place.remove());

	test.each([
		['a changed payload', "UPDATE @events SET payload = 'rubbish' WHERE seq = 3", 'changed', 3],
		['a changed time', 'UPDATE @events SET at = 9007199254740993 WHERE seq = 3', 'changed', 3],
		['a changed subject', "UPDATE @events SET subject = 'x' WHERE seq = 3", 'changed', 3],
		['a changed hash', "UPDATE @events SET hash = 'rubbish' WHERE seq = 3", 'changed', 3],
		['a deleted event', 'DELETE FROM @events WHERE seq = 3', 'missing', 3],
		['swapped events', 'UPDATE @events SET seq = 99 WHERE seq = 3; UPDATE @events SET seq = 3 WHERE seq = 4; UPDATE @events SET seq = 4 WHERE seq = 99', 'reordered', 3],
		['a cut end', 'DELETE FROM @events WHERE seq > 4', 'truncated', 5],
		['changed evidence', "UPDATE @evidence SET body = '{}' WHERE seq = 1", 'changed', 1],
	])('show %s when verified', async (_what, sql, problem, brokenAt) => {
		const store = await place.open();
		await store.record(BRAND, [consent({ evidence: { ip: '192.0.2.1' } }), optOut(), ...Array.from({ length: 4 }, () => optOut())], ORIGIN, day(1));
		await place.raw(sql);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: false, problem, brokenAt });
	});

	test.each([['no JSON', 'rubbish'], ['without a policy', '{"version":"v1"}'], ['with a list for a policy', '{"policy":[]}']])('give no policy for one that is %s, and not the built-in one either', async (_what, payload) => {
		const store = await place.open();
		await store.record(BRAND, [policy('v1')], ORIGIN, day(1));
		await place.raw('UPDATE @events SET payload = $1', [payload]);
		await expect(store.readPolicy(BRAND)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
		await expect(store.policies(BRAND)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
	});

	test.each([['consents'], ['suppressions']])('stop everybody where one of %s can not be read', async (table) => {
		const store = await place.open();
		await store.record(BRAND, [consent(), optOut()], ORIGIN, day(1));
		await place.raw(`UPDATE @${table} SET record = 'rubbish'`);
		await expect(store.readFacts(BRAND, [BEN, ANNA], day(1))).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
	});

	test('hold no address of whom was only decided about, answered, reported on or erased', async () => {
		const store = await place.open();
		await store.record(BRAND, [decision(), answer(), reserve(), report({ contact: ANNA }), consent({ contact: BEN, evidence: { to: BEN.address } })], ORIGIN, day(1));
		await store.record(BRAND, [erase({ contact: BEN })], ORIGIN, day(2));
		const tables = await place.raw<{ name: string }>("SELECT relname::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = $1::regnamespace", [place.config.schema]);
		const rows = await Promise.all(tables.map(({ name }) => place.raw(`SELECT * FROM @${name}`)));
		expect(rows.flat().length).toBeGreaterThan(5);
		expect(JSON.stringify(rows)).not.toContain('555123000');
	});

	test('keep what PostgreSQL takes for no text: versions, codes, zones and addresses with a NUL or half a surrogate pair', async () => {
		const store = await place.open();
		const odd = ['a\0b', '\ud800', 'back\\slash', '"', '\\u0000', 'x'.repeat(10_000), 'é'];
		for (const [index, text] of odd.entries()) {
			const contact = { kind: 'email' as const, address: text };
			await store.record(BRAND, [policy(text), report({ provider: text, code: `${text}1` }), consent({ contact, timeZone: `${text}2`, timestamp: day(index + 1).toISOString() }), hold({ contact })], ORIGIN, day(index + 1));
			expect((await store.readFacts(BRAND, [contact], day(20)))[0]?.timeZone).toBe(`${text}2`);
			expect((await store.readPolicy(BRAND))?.version).toBe(text);
		}
		expect((await store.policies(BRAND)).map(({ version }) => version)).toEqual(odd);
		expect((await store.unknownCodes(BRAND)).map(({ provider, code }) => [provider, code])).toEqual(odd.toReversed().map((text) => [text, `${text}1`]));
		expect((await store.waitingReplies(BRAND, day(20), 0, 50)).map(({ contact }) => contact?.address)).toEqual(odd);
		expect((await store.readFeed(BRAND, 0, 50)).events.map(({ contact }) => contact?.address)).toEqual(odd.flatMap((text) => [text, text]));
	});

	test('are found by an index, whatever is asked', async () => {
		const query = jest.spyOn(Client.prototype, 'query');
		const store = await place.open();
		const many = Array.from({ length: 2000 }, (_, index) => ({ kind: 'phone' as const, address: `+1555${index}` }));
		const changes = many.flatMap((contact) => [consent({ contact, timeZone: 'Europe/Paris', evidence: { ip: '192.0.2.1' }, key: contact.address }), optOut({ contact }), answer({ contact }), reserve({ contact, key: contact.address })]);
		const counted = many.map((contact) => reserve({ contact, key: `again ${contact.address}`, caps: [cap()] }));
		await store.record(BRAND, changes, ORIGIN, day(1));
		await place.raw('ANALYZE @events, @evidence, @change_keys, @subjects, @consents, @suppressions, @answers, @reservations');
		query.mockClear();
		await store.record(BRAND, [...changes, ...counted, decision(), hold(), ...many.map((contact) => erase({ contact }))], ORIGIN, new Date(day(1).getTime() + 7_200_000));
		await store.readFacts(BRAND, many, day(1));
		await store.history(BRAND, many[5] ?? ANNA, { decisions: true });
		await store.readFeed(BRAND, 0, 5000);
		await store.waitingReplies(BRAND, day(1), 0, 50);
		const asked = query.mock.calls.map(([first]) => first as unknown as { text?: string; values?: unknown[] }).filter(({ text }) => /^(?:SELECT|INSERT|UPDATE|DELETE)/.test(text ?? ''));
		query.mockRestore();
		const client = new Client({ connectionString: `${CONNECTION_STRING}&options=${encodeURIComponent('-c enable_seqscan=off -c jit=off')}` });
		await client.connect();
		const steps: string[] = [];
		for (const { text, values } of asked) steps.push(...(await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values)).rows.map((row) => row['QUERY PLAN']));
		await client.end();
		expect(steps.filter((step) => /Index.* Scan/.test(step)).length).toBeGreaterThan(20);
		expect(steps.filter((step) => /Seq Scan on (?!meta)/.test(step))).toEqual([]);
	}, 60_000);
});

describePostgres('a database user with the rights that the page about PostgreSQL lists', () => {
	const role = `test_${randomBytes(6).toString('hex')}`;
	let place: PostgresPlace;
	beforeAll(async () => {
		place = await postgresPlace();
		await (await place.open()).close();
		const page = readFileSync(join(__dirname, '../../docs/store-postgres.md'), 'utf8');
		const grants = [...page.matchAll(/^GRANT .*$/gm)].join('\n').replaceAll('messaging_compliance', place.config.schema).replaceAll('n8n_compliance', role);
		await place.raw(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'; ${grants}`);
	});
	afterAll(async () => {
		await place.remove();
		await place.raw(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
	});

	const asRole = () => {
		const url = new URL(CONNECTION_STRING);
		url.username = role;
		url.password = 'secret';
		return url.href;
	};

	test('can do everything that a store does', async () => {
		const store = await place.open({ connectionString: asRole() });
		const all = [consent({ key: 'k', timeZone: 'Europe/Paris', evidence: { ip: '192.0.2.1' } }), optOut(), optOut(), hold(), answer(), report(), policy('v1'), reserve(), decision()];
		await store.record(BRAND, all, ORIGIN, day(1));
		const results = await store.record(BRAND, [consent({ timestamp: day(2).toISOString(), jurisdiction: 'FR' }), lift('s3'), answer(), report(), reserve({ key: 'other', caps: [cap()] }), erase()], ORIGIN, day(2));
		expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied', 'applied', 'already', 'applied']);
		const reader = { name: 'trigger', owner: 'one', leaseMs: 1000 };
		expect(await store.claimFeed(BRAND, reader, 'beginning', day(2))).toEqual({ after: 0, attempts: 0 });
		expect(await store.claimFeed(BRAND, reader, 'beginning', day(2))).toEqual({ after: 0, attempts: 0 });
		expect(await store.moveFeed(BRAND, reader, { after: 3, attempts: 0 }, day(2))).toBe(true);
		expect((await store.readFeed(BRAND, 0, 50)).events).toHaveLength(7);
		expect(await store.history(BRAND, ANNA, { decisions: true })).not.toEqual([]);
		expect([await store.waitingReplies(BRAND, day(2), 0, 9), await store.unknownCodes(BRAND), await store.policies(BRAND)].map((list) => list.length)).toEqual([1, 1, 1]);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true });
	});

	test.each(["UPDATE @events SET payload = '{}'", 'DELETE FROM @events', 'TRUNCATE @events', 'DELETE FROM @brands', 'UPDATE @policies SET in_force = false'])('may not %s', async (sql) => {
		await expect(place.raw(`SET ROLE ${role}; ${sql}`)).rejects.toMatchObject({ code: '42501' });
	});

	test('is told in words what is missing where a right is missing', async () => {
		const store = await place.open({ connectionString: asRole() });
		await place.raw(`REVOKE INSERT ON @suppressions FROM ${role}`);
		await expect(store.record(BRAND, [optOut({ contact: BEN })], ORIGIN, day(3))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('rights') });
		expect((await store.readFacts(BRAND, [BEN], day(3)))[0]?.suppressions).toEqual([]);
		await place.raw(`REVOKE ALL ON @meta FROM ${role}`);
		await expect(place.open({ connectionString: asRole() })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('rights') });
	});

	test('can not make a store where there is none', async () => {
		const elsewhere = { connectionString: asRole(), schema: `${role}_none` };
		await expect(place.open(elsewhere)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('rights') });
	});
});
