import { CONSENT_PACK, type ConsentPack } from '../packs/consent';
import { HOLIDAY_PACK, type HolidayPack } from '../packs/holidays';
import { QUIET_HOURS_PACK, type QuietHoursPack } from '../packs/quiet-hours';
import { TIME_ZONE_NEEDS, type TimeZoneNeeds } from '../packs/time-zones';

/** The rules of law that decisions are made by. */
export interface RulePacks {
	consent: ConsentPack;
	quietHours: QuietHoursPack;
	holidays: HolidayPack;
	timeZones: TimeZoneNeeds;
}

/** The packs that ship. */
export const RULE_PACKS: RulePacks = { consent: CONSENT_PACK, quietHours: QUIET_HOURS_PACK, holidays: HOLIDAY_PACK, timeZones: TIME_ZONE_NEEDS };
