import { deliveryCodes, type DeliveryCodeRow, type DeliveryOutcome } from '../../packs/delivery';
import { readPath, type Path } from '../read-path';
import type { CodeLookup, ReportScope } from './delivery-shape';
import { readEach } from './read-each';

/** Values by which providers say that there is no error. */
const NO_CODE = new Set(['', '0', '000', 'null', 'none']);
/** A code that is shown although no row knows it: nothing that could be an address or a sentence. */
const PLAIN_CODE = /^(?!.*\d{8})[a-z\d_.-]{1,40}$/i;
/** An error says what it is at its beginning. */
const LONGEST_ERROR = 8_192;

export interface FoundCode {
	/** Absent: the shape holds no code that is fit to be shown. */
	code?: string;
	/** Absent: the code is in no table. */
	row?: DeliveryCodeRow;
}

/** The codes of one list of one provider. */
interface CodeList {
	/** By the code in small letters. */
	rows: Map<string, DeliveryCodeRow>;
	withTexts: DeliveryCodeRow[];
}

let lists: Map<string, CodeList> | undefined;

function listOf(provider: string, name: string): CodeList | undefined {
	lists ??= readLists();
	return lists.get(`${provider}/${name}`);
}

function readLists(): Map<string, CodeList> {
	const found = new Map<string, CodeList>();
	for (const row of deliveryCodes()) {
		const name = `${row.provider}/${row.list}`;
		const list: CodeList = found.get(name) ?? { rows: new Map(), withTexts: [] };
		list.rows.set(row.code.toLowerCase(), row);
		if (row.texts !== undefined) list.withTexts.push(row);
		found.set(name, list);
	}
	return found;
}

/**
 * What the codes of an event say; `undefined` for an event that holds none. Lookups of one list refine one another: the first that finds a row
 * decides. A code that is in no row changes nothing, whatever the status beside it says. An opt-out wins over everything that another list says.
 */
export function lookUpCode(provider: string, lookups: readonly CodeLookup[], scope: ReportScope): FoundCode | undefined {
	let first: FoundCode | undefined;
	let decidedBy: string | undefined;
	for (const lookup of lookups) {
		if (lookup.list === decidedBy) continue;
		const found = weightiest(listOf(provider, lookup.list), lookup, scope);
		if (found?.row?.outcome === 'opted_out') return found;
		if (found === undefined || first !== undefined) continue;
		first = found;
		if (found.row !== undefined) decidedBy = lookup.list;
	}
	return first;
}

/**
 * What a provider means by a code that stands alone.
 *
 * @param names the lists in which to look, in their order.
 */
export function lookUpPlainCode(provider: string, names: readonly string[], code: string): FoundCode {
	for (const name of names) {
		const row = listOf(provider, name)?.rows.get(code.toLowerCase());
		if (row) return { code: row.code, row };
	}
	return shown(code);
}

/** What counts most where a report has several errors; a code that nobody knows before one that says nothing about the contact. */
const WEIGHTS: Readonly<Partial<Record<DeliveryOutcome, number>>> = { opted_out: 4, permanent: 3, temporary: 2 };
const WEIGHT_OF_UNLISTED = 1;

function weightiest(list: CodeList | undefined, lookup: CodeLookup, scope: ReportScope): FoundCode | undefined {
	let [best, most]: [FoundCode | undefined, number] = [undefined, -1];
	for (const code of codesIn(list, lookup, scope)) {
		const row = list?.rows.get(code.toLowerCase());
		if (row === undefined && lookup.detail) continue;
		const weight = row === undefined ? WEIGHT_OF_UNLISTED : (WEIGHTS[row.outcome] ?? 0);
		if (weight > most) [best, most] = [row === undefined ? shown(code) : { code: row.code, row }, weight];
	}
	return best;
}

function codesIn(list: CodeList | undefined, lookup: CodeLookup, scope: ReportScope): string[] {
	const { parts } = lookup;
	if (parts === undefined) return fromTexts(list, lookup, scope);
	const [only] = parts;
	const codes = parts.length === 1 && only?.includes('*') ? readEach(scope, only).map(codeOf) : [joined(scope, parts)];
	return codes.filter((code) => code !== undefined);
}

function shown(code: string): FoundCode {
	return PLAIN_CODE.test(code) ? { code } : {};
}

/** A value as a code; `undefined` for what is none, or says that there is no error. */
function codeOf(value: unknown): string | undefined {
	const isPlain = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && value.length <= LONGEST_ERROR);
	const code = isPlain ? String(value).trim() : '';
	return NO_CODE.has(code.toLowerCase()) ? undefined : code;
}

function joined(scope: ReportScope, parts: readonly Path[]): string | undefined {
	let code: string | undefined;
	for (const path of parts) {
		const value = codeOf(readPath(scope, path));
		if (value === undefined) return undefined;
		code = code === undefined ? value : `${code}/${value}`;
	}
	return code;
}

function fromTexts(list: CodeList | undefined, { texts = [], pattern }: CodeLookup, scope: ReportScope): string[] {
	const found: string[] = [];
	for (const value of texts.flatMap((path) => readEach(scope, path))) {
		if (typeof value !== 'string') continue;
		const text = value.slice(0, LONGEST_ERROR);
		const lower = text.toLowerCase();
		if (pattern !== undefined) for (const [, code] of text.matchAll(pattern)) if (code !== undefined) found.push(code);
		for (const { code, texts: words } of list?.withTexts ?? []) if (words?.some((word) => lower.includes(word))) found.push(code);
	}
	return found;
}
