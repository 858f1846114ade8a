import { ComplianceError } from '../../lib/model/errors';
import { rawParameter } from '../../lib/n8n/parameter-reader';
import { resultField } from '../../lib/n8n/result';
import type { ItemHandler } from '../../lib/n8n/run-items';
import { connectStore } from '../../lib/n8n/store-connection';
import type { RegistryOperation } from './operation';
import { consentHistory } from './operations/consent-history';
import { getConsent } from './operations/consent-get';
import { importConsents, recordConsent } from './operations/consent-record';
import { revokeConsent } from './operations/consent-revoke';
import { getDnd } from './operations/dnd-get';
import { liftDnd } from './operations/dnd-lift';
import { setDnd } from './operations/dnd-set';
import { comparePolicies } from './operations/policy-compare';
import { getPolicy } from './operations/policy-get';
import { setPolicy } from './operations/policy-set';

export const REGISTRY_OUTPUTS = ['Result'] as const;

/** The whole registry; the node's interface is built from the same list. */
export const OPERATIONS: readonly RegistryOperation[] = [getConsent, consentHistory, importConsents, recordConsent, revokeConsent, getDnd, liftDnd, setDnd, comparePolicies, getPolicy, setPolicy];

export const complianceRegistry: ItemHandler<(typeof REGISTRY_OUTPUTS)[number]> = {
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
		return results.map((result) => ({ output: 'Result', gains: { [field]: result } }));
	},
};
