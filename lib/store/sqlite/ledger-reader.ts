import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventKind, LedgerEvent, LedgerHead, Origin } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import type { Channel } from '../../model/channel';
import type { JsonObject } from '../../model/json';
import { decisionsAbout } from '../decision-sheet';
import { writeInstant } from '../instants';
import type { HistoryEntry } from '../port';
import { toHex } from './hex';

/** An event with the decisions of a batch is some 30 kB. */
const EVENTS_PER_PAGE = 500;

interface EventRow {
	seq: number;
	at: number;
	kind: EventKind;
	subject: string | null;
	channel: LedgerEvent['channel'] | null;
	payload: string;
	origin: string;
	evidence_digest: Uint8Array | null;
	previous_hash: Uint8Array;
	hash: Uint8Array;
	body?: string | null;
}

const COLUMNS = 'e.seq, e.at, e.kind, e.subject, e.channel, e.payload, e.origin, e.evidence_digest, e.previous_hash, e.hash';
const IN_BRAND = 'brand_id = (SELECT id FROM brands WHERE name = ?)';

/** Reads chains. Each page is a query of its own, so that a long reading keeps nobody from writing. */
export class LedgerReader {
	private readonly getHead: StatementSync;
	private readonly getPage: StatementSync;
	private readonly getEvidence: StatementSync;
	private readonly getHistory: StatementSync;
	private readonly getSheets: StatementSync;

	constructor(db: DatabaseSync) {
		this.getHead = db.prepare('SELECT seq, hash FROM brands WHERE name = ? AND seq > 0');
		this.getPage = db.prepare(`SELECT ${COLUMNS} FROM events AS e WHERE e.${IN_BRAND} AND e.seq > ? ORDER BY e.seq LIMIT ${EVENTS_PER_PAGE}`);
		this.getEvidence = db.prepare(`SELECT seq, salt, body FROM evidence WHERE ${IN_BRAND} AND seq > ? ORDER BY seq LIMIT ${EVENTS_PER_PAGE}`);
		this.getHistory = db.prepare(
			`WITH RECURSIVE brand (id, runs) AS (SELECT id, seq >> 14 FROM brands WHERE name = ?1),
			run (n) AS (SELECT runs FROM brand UNION ALL SELECT n - 1 FROM run WHERE n > 0)
			SELECT ${COLUMNS}, v.body FROM brand CROSS JOIN run
			CROSS JOIN events AS e ON e.brand_id = brand.id AND e.seq >> 14 = run.n AND substr(e.subject, 1, 6) = substr(?2, 1, 6)
			LEFT JOIN evidence AS v ON v.brand_id = e.brand_id AND v.seq = e.seq
			WHERE e.subject = ?2 ORDER BY e.seq`,
		);
		this.getSheets = db.prepare(
			`SELECT ${COLUMNS} FROM decided AS d CROSS JOIN events AS e ON e.brand_id = d.brand_id AND e.seq = d.seq
			WHERE d.${IN_BRAND} AND instr(d.prefixes, substr(?, 1, 6)) ORDER BY d.seq`,
		);
	}

	head(brand: string): LedgerHead | undefined {
		const row = this.getHead.get(brand);
		return row && { seq: Number(row['seq']), hash: toHex(row['hash']) };
	}

	/** The events after one, at most a page of them; none at the end of the chain. */
	page(brand: string, after: number): LedgerEvent[] {
		return (this.getPage.all(brand, after) as unknown as EventRow[]).map((row) => ledgerEvent(row, brand));
	}

	/** The evidence of events after one, at most a page of it. */
	evidencePage(brand: string, after: number): StoredEvidence[] {
		return this.getEvidence.all(brand, after) as unknown as StoredEvidence[];
	}

	history(brand: string, subject: string, withDecisions: boolean): HistoryEntry[] {
		const rows = this.getHistory.all(brand, subject) as unknown as EventRow[];
		const entries = rows.map((row): HistoryEntry => {
			const event = ledgerEvent(row, brand);
			const evidence = typeof row.body === 'string' ? { evidence: readObject(row.body) } : {};
			return { ...event, kind: event.kind as HistoryEntry['kind'], ref: `${brand}:${event.seq}`, ...evidence };
		});
		if (!withDecisions) return entries;
		return [...entries, ...this.decisions(brand, subject)].sort((a, b) => a.seq - b.seq);
	}

	private decisions(brand: string, subject: string): HistoryEntry[] {
		const sheets = this.getSheets.all(brand, subject) as unknown as EventRow[];
		return sheets.flatMap((sheet) => {
			const event = ledgerEvent(sheet, brand);
			return decisionsAbout(subject, event.payload).map(({ row, outcome: { channel, ...payload } }): HistoryEntry => ({
				...event,
				kind: 'decision',
				ref: `${brand}:${event.seq}/${row}`,
				subject,
				...(typeof channel === 'string' && { channel: channel as Channel }),
				payload,
			}));
		});
	}
}

function ledgerEvent(row: EventRow, brand: string): LedgerEvent {
	const event: LedgerEvent = {
		brand,
		seq: row.seq,
		at: readAt(row.at),
		kind: row.kind,
		payload: readObject(row.payload),
		origin: readObject(row.origin) as Origin,
		previousHash: toHex(row.previous_hash),
		hash: toHex(row.hash),
	};
	if (row.subject !== null) event.subject = row.subject;
	if (row.channel !== null) event.channel = row.channel;
	if (row.evidence_digest !== null) event.evidenceDigest = toHex(row.evidence_digest);
	return event;
}

/** What somebody wrote over a row need not be JSON; its event then no longer has its hash, which is what verification tells. */
function readObject(text: string): JsonObject {
	try {
		return JSON.parse(text) as JsonObject;
	} catch {
		return { unreadable: true };
	}
}

function readAt(at: number): string {
	return Number.isSafeInteger(at) ? writeInstant(at) : 'unreadable';
}
