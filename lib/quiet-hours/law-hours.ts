import { withParents } from '../jurisdiction';
import type { Channel } from '../model/channel';
import type { Policy } from '../model/policy';
import type { HolidayPack } from '../packs/holidays';
import type { QuietHoursPack } from '../packs/quiet-hours';
import { hasRows, rowsFor } from './applicable-rows';
import { WHOLE_DAY } from './open-minutes';
import { ownHours } from './own-hours';
import { placeRule } from './place-rule';
import type { DayRule } from './schedule';

/** The rules on hours, and the calendars they look into. */
export interface QuietHoursPacks {
	quietHours: QuietHoursPack;
	holidays: HolidayPack;
}

/**
 * What the law of every place permits on each local day of a contact, one rule for each country: its own rows and those of the regions named.
 * A country in which no row closes anything on a day gets the courtesy hours of the policy instead.
 *
 * @param codes ISO 3166-1 or 3166-2 of every place whose law may hold, parents not needed
 */
export function lawHours({ quietHours, holidays }: QuietHoursPacks, codes: readonly string[], channel: Channel, settings: Policy['quietHours']): DayRule[] {
	const places = withParents(codes);
	const courtesy = ownHours(settings.courtesyWindows);
	// A territory in which the law of another country holds, and of which the pack says nothing, is no country without a rule.
	const countries = places.filter((place) => place.length === 2 && (withParents([place]).length === 1 || hasRows(quietHours, place)));
	return countries.map((country): DayRule => {
		const own = places.filter((place) => place.startsWith(country));
		const rules = own.map((place) => placeRule(place, rowsFor(quietHours, place, channel, settings), holidays));
		return (day) => {
			const parts = rules.flatMap((rule) => rule(day));
			return parts.some(({ hours }) => hours !== WHOLE_DAY) ? parts : [...parts, ...courtesy(day)];
		};
	});
}
