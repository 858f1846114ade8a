import type { ZoneFacts } from '../../lib/model/facts';
import type { Batch } from '../../lib/n8n/batch';
import type { Target } from '../../lib/n8n/fields/target';
import { zonesForPhone } from '../../lib/phone';
import type { StoredFacts } from '../../lib/store/port';

const UNKNOWN: ZoneFacts = { zones: [], basis: 'none' };

/**
 * Where a contact may be: the item's own field, else the zone stored with the contact, else every zone in which
 * the number may be used. A field that is set and names no zone is not passed over: it goes to review.
 */
export function zoneReader(batch: Batch): (index: number, target: Target, stored: StoredFacts | undefined) => ZoneFacts {
	const explicit = batch.read('timeZone');
	return (index, { contact }, stored) => {
		const value = explicit(index);
		if (!isBlank(value)) {
			return { zones: [typeof value === 'string' ? value : ''], basis: 'explicit' };
		}
		if (stored?.timeZone !== undefined) return { zones: [stored.timeZone], basis: 'contact' };
		if (contact?.kind !== 'phone') return UNKNOWN;
		const { zones } = zonesForPhone(contact.address);
		return zones.length > 0 ? { zones, basis: 'phone' } : UNKNOWN;
	};
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
