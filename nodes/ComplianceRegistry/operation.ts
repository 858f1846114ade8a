import type { IBinaryKeyData, INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../lib/model/json';
import type { Batch } from '../../lib/n8n/batch';
import type { StoreConnection } from '../../lib/n8n/store-connection';

export type Resource = 'consent' | 'data' | 'delivery' | 'dnd' | 'ledger' | 'policy' | 'reply';

/** Resources all of whose operations are about a contact, and so need a channel and an address. */
export const CONTACT_RESOURCES: Resource[] = ['consent', 'dnd'];

/** What an item gains together with files in its binary fields. */
export class ResultWithFiles {
	constructor(
		readonly result: JsonObject,
		readonly files: IBinaryKeyData,
	) {}
}

/** What an item gains; a list, never empty, where one item comes out for each of its entries. */
export type OperationResult = JsonObject | readonly JsonObject[] | ResultWithFiles;

/** One operation of the registry: its fields and what it does, side by side so that they cannot drift apart. */
export interface RegistryOperation {
	resource: Resource;
	operation: string;
	name: string;
	action: string;
	description: string;
	fields: INodeProperties[];
	/** Gives what each item gains, in their order. */
	run: (batch: Batch, connection: StoreConnection) => Promise<OperationResult[]>;
}
