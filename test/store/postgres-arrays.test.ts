import fc from 'fast-check';
import { Client } from 'pg';
import { bigintArray, hexBytesArray, textArray, textBytesArray } from '../../lib/store/postgres/arrays';
import { readText, writeText } from '../../lib/store/postgres/json-text';
import { CONNECTION_STRING, describePostgres } from '../support/store-postgres';

const RUNS = { numRuns: 60 };
const texts = fc.array(fc.option(fc.string({ unit: 'binary' }).map((text) => text.replace(/[\0\p{Cs}]/gu, '')), { nil: undefined }));
const numbers = fc.array(fc.option(fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, -1, 2 ** 32, -(2 ** 32), 2 ** 31, Number.MIN_SAFE_INTEGER)), { nil: null }));
const orNull = (items: readonly unknown[]): unknown[] => items.map((item) => item ?? null);

describePostgres('arrays in their binary form come to the server as they are', () => {
	let client: Client;
	beforeAll(async () => {
		client = new Client({ connectionString: CONNECTION_STRING });
		await client.connect();
	});
	afterAll(() => client.end());

	const echo = async (type: string, expression: string, value: Buffer) => {
		const text = `SELECT coalesce(json_agg(${expression} ORDER BY n), '[]') AS items FROM unnest($1::${type}[]) WITH ORDINALITY AS u (item, n)`;
		return (await client.query<{ items: unknown[] }>({ text, values: [value] })).rows[0]?.items ?? [];
	};

	test('of texts', async () => {
		await fc.assert(fc.asyncProperty(texts, async (items) => expect(await echo('text', 'item', textArray(items))).toEqual(orNull(items))), RUNS);
	});

	test('of the bytes of texts', async () => {
		await fc.assert(fc.asyncProperty(texts, async (items) => expect(await echo('bytea', "convert_from(item, 'UTF8')", textBytesArray(items))).toEqual(orNull(items))), RUNS);
	});

	test('of bytes in hexadecimal', async () => {
		const hashes = fc.array(fc.option(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('hex')), { nil: undefined }));
		await fc.assert(fc.asyncProperty(hashes, async (items) => expect(await echo('bytea', "encode(item, 'hex')", hexBytesArray(items))).toEqual(orNull(items))), RUNS);
	});

	test('of whole numbers', async () => {
		await fc.assert(fc.asyncProperty(numbers, async (items) => expect((await echo('bigint', 'item::text', bigintArray(items))).map((item) => (item === null ? null : Number(item)))).toEqual(items)), RUNS);
	});
});

test('every text comes back as it was written, and what was written is neither NUL nor half a surrogate pair', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }), fc.string()), (text) => {
			const written = writeText(text);
			expect(readText(written)).toBe(text);
			expect(/[\0\p{Cs}]/u.test(written)).toBe(false);
			expect(JSON.parse(`"${written}"`)).toBe(text);
		}),
	);
});

test('an ordinary address stays as it is, so that people can look for it', () => {
	for (const text of ['+15551230001', 'a.b+c@example.com', 'Europe/Paris', 'José', '']) expect(writeText(text)).toBe(text);
});
