import type { ComplianceStore, StoreConfig } from '../../lib/store/port';

/** A fresh place for one store, opened as often as a test likes. */
export interface StorePlace {
	config: StoreConfig;
	open(): Promise<ComplianceStore>;
	/** Closes what was opened and removes the place. */
	remove(): Promise<void>;
}

/** Makes an empty place of one backend; what the conformance suite is run with. */
export type StoreBackend = () => Promise<StorePlace>;
