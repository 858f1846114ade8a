import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import { REGION_TABLE } from '../packs/phone/region-table';
import { SHARED_CALLING_CODE_TABLE } from '../packs/phone/shared-calling-code-table';

const E164 = /^\+[1-9]\d{5,14}$/;
const MAX_CALLING_CODE = 3;
/** Countries by their code, and parts of the United States by its laws. */
const US_TERRITORIES: ReadonlySet<string> = new Set(['AS', 'GU', 'MP', 'PR', 'VI']);

interface SharingCountry {
	country: string;
	numbers: RegExp;
	tollFree?: RegExp;
}

interface NumberingPlan {
	/** All that the calling code may stand for. */
	regions: readonly string[];
	/** Digits of an area code; 0 where area codes tell nothing. */
	areaCodeLength: number;
	regionsByAreaCode: ReadonlyMap<string, readonly string[]>;
	/** Told apart by the national number, the first that matches counts. */
	sharing: readonly SharingCountry[];
}

const areaCodes = new Map<string, Map<string, readonly string[]>>();
for (const [callingCode, regions, codes] of REGION_TABLE) {
	const known = areaCodes.get(callingCode) ?? new Map<string, readonly string[]>();
	areaCodes.set(callingCode, known);
	for (const areaCode of codes.split(' ')) known.set(areaCode, regions.split(' '));
}

const plans = new Map<string, NumberingPlan>();
for (const country of getCountries()) {
	const callingCode = getCountryCallingCode(country);
	const regionsByAreaCode = areaCodes.get(callingCode) ?? new Map<string, readonly string[]>();
	plans.set(callingCode, {
		regions: [...(plans.get(callingCode)?.regions ?? []), US_TERRITORIES.has(country) ? `US-${country}` : country],
		areaCodeLength: [...regionsByAreaCode.keys()][0]?.length ?? 0,
		regionsByAreaCode,
		sharing: SHARED_CALLING_CODE_TABLE.filter(([shared]) => shared === callingCode).map(([, name, numbers, tollFree]) => ({
			country: name,
			numbers: new RegExp(`^(?:${numbers})`),
			...(tollFree !== '' && { tollFree: new RegExp(`^${tollFree}`) }),
		})),
	});
}

function candidatesOf(e164: string): readonly string[] {
	for (let length = 1; length <= MAX_CALLING_CODE; length++) {
		const plan = plans.get(e164.slice(1, 1 + length));
		if (plan) return regionsIn(plan, e164, 1 + length);
	}
	return [];
}

function regionsIn(plan: NumberingPlan, e164: string, start: number): readonly string[] {
	if (plan.areaCodeLength > 0) return plan.regionsByAreaCode.get(e164.slice(start, start + plan.areaCodeLength)) ?? plan.regions;
	if (plan.sharing.length === 0) return plan.regions;
	const national = e164.slice(start);
	const owner = plan.sharing.find(({ numbers }) => numbers.test(national));
	return owner === undefined || owner.tollFree?.test(national) ? plan.regions : [owner.country];
}

/**
 * Every region whose law may hold for a number: ISO 3166-2 for the area codes of North America and Brazil where they are
 * known, and for the territories of the United States; ISO 3166-1 otherwise.
 *
 * Countries that share a calling code are told apart where the number itself does; where it does not (toll-free
 * numbers, unassigned area codes) all of them are given. Empty for malformed numbers and for calling codes that no country
 * has, such as those of satellites. Never throws.
 *
 * @example regionsForPhone('+19025550123') // => ['CA-NS', 'CA-PE']
 */
export function regionsForPhone(e164: string): string[] {
	return typeof e164 === 'string' && E164.test(e164) ? candidatesOf(e164).slice() : [];
}
