import { type ChainedText, hashEventText } from '../../lib/ledger/chain';
import { verifyLedger, type VerifyResult } from '../../lib/ledger/verify';
import type { Ledger } from '../../lib/store/ledger';
import { openLedger } from '../../lib/store/open-ledger';
import type { StorePlace } from '../support/store-backend';
import { BRAND, erase, ORIGIN, day } from '../support/store-changes';
import { fillLedger, type Tamper } from '../support/tampering';

const ROW = `brand_id = (SELECT id FROM @brands WHERE name = 'acme') AND seq`;
/** The fifth of the twelve events of `fillLedger`: an opt-out with evidence. */
const FIFTH = `WHERE ${ROW} = 5`;

interface Dialect {
	/** A value of a hash or a subject. */
	bytes(hex: string): string;
	/** The name of a brand as it stands in the list. */
	name(name: string): string;
}
export const SQLITE: Dialect = { bytes: (hex) => `X'${hex}'`, name: (name) => `'${name}'` };
export const POSTGRES: Dialect = { bytes: (hex) => `'\\x${hex}'::bytea`, name: (name) => `'${name}'::bytea` };

/** What somebody does, the first event that is no longer as it was, and what that is called. */
function manipulations({ bytes }: Dialect): Array<[string, string, number, string]> {
	const set = (column: string, value: string): string => `UPDATE @events SET ${column} = ${value} ${FIFTH}`;
	const ff = bytes('ff'.repeat(32));
	return [
		['the time changed', set('at', 'at + 1'), 5, 'changed'],
		['a time beyond all dates', set('at', '9000000000000000'), 5, 'changed'],
		['a time that no number can hold', set('at', '9223372036854775807'), 5, 'changed'],
		['the kind changed', set('kind', "'lift'"), 5, 'changed'],
		['the subject changed', set('subject', `(SELECT subject FROM @events WHERE ${ROW} = 4)`), 5, 'changed'],
		['the subject taken away', set('subject', 'NULL'), 5, 'changed'],
		['the channel changed', set('channel', "'call'"), 5, 'changed'],
		['the channel taken away', set('channel', 'NULL'), 5, 'changed'],
		['a word of the payload changed', set('payload', "replace(payload, 'opt_out_keyword', 'staff_dnd')"), 5, 'changed'],
		['a blank more in the payload', set('payload', "replace(payload, ',', ', ')"), 5, 'changed'],
		['a key twice in the payload', set('payload', `'{"reason":"staff_dnd",' || substr(payload, 2)`), 5, 'changed'],
		['a payload that is no JSON', set('payload', "'gone'"), 5, 'changed'],
		['the end of the origin moved into the payload', `UPDATE @events SET origin = '{', payload = substr(origin, 2) || ',"payload":' || payload ${FIFTH}`, 5, 'changed'],
		['the origin changed', set('origin', "'{}'"), 5, 'changed'],
		['the digest of the evidence changed', set('evidence_digest', ff), 5, 'changed'],
		['the digest of the evidence taken away', set('evidence_digest', 'NULL'), 5, 'changed'],
		['the link changed', set('previous_hash', ff), 5, 'changed'],
		['the hash changed', set('hash', ff), 5, 'changed'],
		['the body of the evidence changed', `UPDATE @evidence SET body = '{"page":"/other"}' ${FIFTH}`, 5, 'changed'],
		['the salt of the evidence changed', `UPDATE @evidence SET salt = 's' ${FIFTH}`, 5, 'changed'],
		['the first event deleted', `DELETE FROM @events WHERE ${ROW} = 1`, 1, 'missing'],
		['one in the middle deleted', `DELETE FROM @events ${FIFTH}`, 5, 'missing'],
		['several in the middle deleted', `DELETE FROM @events WHERE ${ROW} BETWEEN 4 AND 8`, 4, 'missing'],
		['the last event deleted', `DELETE FROM @events WHERE ${ROW} = 12`, 12, 'truncated'],
		['several at the end deleted', `DELETE FROM @events WHERE ${ROW} > 7`, 8, 'truncated'],
		['all of them deleted', `DELETE FROM @events WHERE ${ROW} > 0`, 1, 'truncated'],
		['two that swapped places', `UPDATE @events SET seq = 99 WHERE ${ROW} = 5; UPDATE @events SET seq = 5 WHERE ${ROW} = 6; UPDATE @events SET seq = 6 WHERE ${ROW} = 99`, 5, 'reordered'],
		['one put before the first', `INSERT INTO @events SELECT brand_id, 0, at, kind, subject, channel, payload, origin, evidence_digest, previous_hash, hash FROM @events ${FIFTH}`, 1, 'changed'],
		['the store’s head set back', `UPDATE @brands SET seq = 9, hash = (SELECT hash FROM @events WHERE ${ROW} = 9) WHERE name = 'acme'`, 10, 'changed'],
		['the store’s head changed', `UPDATE @brands SET hash = ${ff} WHERE name = 'acme'`, 12, 'changed'],
		['the store’s head taken away', `UPDATE @brands SET seq = 0 WHERE name = 'acme'`, 1, 'changed'],
	];
}

/** Found on the disk of the backend, with the store's own code in the way of nothing. */
export function describeTampering(backend: () => Promise<{ place: StorePlace; tamper: Tamper }>, dialect: Dialect): void {
	const brandName = (sql: string): string => sql.replaceAll("name = 'acme'", `name = ${dialect.name('acme')}`);
	let place: StorePlace;
	let tamper: Tamper;
	beforeEach(async () => {
		({ place, tamper } = await backend());
		const store = await place.open();
		await fillLedger(store);
		await store.close();
	});
	afterEach(() => place.remove());

	async function verified(check: (ledger: Ledger) => Promise<VerifyResult> = async (ledger) => await verifyLedger(ledger, BRAND)): Promise<VerifyResult> {
		const ledger = await openLedger(place.config);
		return await check(ledger).finally(() => ledger.close());
	}

	test('finds nothing where nothing was done', async () => {
		expect(await verified()).toMatchObject({ ok: true, events: 12, head: { seq: 12 } });
	});

	test.each(manipulations(dialect))('finds %s', async (_what, sql, brokenAt, problem) => {
		await tamper(brandName(sql));
		expect(await verified()).toMatchObject({ ok: false, brokenAt, problem, events: brokenAt - 1 });
		expect(await verified(async (ledger) => await verifyLedger(ledger, 'other'))).toMatchObject({ ok: true, events: 1 });
	});

	test('accepts evidence that was erased', async () => {
		const store = await place.open();
		await store.record(BRAND, [erase()], ORIGIN, day(9));
		expect(await verified()).toMatchObject({ ok: true, events: 13 });
	});

	test('finds the end cut together with the head only by a head that was noted', async () => {
		const before = await verified();
		await tamper(brandName(`DELETE FROM @evidence WHERE ${ROW} > 9; DELETE FROM @events WHERE ${ROW} > 9; UPDATE @brands SET seq = 9, hash = (SELECT hash FROM @events WHERE ${ROW} = 9) WHERE name = 'acme'`));
		expect(await verified()).toMatchObject({ ok: true, events: 9 });
		const notedHead = before.ok ? before.head : undefined;
		expect(await verified(async (ledger) => await verifyLedger(ledger, BRAND, { notedHead }))).toMatchObject({ ok: false, brokenAt: 10, problem: 'truncated' });
	});

	test('finds a chain written anew from some event on only by a head that was noted', async () => {
		const before = await verified();
		let previousHash: string | undefined;
		for (const event of (await chainOf(place)).slice(6)) {
			const anew = { ...event, at: day(28).toISOString(), previousHash: previousHash ?? event.previousHash };
			previousHash = hashEventText(anew);
			await tamper(brandName(`UPDATE @events SET at = ${day(28).getTime()}, previous_hash = ${dialect.bytes(anew.previousHash)}, hash = ${dialect.bytes(previousHash)} WHERE ${ROW} = ${event.seq}`));
		}
		await tamper(brandName(`UPDATE @brands SET hash = ${dialect.bytes(previousHash ?? '')} WHERE name = 'acme'`));
		expect(await verified()).toMatchObject({ ok: true, events: 12 });
		const notedHead = before.ok ? before.head : undefined;
		expect(await verified(async (ledger) => await verifyLedger(ledger, BRAND, { notedHead }))).toMatchObject({ ok: false, brokenAt: 12, problem: 'changed' });
	});

	test('counts the chains that nobody would look at because their brand was taken out of the list', async () => {
		expect(await verified(async (ledger) => ({ ok: true, events: await ledger.unnamedChains() }))).toEqual({ ok: true, events: 0 });
		await tamper(brandName("DELETE FROM @brands WHERE name = 'acme'"));
		expect(await verified(async (ledger) => ({ ok: true, events: await ledger.unnamedChains() }))).toEqual({ ok: true, events: 1 });
	});
}

async function chainOf(place: StorePlace): Promise<ChainedText[]> {
	const ledger = await openLedger(place.config);
	const events: ChainedText[] = [];
	for await (const page of ledger.chain(BRAND)) events.push(...page);
	await ledger.close();
	return events;
}
