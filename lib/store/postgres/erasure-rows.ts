import type { Erasure, Trace } from '../erasure-state';
import { bigintArray, textBytesArray } from './arrays';
import { OF_SUBJECTS, ofSubjects } from './events-of-subjects';
import type { MakeStatement, Session, Statement } from './statement';

/** What is deleted when contacts are erased. All methods run inside a transaction of the caller. */
export class ErasureRows {
	private readonly withAddress: Statement;
	private readonly evidenceOf: Statement;
	private readonly deletions: Statement[];
	private readonly deleteEvidence: Statement;

	constructor(statement: MakeStatement) {
		this.withAddress = statement('with_address', "SELECT encode(subject, 'escape') AS subject FROM @subjects WHERE subject = ANY($1::bytea[])");
		this.evidenceOf = statement('evidence_of', `SELECT encode(e.subject, 'escape') AS subject, e.seq FROM @events AS e JOIN @evidence AS v ON v.brand_id = e.brand_id AND v.seq = e.seq WHERE ${OF_SUBJECTS}`);
		this.deletions = ['subjects', 'consents', 'answers'].map((table) => statement(`erase_${table}`, `DELETE FROM @${table} WHERE subject = ANY($1::bytea[])`));
		this.deleteEvidence = statement('erase_evidence', 'DELETE FROM @evidence WHERE brand_id = $1 AND seq = ANY($2::bigint[])');
	}

	/** What is on record of each contact, by subject. @param last number of the brand's last event. */
	async traces(session: Session, brandId: number, last: number, subjects: ReadonlySet<string>): Promise<Map<string, Trace>> {
		const asked = [...subjects];
		if (asked.length === 0) return new Map();
		const addresses = await session.rows<{ subject: string }>(this.withAddress, [textBytesArray(asked)]);
		const withAddress = new Set(addresses.map(({ subject }) => subject));
		const evidence = new Map(asked.map((subject): [string, number[]] => [subject, []]));
		const rows = await session.rows<{ subject: string; seq: number }>(this.evidenceOf, ofSubjects(brandId, last, asked));
		for (const { subject, seq } of rows) evidence.get(subject)?.push(seq);
		return new Map(asked.map((subject) => [subject, { hasAddress: withAddress.has(subject), evidence: evidence.get(subject) ?? [] }]));
	}

	async delete(session: Session, brandId: number, erasures: readonly Erasure[]): Promise<void> {
		if (erasures.length === 0) return;
		const subjects = textBytesArray(erasures.map(({ subject }) => subject));
		for (const deletion of this.deletions) await session.run(deletion, [subjects]);
		const evidence = erasures.flatMap(({ evidence: seqs }) => seqs);
		if (evidence.length > 0) await session.run(this.deleteEvidence, [brandId, bigintArray(evidence)]);
	}
}
