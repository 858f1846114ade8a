import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { verifyLedger } from '../../lib/ledger/verify';
import { openStore } from '../../lib/store/open-store';
import type { ComplianceStore, ContactAddress } from '../../lib/store/port';
import { BRAND, consent, day, optOut, ORIGIN } from '../support/store-changes';
import { sqlitePlace } from '../support/store-sqlite';

const PAGE = 4096;
const CONTACTS: readonly ContactAddress[] = Array.from({ length: 120 }, (_, index) => ({ kind: 'phone', address: `+1555${String(index).padStart(7, '0')}` }));

/** What can become of a page on a disk that fails. */
const DAMAGES: Readonly<Record<string, (page: Buffer) => void>> = {
	'is full of zeros': (page) => void page.fill(0),
	'is full of ones': (page) => void page.fill(0xff),
	'holds the contents of another file': (page) => void page.fill('All work and no play makes Jack a dull boy. '),
	'has lost its end': (page) => void page.fill(0, PAGE / 2),
};

describe('a file of the embedded store of which a page', () => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	let sound: Buffer;
	beforeEach(async () => {
		place = await sqlitePlace();
		const store = await place.open();
		await store.record(BRAND, CONTACTS.flatMap((contact) => [optOut({ contact }), consent({ contact, evidence: { ip: '192.0.2.1' }, timeZone: 'Europe/Paris' })]), ORIGIN, day(1));
		await store.close();
		sound = readFileSync(place.file);
	});
	afterEach(() => place.remove());

	/** What a gate is told of everybody: a refusal, or how many of them are suppressed. */
	const asked = async (file: string): Promise<string | number> => {
		let store: ComplianceStore | undefined;
		try {
			store = await openStore({ backend: 'sqlite', file });
			const facts = await store.readFacts(BRAND, CONTACTS, day(2));
			return facts.filter(({ suppressions }) => suppressions.length === 1).length;
		} catch (error) {
			expect(error).toMatchObject({ name: 'ComplianceError', code: expect.stringMatching(/^STORE_(CORRUPT|NOT_OURS|UNAVAILABLE|TOO_NEW)$/) });
			return (error as { code: string }).code;
		} finally {
			await store?.close();
		}
	};

	test.each(Object.entries(DAMAGES))('%s never makes an opt-out disappear without a word, whichever page it is', async (_what, damage) => {
		const file = join(dirname(place.file), 'damaged.sqlite');
		const told: Array<string | number> = [];
		for (let start = 0; start < sound.length; start += PAGE) {
			const bytes = Buffer.from(sound);
			damage(bytes.subarray(start, start + PAGE));
			writeFileSync(file, bytes);
			told.push(await asked(file));
		}
		expect(told.length).toBeGreaterThan(30);
		expect(told.filter((one) => typeof one === 'number' && one !== CONTACTS.length)).toEqual([]);
		expect(told.filter((one) => one === 'STORE_CORRUPT').length).toBeGreaterThan(5);
	}, 60_000);

	test('is sound is asked without a refusal', async () => {
		const file = join(dirname(place.file), 'copy.sqlite');
		copyFileSync(place.file, file);
		expect(await asked(file)).toBe(CONTACTS.length);
	});

	test('of the ledger was written over is found when it is verified', async () => {
		const file = join(dirname(place.file), 'damaged.sqlite');
		const at = sound.indexOf('"outcome":"applied"', sound.length / 3);
		const bytes = Buffer.from(sound);
		bytes.write('"outcome":"already"', at);
		writeFileSync(file, bytes);
		const store = await openStore({ backend: 'sqlite', file });
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: false, problem: 'changed' });
		await store.close();
	});
});
