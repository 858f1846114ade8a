import type { AddressKind } from '../../model/channel';
import type { ConsentRecord } from '../../model/consent';
import type { JsonObject } from '../../model/json';
import { contactPage } from '../contact-pages';
import type { ContactPage } from '../port';
import { rowLimit } from '../row-limit';
import type { StoredSuppression } from '../suppression-state';
import { textBytesArray } from './arrays';
import type { MakeStatement, Session, Statement } from './statement';

type AddressList = Array<[subject: string, kind: AddressKind, address: string, timeZone: string | null, jurisdiction: string | null]>;
type ConsentList = Array<[subject: string, seq: number, evidence: JsonObject | null, record: ConsentRecord]>;
type SuppressionList = Array<[subject: string, seq: number, until: number | null, evidence: JsonObject | null, record: StoredSuppression['record']]>;

const PAGED_TABLES = ['subjects', 'consents', 'suppressions'];

/** All rows of the subjects in $1 as one JSON text, made by joining texts, as `ContactReader` does. */
const list = (columns: string, order: string, table: string): string =>
	`(SELECT '[' || coalesce(string_agg('["' || encode(t.subject, 'escape') || '",' || ${columns} || ']', ',' ORDER BY ${order}), '') || ']' FROM @${table} AS t
	LEFT JOIN @evidence AS v ON v.brand_id = t.brand_id AND v.seq = ${table === 'subjects' ? '0' : 't.seq'} WHERE t.subject = ANY($1::bytea[])) AS ${table}`;
const quoted = (column: string): string => `coalesce('"' || ${column} || '"', 'null')`;
const BODY = "coalesce(v.body, 'null')";

/** Reads everything on record by subject, a page at a time. All of a page is of one instant. */
export class ContactPages {
	private readonly getSubjects: Statement;
	private readonly getPage: Statement;

	constructor(statement: MakeStatement) {
		const first = (table: string): string => `(SELECT DISTINCT subject FROM @${table} WHERE brand_id = (SELECT id FROM @brands WHERE name = $1) AND subject > $2 ORDER BY subject LIMIT $3)`;
		this.getSubjects = statement('paged_subjects', `SELECT encode(u.subject, 'escape') AS subject FROM (${PAGED_TABLES.map(first).join(' UNION ')}) AS u ORDER BY u.subject LIMIT $3`);
		this.getPage = statement(
			'contact_page',
			`SELECT ${list(`'"' || t.kind || '",' || ${['t.address', 't.time_zone', 't.jurisdiction'].map(quoted).join(" || ',' || ")}`, 't.subject', 'subjects')},
			${list(`t.seq::text || ',' || ${BODY} || ',' || t.record`, 't.subject, t.scope', 'consents')},
			${list(`t.seq::text || ',' || coalesce(t.until::text, 'null') || ',' || ${BODY} || ',' || t.record`, 't.subject, t.seq', 'suppressions')}`,
		);
	}

	/** @param after a subject; empty text for the first page. */
	async page(session: Session, brand: string, after: string, limit: number): Promise<ContactPage> {
		const most = rowLimit(limit);
		const keys = await session.rows<{ subject: string }>(this.getSubjects, [Buffer.from(brand), Buffer.from(after), most]);
		const subjects = keys.map(({ subject }) => subject);
		const [lists] = await session.rows<Record<'subjects' | 'consents' | 'suppressions', string>>(this.getPage, [textBytesArray(subjects)]);
		const addresses = JSON.parse(lists?.subjects ?? '[]') as AddressList;
		const consents = JSON.parse(lists?.consents ?? '[]') as ConsentList;
		const suppressions = JSON.parse(lists?.suppressions ?? '[]') as SuppressionList;
		return contactPage(brand, subjects, most, {
			addresses: addresses.map(([subject, kind, address, zone, jurisdiction]) => ({ subject, address_kind: kind, address, time_zone: zone, jurisdiction })),
			consents: consents.map(([subject, seq, evidence, record]) => ({ subject, seq, evidence, record })),
			suppressions: suppressions.map(([subject, seq, until, evidence, record]) => ({ subject, seq, until: until ?? undefined, evidence, record })),
		});
	}
}
