import type { KnownPolicies } from '../policy-state';
import { eachPolicyOnce, knownPolicies, storedPolicy, type StoredPolicyRow } from '../policy-rows';
import type { StoredPolicy } from '../port';
import { readText } from './json-text';
import type { MakeStatement, Session, Statement } from './statement';

const SELECT = `SELECT p.seq, e.at, p.version, p.in_force::integer AS in_force, e.payload FROM @policies AS p
	JOIN @events AS e ON e.brand_id = p.brand_id AND e.seq = p.seq WHERE p.brand_id = (SELECT id FROM @brands WHERE name = $1)`;

/** Reads the policies of a brand, of which there are a few, from the events that hold them. */
export class PolicyReader {
	private readonly getInForce: Statement;
	private readonly getAll: Statement;

	constructor(statement: MakeStatement) {
		this.getInForce = statement('policy_in_force', `${SELECT} AND p.in_force ORDER BY p.seq DESC LIMIT 1`);
		this.getAll = statement('all_policies', `${SELECT} ORDER BY p.seq`);
	}

	async inForce(session: Session, brand: string): Promise<StoredPolicy | undefined> {
		const [row] = await this.rows(session, this.getInForce, brand);
		return row && storedPolicy(brand, row);
	}

	async all(session: Session, brand: string): Promise<StoredPolicy[]> {
		return eachPolicyOnce(brand, await this.rows(session, this.getAll, brand));
	}

	async known(session: Session, brand: string): Promise<KnownPolicies> {
		return knownPolicies(await this.rows(session, this.getAll, brand));
	}

	private async rows(session: Session, statement: Statement, brand: string): Promise<StoredPolicyRow[]> {
		const rows = await session.rows<StoredPolicyRow>(statement, [Buffer.from(brand)]);
		return rows.map((row) => ({ ...row, version: readText(row.version) }));
	}
}
