import { hash } from 'node:crypto';
import { toHex } from '../hex';
import { bigintArray, hexBytesArray, textArray, textBytesArray } from './arrays';
import { writeText } from './json-text';

type Value = string | number | null;
type Row = Readonly<Record<string, unknown>>;

/** How a column is written: the type of the array that its values come in, and what the server makes of each. */
const WAYS = {
	integer: { array: 'bigint[]', cast: '::integer', encode: (values: Value[]) => bigintArray(values as Array<number | null>) },
	bigint: { array: 'bigint[]', cast: '', encode: (values: Value[]) => bigintArray(values as Array<number | null>) },
	boolean: { array: 'bigint[]', cast: ' <> 0', encode: (values: Value[]) => bigintArray(values as Array<number | null>) },
	text: { array: 'text[]', cast: '', encode: (values: Value[]) => textArray(values as Array<string | null>) },
	/** Text that PostgreSQL keeps as its bytes. */
	letters: { array: 'bytea[]', cast: '', encode: (values: Value[]) => textBytesArray(values as Array<string | null>) },
	/** Bytes on both sides; hexadecimal in between. */
	bytes: { array: 'bytea[]', cast: '', encode: (values: Value[]) => hexBytesArray(values as Array<string | null>) },
} as const;

export interface TransferColumn {
	/** In PostgreSQL. */
	name: string;
	way: (typeof WAYS)[keyof typeof WAYS];
	/** The columns in SQLite that it is made from. */
	from: readonly string[];
	read: (row: Row) => Value;
}

export interface TransferTable {
	/** The same on both sides. */
	name: string;
	columns: readonly TransferColumn[];
}

/** A column of the same name and meaning. */
function same(way: 'integer' | 'bigint' | 'boolean' | 'text' | 'letters', ...names: string[]): TransferColumn[] {
	return names.map((name) => ({ name, way: WAYS[way], from: [name], read: (row) => (row[name] ?? null) as Value }));
}

function bytes(...names: string[]): TransferColumn[] {
	return names.map((name) => ({ name, way: WAYS.bytes, from: [name], read: (row) => (row[name] === null ? null : toHex(row[name])) }));
}

/** Text that stands as between the quotes of a JSON string. */
function escaped(...names: string[]): TransferColumn[] {
	return names.map((name) => ({ name, way: WAYS.text, from: [name], read: (row) => (row[name] === null ? null : writeText(String(row[name]))) }));
}

function made(name: string, way: 'text' | 'letters' | 'bytes', from: readonly string[], read: (...values: string[]) => string): TransferColumn {
	return { name, way: WAYS[way], from, read: (row) => read(...from.map((column) => String(row[column]))) };
}

/** Of a suppression; the index of the waiting replies is made from it. */
function reasonOf(record: string): string {
	return String((JSON.parse(record) as { reason?: unknown }).reason);
}

/** Every table of a store in SQLite but `meta`, and how its rows become rows of PostgreSQL. Brands come first. */
export const TRANSFER_TABLES: readonly TransferTable[] = [
	{ name: 'brands', columns: [...same('integer', 'id'), ...same('letters', 'name'), ...same('bigint', 'seq'), ...bytes('hash')] },
	{
		name: 'events',
		columns: [
			...same('integer', 'brand_id'),
			...same('bigint', 'seq', 'at'),
			...same('text', 'kind', 'channel', 'payload', 'origin'),
			...same('letters', 'subject'),
			...bytes('evidence_digest', 'previous_hash', 'hash'),
		],
	},
	{ name: 'decided', columns: [...same('integer', 'brand_id'), ...same('bigint', 'seq'), ...same('letters', 'prefixes')] },
	{ name: 'evidence', columns: [...same('integer', 'brand_id'), ...same('bigint', 'seq'), ...same('text', 'salt', 'body')] },
	{ name: 'change_keys', columns: [...same('integer', 'brand_id'), ...same('letters', 'key'), ...same('bigint', 'seq')] },
	{ name: 'subjects', columns: [...same('letters', 'subject'), ...same('integer', 'brand_id'), ...same('text', 'kind', 'jurisdiction'), ...escaped('address', 'time_zone')] },
	{
		name: 'consents',
		columns: [
			...same('letters', 'subject'),
			made('scope', 'letters', ['channel', 'message_class'], (channel, messageClass) => `${channel} ${messageClass}`),
			...same('integer', 'brand_id'),
			...same('bigint', 'effective', 'seq'),
			...same('text', 'record'),
		],
	},
	{ name: 'suppressions', columns: [...same('letters', 'subject'), ...same('bigint', 'seq', 'until'), ...same('integer', 'brand_id'), made('reason', 'text', ['record'], reasonOf), ...same('text', 'record')] },
	{ name: 'answers', columns: [...same('letters', 'subject'), ...same('bigint', 'seq', 'at'), ...same('integer', 'brand_id'), ...same('text', 'record')] },
	{ name: 'policies', columns: [...same('integer', 'brand_id'), ...same('bigint', 'seq'), ...escaped('version'), ...same('boolean', 'in_force')] },
	{ name: 'feed_readers', columns: [...same('integer', 'brand_id'), ...same('letters', 'name'), ...escaped('owner'), ...same('bigint', 'leased_at', 'lease_ms', 'after_seq', 'attempts')] },
	{
		name: 'unknown_codes',
		columns: [
			...same('integer', 'brand_id'),
			made('name', 'bytes', ['provider', 'code'], (provider, code) => hash('sha256', JSON.stringify([provider, code]), 'hex')),
			...escaped('provider', 'code'),
			...same('bigint', 'count', 'first_at', 'last_at'),
		],
	},
	{ name: 'reservations', columns: [...same('letters', 'subject'), ...same('bigint', 'at', 'seq'), ...same('integer', 'brand_id'), ...same('text', 'channel', 'message_class')] },
];

/** The statement that adds rows to a table; its values are {@link valuesOf}. */
export function insertion({ name, columns }: TransferTable): string {
	const names = columns.map((column) => column.name).join(', ');
	const selected = columns.map((column) => `u.${column.name}${column.way.cast}`).join(', ');
	const parameters = columns.map(({ way }, index) => `$${index + 1}::${way.array}`).join(', ');
	return `INSERT INTO @${name} (${names}) SELECT ${selected} FROM unnest(${parameters}) AS u (${names})`;
}

export function valuesOf({ columns }: TransferTable, rows: readonly Row[]): Buffer[] {
	return columns.map(({ way, read }) => way.encode(rows.map(read)));
}
