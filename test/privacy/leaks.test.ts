import { existsSync, readFileSync } from 'node:fs';
import type { Change, ComplianceStore, ContactAddress } from '../../lib/store/port';
import { answer, BRAND, consent, day, decision, erase, hold, isoDay, lift, optOut, ORIGIN, report, reserve } from '../support/store-changes';
import { describePostgres, type PostgresPlace, postgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';

const LEA: ContactAddress = { kind: 'phone', address: '+15559870777' };
const OTHERS: ContactAddress[] = Array.from({ length: 300 }, (_, index) => ({ kind: 'phone', address: `+1555${2_000_000 + index}` }));

/** Everything by which somebody could be recognised; parts of it, because a page of a file may be cut anywhere. */
const TRACES = ['+15559870777', '9870777', '198.51.100.77', 'leak.example', 'Lea Zebrastripe', 'leave me alone', 'form-77', '+15550100077'];
const PROOF = { page: 'https://leak.example/form-77', ip: '198.51.100.77', wording: `Lea Zebrastripe agrees. ${'x'.repeat(9000)} form-77` };

/** Everything that the nodes can record about a person, a field that was mapped the wrong way round included. */
function lifeOf(contact: ContactAddress): Change[] {
	const { address } = contact;
	return [
		consent({ contact, evidence: PROOF, timeZone: 'Europe/Paris', jurisdiction: 'FR', key: `form ${address}` }),
		consent({ contact, channel: 'call', timestamp: isoDay(1), evidence: PROOF }),
		optOut({ contact, evidence: { text: 'leave me alone', from: address }, receivedBy: '+15550100077', key: `SM-${address}` }),
		optOut({ contact, reason: 'provider_opt_out', evidence: { text: 'leave me alone' }, receivedBy: address }),
		hold({ contact, evidence: { text: 'leave me alone' } }),
		lift('s9', { contact, evidence: { note: 'Lea Zebrastripe called' } }),
		answer({ contact, evidence: { text: 'leave me alone' } }),
		reserve({ contact, key: `campaign ${address}`, evidence: { to: address } }),
		report({ contact, evidence: { raw: { To: address } } }),
		decision({ contact }),
		consent({ contact, state: 'withdrawn', source: 'sms_reply', evidence: { text: 'leave me alone' } }),
	];
}

/** Our own number stays with the stop that it was told to: see docs/privacy.md. */
const OWN_NUMBER = '+15550100077';

async function liveAndErase(store: ComplianceStore): Promise<void> {
	await store.record(BRAND, OTHERS.slice(0, 150).flatMap(lifeOf).map(harmless), ORIGIN, day(1));
	await store.record(BRAND, lifeOf(LEA), ORIGIN, day(2));
	await store.record(BRAND, OTHERS.slice(150).flatMap(lifeOf).map(harmless), ORIGIN, day(3));
}

/** The same of somebody else, in other words. */
function harmless(change: Change): Change {
	const { evidence: _, receivedBy: __, ...rest } = change as Change & { evidence?: object; receivedBy?: string };
	return { ...rest, ...('evidence' in change && { evidence: { text: 'y'.repeat(400) } }) } as Change;
}

function tracesIn(text: string): string[] {
	return TRACES.filter((trace) => trace !== OWN_NUMBER && text.includes(trace));
}

jest.setTimeout(60_000);

describe('what an erased person leaves behind', () => {
	it('holds no trace in the bytes of the file and its log', async () => {
		const place = await sqlitePlace();
		const store = await place.open();
		const bytes = () => ['', '-wal', '-shm'].flatMap((end) => (existsSync(place.file + end) ? readFileSync(place.file + end).toString('latin1') : [])).join('\n');
		await liveAndErase(store);
		expect(tracesIn(bytes())).toEqual(TRACES.filter((trace) => trace !== OWN_NUMBER));
		await store.record(BRAND, [erase({ contact: LEA })], ORIGIN, day(4));
		expect(tracesIn(bytes())).toEqual([]);
		await place.remove();
	});

	it('holds no trace in the bytes of the file where the periods of the brand have removed it', async () => {
		const place = await sqlitePlace();
		const store = await place.open();
		await liveAndErase(store);
		await store.record(BRAND, [consent({ contact: LEA, channel: 'call', state: 'withdrawn' }), optOut({ contact: LEA, channel: 'call' })], ORIGIN, day(4));
		const waiting = (await store.readFacts(BRAND, [LEA], day(5)))[0]?.suppressions.filter(({ reason }) => reason === 'review_hold') ?? [];
		await store.record(BRAND, waiting.map(({ id }) => lift(id, { contact: LEA, by: 'staff' })), ORIGIN, day(5));
		expect((await store.applyRetention(BRAND, { contacts: isoDay(5) }, ORIGIN, day(40))).contacts).toBe(1);
		expect(tracesIn(['', '-wal'].flatMap((end) => (existsSync(place.file + end) ? readFileSync(place.file + end).toString('latin1') : [])).join('\n'))).toEqual([]);
		await place.remove();
	});
});

describePostgres('what an erased person leaves behind in PostgreSQL', () => {
	it('holds no trace in any column of any table', async () => {
		const place = await postgresPlace();
		const store = await place.open();
		await liveAndErase(store);
		expect(tracesIn(await everyColumn(place))).toEqual(TRACES.filter((trace) => trace !== OWN_NUMBER));
		await store.record(BRAND, [erase({ contact: LEA })], ORIGIN, day(4));
		expect(tracesIn(await everyColumn(place))).toEqual([]);
		await place.remove();
	});
});

/** All rows of all tables as text, bytes read as text as well. */
async function everyColumn(place: PostgresPlace): Promise<string> {
	const columns = await place.raw<{ table: string; value: string }>(
		`SELECT table_name AS table, string_agg(CASE data_type WHEN 'bytea' THEN format('encode(%I, ''escape'')', column_name) ELSE format('%I::text', column_name) END, ', ') AS value
		FROM information_schema.columns WHERE table_schema = $1 GROUP BY table_name`,
		[place.config.schema],
	);
	const texts: string[] = [];
	for (const { table, value } of columns) {
		for (const row of await place.raw<{ value: string }>(`SELECT concat_ws(' | ', ${value}) AS value FROM @${table}`)) texts.push(row.value);
	}
	return texts.join('\n');
}
