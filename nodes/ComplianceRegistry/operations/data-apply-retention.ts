import type { INodeProperties } from 'n8n-workflow';
import { ComplianceError } from '../../../lib/model/errors';
import type { JsonObject } from '../../../lib/model/json';
import type { Policy } from '../../../lib/model/policy';
import type { Batch } from '../../../lib/n8n/batch';
import { loadPolicy } from '../../../lib/n8n/node-policy';
import { rawParameter } from '../../../lib/n8n/parameter-reader';
import { retentionLimits } from '../../../lib/privacy';
import { asJson } from '../as-json';
import type { RegistryOperation } from '../operation';

const confirmation: INodeProperties = {
	displayName: 'Remove for Good',
	name: 'removeForGood',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description: 'Whether to remove what is older than the policy of the brand keeps it. Nothing brings it back.',
	hint: 'The periods stand in the policy, under retention: see Policy > Get. Stops and the proof of consents that count stay whatever they say.',
};

/** Removes what the brand's policy no longer keeps. Once per run, whatever comes in: for a schedule. */
export const applyRetentionPeriods: RegistryOperation = {
	resource: 'data',
	operation: 'applyRetention',
	name: 'Apply Retention Periods',
	action: 'Apply retention periods',
	description: 'Remove the personal data that is older than the policy of the brand keeps it; opt-outs and the ledger stay',
	fields: [confirmation],
	run: async (batch, connection) => {
		requireConfirmation(batch);
		if (batch.items.length === 0) return [];
		const { store, brand } = connection;
		const policy = await loadPolicy(connection);
		const upTo = retentionLimits(policy, batch.now);
		const removed = await store.applyRetention(brand, upTo, batch.origin, batch.now);
		const outcome = Object.values(removed).some((count) => count > 0) ? 'applied' : 'already';
		const result: JsonObject = { outcome, removed: asJson(removed), upTo: asJson(upTo), policyVersion: policy.version, says: saysPeriods(policy) };
		return batch.items.map(() => structuredClone(result));
	},
};

/** A brand that has set nothing may believe that something is removed. */
function saysPeriods({ retention }: Policy): string {
	const set = Object.keys(retention).filter((period) => period !== 'reservationDays');
	return set.length === 0 ? 'The policy of the brand sets no period for personal data, so none was removed.' : `The policy of the brand sets: ${set.join(', ')}.`;
}

/** A switch of the node and not of an item: what an item holds must not be able to remove anything. */
function requireConfirmation({ context }: Batch): void {
	if (rawParameter(context, 'removeForGood') === true) return;
	throw new ComplianceError('CONFIG_INVALID', '"Remove for Good" is off, so nothing was removed.', 'Turn it on in the node when you are sure. What is removed cannot be restored.');
}
