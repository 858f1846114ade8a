import type { JsonObject } from '../model/json';
import { DEFAULT_POLICY, type Policy } from '../model/policy';
import type { PolicyChange } from '../store/port';
import { versionedPolicy } from './policy-version';
import type { StoreConnection } from './store-connection';
import { readStoredPolicy } from './stored-policy';

/** What a node's own settings say of the parts of a policy, still unread. */
export type NodeSettings = Record<string, unknown>;

/**
 * The policy in force for the brand: the one its registry set, otherwise the built-in one.
 *
 * @throws ComplianceError `CONFIG_INVALID` where the one on record does not fit this version of the package, `STORE_*`
 */
export async function loadPolicy({ store, brand }: StoreConnection): Promise<Policy> {
	const stored = await store.readPolicy(brand);
	return stored === undefined ? DEFAULT_POLICY : readStoredPolicy(stored);
}

/**
 * A policy with what a node's own settings change. Hours of the node narrow those of the policy (they become its
 * `stepWindows`), its closed dates come on top, and everything else it sets counts in the place of the policy's. The version names
 * both: `<version of the policy>+node.<digest>`.
 *
 * @param settings parts of a policy, such as `{ quietHours: { windows: [...] } }`
 * @throws ComplianceError `CONFIG_INVALID` naming the setting that is wrong
 */
export function nodePolicy(base: Policy, settings: NodeSettings): Policy {
	if (Object.keys(settings).length === 0) return base;
	const parts = Object.entries(settings).map(([part, own]) => [part, isObject(own) ? { ...partOf(base, part), ...narrowed(base, part, own) } : own]);
	return versionedPolicy(`${base.version}+node`, { ...base, ...(Object.fromEntries(parts) as NodeSettings) });
}

/** Puts a policy on record, once, so that the version that decisions name can be looked up. */
export function onRecord(policy: Policy): PolicyChange {
	return { kind: 'policy', version: policy.version, policy: asDocument(policy), inForce: false, key: `policy:${policy.version}` };
}

/** The whole policy as plain JSON. */
export function asDocument(policy: Policy): JsonObject {
	return JSON.parse(JSON.stringify(policy)) as JsonObject;
}

function narrowed({ quietHours }: Policy, part: string, own: NodeSettings): NodeSettings {
	if (part !== 'quietHours') return own;
	const { windows, closedDates, ...others } = own;
	return {
		...others,
		...(windows !== undefined && { stepWindows: windows }),
		// What is no list of dates is refused with the policy.
		...(closedDates !== undefined && { closedDates: Array.isArray(closedDates) ? [...new Set<unknown>([...quietHours.closedDates, ...closedDates])] : closedDates }),
	};
}

function partOf(policy: Policy, part: string): NodeSettings {
	const known: unknown = (policy as unknown as NodeSettings)[part];
	return isObject(known) ? known : {};
}

function isObject(value: unknown): value is NodeSettings {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
