import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../../lib/model/json';
import { DEFAULT_POLICY } from '../../../lib/model/policy';
import { asDocument } from '../../../lib/n8n/node-policy';
import type { StoreConnection } from '../../../lib/n8n/store-connection';
import { readStoredPolicy } from '../../../lib/n8n/stored-policy';
import type { StoredPolicy } from '../../../lib/store/port';
import type { RegistryOperation } from '../operation';

const versionField: INodeProperties = {
	displayName: 'Version',
	name: 'policyVersion',
	type: 'string',
	default: '',
	placeholder: 'e.g. policy.1f0c2d3e',
	description: 'Which policy to read, such as the policyVersion of a decision. Empty: the one in force.',
};

/** Reads the brand's policy, or the one that a decision names. */
export const getPolicy: RegistryOperation = {
	resource: 'policy',
	operation: 'get',
	name: 'Get',
	action: 'Get a policy',
	description: 'Read the policy of the brand with all its defaults, or the one that a decision names',
	fields: [versionField],
	run: async (batch, connection) => {
		const version = batch.read('policyVersion', '');
		const asked = batch.items.map((_, index) => version(index));
		const inForce = asked.some(isBlank) ? await presentInForce(connection) : null;
		const named = asked.every(isBlank) ? new Map<unknown, JsonObject>() : await presentNamed(connection);
		// A copy for each item: what is done to one of them later must not show on the others.
		return asked.map((name) => structuredClone((isBlank(name) ? inForce : named.get(name)) ?? NOT_FOUND));
	},
};

const NOT_FOUND: JsonObject = { outcome: 'not_found', policy: null, version: null, since: null, ref: null };
/** In force until the brand sets one of its own, and in no ledger. */
const BUILT_IN: JsonObject = { outcome: 'found', policy: asDocument(DEFAULT_POLICY), version: DEFAULT_POLICY.version, since: null, ref: null };

async function presentInForce({ store, brand }: StoreConnection): Promise<JsonObject> {
	const stored = await store.readPolicy(brand);
	if (stored === undefined) return BUILT_IN;
	const policy = readStoredPolicy(stored);
	return present({ ...stored, version: policy.version, policy: asDocument(policy) });
}

/** As they were recorded: what a later version of the package adds by default did not count then. */
async function presentNamed({ store, brand }: StoreConnection): Promise<Map<unknown, JsonObject>> {
	const known = (await store.policies(brand)).map((stored) => [stored.version, present(stored)] as const);
	return new Map<unknown, JsonObject>([[DEFAULT_POLICY.version, BUILT_IN], ...known]);
}

function present({ policy, version, since, ref }: StoredPolicy): JsonObject {
	return { outcome: 'found', policy, version, since, ref };
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
