/** Names of subdivisions and of areas that are no countries. Countries have theirs from the runtime. */
const NAMES = {
	'*': 'Everywhere', ZZ: 'Other places and platforms', EU: 'European Union', 'US-TOLLFREE': 'Toll-free numbers',
	'BR-CE': 'Ceará', 'BR-ES': 'Espírito Santo', 'BR-MS': 'Mato Grosso do Sul', 'BR-RJ': 'Rio de Janeiro', 'CA-BC': 'British Columbia', 'CA-QC': 'Quebec',
	'US-AL': 'Alabama', 'US-AK': 'Alaska', 'US-AZ': 'Arizona', 'US-AR': 'Arkansas', 'US-CA': 'California', 'US-CO': 'Colorado', 'US-CT': 'Connecticut', 'US-DC': 'District of Columbia', 'US-DE': 'Delaware',
	'US-FL': 'Florida', 'US-GA': 'Georgia', 'US-HI': 'Hawaii', 'US-IA': 'Iowa', 'US-ID': 'Idaho', 'US-IL': 'Illinois', 'US-IN': 'Indiana', 'US-KS': 'Kansas', 'US-KY': 'Kentucky', 'US-LA': 'Louisiana',
	'US-MA': 'Massachusetts', 'US-MD': 'Maryland', 'US-ME': 'Maine', 'US-MI': 'Michigan', 'US-MN': 'Minnesota', 'US-MO': 'Missouri', 'US-MS': 'Mississippi', 'US-MT': 'Montana', 'US-NC': 'North Carolina',
	'US-ND': 'North Dakota', 'US-NE': 'Nebraska', 'US-NH': 'New Hampshire', 'US-NJ': 'New Jersey', 'US-NM': 'New Mexico', 'US-NV': 'Nevada', 'US-NY': 'New York', 'US-OH': 'Ohio', 'US-OK': 'Oklahoma',
	'US-OR': 'Oregon', 'US-PA': 'Pennsylvania', 'US-PR': 'Puerto Rico', 'US-RI': 'Rhode Island', 'US-SC': 'South Carolina', 'US-SD': 'South Dakota', 'US-TN': 'Tennessee', 'US-TX': 'Texas', 'US-UT': 'Utah',
	'US-VA': 'Virginia', 'US-VT': 'Vermont', 'US-WA': 'Washington', 'US-WI': 'Wisconsin', 'US-WV': 'West Virginia', 'US-WY': 'Wyoming',
};
const COUNTRY_NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Rules of everywhere stand on the page of other places and platforms. */
const EVERYWHERE = '*';

/** @throws Error for a place without a name: the page would be of no use */
export function nameOf(place) {
	const name = NAMES[place] ?? (/^[A-Z]{2}$/.test(place) ? COUNTRY_NAMES.of(place) : undefined);
	if (name === undefined) throw new Error(`scripts/rules/places.mjs has no name for ${place}.`);
	return name;
}

/** The page on which the rules of a place stand: one for each country, with its subdivisions on it. */
export function pageOf(place) {
	return place === EVERYWHERE ? 'zz' : place.slice(0, 2).toLowerCase();
}

/** Heading of the section of a place. */
export function headingOf(place) {
	return place === EVERYWHERE ? nameOf(place) : `${nameOf(place)} (${place})`;
}

/** The anchor that the usual hosts make of a heading. */
export function anchorOf(heading) {
	return heading.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, '').trim().replace(/\s/g, '-');
}

/** All places that rows are about, those of a country after it, and everywhere last. */
export function placesOf(tables) {
	const places = new Set(tables.flatMap(({ rows }) => rows.map(({ jurisdiction }) => jurisdiction)));
	const order = (place) => (place === EVERYWHERE ? 'ZZ*' : place);
	return [...places].sort((one, other) => (order(one) < order(other) ? -1 : 1));
}
