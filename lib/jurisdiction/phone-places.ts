import { possibleZonesForPhone, regionsForPhone, type ZoneCertainty } from '../phone';

/** Where a phone number may be from. */
export interface PhonePlaces {
	/** As `regionsForPhone` gives them. */
	regions: readonly string[];
	/** As `possibleZonesForPhone` gives them. */
	zones: readonly string[];
	certainty: ZoneCertainty;
}

const NO_PHONE: PhonePlaces = shared({ regions: [], zones: [], certainty: 'unknown' });

/** By certainty, regions and zones. It cannot grow beyond what the tables of numbers have. */
const known = new Map<ZoneCertainty, Map<string, Map<string, PhonePlaces>>>();

/**
 * The places of a number. Frozen and shared: numbers of the same places give the same object, so that what follows from it is worked out once.
 *
 * @param e164 anything else gives no places
 */
export function placesOfPhone(e164: unknown): PhonePlaces {
	if (typeof e164 !== 'string') return NO_PHONE;
	const regions = regionsForPhone(e164);
	const { zones, certainty } = possibleZonesForPhone(e164);
	const [region, zone] = [textOf(regions), textOf(zones)];
	return known.get(certainty)?.get(region)?.get(zone) ?? remembered(region, zone, shared({ regions, zones, certainty }));
}

function remembered(region: string, zone: string, places: PhonePlaces): PhonePlaces {
	const byRegion = known.get(places.certainty) ?? new Map<string, Map<string, PhonePlaces>>();
	const byZone = byRegion.get(region) ?? new Map<string, PhonePlaces>();
	known.set(places.certainty, byRegion.set(region, byZone.set(zone, places)));
	return places;
}

function shared({ regions, zones, certainty }: PhonePlaces): PhonePlaces {
	return Object.freeze({ regions: Object.freeze(regions), zones: Object.freeze(zones), certainty });
}

/** Most numbers have one region and one zone. */
function textOf(names: readonly string[]): string {
	return names.length === 1 ? (names[0] ?? '') : names.join(',');
}
