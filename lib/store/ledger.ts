import type { LedgerSource } from '../ledger/source';

/** The ledgers of a store, opened for reading alone; what `verifyLedger` takes. */
export interface Ledger extends LedgerSource {
	/** The brands that the store knows, in the order of their first event. */
	brands(): Promise<string[]>;
	/** How many chains belong to none of them: not 0 where somebody took a brand out of the list. */
	unnamedChains(): Promise<number>;
	/** Calls after it reject with `STORE_UNAVAILABLE`. */
	close(): Promise<void>;
}
