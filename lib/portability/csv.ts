import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { ComplianceError } from '../model/errors';
import { COLUMNS, type FlatRecord } from './columns';
import { guarded, unguarded } from './spreadsheet-guard';
import type { TableRow } from './table';

const NEWLINE = '\r\n';
const DELIMITERS = [',', ';', '\t', '|'];
/** Characters of a header that are looked at to tell the delimiter. */
const LONGEST_HEADER = 10_000;
const CHUNK = 64 * 1024;

/** The records as CSV (RFC 4180) with a header, in pieces; evidence is JSON in its cell. */
export async function* writeCsv(pages: AsyncIterable<readonly FlatRecord[]>): AsyncGenerator<string> {
	yield `${COLUMNS.join(',')}${NEWLINE}`;
	for await (const page of pages) yield `${Papa.unparse(page.map(cellsOf), { newline: NEWLINE, header: false })}${NEWLINE}`;
}

/**
 * Reads a file with a header, in pieces; also one that a program for spreadsheets has saved, with another delimiter or another end of line.
 *
 * @throws ComplianceError `CONFIG_INVALID` where it has no header, or a quote that is opened and never closed, which would swallow rows.
 */
export async function* readCsv(text: string): AsyncGenerator<TableRow> {
	const body = text.replace(/^\uFEFF/, '');
	if (body.split('"').length % 2 === 0) throw new ComplianceError('CONFIG_INVALID', 'A quotation mark in the file is opened and never closed, so nothing was imported.', 'Save the file as CSV anew. A quotation mark within a cell is written twice.');
	const { delimiter, newline } = formOf(body);
	const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { delimiter, newline, skipEmptyLines: false });
	const rows = Readable.from(pieces(body)).pipe(parser) as AsyncIterable<string[]>;
	let header: string[] | undefined;
	let row = 0;
	for await (const cells of rows) {
		row += 1;
		if (header === undefined) header = cells.map((name) => name.trim());
		else if (cells.some((cell) => cell.trim() !== '')) yield { row, names: header, values: withoutTail(cells, header.length).map(unguarded) };
	}
	if (header === undefined) throw new ComplianceError('CONFIG_INVALID', 'The file holds no rows.', 'Use a CSV file whose first row names the columns.');
}

function cellsOf(record: FlatRecord): string[] {
	return COLUMNS.map((column) => {
		const value = record[column];
		return value === undefined ? '' : guarded(typeof value === 'string' ? value : JSON.stringify(value));
	});
}

/** Programs for spreadsheets fill rows up with empty cells. */
function withoutTail(cells: readonly string[], length: number): readonly string[] {
	return cells.slice(length).every((cell) => cell.trim() === '') ? cells.slice(0, length) : cells;
}

/** As the header has it: its names hold neither delimiters nor ends of lines. */
function formOf(body: string): { delimiter: string; newline: '\r\n' | '\n' | '\r' } {
	const [header = ''] = body.slice(0, LONGEST_HEADER).split(/[\r\n]/, 1);
	const end = body.slice(header.length, header.length + 2);
	const newline = end === '\r\n' ? '\r\n' : end.startsWith('\r') ? '\r' : '\n';
	const count = (delimiter: string): number => header.split(delimiter).length;
	const [delimiter = ','] = [...DELIMITERS].sort((one, other) => count(other) - count(one));
	return { delimiter, newline };
}

function* pieces(text: string): Generator<string> {
	for (let start = 0; start < text.length; start += CHUNK) yield text.slice(start, start + CHUNK);
}
