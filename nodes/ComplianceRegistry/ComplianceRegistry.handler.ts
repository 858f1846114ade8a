import { ComplianceError } from '../../lib/model/errors';
import type { JsonObject } from '../../lib/model/json';
import { rawParameter } from '../../lib/n8n/parameter-reader';
import { resultField } from '../../lib/n8n/result';
import type { ItemHandler, Routed } from '../../lib/n8n/run-items';
import { connectStore } from '../../lib/n8n/store-connection';
import { type OperationResult, type RegistryOperation, ResultWithFiles } from './operation';
import { eraseContact } from './operations/consent-erase';
import { exportPersonData } from './operations/consent-export-person';
import { consentHistory } from './operations/consent-history';
import { getConsent } from './operations/consent-get';
import { importConsents, recordConsent } from './operations/consent-record';
import { revokeConsent } from './operations/consent-revoke';
import { applyRetentionPeriods } from './operations/data-apply-retention';
import { exportData } from './operations/data-export';
import { importData } from './operations/data-import';
import { getUnknownCodes } from './operations/delivery-codes';
import { getDnd } from './operations/dnd-get';
import { liftDnd } from './operations/dnd-lift';
import { setDnd } from './operations/dnd-set';
import { verifyBrand } from './operations/ledger-verify';
import { comparePolicies } from './operations/policy-compare';
import { getPolicy } from './operations/policy-get';
import { setPolicy } from './operations/policy-set';
import { decideReply } from './operations/reply-decide';
import { getWaitingReplies } from './operations/reply-waiting';

export const REGISTRY_OUTPUTS = ['Result'] as const;
type RegistryOutput = (typeof REGISTRY_OUTPUTS)[number];

/** The whole registry; the node's interface is built from the same list. */
export const OPERATIONS: readonly RegistryOperation[] = [
	eraseContact,
	exportPersonData,
	getConsent,
	consentHistory,
	importConsents,
	recordConsent,
	revokeConsent,
	applyRetentionPeriods,
	exportData,
	importData,
	getUnknownCodes,
	getDnd,
	liftDnd,
	setDnd,
	verifyBrand,
	comparePolicies,
	getPolicy,
	setPolicy,
	decideReply,
	getWaitingReplies,
];

export const complianceRegistry: ItemHandler<RegistryOutput> = {
	outputs: REGISTRY_OUTPUTS,
	failTo: 'Result',
	handle: async (batch) => {
		const [resource, operation] = [rawParameter(batch.context, 'resource'), rawParameter(batch.context, 'operation')];
		const chosen = OPERATIONS.find((known) => known.resource === resource && known.operation === operation);
		if (chosen === undefined) {
			throw new ComplianceError('CONFIG_INVALID', 'The node is set to an operation that does not exist.', 'Choose a resource and an operation in the node.');
		}
		const results = await chosen.run(batch, await connectStore(batch.context));
		const field = resultField(batch.context);
		const routed = (result: JsonObject): Routed<RegistryOutput> => ({ output: 'Result', gains: { [field]: result } });
		return results.map((result) => {
			if (result instanceof ResultWithFiles) return { ...routed(result.result), files: result.files };
			return isList(result) ? result.map(routed) : routed(result);
		});
	},
};

function isList(result: OperationResult): result is readonly JsonObject[] {
	return Array.isArray(result);
}
