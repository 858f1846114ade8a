import type { ChainedText } from './chain';
import { evidenceDigest, type StoredEvidence } from './evidence';
import { changed, type LedgerFault } from './faults';

/** Walks the evidence beside the events, so that neither has to be held in memory. */
export class EvidenceStream {
	private readonly pages: AsyncIterator<readonly StoredEvidence[]> | undefined;
	private page: readonly StoredEvidence[] = [];
	private next = 0;

	/** @param source pages of evidence in the order of their events. */
	constructor(source: AsyncIterable<readonly StoredEvidence[]> | undefined) {
		this.pages = source?.[Symbol.asyncIterator]();
	}

	/** Whether the evidence of an event, if it was not erased, is what the event was recorded with. Ask in order. */
	async fault(event: ChainedText): Promise<LedgerFault | undefined> {
		const evidence = await this.upTo(event.seq);
		if (evidence?.seq !== event.seq || (isSound(evidence) && evidenceDigest(evidence) === event.evidenceDigest)) return undefined;
		return { ...changed(event.seq), message: `The evidence of event ${event.seq} was changed after it was recorded.` };
	}

	async close(): Promise<void> {
		await this.pages?.return?.();
	}

	/** The first evidence that does not belong to an earlier event; undefined where there is no more. */
	private async upTo(seq: number): Promise<StoredEvidence | undefined> {
		for (;;) {
			for (let found = this.page[this.next]; found !== undefined; found = this.page[++this.next]) {
				if (!(found.seq < seq)) return found;
			}
			const read = await this.pages?.next();
			if (read === undefined || read.done === true) return undefined;
			this.page = read.value;
			this.next = 0;
		}
	}
}

/** The digest is over both texts with a dot between them, which must be the first: words moved from one to the other would have the same digest. */
function isSound({ salt }: StoredEvidence): boolean {
	return !salt.includes('.');
}
