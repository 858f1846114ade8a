import { contactOf, type ContactColumns } from './contact-columns';
import { evidenceOf, type EvidenceColumn } from './event-row';
import type { WaitingReply } from './port';
import { type StoredSuppression, visibleSuppression } from './suppression-state';

/** A suppression that waits for a person, with what is still there of its contact and its evidence. */
export interface WaitingRow extends ContactColumns, EvidenceColumn {
	subject: string;
	seq: number;
	/** Milliseconds. */
	until: number | null;
	/** JSON. */
	record: string;
}

export function waitingReply(row: WaitingRow, brand: string): WaitingReply {
	const { seq, subject, until } = row;
	const record = JSON.parse(row.record) as StoredSuppression['record'];
	const suppression = visibleSuppression({ record, until: until ?? undefined });
	return { ref: `${brand}:${seq}`, seq, subject, ...contactOf(row), suppression, ...evidenceOf(row) };
}
