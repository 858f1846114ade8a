import type { Policy } from '../model/policy';
import type { ChangeResult, ComplianceStore, DecisionChange } from '../store/port';
import type { Batch } from './batch';
import { onRecord } from './node-policy';
import type { StoreConnection } from './store-connection';

/** The policies that this process knows to be on record, as brand and version. */
const known = new WeakMap<ComplianceStore, Set<string>>();

/**
 * Records decisions in one call, and with the first ones made under a policy the policy itself, so that the version each of them names
 * can be looked up for as long as the ledger lives.
 */
export async function recordDecisions({ store, brand }: StoreConnection, policy: Policy, decisions: readonly DecisionChange[], { origin, now }: Batch): Promise<ChangeResult[]> {
	const seen = known.get(store) ?? new Set<string>();
	known.set(store, seen);
	const name = JSON.stringify([brand, policy.version]);
	if (seen.has(name)) return await store.record(brand, decisions, origin, now);
	const [, ...recorded] = await store.record(brand, [onRecord(policy), ...decisions], origin, now);
	seen.add(name);
	return recorded;
}
