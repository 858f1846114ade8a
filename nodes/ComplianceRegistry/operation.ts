import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../lib/model/json';
import type { Batch } from '../../lib/n8n/batch';
import type { StoreConnection } from '../../lib/n8n/store-connection';

export type Resource = 'consent' | 'dnd' | 'policy';

/** Resources whose operations are about a contact, and so need a channel and an address. */
export const CONTACT_RESOURCES: Resource[] = ['consent', 'dnd'];

/** One operation of the registry: its fields and what it does, side by side so that they cannot drift apart. */
export interface RegistryOperation {
	resource: Resource;
	operation: string;
	name: string;
	action: string;
	description: string;
	fields: INodeProperties[];
	/** Gives what each item gains, in their order. */
	run: (batch: Batch, connection: StoreConnection) => Promise<JsonObject[]>;
}
