import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ConsentRecord } from '../../model/consent';
import type { JsonObject } from '../../model/json';
import { type AddressRow, type ConsentOnRecord, contactPage, type SuppressionOnRecord } from '../contact-pages';
import type { ContactPage } from '../port';
import { rowLimit } from '../row-limit';
import type { StoredSuppression } from '../suppression-state';

const PAGED_TABLES = ['subjects', 'consents', 'suppressions'];

/** Reads everything on record by subject, a page at a time. Call in a transaction, so that all of a page is of one instant. */
export class ContactPages {
	private readonly getSubjects: StatementSync;
	private readonly getAddresses: StatementSync;
	private readonly getConsents: StatementSync;
	private readonly getSuppressions: StatementSync;

	constructor(db: DatabaseSync) {
		const first = (table: string): string =>
			`SELECT * FROM (SELECT DISTINCT subject FROM ${table} WHERE brand_id = (SELECT id FROM brands WHERE name = ?1) AND subject > ?2 ORDER BY subject LIMIT ?3)`;
		this.getSubjects = db.prepare(`${PAGED_TABLES.map(first).join(' UNION ')} ORDER BY subject LIMIT ?3`);
		const select = (columns: string, table: string): string => `SELECT ${columns} FROM json_each(?) AS k CROSS JOIN ${table} AS t ON t.subject = k.value`;
		const evidence = 'LEFT JOIN evidence AS v ON v.brand_id = t.brand_id AND v.seq = t.seq';
		this.getAddresses = db.prepare(select('t.subject, t.kind AS address_kind, t.address, t.time_zone, t.jurisdiction', 'subjects'));
		this.getConsents = db.prepare(`${select('t.subject, t.seq, t.record, v.body', 'consents')} ${evidence} ORDER BY t.subject, t.channel, t.message_class`);
		this.getSuppressions = db.prepare(`${select('t.subject, t.seq, t.until, t.record, v.body', 'suppressions')} ${evidence} ORDER BY t.subject, t.seq`);
	}

	/** @param after a subject; empty text for the first page. */
	page(brand: string, after: string, limit: number): ContactPage {
		const most = rowLimit(limit);
		const subjects = this.getSubjects.all(brand, after, most).map((row) => String(row['subject']));
		const keys = JSON.stringify(subjects);
		return contactPage(brand, subjects, most, {
			addresses: this.getAddresses.all(keys) as unknown as AddressRow[],
			consents: (this.getConsents.all(keys) as unknown as StoredRow[]).map(
				({ subject, seq, record, body }): ConsentOnRecord => ({ subject, seq, record: JSON.parse(record) as ConsentRecord, evidence: read(body) }),
			),
			suppressions: (this.getSuppressions.all(keys) as unknown as StoredRow[]).map(
				({ subject, seq, until, record, body }): SuppressionOnRecord => ({ subject, seq, until: until ?? undefined, record: JSON.parse(record) as StoredSuppression['record'], evidence: read(body) }),
			),
		});
	}
}

interface StoredRow {
	subject: string;
	seq: number;
	/** Milliseconds; absent for consents. */
	until?: number | null;
	/** JSON. */
	record: string;
	/** JSON. */
	body: string | null;
}

function read(body: string | null): JsonObject | null {
	return body === null ? null : (JSON.parse(body) as JsonObject);
}
