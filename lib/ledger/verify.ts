import { GENESIS_HASH } from './chain';
import type { LedgerEvent, LedgerHead } from './event';
import type { StoredEvidence } from './evidence';
import { EvidenceStream } from './evidence-stream';
import { beyondHead, contentFault, type LedgerFault, linkFault, type LedgerProblem, truncated } from './faults';

/** The part of a store that verification needs. */
export interface LedgerSource {
	/** The brand's events in the order of `seq`. */
	events(brand: string): AsyncIterable<LedgerEvent>;
	/** What the store believes to be the last event; read apart from the events. */
	head(brand: string): Promise<LedgerHead | undefined>;
	/** The evidence that was not erased, in the order of `seq`. A source without it is verified without it. */
	evidence?(brand: string): AsyncIterable<StoredEvidence>;
}

export type VerifyResult =
	| { ok: true; events: number; head?: LedgerHead }
	| {
			ok: false;
			/** Events that are in order, up to the first that is not. */
			events: number;
			/** The number of the first event that is not as it was recorded. */
			brokenAt: number;
			problem: LedgerProblem;
			/** One sentence for people. */
			message: string;
	  };

/**
 * Recomputes a brand's chain and finds the first event that is not as it was recorded. Memory stays
 * constant however long the chain is, and events that are added meanwhile do no harm.
 *
 * @param options.notedHead a head noted earlier outside the store: shows that the chain was not cut or
 * written anew since.
 * @example await verifyLedger(store, 'default') // => { ok: true, events: 3, head: { seq: 3, hash: '9f2c…' } }
 */
export async function verifyLedger(
	store: LedgerSource,
	brand: string,
	options: { notedHead?: LedgerHead } = {},
): Promise<VerifyResult> {
	const heads = [await store.head(brand), options.notedHead].filter((head) => head !== undefined);
	const evidence = new EvidenceStream(store.evidence?.(brand));
	let last: LedgerHead = { seq: 0, hash: GENESIS_HASH };
	try {
		for await (const event of store.events(brand)) {
			const found = linkFault(event, last) ?? contentFault(event, heads) ?? (await evidence.fault(event));
			if (found) return await report(found, store, brand, last);
			last = { seq: event.seq, hash: event.hash };
		}
	} finally {
		await evidence.close();
	}
	const cut = heads.find((head) => head.seq > last.seq);
	if (cut) return await report(truncated(last, cut), store, brand, last);
	const head = await store.head(brand);
	if (last.seq > (head?.seq ?? 0)) return await report(beyondHead(head), store, brand, last);
	return last.seq === 0 ? { ok: true, events: 0 } : { ok: true, events: last.seq, head: last };
}

/** Where a chain ends early, nothing later in it can explain the fault; elsewhere the missing event may come later. */
async function report(fault: LedgerFault, store: LedgerSource, brand: string, last: LedgerHead): Promise<VerifyResult> {
	const { brokenAt, problem, message } = fault;
	if (problem === 'missing' && (await comesLater(store, brand, last))) {
		return { ok: false, events: last.seq, brokenAt, problem: 'reordered', message: `Event ${brokenAt} is not in its place: the order of events was changed.` };
	}
	return { ok: false, events: brokenAt - 1, brokenAt, problem, message };
}

/** Whether the event that was recorded after `last` stands somewhere else in the chain. */
async function comesLater(store: LedgerSource, brand: string, last: LedgerHead): Promise<boolean> {
	for await (const event of store.events(brand)) {
		if (event.previousHash === last.hash) return true;
	}
	return false;
}
