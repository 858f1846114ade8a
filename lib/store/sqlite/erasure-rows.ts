import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Erasure, Trace } from '../erasure-state';
import { subjectEvents } from './subject-events';

/** What is deleted when contacts are erased. All methods run inside a write transaction of the caller. */
export class ErasureRows {
	private readonly hasAddress: StatementSync;
	private readonly evidenceOf: StatementSync;
	private readonly deletions: StatementSync[];
	private readonly deleteEvidence: StatementSync;

	constructor(db: DatabaseSync) {
		this.hasAddress = db.prepare('SELECT 1 FROM subjects WHERE subject = ?');
		this.evidenceOf = db.prepare(subjectEvents('e.seq', 'CROSS JOIN evidence AS v ON v.brand_id = e.brand_id AND v.seq = e.seq'));
		this.deletions = ['subjects', 'consents', 'answers'].map((table) => db.prepare(`DELETE FROM ${table} WHERE subject = ?`));
		this.deleteEvidence = db.prepare('DELETE FROM evidence WHERE brand_id = ? AND seq = ?');
	}

	/** What is on record of each contact, by subject. */
	traces(brand: string, subjects: Iterable<string>): Map<string, Trace> {
		const traces = new Map<string, Trace>();
		for (const subject of subjects) {
			const evidence = this.evidenceOf.all(brand, subject).map((row) => Number(row['seq']));
			traces.set(subject, { hasAddress: this.hasAddress.get(subject) !== undefined, evidence });
		}
		return traces;
	}

	delete(brandId: number, erasures: readonly Erasure[]): void {
		for (const { subject, evidence } of erasures) {
			for (const deletion of this.deletions) deletion.run(subject);
			for (const seq of evidence) this.deleteEvidence.run(brandId, seq);
		}
	}
}
