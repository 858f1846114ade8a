import { hash, randomUUID } from 'node:crypto';
import { canonicalJson } from './canonical-json';

/** Evidence as it is kept beside the ledger, where it can be erased. */
export interface SealedEvidence {
	/** 122 random bits as a UUID, of which Node keeps a supply: without them the digest of a guessable text would give the text away. */
	salt: string;
	/** Canonical JSON. */
	body: string;
}

/** Evidence with the number of the event it proves. */
export interface StoredEvidence extends SealedEvidence {
	seq: number;
}

/** Stands for evidence that can't be written as JSON, so that a strange item never stops an opt-out. */
const UNREADABLE = '{"unreadable":true}';

/**
 * Prepares evidence for storage. Never throws, whatever it is given.
 *
 * @returns undefined where there is none.
 */
export function sealEvidence(evidence: unknown): SealedEvidence | undefined {
	if (evidence === undefined || evidence === null) return undefined;
	return { salt: randomUUID(), body: evidenceBody(evidence) };
}

/** SHA-256, hex, over the salt and the canonical JSON: what the event holds in the place of the evidence. */
export function evidenceDigest(evidence: SealedEvidence): string {
	return hash('sha256', `${evidence.salt}.${evidence.body}`, 'hex');
}

function evidenceBody(evidence: unknown): string {
	try {
		return canonicalJson(evidence);
	} catch {
		return UNREADABLE;
	}
}
