import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../../lib/model/json';
import type { Batch } from '../../../lib/n8n/batch';
import { readTextFile } from '../../../lib/n8n/binary-files';
import { readChoice } from '../../../lib/n8n/choice';
import type { StoreConnection } from '../../../lib/n8n/store-connection';
import { importRecords, readCsv, readJson, rowOf, type ImportReport, type Outcome, type TableRow } from '../../../lib/portability';
import { asJson } from '../as-json';
import type { RegistryOperation } from '../operation';

const SOURCES = ['file', 'items'] as const;

const fields: INodeProperties[] = [
	{
		displayName: 'Import From',
		name: 'importFrom',
		type: 'options',
		default: 'file',
		options: [
			{ name: 'File', value: 'file', description: 'CSV or JSON in a binary field of the item' },
			{ name: 'Items', value: 'items', description: 'Each item is a record' },
		],
		description: 'Where the records are',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		required: true,
		description: 'The field of the item that holds the file',
		displayOptions: { show: { importFrom: ['file'] } },
	},
	{
		displayName: 'Record',
		name: 'record',
		type: 'json',
		default: '={{ $json }}',
		description: 'An object with the fields of an export. For items that come from Data > Export name their result field.',
		displayOptions: { show: { importFrom: ['items'] } },
	},
];

/** Adds the suppressions and consents of a list; lifts nothing. */
export const importData: RegistryOperation = {
	resource: 'data',
	operation: 'import',
	name: 'Import',
	action: 'Import consents and suppressions',
	description: 'Add the suppressions and consents of an export, or of a list of another tool; nothing on record is lifted',
	fields,
	run: async (batch, connection) => (readChoice(batch.context, 'importFrom', 'Import From', SOURCES) === 'items' ? await importItems(batch, connection) : await importFiles(batch, connection)),
};

async function importFiles(batch: Batch, connection: StoreConnection): Promise<JsonObject[]> {
	const field = batch.read('binaryField', 'data');
	const results: JsonObject[] = [];
	for (const index of batch.items.keys()) {
		const text = await readTextFile(batch, index, String(field(index)));
		const report = await importRows(batch, connection, index, () => (/^\uFEFF?\s*[[{]/.test(text) ? readJson(text) : readCsv(text)));
		tellRejected(batch, report);
		results.push({ outcome: 'imported', ...(asJson(report) as JsonObject) });
	}
	return results;
}

async function importItems(batch: Batch, connection: StoreConnection): Promise<JsonObject[]> {
	const record = batch.read('record');
	const rows = batch.items.map((item, index) => rowOf(record(index) ?? item.json, index + 1));
	const outcomes = new Map<number, Outcome>();
	const report = await importRows(batch, connection, 0, () => each(rows), (row, outcome) => outcomes.set(row, outcome));
	tellRejected(batch, report);
	return rows.map(({ row }): JsonObject => {
		const rejected = report.rejected.find((one) => one.row === row);
		const notes = report.notes.filter((one) => one.row === row).map(({ code, text }) => ({ code, text }));
		return rejected === undefined ? { outcome: outcomes.get(row) ?? 'duplicate', notes } : { outcome: 'rejected', problem: rejected.code, text: rejected.text };
	});
}

async function importRows(batch: Batch, { store, brand }: StoreConnection, index: number, source: () => AsyncIterable<TableRow>, onRow?: (row: number, outcome: Outcome) => void): Promise<ImportReport> {
	const country = batch.read('options.defaultCountry', '')(index);
	const defaultCountry = typeof country === 'string' && country.trim() !== '' ? country.trim() : undefined;
	return await importRecords(store, source, { brand, defaultCountry, at: batch.now, origin: batch.origin, ...(onRow !== undefined && { onRow }) });
}

async function* each(rows: readonly TableRow[]): AsyncGenerator<TableRow> {
	for (const row of rows) yield await Promise.resolve(row);
}

function tellRejected({ context }: Batch, { rejected, rows, unknownColumns }: ImportReport): void {
	const ignored = unknownColumns.length > 0 ? ` ${unknownColumns.length} columns were ignored.` : '';
	if (rejected.length === 0 && ignored === '') return;
	context.addExecutionHints({ message: `${rejected.length} of ${rows} rows were not imported; the result says which and why.${ignored}`, location: 'outputPane', type: 'warning' });
}
