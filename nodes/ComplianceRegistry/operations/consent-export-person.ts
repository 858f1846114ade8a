import type { JsonObject } from '../../../lib/model/json';
import { readTargets } from '../../../lib/n8n/fields/target';
import { exportPerson } from '../../../lib/privacy';
import { asJson } from '../as-json';
import type { RegistryOperation } from '../operation';
import { rejectedRow } from '../row-result';
import { targetFaults } from './consent-rows';

/** Gathers all that is on record about a contact, for whoever asks what is stored about them. */
export const exportPersonData: RegistryOperation = {
	resource: 'consent',
	operation: 'exportPerson',
	name: 'Export Person',
	action: 'Export everything about a contact',
	description: 'Get everything on record about a contact as JSON, with evidence, history and decisions',
	fields: [],
	run: async (batch, { store, brand }) => {
		const results: JsonObject[] = [];
		for (const target of readTargets(batch)) {
			const faults = targetFaults(target);
			if (target.contact === undefined || faults.length > 0) results.push(rejectedRow(faults));
			else results.push({ outcome: 'found', person: asJson(await exportPerson(store, brand, target.contact, batch.now)) });
		}
		return results;
	},
};
