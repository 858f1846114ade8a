import parsePhoneNumber from 'libphonenumber-js/max';

const US = 'AL:Alabama AK:Alaska AZ:Arizona AR:Arkansas CA:California CO:Colorado CT:Connecticut DE:Delaware FL:Florida GA:Georgia HI:Hawaii ID:Idaho IL:Illinois IN:Indiana IA:Iowa KS:Kansas KY:Kentucky LA:Louisiana ME:Maine MD:Maryland MA:Massachusetts MI:Michigan MN:Minnesota MS:Mississippi MO:Missouri MT:Montana NE:Nebraska NV:Nevada NH:New_Hampshire NJ:New_Jersey NM:New_Mexico NY:New_York NC:North_Carolina ND:North_Dakota OH:Ohio OK:Oklahoma OR:Oregon PA:Pennsylvania RI:Rhode_Island SC:South_Carolina SD:South_Dakota TN:Tennessee TX:Texas UT:Utah VT:Vermont VA:Virginia WA:Washington_State WV:West_Virginia WI:Wisconsin WY:Wyoming DC:Washington_D.C.';
const CA = 'AB:Alberta BC:British_Columbia BC:British_Colombia MB:Manitoba NB:New_Brunswick NL:Newfoundland_and_Labrador NS:Nova_Scotia NT:Northwest_Territories NU:Nunavut ON:Ontario PE:Prince_Edward_Island QC:Quebec SK:Saskatchewan YT:Yukon';
const US_TERRITORIES = new Set(['AS', 'GU', 'MP', 'PR', 'VI']);

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
	const counts = new Map();
	for (const region of all.flatMap(regionsIn)) counts.set(region, (counts.get(region) ?? 0) + 1);
	const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
	// Single exchanges carry the name of the town next to the state line; a region is one that a twentieth of them name.
	return [...counts].filter(([, count]) => own !== undefined || count * 20 >= total).map(([region]) => region);
}

/** Regions of every North American area code that is tied to places. */
export function buildRegionRows(places) {
	const groups = new Map();
	for (let areaCode = 200; areaCode < 1000; areaCode++) {
		const regions = [];
		for (const country of countriesOf(areaCode)) {
			const states = country === 'US' || country === 'CA' ? statesOf(areaCode, places).filter((region) => region.startsWith(country)) : [];
			if (US_TERRITORIES.has(country)) regions.push(`US-${country}`);
			else regions.push(...(states.length > 0 ? states : [country]));
		}
		if (regions.length === 0) continue;
		const key = regions.sort().join(' ');
		groups.set(key, [...(groups.get(key) ?? []), areaCode]);
	}
	return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, areaCodes]) => [key, areaCodes.join(' ')]);
}
