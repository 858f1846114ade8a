import type { Channel } from '../model/channel';
import { decisionsAbout } from './decision-sheet';
import { evidenceOf, ledgerEvent, type EvidenceColumn, type StoredEvent } from './event-row';
import type { HistoryEntry } from './port';

/** The entry for an event about one contact. */
export function historyEntry(row: StoredEvent & EvidenceColumn, brand: string): HistoryEntry {
	const event = ledgerEvent(row, brand);
	return { ...event, kind: event.kind as HistoryEntry['kind'], ref: `${brand}:${event.seq}`, ...evidenceOf(row) };
}

/** The entries for the decisions about one contact that an event holds; none where it holds none. */
export function decisionEntries(sheet: StoredEvent, brand: string, subject: string): HistoryEntry[] {
	const event = ledgerEvent(sheet, brand);
	return decisionsAbout(subject, event.payload).map(({ row, outcome: { channel, ...payload } }): HistoryEntry => ({
		...event,
		kind: 'decision',
		ref: `${brand}:${event.seq}/${row}`,
		subject,
		...(typeof channel === 'string' && { channel: channel as Channel }),
		payload,
	}));
}
