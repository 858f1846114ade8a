import { contactOf, type ContactColumns } from './contact-columns';
import { evidenceOf, ledgerEvent, type EvidenceColumn, type StoredEvent } from './event-row';
import type { FeedEvent, FeedPage } from './port';

/** Events looked at in one call, so that passing over as many that stand for decisions takes milliseconds. */
const LOOKED_AT = 4000;

/** An event of the feed with what is still there of its contact and its evidence. */
export type FeedRow = StoredEvent & EvidenceColumn & ContactColumns & { kind: FeedEvent['kind']; subject: string };

/** Number of the last event to look at for one page. @param end of the chain; read before the events, so that what is added meanwhile is left for the next page. */
export function endOfPage(after: number, end: number): number {
	return Math.max(after, Math.min(end, after + LOOKED_AT));
}

/**
 * @param rows at most `limit`, oldest first.
 * @param upTo the number of the last event that was looked at, if there were fewer than that.
 */
export function feedPage(rows: readonly FeedRow[], brand: string, upTo: number, limit: number): FeedPage {
	const events = rows.map((row): FeedEvent => ({ ...ledgerEvent(row, brand), kind: row.kind, subject: row.subject, ref: `${brand}:${row.seq}`, ...contactOf(row), ...evidenceOf(row) }));
	return { events, upTo: events.length < limit ? upTo : (events.at(-1)?.seq ?? upTo) };
}
