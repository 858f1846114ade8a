import type { INodeProperties } from 'n8n-workflow';
import { readRulePacks, RULE_PACKS, type RulePacks } from '../../../lib/decision';
import type { Policy } from '../../../lib/model/policy';
import type { Batch } from '../../../lib/n8n/batch';
import { readJsonObject } from '../../../lib/n8n/json-object';
import { loadPolicy } from '../../../lib/n8n/node-policy';
import { versionedPolicy } from '../../../lib/n8n/policy-version';
import type { StoreConnection } from '../../../lib/n8n/store-connection';

/** What one side of a comparison decides by. */
export interface Side {
	policy: Policy;
	packs: RulePacks;
}

const SIDES = ['Before', 'After'] as const;
const RESULT_FIELDS: Record<(typeof SIDES)[number], string> = { Before: 'what counts today', After: 'what you think of' };

const policyFields = SIDES.map((side): INodeProperties => ({
	displayName: `Policy ${side}`,
	name: `policy${side}`,
	type: 'json',
	default: '',
	typeOptions: { rows: 6 },
	placeholder: 'Empty: the policy in force',
	description: `${RESULT_FIELDS[side].replace('w', 'W')}, as JSON with what differs from the defaults. Empty: the policy in force. Read for the first item only.`,
}));

const packsField: INodeProperties = {
	displayName: 'Rule Packs',
	name: 'rulePacks',
	type: 'collection',
	placeholder: 'Add packs',
	default: {},
	description: 'Other versions of the rules of law than those of this package',
	options: SIDES.map((side) => ({
		displayName: `Packs ${side}`,
		name: `packs${side}`,
		type: 'json',
		default: '',
		description: 'An object with quietHours, consent, or both, each with the contents of the pack\'s JSON file of that version (dist/packs in the package)',
	})),
};

export const sideFields: INodeProperties[] = [...policyFields, packsField];

/**
 * Reads both sides, before the first contact.
 *
 * @throws ComplianceError `CONFIG_INVALID` for a policy or packs that are none
 */
export async function readSides(batch: Batch, connection: StoreConnection): Promise<[before: Side, after: Side]> {
	const inForce = await loadPolicy(connection);
	const read = (side: (typeof SIDES)[number]): Side => {
		const policy = batch.read(`policy${side}`, '')(0);
		const packs = batch.read(`rulePacks.packs${side}`, '')(0);
		return {
			policy: isEmpty(policy) ? inForce : versionedPolicy(side.toLowerCase(), readJsonObject(policy, `Policy ${side}`)),
			packs: isEmpty(packs) ? RULE_PACKS : readRulePacks(readJsonObject(packs, `Packs ${side}`)),
		};
	};
	return [read('Before'), read('After')];
}

function isEmpty(value: unknown): boolean {
	return typeof value === 'string' && value.trim() === '';
}
