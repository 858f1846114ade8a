import { writeSync } from 'node:fs';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { ComplianceError } from '../../lib/model/errors';
import { openStore } from '../../lib/store/open-store';
import type { ComplianceStore, StoreConfig } from '../../lib/store/port';
import { contactOf, type Deed, type Orders, SENDS, sendRequest, stopChanges, type Told } from './crash-deeds';
import { BRAND, erase, lift, ORIGIN } from './store-changes';

/*
 * A process of its own that writes to a store until it is killed. Bundled for the tests; takes its `Orders` as JSON in the first argument. Every line it prints
 * says what it is about to do, or what it has heard: `{"deed":...}`, `{"acknowledged":...}`, `{"phase":...}`, `{"open":true}`, `{"failed":...}`, `{"complaint":...}`.
 */

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders & { config: StoreConfig };
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

let steps = 0;
/** Dies here if this is the step that was ordered. */
function step(): void {
	steps++;
	if (steps === orders.dieAt) process.kill(process.pid, 'SIGKILL');
}

/** Tells by its statements how far a transaction in SQLite has come. */
function watchSqlite(): void {
	const { exec } = DatabaseSync.prototype;
	DatabaseSync.prototype.exec = function (sql: string): void {
		step();
		if (sql === 'COMMIT') say({ phase: 'committing' });
		if (sql.includes('wal_checkpoint')) say({ phase: 'emptyingLog' });
		exec.call(this, orders.smallLog === true ? sql.replace('wal_autocheckpoint = 4000', 'wal_autocheckpoint = 40') : sql);
		if (sql === 'COMMIT') step();
		if (sql === 'BEGIN IMMEDIATE') say({ phase: 'inTransaction' });
		if (/^COMMIT|^ROLLBACK|wal_checkpoint/.test(sql)) say({ phase: 'idle' });
	};
	const { run } = StatementSync.prototype;
	StatementSync.prototype.run = function (this: StatementSync, ...values: Parameters<typeof run>): ReturnType<typeof run> {
		step();
		return run.apply(this, values);
	} as typeof run;
}

/** The same for PostgreSQL: whoever has the brand's row is in a transaction that the others wait for. */
function watchPostgres(): void {
	const { query } = Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
	const watched = async function (this: Client, ...given: unknown[]): Promise<unknown> {
		const [asked] = given as [string | { name?: string; text: string }];
		const { name = '', text } = typeof asked === 'string' ? { text: asked } : asked;
		step();
		if (text === 'COMMIT') say({ phase: 'committing' });
		const result = await query.apply(this, given);
		if (text === 'COMMIT') step();
		if (name === 'lock_brand') say({ phase: 'inTransaction' });
		if (text === 'COMMIT' || text === 'ROLLBACK') say({ phase: 'idle' });
		return result;
	};
	Object.assign(Client.prototype, { query: watched });
}

/** Contacts of this process whose opt-out was acknowledged and who were neither lifted nor erased. */
const stopped: number[] = [];
let next = 0;

function chooseDeed(): Deed {
	if (orders.deeds !== undefined) return stop(2);
	const chance = Math.random();
	if (chance < 0.02) return stop(2100);
	if (chance < 0.4 || stopped.length === 0) return stop(1 + Math.floor(Math.random() * 3));
	if (chance < 0.65) return { kind: chance < 0.5 ? 'lift' : 'erase', of: stopped.splice(Math.floor(Math.random() * stopped.length), 1)[0] ?? 0 };
	const sends = Array.from({ length: 1 + Math.floor(Math.random() * 5) }, () => Math.floor(Math.random() * SENDS));
	return { kind: 'reserve', sends };
}

function stop(count: number): Deed {
	next += count;
	return { kind: 'stop', first: next - count, count };
}

async function perform(store: ComplianceStore, deed: Deed): Promise<Array<{ outcome: string; ref: string }>> {
	const at = new Date();
	switch (deed.kind) {
		case 'stop':
			return await store.record(BRAND, stopChanges(orders.name, deed), ORIGIN, at);
		case 'lift': {
			const contact = contactOf(orders.name, deed.of);
			const [facts] = await store.readFacts(BRAND, [contact], at);
			return await store.record(BRAND, [lift(facts?.suppressions[0]?.id ?? '', { contact })], ORIGIN, at);
		}
		case 'erase':
			return await store.record(BRAND, [erase({ contact: contactOf(orders.name, deed.of) })], ORIGIN, at);
		case 'reserve':
			return await store.reserve(BRAND, deed.sends.map(sendRequest), ORIGIN, at);
	}
}

/** Stores that break a promise each, so that it is seen that the tests notice. */
function inManner(store: ComplianceStore): ComplianceStore {
	if (orders.manner === 'honest') return store;
	const broken: Pick<ComplianceStore, 'record' | 'reserve'> = {
		async record(brand, changes, origin, at) {
			if (orders.manner === 'acknowledgesBeforeCommit') {
				setTimeout(() => void store.record(brand, changes, origin, at), 5);
				return changes.map(() => ({ outcome: 'applied', ref: `${brand}:0` }));
			}
			if (orders.manner !== 'writesInParts') return await store.record(brand, changes, origin, at);
			return (await Promise.all(changes.map((change) => store.record(brand, [{ ...change, key: undefined }] as typeof changes, origin, at)))).flat();
		},
		async reserve(brand, requests, origin, at) {
			const forgetful = requests.map((request) => ({ ...request, key: `${request.key} ${Math.random()}`, caps: [] }));
			return await store.reserve(brand, orders.manner === 'forgetsKeys' ? forgetful : requests, origin, at);
		},
	};
	return new Proxy(store, { get: (target, name) => (Object.hasOwn(broken, name) ? broken[name as 'record'] : (Reflect.get(target, name) as { bind?: (to: object) => unknown }).bind?.(target)) });
}

async function untilAcknowledged(store: ComplianceStore, deed: Deed): Promise<Told['acknowledged']> {
	for (;;) {
		try {
			return await perform(store, deed);
		} catch (error) {
			const { code, message } = error as ComplianceError;
			if (orders.retries !== true || code !== 'STORE_UNAVAILABLE') return void say({ complaint: `${code} ${message}` });
			say({ failed: message });
			await sleep(5);
		}
	}
}

async function main(): Promise<void> {
	if ((orders.config as StoreConfig).backend === 'sqlite') watchSqlite();
	else watchPostgres();
	const store = inManner(await openStore(orders.config));
	say({ open: true });
	for (let done = 0; done < (orders.deeds ?? Infinity); done++) {
		const deed = chooseDeed();
		say({ deed });
		const acknowledged = await untilAcknowledged(store, deed);
		if (acknowledged === undefined) continue;
		say({ acknowledged });
		if (deed.kind === 'stop') stopped.push(...Array.from({ length: Math.min(deed.count, 3) }, (_, offset) => deed.first + offset));
	}
	await store.close();
	say({ steps });
}

main().catch((error: unknown) => {
	say({ complaint: String(error) });
	process.exitCode = 1;
});
