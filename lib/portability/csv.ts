import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { ComplianceError } from '../model/errors';
import { columnOf, COLUMNS, type FlatRecord } from './columns';
import { guarded, unguarded } from './spreadsheet-guard';
import type { TableRow } from './table';

const NEWLINE = '\r\n';
const DELIMITERS = [',', ';', '\t', '|'];
/** Characters of a header that are looked at to tell the delimiter. */
const LONGEST_HEADER = 10_000;
const CHUNK = 64 * 1024;

interface Form {
	delimiter: string;
	newline: '\r\n' | '\n' | '\r';
}

/** The records as CSV (RFC 4180) with a header, in pieces; evidence is JSON in its cell. */
export async function* writeCsv(pages: AsyncIterable<readonly FlatRecord[]>): AsyncGenerator<string> {
	yield `${COLUMNS.join(',')}${NEWLINE}`;
	for await (const page of pages) yield `${Papa.unparse(page.map(cellsOf), { newline: NEWLINE, header: false })}${NEWLINE}`;
}

/**
 * Reads a file with a header, in pieces; also one that a program for spreadsheets has saved, with another delimiter or another end of line.
 *
 * @throws ComplianceError `CONFIG_INVALID` before the first row, where rows could be lost without a word: it has no header that names the address or the subject, a column
 *   twice, a quote that does not end with its cell, or ends of lines outside of quotes that are not those of the header.
 */
export async function* readCsv(text: string): AsyncGenerator<TableRow> {
	const body = text.replace(/^\uFEFF/, '');
	const form = formOf(body);
	if (!isWellQuoted(body, form)) throw new ComplianceError('CONFIG_INVALID', 'A quotation mark in the file does not end with its cell, or is never closed, so nothing was imported.', 'Save the file as CSV anew. A quotation mark within a cell is written twice.');
	if (!hasOneEnd(body, form)) throw new ComplianceError('CONFIG_INVALID', 'The rows of the file end in different ways, so nothing was imported.', 'Save the file as CSV anew, with one kind of line break.');
	const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { ...form, skipEmptyLines: false });
	const rows = Readable.from(pieces(body)).pipe(parser) as AsyncIterable<string[]>;
	let header: string[] | undefined;
	let row = 0;
	for await (const cells of rows) {
		row += 1;
		if (header === undefined) header = headerOf(cells);
		else if (cells.some((cell) => cell.trim() !== '')) yield { row, names: header, values: withoutTail(cells, header.length).map(unguarded) };
	}
	if (header === undefined) throw new ComplianceError('CONFIG_INVALID', 'The file holds no rows.', 'Use a CSV file whose first row names the columns.');
}

/** Asked of the whole text beforehand: a parser that reads pieces goes on after such a mark, with several rows as one cell. */
function isWellQuoted(body: string, form: Form): boolean {
	const marks = body.split('"').length - 1;
	if (marks === 0) return true;
	let isWell = marks % 2 === 0;
	Papa.parse<string[]>(body, {
		...form,
		step: ({ errors }, parser) => {
			if (errors.every(({ type }) => type !== 'Quotes')) return;
			isWell = false;
			parser.abort();
		},
	});
	return isWell;
}

/** Another end of line is none to the parser, and two short rows would be one. A return before each line feed does no harm. @param body is well quoted */
function hasOneEnd(body: string, { newline }: Form): boolean {
	const unquoted = body.trimEnd().replace(/"[^"]*"/g, '');
	return !/[\r\n]/.test(unquoted.replaceAll('\r\n', '').replaceAll(newline, ''));
}

/** Nothing of a first row that is no header is told: it may be an address. */
function headerOf(cells: readonly string[]): string[] {
	const columns = cells.flatMap((name) => columnOf(name) ?? []);
	const twice = columns.find((column, index) => columns.indexOf(column) !== index);
	if (!columns.includes('address') && !columns.includes('subject')) throw new ComplianceError('CONFIG_INVALID', 'The first row of the file names no column address, so nothing was imported.', 'Put a first row into the file that names the columns, one of them address.');
	if (twice !== undefined) throw new ComplianceError('CONFIG_INVALID', `The first row of the file names the column ${twice} twice, so nothing was imported.`, 'Rename or remove all but one of them. A second address of a contact needs a row of its own.');
	return cells.map((name) => name.trim());
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
function formOf(body: string): Form {
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
