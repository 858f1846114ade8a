const WHOLE_HOURS = Array.from({ length: 27 }, (_, index) => index - 12);

/** Zones that are at times not a whole number of hours from UTC, one for each distance and habit in use. */
const ODD_ZONES = [
	'Pacific/Marquesas',
	'America/St_Johns',
	'Asia/Tehran',
	'Asia/Kabul',
	'Asia/Kolkata',
	'Asia/Kathmandu',
	'Asia/Yangon',
	'Australia/Eucla',
	'Australia/Darwin',
	'Australia/Adelaide',
	'Australia/Lord_Howe',
	'Pacific/Chatham',
];

/**
 * Every distance from UTC that a clock shows somewhere on Earth, UTC-12 to UTC+14. A schedule that is open
 * in all of them is open for a contact of whom nothing is known. `Etc` names have their sign reversed.
 */
export const WORLD_ZONES: readonly string[] = [
	...WHOLE_HOURS.map((hours) => `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`),
	...ODD_ZONES,
];
