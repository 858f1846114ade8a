import { importRecords, readCsv } from '../../lib/portability';
import type { ComplianceStore } from '../../lib/store/port';
import { BRAND, day, ORIGIN } from '../support/store-changes';
import { sqlitePlace } from '../support/store-sqlite';

describe('a CSV file that could lose rows without a word', () => {
	let place: Awaited<ReturnType<typeof sqlitePlace>>;
	let store: ComplianceStore;
	beforeEach(async () => {
		place = await sqlitePlace();
		store = await place.open();
	});
	afterEach(() => place.remove());

	const add = async (file: string) => await importRecords(store, () => readCsv(file), { brand: BRAND, at: day(5), origin: ORIGIN });
	const many = Array.from({ length: 5000 }, (_, index) => `+1415555${String(index).padStart(4, '0')},x\n`).join('');

	it.each<[string, string, RegExp]>([
		['a quotation mark that is never closed', 'address,evidence\n+14155550111,"x\n+14155550112,y\n', /quotation mark/],
		['text behind a quotation mark', 'address,evidence\n+14155550111,"abc"def\n+14155550112,x\n+14155550113,y\n', /quotation mark/],
		['text behind a quotation mark, in the only column', 'address\n"+14155550173"x\n+14155550112\n+14155550113\n', /quotation mark/],
		['a quoted row with another end of line', 'address\r\n"+14155550111"\n+14155550112\r\n+14155550113\r\n', /quotation mark/],
		['such a mark behind many rows', `address,evidence\n${many}+14155560111,"abc"def\n+14155560112,"x"\n`, /quotation mark/],
		['a short row with another end of line', 'address,evidence,channel\r\n+14155550111,x\n+14155550112,sms\r\n', /different ways/],
		['a short row with another end of line, before a cell that has one', 'address,evidence,channel\n+14155550111,x\r+14155550112,sms\n+14155550113,"a\rb",sms\n', /different ways/],
		['no header', '+14155550111,sms\n+14155550112,sms\n', /first row/],
		['a header without address and subject', 'phone,reason\n+14155550111,staff_dnd\n', /first row/],
		['two columns of addresses', 'address,Address,reason\n+14155550111,+14155550112,staff_dnd\n', /column address twice/],
		['two columns of another name', 'address,Received By,received_by\n+14155550111,a,b\n', /column received_by twice/],
	])('is refused for %s before anything is recorded, without an address in the words', async (_, file, words) => {
		const refusal = await add(file).then(() => undefined, (error: unknown) => error);
		expect(refusal).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(words) as string });
		expect(JSON.stringify([refusal, String(refusal)])).not.toContain('415555');
		expect(await store.head(BRAND)).toBeUndefined();
	});

	it('is not one with quoted delimiters, marks and ends of lines, also where it is longer than a piece', async () => {
		const quoted = many.replaceAll(',x\n', ',"say ""a, b""\r\nand c"\r\n');
		expect(quoted.length).toBeGreaterThan(2 * 64 * 1024);
		expect(await add(`address,evidence\r\n${quoted}`)).toMatchObject({ rows: 5000, suppressions: { applied: 5000 }, rejected: [] });
	});

	it('is not one whose header alone has no return, or whose last row ends otherwise', async () => {
		expect(await add('address,channel\n+14155550111,sms\r\n+14155550112,"sms"\r\n')).toMatchObject({ suppressions: { applied: 2 }, rejected: [] });
		expect(await add('address,channel\r\n+14155550113,sms\r\n+14155550114,sms\n')).toMatchObject({ suppressions: { applied: 2 }, rejected: [] });
	});

	it('is not one that names subjects alone: each row is turned away', async () => {
		expect((await add('subject,reason\nabc,staff_dnd\n')).rejected).toMatchObject([{ row: 2, code: 'address_erased' }]);
	});
});
