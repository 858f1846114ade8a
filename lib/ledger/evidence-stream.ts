import type { LedgerEvent } from './event';
import { evidenceDigest, type StoredEvidence } from './evidence';
import { changed, type LedgerFault } from './faults';

/** Walks the evidence beside the events, so that neither has to be held in memory. */
export class EvidenceStream {
	private readonly rows: AsyncIterator<StoredEvidence> | undefined;
	private current: StoredEvidence | undefined;
	private done = false;

	constructor(source: AsyncIterable<StoredEvidence> | undefined) {
		this.rows = source?.[Symbol.asyncIterator]();
	}

	/** Whether the evidence of an event, if it was not erased, is what the event was recorded with. Ask in order. */
	async fault(event: LedgerEvent): Promise<LedgerFault | undefined> {
		while (this.rows && !this.done && (this.current === undefined || this.current.seq < event.seq)) {
			const next = await this.rows.next();
			this.done = next.done === true;
			this.current = next.done ? undefined : next.value;
		}
		if (this.current?.seq !== event.seq || evidenceDigest(this.current) === event.evidenceDigest) return undefined;
		return { ...changed(event.seq), message: `The evidence of event ${event.seq} was changed after it was recorded.` };
	}

	async close(): Promise<void> {
		await this.rows?.return?.();
	}
}
