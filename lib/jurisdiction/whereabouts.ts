import type { JurisdictionFacts, ZoneFacts } from '../model/facts';
import { regionsForPhone, zonesForPhone } from '../phone';
import type { GivenPlace } from './read-place';

/** Everything that may tell where a contact is. */
export interface PlaceHints {
	/** Fields of the item. */
	given?: GivenPlace;
	/** The item's own time zone field; anything. */
	timeZone?: unknown;
	/** As stored with the contact. */
	stored?: { timeZone?: string; jurisdiction?: string };
	/** E.164. */
	phone?: string;
}

export interface Whereabouts {
	zone: ZoneFacts;
	jurisdiction: JurisdictionFacts;
}

/** Where a contact may be, and whose rules hold there. Never throws. */
export function whereabouts({ phone }: PlaceHints): Whereabouts {
	if (phone === undefined) return { zone: { zones: [], basis: 'none' }, jurisdiction: { codes: [], basis: 'none' } };
	return { zone: { zones: zonesForPhone(phone).zones, basis: 'phone' }, jurisdiction: { codes: regionsForPhone(phone), basis: 'phone' } };
}
