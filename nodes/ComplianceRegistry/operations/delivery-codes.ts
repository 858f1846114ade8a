import type { JsonObject } from '../../../lib/model/json';
import { listResults } from '../list-results';
import type { RegistryOperation } from '../operation';

/** Lists the codes in delivery reports that no table of this package knows, so that somebody can look them up. */
export const getUnknownCodes: RegistryOperation = {
	resource: 'delivery',
	operation: 'getUnknownCodes',
	name: 'Get Unknown Codes',
	action: 'Get unknown delivery codes',
	description: 'List the codes in delivery reports that this package does not know, with how often they came',
	fields: [],
	run: async (batch, { store, brand }) => {
		const codes = batch.items.length > 0 ? await store.unknownCodes(brand) : [];
		const entries = codes.map(({ provider, code, count, first, last }): JsonObject => ({ outcome: 'found', provider, code, count, first, last }));
		return listResults(batch, entries, { outcome: 'none' });
	},
};
