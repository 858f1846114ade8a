import { hashEvent } from './chain';
import type { LedgerEvent, LedgerHead } from './event';

export type LedgerProblem = 'changed' | 'missing' | 'reordered' | 'truncated';

/** What is wrong with a chain, and from which event on. */
export interface LedgerFault {
	brokenAt: number;
	problem: LedgerProblem;
	message: string;
}

/** Whether an event stands where it belongs, right after `last`. */
export function linkFault(event: LedgerEvent, last: LedgerHead): LedgerFault | undefined {
	const expected = last.seq + 1;
	if (event.seq !== expected) return missing(expected);
	if (event.previousHash === last.hash) return undefined;
	if (hashEvent({ ...event, previousHash: last.hash }) === event.hash) return changed(expected);
	if (hashEvent(event) !== event.hash) return missing(expected);
	return {
		brokenAt: Math.max(1, last.seq),
		problem: 'changed',
		message: `Event ${Math.max(1, last.seq)} is not the one that event ${event.seq} was recorded after: it was replaced.`,
	};
}

/** Whether an event still says what was recorded, by its own hash and by the heads that are known. */
export function contentFault(event: LedgerEvent, heads: readonly LedgerHead[]): LedgerFault | undefined {
	if (hashEvent(event) !== event.hash) return changed(event.seq);
	if (heads.every(({ seq, hash }) => seq !== event.seq || hash === event.hash)) return undefined;
	return {
		brokenAt: event.seq,
		problem: 'changed',
		message: `Event ${event.seq} does not have the hash that was noted for it: the chain was written anew.`,
	};
}

export function changed(seq: number): LedgerFault {
	return { brokenAt: seq, problem: 'changed', message: `Event ${seq} was changed after it was recorded.` };
}

export function truncated(last: LedgerHead, head: LedgerHead): LedgerFault {
	return {
		brokenAt: last.seq + 1,
		problem: 'truncated',
		message: `The chain ends after event ${last.seq}; ${head.seq} events were recorded.`,
	};
}

export function beyondHead(head: LedgerHead | undefined): LedgerFault {
	const seq = head?.seq ?? 0;
	return { brokenAt: seq + 1, problem: 'changed', message: `The store knows of ${seq} events, but event ${seq + 1} exists.` };
}

function missing(seq: number): LedgerFault {
	return { brokenAt: seq, problem: 'missing', message: `Event ${seq} is missing.` };
}
