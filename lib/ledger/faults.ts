import { type ChainedText, hashEventText } from './chain';
import type { LedgerHead } from './event';

export type LedgerProblem = 'changed' | 'missing' | 'reordered' | 'truncated';

/** What is wrong with a chain, and from which event on. */
export interface LedgerFault {
	brokenAt: number;
	problem: LedgerProblem;
	message: string;
}

/** Whether an event stands where it belongs, right after `last`. */
export function linkFault(event: ChainedText, last: LedgerHead): LedgerFault | undefined {
	const expected = last.seq + 1;
	if (!(Number.isSafeInteger(event.seq) && event.seq >= expected)) return stray(expected);
	if (event.seq !== expected) return missing(expected);
	if (event.previousHash === last.hash) return undefined;
	if (hashEventText({ ...event, previousHash: last.hash }) === event.hash) return changed(expected);
	if (hashEventText(event) !== event.hash) return missing(expected);
	if (last.seq === 0) return changed(expected);
	return {
		brokenAt: last.seq,
		problem: 'changed',
		message: `Event ${last.seq} is not the one that event ${event.seq} was recorded after: it was replaced.`,
	};
}

/** Whether an event still says what was recorded, by its own hash and by the heads that are known. */
export function contentFault(event: ChainedText, heads: readonly LedgerHead[]): LedgerFault | undefined {
	if (hashEventText(event) !== event.hash || !isObject(event.payload) || !isObject(event.origin)) return changed(event.seq);
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

/** A number below that of the first event, a number twice, or one that is no whole number. */
function stray(expected: number): LedgerFault {
	return { brokenAt: expected, problem: 'changed', message: `Where event ${expected} should be stands one with a number that no event of the chain has.` };
}

/**
 * The hash is taken over both texts in one, and would stay the same if the end of one were moved to the other; then neither of them is JSON.
 */
function isObject(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null;
	} catch {
		return false;
	}
}

function missing(seq: number): LedgerFault {
	return { brokenAt: seq, problem: 'missing', message: `Event ${seq} is missing.` };
}
