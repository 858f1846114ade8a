import type { INodeProperties } from 'n8n-workflow';
import { prepareDecision } from '../../../lib/decision';
import { ComplianceError } from '../../../lib/model/errors';
import type { JsonObject } from '../../../lib/model/json';
import type { Policy } from '../../../lib/model/policy';
import type { Batch } from '../../../lib/n8n/batch';
import { readJsonObject } from '../../../lib/n8n/json-object';
import { asDocument } from '../../../lib/n8n/node-policy';
import { versionedPolicy } from '../../../lib/n8n/policy-version';
import type { RegistryOperation } from '../operation';
import { recordedRow } from '../row-result';

const DEFAULT_NAME = 'policy';

const documentField: INodeProperties = {
	displayName: 'Policy',
	name: 'policy',
	type: 'json',
	default: '{}',
	typeOptions: { rows: 10 },
	description: 'What the brand decides differently from the defaults, as JSON. What is left out is left to its default; {} is the built-in policy.',
	hint: 'Takes the place of the whole policy in force. An expression is read for the first item only.',
};

const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'policyName',
	type: 'string',
	default: '',
	placeholder: DEFAULT_NAME,
	description: 'What the policy is called. Its version is this name and a short digest of all it says, such as policy.1f0c2d3e. Empty: policy.',
};

/** Makes a policy the brand's. Once per run, whatever comes in: a brand has one policy. */
export const setPolicy: RegistryOperation = {
	resource: 'policy',
	operation: 'set',
	name: 'Set',
	action: 'Set a policy',
	description: 'Make a policy the one of the brand; the earlier one stays on record',
	fields: [documentField, nameField],
	run: async (batch, { store, brand }) => {
		const policy = readPolicy(batch);
		const document = asDocument(policy);
		const recorded = await store.record(brand, [{ kind: 'policy', version: policy.version, policy: document, inForce: true }], batch.origin, batch.now);
		const result: JsonObject = { ...recordedRow(recorded), version: policy.version, policy: document };
		return batch.items.map(() => structuredClone(result));
	},
};

/** @throws ComplianceError `CONFIG_INVALID`, `WINDOW_*` or `ZONE_UNKNOWN` for what the checks could not work with; before anything is recorded */
function readPolicy(batch: Batch): Policy {
	const policy = versionedPolicy(readName(batch.read('policyName', '')(0)), readJsonObject(batch.read('policy', '{}')(0), 'Policy'));
	if (policy.quietHours.stepWindows.length > 0) throw hoursOfStep();
	prepareDecision(policy, batch.now);
	return policy;
}

/** A node's own hours take their place, so those of the brand would be lost wherever a node has some. */
function hoursOfStep(): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', 'The policy is not valid. quietHours.stepWindows: only a node has hours of a step.', 'Put the hours of the brand into quietHours.windows.');
}

function readName(given: unknown): string {
	const name = given === undefined || given === null ? '' : given;
	if (typeof name === 'string' && name.trim() === '') return DEFAULT_NAME;
	if (typeof name === 'string' && /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u.test(name.trim())) return name.trim();
	throw new ComplianceError('CONFIG_INVALID', 'The Name of the policy is not a usable name.', 'Use letters, digits, spaces, dots, dashes and underscores, at most 40 characters.');
}
