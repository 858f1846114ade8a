import { importRecords, readCsv, rowOf, type ImportReport, type TableRow } from '../../lib/portability';
import type { ComplianceStore } from '../../lib/store/port';
import { BRAND, consent, day, erase, isoDay, lift, optOut, ORIGIN } from '../support/store-changes';
import { sqlitePlace } from '../support/store-sqlite';

const PHONE = '+14155552671';
const CONTACT = { kind: 'phone' as const, address: PHONE };
const STOP = { record: 'suppression', address: PHONE, channel: 'sms', reason: 'opt_out_keyword', classes: 'marketing', direction: 'outgoing', time: isoDay(1) };
const YES = { record: 'consent', address: PHONE, channel: 'sms', classes: 'marketing', state: 'granted', source: 'web', time: isoDay(2), wording_version: 'v1' };

describe('an import', () => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	let store: ComplianceStore;
	beforeEach(async () => {
		place = await sqlitePlace();
		store = await place.open();
	});
	afterEach(() => place.remove());

	async function* tableOf(rows: readonly object[]): AsyncGenerator<TableRow> {
		for (const [index, row] of rows.entries()) yield await Promise.resolve(rowOf(row, index + 1));
	}
	const options = { brand: BRAND, at: day(5), origin: ORIGIN };
	const add = async (...rows: object[]): Promise<ImportReport> => await importRecords(store, () => tableOf(rows), options);
	const facts = async (address = PHONE) => (await store.readFacts(BRAND, [{ kind: address.includes('@') ? 'email' : 'phone', address }], day(6)))[0];
	const notesOf = ({ notes }: ImportReport) => notes.map(({ code }) => code);

	it('records the suppressions of a list before its consents, whatever their order', async () => {
		await add(YES, STOP);
		const kinds = [];
		for await (const { kind } of store.events(BRAND)) kinds.push(kind);
		expect(kinds).toEqual(['suppress', 'consent']);
	});

	it('lifts nothing: a granted consent leaves an opt-out in force', async () => {
		await store.record(BRAND, [optOut({ contact: CONTACT })], ORIGIN, day(1));
		await add(YES);
		expect((await facts())?.suppressions).toHaveLength(1);
	});

	it('leaves a newer consent in its place, and a withdrawal where nobody knows when the listed consent was given', async () => {
		await store.record(BRAND, [consent({ contact: CONTACT, state: 'withdrawn', timestamp: isoDay(3) })], ORIGIN, day(3));
		const { time: _, ...undated } = YES;
		expect((await add(YES)).consents).toEqual({ applied: 0, already: 1, duplicate: 0 });
		expect((await add(undated)).consents).toEqual({ applied: 0, already: 1, duplicate: 0 });
		expect((await facts())?.consents).toMatchObject([{ state: 'withdrawn' }]);
	});

	it('takes a withdrawal without a time, or with faults, for the last word', async () => {
		await store.record(BRAND, [consent({ contact: CONTACT, timestamp: isoDay(3) })], ORIGIN, day(3));
		const report = await add({ ...YES, state: 'opted out', time: '03/04/26', basis: 'who knows' });
		expect(notesOf(report)).toEqual(['withdrawal_incomplete']);
		expect((await facts())?.consents).toMatchObject([{ state: 'withdrawn' }]);
	});

	it('changes nothing when it is run again, even where the person has opted in since', async () => {
		await add(STOP);
		const [found] = (await facts())?.suppressions ?? [];
		await store.record(BRAND, [lift(found?.id ?? '', { contact: CONTACT })], ORIGIN, day(6));
		expect((await add(STOP)).suppressions).toEqual({ applied: 0, already: 0, duplicate: 1 });
		expect((await facts())?.suppressions).toEqual([]);
	});

	it.each<[string, object, object]>([
		['suppression without a time', { ...STOP, time: '' }, { suppressions: [{ reason: 'opt_out_keyword' }] }],
		['suppression with a time that can not be read', { ...STOP, time: '1/2/26' }, { suppressions: [{ reason: 'opt_out_keyword' }] }],
		['suppression with a time that is still to come', { ...STOP, time: isoDay(20) }, { suppressions: [{ reason: 'opt_out_keyword' }] }],
		['withdrawal without a time', { ...YES, state: 'withdrawn', time: '' }, { consents: [{ state: 'withdrawn' }] }],
	])('takes a %s for a new one where the contact has opted in since', async (_, row, stopped) => {
		await add(row);
		for (const { id } of (await facts())?.suppressions ?? []) await store.record(BRAND, [lift(id, { contact: CONTACT })], ORIGIN, day(5));
		await store.record(BRAND, [consent({ contact: CONTACT, timestamp: isoDay(6) })], ORIGIN, day(6));
		expect(await facts()).toMatchObject({ suppressions: [], consents: [{ state: 'granted' }] });
		const report = await importRecords(store, () => tableOf([row]), { ...options, at: day(7) });
		expect(report.suppressions.applied + report.consents.applied).toBe(1);
		expect(await facts()).toMatchObject(stopped);
	});

	it('keeps one suppression where a row without a time is imported twice, and every unclear reply once', async () => {
		const hold = { ...STOP, reason: 'review_hold', time: '' };
		await add({ ...STOP, time: '' }, hold, hold);
		expect((await add({ ...STOP, time: '' }, hold, hold)).suppressions).toEqual({ applied: 0, already: 1, duplicate: 2 });
		expect((await facts())?.suppressions.map(({ reason }) => reason).sort()).toEqual(['opt_out_keyword', 'review_hold', 'review_hold']);
	});

	it.each<[string, object, string[], string[], string[]]>([
		['no channel', { channel: '' }, ['call marketing', 'sms marketing', 'whatsapp marketing'], ['withdrawal_incomplete'], []],
		['a channel that does not exist', { channel: 'pigeon' }, ['call marketing', 'sms marketing', 'whatsapp marketing'], ['withdrawal_incomplete'], []],
		['a channel of another kind of address', { channel: 'email', kind: 'phone' }, ['call marketing', 'sms marketing', 'whatsapp marketing'], ['withdrawal_incomplete'], []],
		['several classes', { classes: 'marketing transactional' }, ['sms marketing', 'sms transactional'], [], []],
		['no class', { classes: '' }, ['sms emergency', 'sms informational', 'sms marketing', 'sms transactional'], ['withdrawal_incomplete'], []],
		['a class that does not exist', { classes: 'marketing ads' }, ['sms emergency', 'sms informational', 'sms marketing', 'sms transactional'], ['withdrawal_incomplete'], []],
	])('records a withdrawal with %s, in the place of what was granted', async (_, fields, withdrawn, notes, rejected) => {
		await store.record(BRAND, [consent({ contact: CONTACT, timestamp: isoDay(1) })], ORIGIN, day(1));
		const report = await add({ ...YES, state: 'withdrawn', ...fields });
		expect([report.consents.applied, notesOf(report), report.rejected]).toEqual([1, notes, rejected]);
		const found = (await facts())?.consents ?? [];
		expect(found.map(({ state, channel, messageClass }) => [state, `${channel} ${messageClass}`]).sort()).toEqual(withdrawn.map((one) => ['withdrawn', one]));
	});

	it.each([['granted', 'consent'], ['pending', 'consent'], ['granted', '']])('records no %s consent (record "%s") for a number that the gate of its channel would have to guess', async (state, record) => {
		const report = await add({ ...YES, record, state, address: '15012345678' });
		expect(report.rejected.map(({ code }) => code)).toEqual(['address_invalid']);
		expect((await facts('+15012345678'))?.consents).toEqual([]);
	});

	it.each<[string, object]>([['suppression', STOP], ['withdrawal', { ...YES, state: 'withdrawn' }], ['consent on WhatsApp, which writes numbers so', { ...YES, channel: 'whatsapp' }]])('reads a number that lost its plus in a %s', async (_, row) => {
		expect((await add({ ...row, address: '14155552671' })).rejected).toEqual([]);
		expect(await facts()).toMatchObject('reason' in row ? { suppressions: [{}] } : { consents: [{}] });
	});

	it('stops every sender where the sender is no name', async () => {
		await add({ ...STOP, sender: true }, { ...STOP, channel: 'call', sender: ' ' }, { ...STOP, channel: 'whatsapp', sender: 'n/a' });
		expect((await facts())?.suppressions.map(({ sender }) => sender)).toEqual([undefined, undefined, undefined]);
	});

	it('keeps an opt-out of someone who was erased and comes back with the next list', async () => {
		await add(STOP);
		await store.record(BRAND, [erase({ contact: CONTACT })], ORIGIN, day(6));
		await add({ ...YES, time: isoDay(4) });
		expect((await facts())?.suppressions).toMatchObject([{ reason: 'opt_out_keyword', occurredAt: isoDay(1) }]);
	});

	it.each<[string, object, string[], object]>([
		['reason', { reason: 'because' }, ['reason_unreadable'], { reason: 'opt_out_recorded', classes: ['marketing'] }],
		['reason, where no classes are named', { reason: 'because', classes: '' }, ['reason_unreadable'], { classes: ['marketing', 'informational', 'transactional', 'emergency'] }],
		['channel', { channel: 'pigeon' }, ['channel_unreadable'], { channel: 'all' }],
		['channel, which is of another kind of address', { kind: 'phone', channel: 'email' }, ['channel_unreadable'], { channel: 'all' }],
		['class among others', { classes: 'marketing ads' }, ['classes_unreadable'], { classes: ['marketing', 'informational', 'transactional', 'emergency'] }],
		['end', { reason: 'staff_dnd', until: 'next year' }, ['until_unreadable'], { reason: 'staff_dnd' }],
		['end without a time zone', { reason: 'staff_dnd', until: '2026-03-31' }, ['until_unreadable'], { reason: 'staff_dnd' }],
		['end of what has none', { until: isoDay(6) }, ['until_dropped'], { reason: 'opt_out_keyword' }],
		['time', { time: '1/2/26' }, ['time_unreadable'], { since: isoDay(5) }],
		['kind of record', { record: 'thing' }, ['record_unreadable'], { reason: 'opt_out_keyword' }],
	])('never narrows a suppression by an unreadable %s', async (_, fields, notes, recorded) => {
		expect(notesOf(await add({ ...STOP, ...fields }))).toEqual(notes);
		const [found, ...others] = (await facts())?.suppressions ?? [];
		expect(others).toEqual([]);
		expect(found).toMatchObject(recorded);
		if ('until' in fields) expect(found).not.toHaveProperty('until');
	});

	it('stops both directions where the direction can not be read', async () => {
		await add({ ...STOP, direction: 'sideways' });
		expect((await facts())?.suppressions.map(({ direction }) => direction).sort()).toEqual(['incoming', 'outgoing']);
	});

	it.each<[string, object, string]>([
		['no address', { address: '' }, 'address_missing'],
		['no address and a subject', { address: null, subject: 'abc' }, 'address_erased'],
		['a number that can not be one', { address: '12' }, 'address_invalid'],
		['a number that a spreadsheet has rounded', { address: '1.41555E+10' }, 'address_imprecise'],
		['another brand', { brand: 'other' }, 'brand_other'],
		['a channel that does not exist', { channel: 'fax' }, 'channel_unreadable'],
		['several classes', { classes: 'marketing transactional' }, 'class_unreadable'],
		['two fields that are one', { Address: '+14155552672' }, 'column_twice'],
		['a choice that nobody understands', { state: 'perhaps' }, 'state_unreadable'],
		['a basis that nobody knows', { basis: 'hearsay' }, 'basis_unreadable'],
		['a time that needs a guess', { time: '03/04/2026' }, 'time_unreadable'],
		['an end that needs a guess', { expires_at: '03/04/2026' }, 'time_unreadable'],
		['a time in the future', { time: isoDay(20) }, 'time_in_future'],
	])('turns a consent away for %s, and says in which row', async (_, fields, code) => {
		const report = await add(STOP, { ...YES, ...fields });
		expect(report).toMatchObject({ rows: 2, rejected: [{ row: 2, code }], suppressions: { applied: 1 } });
		expect(JSON.stringify(report)).not.toMatch(/4155552671|hearsay|perhaps/);
	});

	it('reads what spreadsheets make of a file: other delimiters, numbers without plus, apostrophes, blank lines, more columns', async () => {
		const file = ['\uFEFFRecord;Address;CHANNEL;Reason;Loyalty Points', 'suppression;14155552671;sms;opt_out_page;7', '', ";;;;", "suppression;'+447911123456;sms;staff_dnd;", 'suppression;4.15E+10;sms;staff_dnd;', 'suppression;+14155552672;sms'].join('\r\n');
		const report = await importRecords(store, () => readCsv(file), options);
		expect(report).toMatchObject({ rows: 4, suppressions: { applied: 2 }, unknownColumns: ['Loyalty Points'] });
		expect(report.rejected.map(({ row, code }) => [row, code])).toEqual([[6, 'address_imprecise'], [7, 'row_malformed']]);
		expect((await facts())?.suppressions).toMatchObject([{ reason: 'opt_out_page' }]);
		expect((await facts('+447911123456'))?.suppressions).toMatchObject([{ reason: 'staff_dnd' }]);
	});
});
