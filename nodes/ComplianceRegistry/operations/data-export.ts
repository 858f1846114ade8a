import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../../lib/model/json';
import { writeFile } from '../../../lib/n8n/binary-files';
import { readChoice } from '../../../lib/n8n/choice';
import { exportRecords, writeCsv, writeJson, type FlatRecord, type RecordType } from '../../../lib/portability';
import { asJson } from '../as-json';
import { listResults } from '../list-results';
import { ResultWithFiles, type RegistryOperation } from '../operation';

const OUTPUTS = ['items', 'csv', 'json'] as const;
const FILES = {
	csv: { write: writeCsv, name: 'compliance.csv', mimeType: 'text/csv' },
	json: { write: writeJson, name: 'compliance.json', mimeType: 'application/json' },
} as const;
const FIELD = 'data';

const WHAT = ['both', 'suppressions', 'consents'] as const;
const TYPES: Readonly<Record<(typeof WHAT)[number], readonly RecordType[]>> = { both: ['suppression', 'consent'], suppressions: ['suppression'], consents: ['consent'] };

const fields: INodeProperties[] = [
	{
		displayName: 'What',
		name: 'what',
		type: 'options',
		default: 'both',
		options: [
			{ name: 'Consents', value: 'consents' },
			{ name: 'Suppressions', value: 'suppressions' },
			{ name: 'Suppressions and Consents', value: 'both' },
		],
		description: 'Which records to export',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'items',
		options: [
			{ name: 'CSV File', value: 'csv', description: 'A file in the binary field data, for spreadsheets and other tools' },
			{ name: 'Items', value: 'items', description: 'One item for each record' },
			{ name: 'JSON File', value: 'json', description: 'A file in the binary field data' },
		],
		description: 'How the records come out',
		hint: 'Every output holds addresses and evidence. Guard it like the store.',
	},
];

/** Gives every suppression and every consent of the brand, once for all items. */
export const exportData: RegistryOperation = {
	resource: 'data',
	operation: 'export',
	name: 'Export',
	action: 'Export consents and suppressions',
	description: 'Get every suppression and consent on record, with reason, scope and evidence, as items or as a file',
	fields,
	run: async (batch, { store, brand }) => {
		const what = readChoice(batch.context, 'what', 'What', WHAT);
		const output = readChoice(batch.context, 'output', 'Output', OUTPUTS);
		if (batch.items.length === 0) return [];
		const pages = exportRecords(store, brand, TYPES[what]);
		if (output === 'items') {
			const records: JsonObject[] = [];
			for await (const page of pages) for (const record of page) records.push(asJson(record) as JsonObject);
			return listResults(batch, records, { outcome: 'none', rows: records.length });
		}
		const counted = { rows: 0 };
		const { write, name, mimeType } = FILES[output];
		const file = await writeFile(batch, write(count(pages, counted)), name, mimeType);
		const [, ...others] = listResults(batch, [], { outcome: 'none', rows: counted.rows });
		return [new ResultWithFiles({ outcome: 'exported', rows: counted.rows }, { [FIELD]: file }), ...others];
	},
};

async function* count(pages: AsyncIterable<FlatRecord[]>, counted: { rows: number }): AsyncGenerator<FlatRecord[]> {
	for await (const page of pages) {
		counted.rows += page.length;
		yield page;
	}
}
