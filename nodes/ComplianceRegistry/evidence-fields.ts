import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../lib/model/json';
import type { Batch } from '../../lib/n8n/batch';

const FIELDS = [
	{ displayName: 'IP Address', name: 'ip', description: 'The address the form was sent from' },
	{ displayName: 'Note', name: 'note', description: 'Anything else that proves it' },
	{ displayName: 'Page or Form', name: 'page', description: 'Where the contact said so' },
	{ displayName: 'Recorded By', name: 'recordedBy', description: 'Who entered it' },
	{ displayName: 'Wording', name: 'wording', description: 'The very words the contact agreed to' },
] as const;

/** Proof with personal data. It is kept apart from the ledger and can be erased without breaking it. */
export const evidenceField: INodeProperties = {
	displayName: 'Evidence',
	name: 'evidence',
	type: 'collection',
	placeholder: 'Add evidence',
	default: {},
	options: FIELDS.map((field) => ({ ...field, type: 'string', default: '' })),
};

const MAX_LENGTH = 4000;

/** Reads the evidence of an item; `undefined` when there is none. */
export function evidenceReader(batch: Batch): (index: number) => JsonObject | undefined {
	const readers = FIELDS.map(({ name }) => [name, batch.read(`evidence.${name}`)] as const);
	return (index) => {
		const evidence: JsonObject = {};
		for (const [name, read] of readers) {
			const value = read(index);
			if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number') evidence[name] = String(value).slice(0, MAX_LENGTH);
		}
		return Object.keys(evidence).length > 0 ? evidence : undefined;
	};
}
