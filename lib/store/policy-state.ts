import { canonicalJson } from '../ledger/canonical-json';
import { ComplianceError } from '../model/errors';
import type { JsonObject } from '../model/json';
import type { PolicyChange } from './port';

/** A policy that is new, or newly in force, as a backend keeps it beside its event. */
export interface PolicyRow {
	/** Of the event that holds the document. */
	seq: number;
	version: string;
	inForce: boolean;
}

/** What a batch has to know before it records a policy. */
export interface KnownPolicies {
	/** Each version on record with its document. */
	documents: ReadonlyMap<string, JsonObject>;
	/** The version in force. */
	inForce?: string | undefined;
}

/** For a batch that records no policy. */
export const NO_POLICIES: KnownPolicies = { documents: new Map() };

/** The policies of one brand while a batch is planned, and which rows the batch adds. */
export class PolicyStates {
	private readonly documents: Map<string, string>;
	private inForce: string | undefined;
	readonly added: PolicyRow[] = [];

	constructor(known: KnownPolicies) {
		this.documents = new Map([...known.documents].map(([version, policy]) => [version, canonicalJson(policy)]));
		this.inForce = known.inForce;
	}

	/**
	 * @param seq of the event this change gets.
	 * @throws ComplianceError `CONFIG_INVALID` for a change that holds no policy, or another one than its version names on record.
	 */
	record({ version, policy, inForce }: PolicyChange, seq: number): 'applied' | 'already' {
		if (typeof version !== 'string' || version === '' || typeof policy !== 'object' || policy === null || Array.isArray(policy)) throw unusable();
		const document = canonicalJson(policy);
		const known = this.documents.get(version);
		if (known !== undefined && known !== document) throw taken();
		const puts = inForce === true;
		if (puts ? this.inForce === version : known !== undefined) return 'already';
		this.documents.set(version, document);
		if (puts) this.inForce = version;
		this.added.push({ seq, version, inForce: puts });
		return 'applied';
	}
}

function unusable(): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', 'A policy for the store has no version or no document.', 'This is a fault of the program that called the store; nothing was recorded.');
}

function taken(): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', 'Another policy is on record under the same version.', 'Give the policy another name; nothing was recorded.');
}
