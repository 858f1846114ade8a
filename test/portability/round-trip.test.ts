import fc from 'fast-check';
import { isAbsent } from '../../lib/model/is-absent';
import { COLUMNS, exportRecords, importRecords, readCsv, readJson, writeCsv, writeJson, type FlatRecord, type TableRow } from '../../lib/portability';
import { MESSAGE_CLASSES, type Channel } from '../../lib/model/channel';
import { CONSENT_BASES, CONSENT_STATES } from '../../lib/model/consent';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES, type SuppressionRule } from '../../lib/model/suppression';
import type { Change, ComplianceStore, ContactAddress } from '../../lib/store/port';
import { BRAND, day, ORIGIN } from '../support/store-changes';
import { sqlitePlace } from '../support/store-sqlite';

const CONTACTS: Array<[ContactAddress, Channel[]]> = [
	[{ kind: 'phone', address: '+14155552671' }, ['sms', 'call', 'whatsapp']],
	[{ kind: 'phone', address: '+447911123456' }, ['sms']],
	[{ kind: 'email', address: 'anna@example.com' }, ['email']],
	[{ kind: 'facebook', address: '24400320' }, ['facebook']],
];
/** What CSV and spreadsheets like to break. */
const NASTY = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), fc.constantFrom("=1+1", "'=1", '+cmd|x', '-2', '@x', "''", '"', ';', 'a,b', 'line\nbreak', 'line\r\nbreak', '\ttab', '+14155552671', ' x ', 'null', '\uFEFFbom'));
const TEXT = NASTY.filter((text) => text.trim() !== '');
const TIME = fc.integer({ min: 1, max: day(2).getTime() }).map((ms) => new Date(Math.abs(ms)).toISOString());
const EVIDENCE = fc.dictionary(TEXT, TEXT, { minKeys: 1, maxKeys: 2 });
const contactAnd = fc.constantFrom(...CONTACTS).chain(([contact, channels]) => fc.record({ contact: fc.constant(contact), channel: fc.constantFrom(...channels) }));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const CONSENT = fc.tuple(contactAnd, fc.constantFrom(...MESSAGE_CLASSES), fc.record({
	state: maybe(fc.constantFrom<string>(...CONSENT_STATES, 'perhaps')), source: maybe(TEXT), wordingVersion: maybe(TEXT), region: maybe(TEXT), timestamp: maybe(fc.oneof(TIME, fc.constant('no time'))),
	basis: maybe(fc.constantFrom<string>(...CONSENT_BASES, 'no basis')), confirmedAt: maybe(TIME), expiresAt: maybe(TIME), evidence: maybe(EVIDENCE),
	timeZone: maybe(fc.constantFrom('Europe/Paris', 'America/New_York')), jurisdiction: maybe(fc.constantFrom('FR', 'US-NY', 'US-TX US-CA')),
})).map(([who, messageClass, fields]) => ({ kind: 'consent', ...who, messageClass, ...fields }) as Change);

const SUPPRESSION = fc.tuple(contactAnd, fc.constantFrom(...SUPPRESSION_REASONS), fc.boolean(), fc.record({
	classes: fc.subarray([...MESSAGE_CLASSES], { minLength: 1 }), direction: fc.constantFrom('outgoing', 'incoming'), sender: maybe(TEXT.filter((sender) => !isAbsent(sender))), receivedBy: maybe(TEXT), occurredAt: maybe(TIME), until: maybe(fc.constantFrom(day(1).toISOString(), day(20).toISOString())), evidence: maybe(EVIDENCE),
})).map(([{ contact, channel }, reason, isWide, { until, ...fields }]) => {
	const rule: SuppressionRule = SUPPRESSION_RULES[reason];
	return { kind: 'suppress', contact, channel: isWide ? 'all' : channel, reason, ...fields, ...(rule.liftedBy.includes('expiry') && { until }) } as Change;
});
const ERASE = fc.constantFrom(...CONTACTS).map(([contact]): Change => ({ kind: 'erase', contact }));
const HISTORY = fc.array(fc.oneof({ weight: 5, arbitrary: CONSENT }, { weight: 5, arbitrary: SUPPRESSION }, { weight: 1, arbitrary: ERASE }), { maxLength: 25 });

async function exported(store: ComplianceStore): Promise<FlatRecord[]> {
	const records: FlatRecord[] = [];
	for await (const page of exportRecords(store, BRAND)) records.push(...page);
	return records;
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
	let text = '';
	for await (const chunk of chunks) text += chunk;
	return text;
}

/** As they are under whatever key of subjects, in whatever order of contacts. */
function comparable(records: readonly FlatRecord[]): string[] {
	return records.filter(({ address }) => address !== undefined).map(({ subject: _, ...record }) => JSON.stringify(Object.entries(record).sort())).sort();
}

const FORMATS: Array<[string, (pages: AsyncIterable<readonly FlatRecord[]>) => AsyncIterable<string>, (text: string) => AsyncIterable<TableRow>]> = [
	['CSV', writeCsv, readCsv],
	['JSON', writeJson, readJson],
];

describe.each(FORMATS)('an export as %s', (_, write, read) => {
	it('imported into an empty store and exported again gives the same records', async () => {
		const counts = { records: 0, erased: 0 };
		await fc.assert(
			fc.asyncProperty(HISTORY, async (changes) => {
				const [first, second] = [await sqlitePlace(), await sqlitePlace()];
				try {
					const [from, to] = [await first.open(), await second.open()];
					for (const change of changes) await from.record(BRAND, [change], ORIGIN, day(5));
					const before = await exported(from);
					const text = await textOf(write(exportRecords(from, BRAND)));
					const report = await importRecords(to, () => read(text), { brand: BRAND, at: day(6), origin: ORIGIN });
					const erased = before.filter(({ address }) => address === undefined);
					expect(report).toMatchObject({ rows: before.length, notes: [], unknownColumns: [] });
					expect(report.rejected.map(({ code }) => code)).toEqual(erased.map(() => 'address_erased'));
					expect(comparable(await exported(to))).toEqual(comparable(before));
					const again = await importRecords(to, () => read(text), { brand: BRAND, at: day(7), origin: ORIGIN });
					const undated = before.filter(({ address, state, time }) => address !== undefined && state === 'withdrawn' && (time === undefined || time === 'unreadable'));
					expect(again.consents.duplicate + again.suppressions.duplicate).toBe(before.length - erased.length - undated.length);
					expect(comparable(await exported(to))).toEqual(comparable(before));
					counts.records += before.length;
					counts.erased += erased.length;
				} finally {
					await first.remove();
					await second.remove();
				}
			}),
			{ numRuns: 25, seed: 7 },
		);
		expect(Math.min(counts.records, counts.erased)).toBeGreaterThan(0);
	}, 120_000);
});

describe('an export as CSV', () => {
	it('has a header, ends of lines as RFC 4180 has them, and no cell that a spreadsheet would run', async () => {
		const record: FlatRecord = { record: 'consent', address: '+14155552671', source: '=HYPERLINK("http://x")', region: "'quoted", wording_version: '-1', evidence: { page: 'a "b", c' } };
		const text = await textOf(writeCsv((async function* () { yield await Promise.resolve([record]); })()));
		const [header, row, end] = text.split('\r\n');
		expect([header, end]).toEqual([COLUMNS.join(','), '']);
		expect(row).toContain(',+14155552671,');
		expect(row).toContain(`,"'=HYPERLINK(""http://x"")",`);
		expect(row).toContain(",'-1,");
		expect(row).toContain('"{""page"":""a \\""b\\"", c""}"');
	});

	it('is read page by page: a store of many contacts is never held as a whole', async () => {
		const asked: Array<string | undefined> = [];
		const page = (number: number) => ({ contacts: [{ subject: `s${number}`, consents: [], suppressions: [] }], ...(number < 3 && { next: `s${number}` }) });
		const store = { readContacts: async (_brand: string, after: string | undefined) => { asked.push(after); return await Promise.resolve(page(asked.length)); } };
		expect(await textOf(writeJson(exportRecords(store, BRAND)))).toBe('[]\n');
		expect(asked).toEqual([undefined, 's1', 's2']);
	});

});
