import type { JsonObject } from '../model/json';

/** What an export has a row for. */
export const RECORD_TYPES = ['suppression', 'consent'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** The columns of an export, in their order; in JSON the names of the fields. */
export const COLUMNS = [
	'record',
	'brand',
	'subject',
	'kind',
	'address',
	'time_zone',
	'jurisdiction',
	'channel',
	'classes',
	'reason',
	'direction',
	'sender',
	'received_by',
	'state',
	'basis',
	'source',
	'wording_version',
	'region',
	'confirmed_at',
	'expires_at',
	'time',
	'until',
	'evidence',
] as const;
export type Column = (typeof COLUMNS)[number];

/** One consent or one suppression. What is not known is absent. */
export type FlatRecord = Partial<Record<Exclude<Column, 'evidence'>, string>> & { record: RecordType; evidence?: JsonObject };

/** A row of a file or an item, by the names of our columns; every value may be anything. */
export type RawRow = Partial<Record<Column, unknown>>;

/** In the place of a value of a consent that nobody could read when it was recorded: it proves nothing, and is not the same as a value that is missing. */
export const UNREADABLE = 'unreadable';

const KNOWN: ReadonlySet<string> = new Set(COLUMNS);

/** The column that a header or a field names, whatever its case and blanks. */
export function columnOf(name: string): Column | undefined {
	const plain = name.replace(/^\uFEFF/, '').trim().toLowerCase().replace(/[\s-]+/g, '_');
	return KNOWN.has(plain) ? (plain as Column) : undefined;
}
