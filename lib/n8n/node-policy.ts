import { createHash } from 'node:crypto';
import { DEFAULT_POLICY, parsePolicy, type Policy } from '../model/policy';

/**
 * The built-in policy with what a node's own settings change. Its version names the settings by a digest, so
 * that two decisions under the same settings name the same version.
 *
 * @throws ComplianceError `CONFIG_INVALID` naming the setting that is wrong
 */
export function nodePolicy(changes: Record<string, unknown>): Policy {
	if (Object.keys(changes).length === 0) return DEFAULT_POLICY;
	const digest = createHash('sha256').update(JSON.stringify(changes)).digest('hex').slice(0, 8);
	return parsePolicy({ ...changes, version: `${DEFAULT_POLICY.version}+node.${digest}` });
}
