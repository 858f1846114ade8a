import { IANAZone } from 'luxon';
import type { TimeZoneNeeds } from '../packs/time-zones';

/** The zones whose clock this runtime reads wrongly, because its time-zone data is older than what is needed; usually none. */
export function outdatedZones({ probes }: TimeZoneNeeds): string[] {
	return probes.filter(({ zone, at, offsetMinutes }) => IANAZone.create(zone).offset(Date.parse(at)) !== offsetMinutes).map(({ zone }) => zone);
}
