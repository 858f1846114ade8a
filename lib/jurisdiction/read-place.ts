import type { PlaceFault } from '../model/facts';

/** Where a contact lives as an item or a CRM tells of it; every value may be anything. */
export interface GivenPlace {
	country?: unknown;
	state?: unknown;
	postalCode?: unknown;
}

export interface ReadPlace {
	/** ISO 3166-1 alpha-2 or 3166-2, the most exact that is known. */
	codes: string[];
	/** IANA names of every zone of these places. */
	zones: string[];
	fault?: PlaceFault;
}

/** @returns `undefined` when nothing is given */
export function readPlace(_given: GivenPlace, _phone?: string): ReadPlace | undefined {
	return undefined;
}
