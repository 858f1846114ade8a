import type { ContactFacts } from '../model/facts';
import { regionsForPhone } from '../phone';

/**
 * Whose rules hold for a contact, without parents; empty: nobody knows. Where the facts name no jurisdiction it is taken from the phone
 * number, otherwise from the zones.
 */
export function jurisdictionsOf({ jurisdiction, address }: Pick<ContactFacts, 'address' | 'zone' | 'jurisdiction'>): readonly string[] {
	if (jurisdiction !== undefined) return jurisdiction.codes;
	return address.ok ? regionsForPhone(address.address) : [];
}
