import { ComplianceError } from '../model/errors';
import type { JsonObject } from '../model/json';
import { writeInstant } from './instants';
import type { KnownPolicies } from './policy-state';
import type { StoredPolicy } from './port';

/** A policy as a backend keeps it, with the payload of the event that holds it. */
export interface StoredPolicyRow {
	seq: number;
	/** Milliseconds. */
	at: number;
	version: string;
	/** 1: came into force with this event. */
	in_force: number;
	/** JSON. */
	payload: string;
}

export function storedPolicy(brand: string, row: StoredPolicyRow): StoredPolicy {
	return { version: row.version, policy: documentOf(row), ref: `${brand}:${row.seq}`, since: writeInstant(row.at) };
}

/** Each version once, as it was first recorded. @param rows oldest first. */
export function eachPolicyOnce(brand: string, rows: readonly StoredPolicyRow[]): StoredPolicy[] {
	const first = new Map<string, StoredPolicy>();
	for (const row of rows) {
		if (!first.has(row.version)) first.set(row.version, storedPolicy(brand, row));
	}
	return [...first.values()];
}

/** What recording another policy has to know. @param rows all of the brand, oldest first. */
export function knownPolicies(rows: readonly StoredPolicyRow[]): KnownPolicies {
	return {
		documents: new Map(rows.map((row) => [row.version, documentOf(row)])),
		inForce: rows.findLast(({ in_force }) => in_force === 1)?.version,
	};
}

/** @throws ComplianceError `STORE_CORRUPT` where somebody wrote over it: another policy in its stead might let through whom this one holds. */
function documentOf({ payload }: StoredPolicyRow): JsonObject {
	const { policy } = JSON.parse(payload) as { policy?: unknown };
	if (typeof policy === 'object' && policy !== null && !Array.isArray(policy)) return policy as JsonObject;
	throw new ComplianceError('STORE_CORRUPT', "The brand's policy on record can not be read.", 'Restore the store from a backup. Nothing is sent until then.');
}
