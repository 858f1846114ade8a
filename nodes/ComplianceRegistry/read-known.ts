import type { JsonObject } from '../../lib/model/json';
import type { Batch } from '../../lib/n8n/batch';
import { readTargets, type Target } from '../../lib/n8n/fields/target';
import { requireEach } from '../../lib/n8n/require-each';
import type { StoreConnection } from '../../lib/n8n/store-connection';
import type { StoredFacts } from '../../lib/store/port';
import { targetFaults } from './operations/consent-rows';
import { rejectedRow } from './row-result';

/** Reads the store once for all items; an address that cannot be read is reported on its item. */
export async function readKnown(
	batch: Batch,
	{ store, brand }: StoreConnection,
	present: (target: Target, stored: StoredFacts) => JsonObject,
): Promise<JsonObject[]> {
	const targets = readTargets(batch);
	const contacts = targets.flatMap(({ contact }) => contact ?? []);
	const stored = contacts.length > 0 ? requireEach(contacts, await store.readFacts(brand, contacts, batch.now)) : [];
	let next = 0;
	return targets.map((target) => {
		const facts = target.contact === undefined ? undefined : stored[next++];
		const faults = targetFaults(target);
		return facts === undefined || faults.length > 0 ? rejectedRow(faults) : { outcome: 'found', ...present(target, facts) };
	});
}
