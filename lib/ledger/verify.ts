import { GENESIS_HASH } from './chain';
import { chainOf, type EventSource, type LedgerSource } from './source';
import type { LedgerHead } from './event';
import { EvidenceStream } from './evidence-stream';
import { beyondHead, contentFault, type LedgerFault, linkFault, type LedgerProblem, truncated } from './faults';
import { requireHead } from './noted-head';

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

export interface VerifyOptions {
	/** A head noted earlier outside the store: shows that the chain was not cut or written anew since. */
	notedHead?: LedgerHead | undefined;
	/** Is told after each page how many events are in order so far. */
	onProgress?: ((events: number) => void) | undefined;
}

/**
 * Recomputes a brand's chain and finds the first event that is not as it was recorded. Memory stays
 * constant however long the chain is, and events that are added meanwhile do no harm.
 *
 * @throws ComplianceError `CONFIG_INVALID` for a noted head that can be none; `STORE_*` where the store can't be read.
 * @example await verifyLedger(store, 'default') // => { ok: true, events: 3, head: { seq: 3, hash: '9f2c…' } }
 */
export async function verifyLedger(store: LedgerSource | EventSource, brand: string, { notedHead, onProgress }: VerifyOptions = {}): Promise<VerifyResult> {
	const noted = notedHead === undefined ? [] : [requireHead(notedHead)];
	const heads = [await store.head(brand), ...noted].filter((head) => head !== undefined);
	const evidence = new EvidenceStream('evidence' in store ? store.evidence?.(brand) : undefined);
	let last: LedgerHead = { seq: 0, hash: GENESIS_HASH };
	try {
		for await (const page of chainOf(store, brand)) {
			for (const event of page) {
				const found = linkFault(event, last) ?? contentFault(event, heads) ?? (await evidence.fault(event));
				if (found) return await report(found, store, brand, last);
				last = event;
			}
			onProgress?.(last.seq);
		}
	} finally {
		await evidence.close();
	}
	const cut = heads.find((head) => head.seq > last.seq);
	if (cut) return await report(truncated(last, cut), store, brand, last);
	const head = await store.head(brand);
	if (last.seq > (head?.seq ?? 0)) return await report(beyondHead(head), store, brand, last);
	return last.seq === 0 ? { ok: true, events: 0 } : { ok: true, events: last.seq, head: { seq: last.seq, hash: last.hash } };
}

/** Where a chain ends early, nothing later in it can explain the fault; elsewhere the missing event may come later. */
async function report(fault: LedgerFault, store: LedgerSource | EventSource, brand: string, last: LedgerHead): Promise<VerifyResult> {
	const { brokenAt, problem, message } = fault;
	if (problem === 'missing' && (await comesLater(store, brand, last))) {
		return { ok: false, events: last.seq, brokenAt, problem: 'reordered', message: `Event ${brokenAt} is not in its place: the order of events was changed.` };
	}
	return { ok: false, events: brokenAt - 1, brokenAt, problem, message };
}

/** Whether the event that was recorded after `last` stands somewhere else in the chain. */
async function comesLater(store: LedgerSource | EventSource, brand: string, last: LedgerHead): Promise<boolean> {
	for await (const page of chainOf(store, brand)) {
		if (page.some(({ previousHash }) => previousHash === last.hash)) return true;
	}
	return false;
}
