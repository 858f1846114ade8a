import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorePlace } from '../support/store-backend';
import { BRAND, day, optOut, ORIGIN } from '../support/store-changes';
import { describePostgres, postgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';
import { fillLedger, type Tamper, tamperWithFile, tamperWithSchema } from '../support/tampering';
import { cli } from './run-in-process';

interface World {
	place: StorePlace;
	tamper: Tamper;
	/** What names the store on the command line. */
	args: string[];
}

function describeVerify(begin: () => Promise<World>): void {
	let world: World;
	let folder: string;
	let heads: string;
	const verify = async (...options: string[]) => await cli(['verify', ...world.args, ...options]);
	beforeEach(async () => {
		world = await begin();
		folder = mkdtempSync(join(tmpdir(), 'heads-'));
		heads = join(folder, 'heads.json');
		const store = await world.place.open();
		await fillLedger(store);
		await store.close();
	});
	afterEach(async () => {
		rmSync(folder, { recursive: true, force: true });
		await world.place.remove();
	});

	it('says of each brand that it is as recorded', async () => {
		const { code, printed, warned } = await verify();
		expect({ code, warned }).toEqual({ code: 0, warned: [] });
		expect(printed).toEqual([expect.stringMatching(/^acme: as recorded\. 12 events\. Head 12:[0-9a-f]{64} \(\d+\.\d s\)$/), expect.stringMatching(/^other: as recorded\. 1 events\. /)]);
	});

	it('names the event that was changed, and looks at the other brands all the same', async () => {
		await world.tamper('UPDATE @events SET at = at + 1 WHERE seq = 5');
		const { code, printed } = await verify();
		expect(code).toBe(1);
		expect(printed).toEqual([expect.stringMatching(/^acme: BROKEN at event 5 \(changed\)\. Event 5 was changed after it was recorded\. Events in order before it: 4\. /), expect.stringMatching(/^other: as recorded\. /)]);
		expect(await verify('--brand', 'other')).toMatchObject({ code: 0 });
	});

	it('gives the same as JSON', async () => {
		const whole = await verify('--json');
		expect(JSON.parse(whole.printed.join())).toMatchObject({ ok: true, unnamedChains: 0, brands: [{ brand: 'acme', ok: true, events: 12, head: expect.stringMatching(/^12:/) }, { brand: 'other', ok: true, events: 1 }] });
		await world.tamper('DELETE FROM @events WHERE seq = 5');
		const broken = await verify('--json');
		expect(broken.code).toBe(1);
		expect(JSON.parse(broken.printed.join())).toMatchObject({ ok: false, brands: [{ brand: 'acme', ok: false, events: 4, brokenAt: 5, problem: 'missing' }, { brand: 'other', ok: true }] });
	});

	it('notes the heads, finds the chains grown from them, and notes the new ones', async () => {
		expect(await verify('--heads', heads, '--note', '--begin')).toMatchObject({ code: 0, warned: [] });
		expect(JSON.parse(readFileSync(heads, 'utf8'))).toEqual({ acme: expect.stringMatching(/^12:[0-9a-f]{64}$/), other: expect.stringMatching(/^1:/) });
		const store = await world.place.open();
		await store.record(BRAND, [optOut()], ORIGIN, day(9));
		await store.close();
		const grown = await verify('--heads', heads, '--note');
		expect(grown).toMatchObject({ code: 0, warned: [] });
		expect(grown.printed[0]).toMatch(/^acme: as recorded\. 13 events, goes on from the head noted at event 12\. /);
		expect(JSON.parse(readFileSync(heads, 'utf8'))).toMatchObject({ acme: expect.stringMatching(/^13:/) });
		expect(readdirSync(folder)).toEqual(['heads.json']);
	});

	it('finds a chain that was cut with its head, and leaves the noted heads as they are', async () => {
		await verify('--heads', heads, '--note', '--begin');
		const noted = readFileSync(heads, 'utf8');
		await world.tamper('DELETE FROM @evidence WHERE seq > 9; DELETE FROM @events WHERE seq > 9; UPDATE @brands SET seq = 9, hash = (SELECT hash FROM @events WHERE seq = 9) WHERE seq = 12');
		expect(await verify()).toMatchObject({ code: 0 });
		const cut = await verify('--heads', heads, '--note');
		expect(cut.code).toBe(1);
		expect(cut.printed[0]).toMatch(/^acme: BROKEN at event 10 \(truncated\)\. /);
		expect(readFileSync(heads, 'utf8')).toBe(noted);
		const head = (JSON.parse(noted) as Record<string, string>)['acme'] ?? '';
		expect(await verify('--brand', 'acme', '--noted-head', head)).toMatchObject({ code: 1 });
	});

	it('does not pass brands without a noted head for proven; noting them is a matter of saying so', async () => {
		writeFileSync(heads, '{}');
		const unnoted = [expect.stringMatching(/^acme: no head of it was noted/), expect.stringMatching(/^other: no head of it was noted/)];
		expect(await verify('--heads', heads)).toMatchObject({ code: 2, warned: unnoted });
		expect(await verify('--heads', heads, '--note')).toMatchObject({ code: 0, warned: unnoted });
		expect(await verify('--heads', heads)).toMatchObject({ code: 0, warned: [] });
	});

	it('misses a brand whose head was noted', async () => {
		writeFileSync(heads, JSON.stringify({ gone: `3:${'a'.repeat(64)}` }));
		const { code, printed } = await verify('--heads', heads);
		expect(code).toBe(1);
		expect(printed).toContainEqual(expect.stringContaining('gone: BROKEN at event 1 (truncated). The store does not know the brand any more; 3 events of it were noted.'));
	});

	it('says that a brand was taken out of the list, although no other is broken', async () => {
		await world.tamper('DELETE FROM @brands WHERE seq = 12');
		const { code, printed } = await verify();
		expect(code).toBe(1);
		expect(printed.at(-1)).toContain('chains that belong to no brand of the store: 1');
	});

	it.each([
		['a file of heads that is not there', ['--heads', 'HEADS'], undefined],
		['a file of heads that is not there, with noting', ['--heads', 'HEADS', '--note'], undefined],
		['beginning without noting', ['--heads', 'HEADS', '--begin'], undefined],
		['beginning a file that is there', ['--heads', 'HEADS', '--note', '--begin'], '{}'],
		['a file of heads that is no JSON', ['--heads', 'HEADS', '--note'], '{'],
		['a file of heads that holds something else', ['--heads', 'HEADS'], '{"acme":12}'],
		['a head that is none', ['--heads', 'HEADS'], '{"acme":"12:abc"}'],
		['a head for all brands', ['--noted-head', `1:${'a'.repeat(64)}`], undefined],
		['a noted head that is none', ['--brand', 'acme', '--noted-head', '12'], undefined],
		['a brand that is not there', ['--brand', 'nobody'], undefined],
		['noting without a file', ['--note'], undefined],
	])('does not pass %s for a ledger in order', async (_what, options, content) => {
		if (content !== undefined) writeFileSync(heads, content);
		const { code, printed, warned } = await verify(...options.map((option) => option.replace('HEADS', heads)));
		expect({ code, printed }).toEqual({ code: 2, printed: [] });
		expect(warned.join(' ')).not.toMatch(/undefined|Error/);
		expect(existsSync(heads) ? readFileSync(heads, 'utf8') : undefined).toBe(content);
	});
}

describe('verify of a file', () => {
	describeVerify(async () => {
		const place = await sqlitePlace();
		return { place, tamper: tamperWithFile(place.file), args: [place.file] };
	});
});

describePostgres('verify of a PostgreSQL schema', () => {
	describeVerify(async () => {
		const place = await postgresPlace();
		return { place, tamper: tamperWithSchema(place), args: [place.config.connectionString, '--schema', place.config.schema] };
	});
});
