import { ComplianceError } from '../model/errors';
import type { FlatRecord } from './columns';
import type { TableRow } from './table';

/** The records as one JSON array, a line for each, in pieces. */
export async function* writeJson(pages: AsyncIterable<readonly FlatRecord[]>): AsyncGenerator<string> {
	let before = '[\n';
	for await (const page of pages) {
		yield page.map((record, index) => `${index === 0 ? before : ',\n'}${JSON.stringify(record)}`).join('');
		before = ',\n';
	}
	yield before === ',\n' ? '\n]\n' : '[]\n';
}

/** @throws ComplianceError `CONFIG_INVALID` for a text that is no JSON array. An entry that is no object is a row without values. */
export async function* readJson(text: string): AsyncGenerator<TableRow> {
	for (const [index, entry] of parse(text).entries()) yield await Promise.resolve(rowOf(entry, index + 1));
}

/** The fields of an object as a row; anything else is a row without values. */
export function rowOf(entry: unknown, row: number): TableRow {
	const fields = typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry : {};
	return { row, names: Object.keys(fields), values: Object.values(fields) };
}

function parse(text: string): unknown[] {
	try {
		const entries: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
		if (Array.isArray(entries)) return entries as unknown[];
	} catch {
		throw unreadable();
	}
	throw unreadable();
}

function unreadable(): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', 'The file is no JSON list of records.', 'Use a file that Data > Export wrote, or a JSON array of objects with its field names.');
}
