import { readTargets } from '../../../lib/n8n/fields/target';
import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../../lib/model/json';
import { asJson } from '../as-json';
import type { RegistryOperation } from '../operation';
import { rejectedRow } from '../row-result';
import { targetFaults } from './consent-rows';

const withDecisions: INodeProperties = {
	displayName: 'Include Decisions',
	name: 'withDecisions',
	type: 'boolean',
	default: false,
	description: 'Whether to list every decision of a gate about this contact as well',
};

/** Reads everything the ledger holds about a contact, with its proof. */
export const consentHistory: RegistryOperation = {
	resource: 'consent',
	operation: 'history',
	name: 'Get History',
	action: 'Get the history of a contact',
	description: 'Read every consent event and suppression change of a contact, oldest first',
	fields: [withDecisions],
	run: async (batch, { store, brand }) => {
		const decisions = batch.read('withDecisions', false);
		const results: JsonObject[] = [];
		for (const [index, target] of readTargets(batch).entries()) {
			const faults = targetFaults(target);
			if (target.contact === undefined || faults.length > 0) results.push(rejectedRow(faults));
			else results.push({ outcome: 'found', history: asJson(await store.history(brand, target.contact, { decisions: decisions(index) === true })) });
		}
		return results;
	},
};
