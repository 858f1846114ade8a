import parsePhoneNumber, { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';

const US = 'AL:Alabama AK:Alaska AZ:Arizona AR:Arkansas CA:California CO:Colorado CT:Connecticut DE:Delaware FL:Florida GA:Georgia HI:Hawaii ID:Idaho IL:Illinois IN:Indiana IA:Iowa KS:Kansas KY:Kentucky LA:Louisiana ME:Maine MD:Maryland MA:Massachusetts MI:Michigan MN:Minnesota MS:Mississippi MO:Missouri MT:Montana NE:Nebraska NV:Nevada NH:New_Hampshire NJ:New_Jersey NM:New_Mexico NY:New_York NC:North_Carolina ND:North_Dakota OH:Ohio OK:Oklahoma OR:Oregon PA:Pennsylvania RI:Rhode_Island SC:South_Carolina SD:South_Dakota TN:Tennessee TX:Texas UT:Utah VT:Vermont VA:Virginia WA:Washington_State WV:West_Virginia WI:Wisconsin WY:Wyoming DC:Washington_D.C.';
const CA = 'AB:Alberta BC:British_Columbia BC:British_Colombia MB:Manitoba NB:New_Brunswick NL:Newfoundland_and_Labrador NS:Nova_Scotia NT:Northwest_Territories NU:Nunavut ON:Ontario PE:Prince_Edward_Island QC:Quebec SK:Saskatchewan YT:Yukon';
const BRAZIL = 'AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO'.split(' ');
const US_TERRITORIES = new Set(['AS', 'GU', 'MP', 'PR', 'VI']);
const NORTH_AMERICA = '1';

const regionByName = new Map();
for (const [country, list] of [['US', US], ['CA', CA]]) {
	for (const entry of list.split(' ')) {
		const [code, name] = entry.split(':');
		regionByName.set(name.replaceAll('_', ' '), `${country}-${code}`);
		regionByName.set(code, `${country}-${code}`);
	}
}

/** The countries that libphonenumber knows numbers of under an area code. */
function countriesOf(areaCode) {
	const countries = new Set();
	for (let exchange = 200; exchange < 1000; exchange++) {
		const number = parsePhoneNumber(`+1${areaCode}${exchange}2345`);
		const type = number?.getType();
		if (type === 'FIXED_LINE' || type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') countries.add(number.country);
	}
	return countries;
}

/** States and provinces named for the area code itself; where it has no line of its own, for its exchanges. */
function statesOf(areaCode, places) {
	const regionsIn = (place) => place.split(', ').at(-1).split('/').flatMap((name) => regionByName.get(name) ?? []);
	const own = places[areaCode];
	const all = own === undefined ? Object.entries(places).filter(([prefix]) => prefix.startsWith(String(areaCode))).map(([, place]) => place) : [own];
	return own === undefined ? oftenNamed(all.flatMap(regionsIn)) : [...new Set(all.flatMap(regionsIn))];
}

/** Single exchanges carry the name of the town next to the state line, and slips; a region is one that a twentieth of them name. */
function oftenNamed(regions) {
	const counts = new Map();
	for (const region of regions) counts.set(region, (counts.get(region) ?? 0) + 1);
	return [...counts].filter(([, count]) => count * 20 >= regions.length).map(([region]) => region);
}

/** Regions of every area code of North America that is tied to places, as `[calling code, regions, area codes]`. */
export function northAmericanRows(places) {
	const regionsByAreaCode = new Map();
	for (let areaCode = 200; areaCode < 1000; areaCode++) {
		const regions = [];
		for (const country of countriesOf(areaCode)) {
			const states = country === 'US' || country === 'CA' ? statesOf(areaCode, places).filter((region) => region.startsWith(country)) : [];
			if (US_TERRITORIES.has(country)) regions.push(`US-${country}`);
			else regions.push(...(states.length > 0 ? states : [country]));
		}
		if (regions.length > 0) regionsByAreaCode.set(areaCode, regions);
	}
	return asRows(NORTH_AMERICA, regionsByAreaCode);
}

/** States of every Brazilian area code; the towns of the source end in the code of their state. */
export function brazilianRows(places, { sharedAreaCodes }) {
	const named = new Map();
	for (const [prefix, place] of Object.entries(places)) {
		const areaCode = prefix.slice(0, 2);
		const state = / - ([A-Z]{2})$/.exec(place)?.[1];
		if (BRAZIL.includes(state)) named.set(areaCode, [...(named.get(areaCode) ?? []), `BR-${state}`]);
	}
	const regionsByAreaCode = new Map([...named].map(([areaCode, states]) => [areaCode, oftenNamed(states)]));
	for (const { areaCode, region } of sharedAreaCodes) regionsByAreaCode.get(areaCode).push(region);
	return asRows(getCountryCallingCode('BR'), regionsByAreaCode);
}

function asRows(callingCode, regionsByAreaCode) {
	const groups = new Map();
	for (const [areaCode, regions] of [...regionsByAreaCode].sort(([a], [b]) => a - b)) {
		const key = [...new Set(regions)].sort().join(' ');
		groups.set(key, [...(groups.get(key) ?? []), areaCode]);
	}
	return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, areaCodes]) => [callingCode, key, areaCodes.join(' ')]);
}

/** Positions in the metadata of libphonenumber-js, format 4. */
const [GENERAL, LEADING_DIGITS, TYPES] = [2, 10, 11];
const TOLL_FREE = 2;

/**
 * How countries outside of North America that share a calling code are told apart, as `[calling code, country, numbers, toll-free numbers]`.
 * Both are patterns of national numbers, the second empty where there are none; the first country that matches counts.
 */
export function sharedCallingCodeRows(metadata) {
	if (metadata.version !== 4) throw new Error('The metadata of libphonenumber-js has another format: check scripts/phone-tables/regions.mjs.');
	const known = new Set(getCountries());
	return Object.entries(metadata.country_calling_codes)
		.filter(([callingCode, countries]) => callingCode !== NORTH_AMERICA && countries.length > 1)
		.flatMap(([callingCode, countries]) => countries.filter((country) => known.has(country)).map((country) => [callingCode, country, ...patternsOf(metadata.countries[country])]));
}

function patternsOf(country) {
	const patternOf = (type) => (type ? type[0] : '');
	const types = country[TYPES].map(patternOf);
	const any = `(?=(?:${country[GENERAL]})$)(?:${types.filter(Boolean).join('|')})$`;
	const numbers = country[LEADING_DIGITS] ? country[LEADING_DIGITS] : any;
	return [numbers, types[TOLL_FREE] ? `(?:${types[TOLL_FREE]})$` : ''];
}
