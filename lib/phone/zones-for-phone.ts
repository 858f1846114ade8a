import { ZONE_CORRECTIONS } from '../packs/phone/zone-corrections';
import { ZONE_TABLE } from '../packs/phone/zone-table';

/**
 * How closely the zones are known: `exact`: one zone, or several that are equal in effect; `split`: the prefix's area lies
 * in several; `country`: only the country's whole list is known; `unknown`: nothing, and the list is empty.
 */
export type ZoneCertainty = 'exact' | 'split' | 'country' | 'unknown';

export interface PhoneZones {
	/** IANA names, the caller's own copy. */
	zones: string[];
	certainty: ZoneCertainty;
}

interface ZoneRow {
	zones: readonly string[];
	certainty: ZoneCertainty;
}

const E164 = /^\+[1-9]\d{5,14}$/;
const ZERO = 48;

interface ZoneLookup {
	/** Prefixes never begin with zero, so as numbers they stay distinct. */
	rows: ReadonlyMap<number, ZoneRow>;
	longestPrefix: number;
}

/** Later rows take the place of earlier ones; a row without zones leaves its prefixes to shorter ones. */
function lookupOf(...tables: ReadonlyArray<typeof ZONE_TABLE>): ZoneLookup {
	const rows = new Map<number, ZoneRow>();
	let longestPrefix = 0;
	for (const [certainty, zones, prefixes] of tables.flat()) {
		const row: ZoneRow = { zones: zones.split(' '), certainty: certainty as ZoneCertainty };
		for (const prefix of prefixes.split(' ')) {
			if (zones === '') rows.delete(Number(prefix));
			else rows.set(Number(prefix), row);
			longestPrefix = Math.max(longestPrefix, prefix.length);
		}
	}
	return { rows, longestPrefix };
}

const BY_SOURCE = lookupOf(ZONE_TABLE);
const POSSIBLE = lookupOf(ZONE_TABLE, ZONE_CORRECTIONS);

/**
 * The time zones in which a number may be at home, by its longest known prefix: what Google's data says, which at least 99.5 % of its
 * prefixes keep, but for North American area codes.
 *
 * A North American area code stands for all zones of its area, whatever the exchange: mobile numbers do not keep to
 * exchanges. Toll-free, satellite, unassigned and malformed numbers are `unknown`. Never throws.
 *
 * @example zonesForPhone('+18505550123') // => { zones: ['America/Chicago', 'America/New_York'], certainty: 'split' }
 */
export function zonesForPhone(e164: string): PhoneZones {
	return lookUp(BY_SOURCE, e164);
}

/**
 * The same with everything that is known better: the gates ask this one. It differs where the source is wrong or too narrow for many numbers at once,
 * such as those of Recife and the mobile numbers of Indonesia (`corrections.json`, `onlyPossible`).
 */
export function possibleZonesForPhone(e164: string): PhoneZones {
	return lookUp(POSSIBLE, e164);
}

function lookUp({ rows, longestPrefix }: ZoneLookup, e164: string): PhoneZones {
	if (typeof e164 !== 'string' || !E164.test(e164)) return { zones: [], certainty: 'unknown' };
	let prefix = 0;
	let found: ZoneRow | undefined;
	const end = Math.min(longestPrefix + 1, e164.length);
	for (let index = 1; index < end; index++) {
		prefix = prefix * 10 + e164.charCodeAt(index) - ZERO;
		found = rows.get(prefix) ?? found;
	}
	return found ? { zones: found.zones.slice(), certainty: found.certainty } : { zones: [], certainty: 'unknown' };
}
