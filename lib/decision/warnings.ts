import type { Warning } from '../model/warnings';
import { outdatedZones } from '../time/zone-data';
import type { RulePacks } from './rule-packs';

/** What may make every decision about permitted hours wrong. */
export function timeZoneWarnings({ timeZones }: RulePacks): Warning[] {
	const zones = outdatedZones(timeZones);
	return zones.length > 0 ? [{ code: 'TIME_ZONE_DATA_OUTDATED', facts: { needed: timeZones.version, zones } }] : [];
}
