import { canonicalJson } from '../ledger/canonical-json';
import { ComplianceError } from '../model/errors';
import { parsePolicy, type Policy } from '../model/policy';
import type { StoredPolicy } from '../store/port';
import { versionedPolicy } from './policy-version';

/**
 * A policy on record as the checks use it. What it does not say, because a later version of the package has added it, is left to its
 * default; then it is another policy than the one on record, and has a version of its own: `<version on record>.<digest>`.
 *
 * @throws ComplianceError `CONFIG_INVALID` where it does not fit this version of the package, `STORE_CORRUPT` where the store's answer is no policy
 */
export function readStoredPolicy({ policy, version }: Pick<StoredPolicy, 'policy' | 'version'>): Policy {
	// What is no policy would otherwise be completed to the built-in one, which may let through whom the brand's holds.
	if (typeof version !== 'string' || typeof policy !== 'object' || policy === null || Array.isArray(policy)) throw noPolicy();
	try {
		const complete = parsePolicy({ ...policy, version });
		return canonicalJson(complete) === canonicalJson({ ...policy, version }) ? complete : versionedPolicy(version, policy);
	} catch (error) {
		throw unfit(error);
	}
}

function noPolicy(): ComplianceError {
	return new ComplianceError('STORE_CORRUPT', "The brand's policy on record can not be read.", 'Restore the store from a backup. Nothing is sent until then.');
}

function unfit(error: unknown): ComplianceError {
	const detail = error instanceof ComplianceError ? ` ${error.message}` : '';
	return new ComplianceError(
		'CONFIG_INVALID',
		`The brand's policy on record does not fit this version of the package.${detail}`,
		'Set the policy again in the Compliance Registry, or update the package. Nothing is sent until then.',
	);
}
