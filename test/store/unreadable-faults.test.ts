import { DatabaseSync } from 'node:sqlite';
import type { ComplianceStore, SuppressChange } from '../../lib/store/port';
import { ANNA, BEN, BRAND, consent, day, optOut, ORIGIN } from '../support/store-changes';
import { describePostgres, postgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';

interface Tampered {
	open(): Promise<ComplianceStore>;
	/** Writes over the one suppression on record. */
	overwrite(record: string): Promise<void>;
	remove(): Promise<void>;
}

const BACKENDS: ReadonlyArray<readonly [string, typeof describe, () => Promise<Tampered>]> = [
	['the embedded store', describe, async () => {
		const place = await sqlitePlace();
		const overwrite = async (record: string): Promise<void> => {
			const db = new DatabaseSync(place.file);
			db.prepare('UPDATE suppressions SET record = ?').run(record);
			db.close();
		};
		return { ...place, overwrite };
	}],
	['the store in PostgreSQL', describePostgres, async () => {
		const place = await postgresPlace();
		return { ...place, overwrite: async (record) => void (await place.raw('UPDATE @suppressions SET record = $1', [record])) };
	}],
];

const SOUND = { id: 's1', reason: 'opt_out_keyword', channel: 'sms', classes: ['marketing'], direction: 'outgoing', since: '2026-03-01T12:00:00.000Z' };

/** Each would stop nobody if it were believed. */
const UNREADABLE: Readonly<Record<string, unknown>> = {
	'null': null,
	'a number': 5,
	'a list': [],
	'nothing': {},
	'an unknown reason': { ...SOUND, reason: 'opt_out_keywore' },
	'a reason that every object has': { ...SOUND, reason: 'constructor' },
	'an unknown class': { ...SOUND, classes: ['markeuing'] },
	'one unknown class among known ones': { ...SOUND, classes: ['transactional', 'markeuing'] },
	'no class': { ...SOUND, classes: [] },
	'a word for the classes': { ...SOUND, classes: 'marketing' },
	'an unknown channel': { ...SOUND, channel: 'smt' },
	'no channel': { ...SOUND, channel: undefined },
	'an unknown direction': { ...SOUND, direction: 'upward' },
};

describe.each(BACKENDS)('%s', (_name, describeBackend, makePlace) => {
	describeBackend('with a suppression that somebody wrote over', () => {
		let place: Tampered;
		beforeEach(async () => {
			place = await makePlace();
		});
		afterEach(() => place.remove());

		test.each(Object.entries(UNREADABLE))('with %s rejects whoever asks for that contact, and answers about the others', async (_what, record) => {
			const store = await place.open();
			await store.record(BRAND, [optOut()], ORIGIN, day(1));
			await place.overwrite(JSON.stringify(record));
			const error: unknown = await store.readFacts(BRAND, [BEN, ANNA], day(2)).catch((caught: unknown) => caught);
			expect(error).toMatchObject({ name: 'ComplianceError', code: 'STORE_CORRUPT', remedy: expect.stringMatching(/\w/) });
			expect(String(error)).not.toMatch(/555123|opt_out/);
			expect((await store.readFacts(BRAND, [BEN], day(2)))[0]?.suppressions).toEqual([]);
		});

		test('that is still sound is believed', async () => {
			const store = await place.open();
			await store.record(BRAND, [optOut()], ORIGIN, day(1));
			await place.overwrite(JSON.stringify(SOUND));
			expect((await store.readFacts(BRAND, [ANNA], day(2)))[0]?.suppressions).toEqual([SOUND]);
		});

		test.each([['channel', 'fax'], ['direction', 'upward'], ['reason', 'constructor']])('takes none into the books whose %s is unknown', async (field, value) => {
			const store = await place.open();
			const change = optOut({ [field]: value } as unknown as Partial<SuppressChange>);
			await expect(store.record(BRAND, [consent({ contact: BEN }), change], ORIGIN, day(1))).rejects.toMatchObject({ name: 'ComplianceError' });
			expect(await store.head(BRAND)).toBeUndefined();
		});
	});
});
