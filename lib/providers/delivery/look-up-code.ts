import { DELIVERY_CODE_PACK, type DeliveryCodeRow } from '../../packs/delivery';
import { readPath, type Path } from '../read-path';
import type { CodeLookup, ReportScope } from './delivery-shape';

/** Values by which providers say that there is no error. */
const NO_CODE = new Set(['', '0', '000', 'null', 'none']);
/** A code that is shown although no row knows it: nothing that could be an address or a sentence. */
const PLAIN_CODE = /^[a-z\d_.-]{1,40}$/i;
/** An error says what it is at its beginning. */
const LONGEST_ERROR = 8_192;

const ROWS = new Map(DELIVERY_CODE_PACK.rows.map((row) => [row.id.toLowerCase(), row]));
const ROWS_WITH_TEXTS = DELIVERY_CODE_PACK.rows.filter(({ texts }) => texts !== undefined);

export interface FoundCode {
	/** Absent: the shape holds no code that is fit to be shown. */
	code?: string;
	row?: DeliveryCodeRow;
}

function readValue(scope: ReportScope, path: Path): string | undefined {
	const value = readPath(scope, path);
	if (typeof value === 'string') return value.length <= LONGEST_ERROR ? value.trim() : undefined;
	return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? String(value) : undefined;
}

function joined(scope: ReportScope, parts: readonly Path[]): string | undefined {
	const values = parts.map((path) => readValue(scope, path));
	return values.every((value) => value !== undefined && !NO_CODE.has(value.toLowerCase())) ? values.join('/') : undefined;
}

function fromTexts(provider: string, { list, texts = [], pattern }: CodeLookup, scope: ReportScope): string | undefined {
	for (const path of texts) {
		const value = readPath(scope, path);
		if (typeof value !== 'string') continue;
		const text = value.slice(0, LONGEST_ERROR);
		const lower = text.toLowerCase();
		const code = pattern?.exec(text)?.[1] ?? ROWS_WITH_TEXTS.find((row) => row.provider === provider && row.list === list && row.texts?.some((words) => lower.includes(words)))?.code;
		if (code !== undefined) return code;
	}
	return undefined;
}

/**
 * What the codes of an event say; `undefined` for an event that holds none. A code that is in no row changes nothing,
 * whatever the status beside it says, unless that is an opt-out.
 */
export function lookUpCode(provider: string, lookups: readonly CodeLookup[], scope: ReportScope): FoundCode | undefined {
	let unknown: string | undefined;
	for (const lookup of lookups) {
		const code = lookup.parts ? joined(scope, lookup.parts) : fromTexts(provider, lookup, scope);
		if (code === undefined) continue;
		const row = ROWS.get(`${provider}/${lookup.list}/${code}`.toLowerCase());
		if (row && (unknown === undefined || row.outcome === 'opted_out')) return { code: row.code, row };
		if (!row && !lookup.detail) unknown ??= code;
	}
	return unknown === undefined ? undefined : { ...(PLAIN_CODE.test(unknown) && { code: unknown }) };
}
