import { createHash } from 'node:crypto';
import { canonicalJson } from '../ledger/canonical-json';
import { parsePolicy, type Policy } from '../model/policy';

/**
 * A policy that is named after all that it says: `<name>.<first 8 hex digits of a digest>`. The same policy has the same
 * version, whatever of it was left to the defaults, and another one has another.
 *
 * @throws ComplianceError `CONFIG_INVALID`, naming each field that is wrong
 */
export function versionedPolicy(name: string, input: Record<string, unknown>): Policy {
	const { version: _, ...document } = parsePolicy({ ...input, version: name });
	const digest = createHash('sha256').update(canonicalJson(document)).digest('hex').slice(0, 8);
	return parsePolicy({ ...document, version: `${name}.${digest}` });
}
