import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { JsonObject } from '../../model/json';
import { writeInstant } from '../instants';
import type { KnownPolicies } from '../policy-state';
import type { StoredPolicy } from '../port';
import { explain } from './errors';

interface PolicyRow {
	seq: number;
	at: number;
	version: string;
	in_force: number;
	payload: string;
}

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
		const row = this.getInForce.get(brand) as unknown as PolicyRow | undefined;
		return row && storedPolicy(brand, row);
	}

	/** Each version once, as it was first recorded; oldest first. */
	all(brand: string): StoredPolicy[] {
		const first = new Map<string, StoredPolicy>();
		for (const row of this.rows(brand)) {
			if (!first.has(row.version)) first.set(row.version, storedPolicy(brand, row));
		}
		return [...first.values()];
	}

	/** What recording another policy has to know. */
	known(brand: string): KnownPolicies {
		const rows = this.rows(brand);
		return {
			documents: new Map(rows.map((row) => [row.version, documentOf(row)])),
			inForce: rows.findLast(({ in_force }) => in_force === 1)?.version,
		};
	}

	private rows(brand: string): PolicyRow[] {
		return this.getAll.all(brand) as unknown as PolicyRow[];
	}
}

function storedPolicy(brand: string, row: PolicyRow): StoredPolicy {
	return { version: row.version, policy: documentOf(row), ref: `${brand}:${row.seq}`, since: writeInstant(row.at) };
}

/** @throws ComplianceError `STORE_CORRUPT` where somebody wrote over it: another policy in its stead might let through whom this one holds. */
function documentOf({ payload }: PolicyRow): JsonObject {
	const { policy } = JSON.parse(payload) as { policy?: unknown };
	if (typeof policy === 'object' && policy !== null && !Array.isArray(policy)) return policy as JsonObject;
	throw explain({
		code: 'STORE_CORRUPT',
		message: "The brand's policy on record can not be read.",
		remedy: 'Restore the store file from a backup. Nothing is sent until then.',
	});
}
