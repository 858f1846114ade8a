import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { eachPolicyOnce, knownPolicies, storedPolicy, type StoredPolicyRow } from '../policy-rows';
import type { KnownPolicies } from '../policy-state';
import type { StoredPolicy } from '../port';

const SELECT = `SELECT p.seq, e.at, p.version, p.in_force, e.payload FROM policies AS p
	CROSS JOIN events AS e ON e.brand_id = p.brand_id AND e.seq = p.seq WHERE p.brand_id = (SELECT id FROM brands WHERE name = ?)`;

/** Reads the policies of a brand, of which there are a few, from the events that hold them. */
export class PolicyReader {
	private readonly getInForce: StatementSync;
	private readonly getAll: StatementSync;

	constructor(db: DatabaseSync) {
		this.getInForce = db.prepare(`${SELECT} AND p.in_force = 1 ORDER BY p.seq DESC LIMIT 1`);
		this.getAll = db.prepare(`${SELECT} ORDER BY p.seq`);
	}

	inForce(brand: string): StoredPolicy | undefined {
		const row = this.getInForce.get(brand) as unknown as StoredPolicyRow | undefined;
		return row && storedPolicy(brand, row);
	}

	all(brand: string): StoredPolicy[] {
		return eachPolicyOnce(brand, this.rows(brand));
	}

	known(brand: string): KnownPolicies {
		return knownPolicies(this.rows(brand));
	}

	private rows(brand: string): StoredPolicyRow[] {
		return this.getAll.all(brand) as unknown as StoredPolicyRow[];
	}
}
