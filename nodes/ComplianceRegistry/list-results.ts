import type { JsonObject } from '../../lib/model/json';
import type { Batch } from '../../lib/n8n/batch';
import type { OperationResult } from './operation';

/**
 * Gives a list that is about no single item: one item for each entry, all paired to the first item. What has no entry comes out with
 * `none`, so that no item gets lost.
 */
export function listResults({ items }: Batch, entries: readonly JsonObject[], none: JsonObject): OperationResult[] {
	return items.map((_, index) => (index === 0 && entries.length > 0 ? entries : { ...none }));
}
