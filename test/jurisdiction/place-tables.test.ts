import { readPlace, withParents, zonesOfJurisdiction } from '../../lib/jurisdiction';
import { COUNTRY_TABLE, foldName, POSTAL_TABLE, STATE_TABLE, TERRITORY_TABLE } from '../../lib/packs/places';
import { QUIET_HOURS_PACK } from '../../lib/packs/quiet-hours';
import { REGION_TABLE } from '../../lib/packs/phone/region-table';
import { regionsForPhone } from '../../lib/phone';

const subdivisions = new Map(COUNTRY_TABLE.map(([country, , , , codes]) => [country, codes.split(' ')]));
const statesOf = (country: string) => STATE_TABLE.map(([code]) => code).filter((code) => code.startsWith(`${country}-`));
const pad = (number: number, length: number) => String(number).padStart(length, '0');

it('has every country once, and no name that means two of them', () => {
	const codes = COUNTRY_TABLE.flatMap(([alpha2, alpha3]) => (alpha3 === '' ? [alpha2] : [alpha2, alpha3]));
	expect(COUNTRY_TABLE).toHaveLength(249 + 3);
	expect(new Set(codes).size).toBe(codes.length);
	const names = COUNTRY_TABLE.flatMap(([, , folded]) => folded.split('|'));
	expect(new Set(names).size).toBe(names.length);
	for (const name of names) expect(foldName(name)).toBe(name);
});

it('has names and codes of every state of the countries in which the state matters', () => {
	expect(['US', 'CA', 'BR', 'AU', 'MX'].map((country) => [country, statesOf(country).length])).toEqual([['US', 57], ['CA', 13], ['BR', 27], ['AU', 8], ['MX', 32]]);
	for (const [code, names] of STATE_TABLE) {
		const [country = '', state = ''] = code.split('-');
		expect(subdivisions.get(country)).toContain(state);
		for (const name of names.split('|')) expect(readPlace({ country, state: name })).toEqual({ codes: [code], zones: zonesOfJurisdiction(code) });
	}
});

const territoryOf = new Map(TERRITORY_TABLE.flatMap(([territory, , isoCodes]) => isoCodes.split(' ').map((code) => [code, territory])));

it('reads every code of ISO 3166-2 in its own country, and those of territories as the territory', () => {
	for (const [country, codes] of subdivisions) {
		// Islands without inhabitants, which together are one region of the United States.
		if (country === 'UM') continue;
		// NAN, of Afghanistan, is what exports write for nothing.
		for (const code of codes.filter((known) => known !== '' && known !== 'NAN')) {
			const expected = territoryOf.get(`${country}-${code}`) ?? `${country}-${code}`;
			expect(readPlace({ country, state: code })?.codes).toEqual([expected]);
			expect(readPlace({ country: `${country}-${code}` })?.codes).toEqual([expected]);
		}
	}
});

it('finds one state for every Brazilian postal code, and every state', () => {
	const places = Array.from({ length: 990 }, (_, index) => readPlace({ country: 'BR', postalCode: `${pad(index + 10, 3)}00-000` })?.codes ?? []);
	expect(places.every((codes) => codes.length === 1 && codes[0]?.startsWith('BR-'))).toBe(true);
	expect(new Set(places.flat())).toEqual(new Set(statesOf('BR')));
});

it('finds every state and territory of the United States, and every province of Canada, by some postal code', () => {
	const found = (country: string) => new Set(POSTAL_TABLE.filter(([owner]) => owner === country).flatMap(([, places]) => places.split(' ')));
	expect([...found('US')].sort()).toEqual([...statesOf('US').filter((state) => state !== 'US-UM'), 'FM', 'MH', 'PW'].sort());
	expect([...found('CA')].sort()).toEqual(statesOf('CA').sort());
});

it.each([
	['10001', 'US-NY'], ['60601', 'US-IL'], ['75201', 'US-TX'], ['88510', 'US-TX'], ['90210', 'US-CA'], ['33101', 'US-FL'], ['20500', 'US-DC'], ['22201', 'US-VA'], ['55401', 'US-MN'], ['73101', 'US-OK'], ['73344', 'US-TX'],
	['39901', 'US-GA'], ['56901', 'US-DC'], ['05501', 'US-MA'], ['99501', 'US-AK'], ['96813', 'US-HI'], ['00801', 'US-VI'], ['96950', 'US-MP'], ['96960', 'MH'], ['96940', 'PW'],
])('places the ZIP code %s in %s', (postalCode, code) => {
	expect(readPlace({ country: 'US', postalCode })?.codes).toContain(code);
});

it('knows every place that has legal hours, with its zones', () => {
	const places = new Set(QUIET_HOURS_PACK.rows.map(({ jurisdiction }) => jurisdiction).filter((code) => code !== 'ZZ'));
	for (const country of places) {
		const place = readPlace({ country });
		expect(place?.codes).toEqual([country]);
		expect(place?.zones.length).toBeGreaterThan(0);
	}
});

it('reads every region that a phone number can name', () => {
	const regions = new Set([...REGION_TABLE.flatMap(([, names]) => names.split(' ')), ...regionsForPhone('+18005550123')]);
	for (const country of regions) expect(readPlace({ country })?.codes).toEqual([country]);
	expect(withParents([...regions]).every((code) => zonesOfJurisdiction(code).length > 0)).toBe(true);
});

it('gives states of four countries zones of their own, under names that the runtime knows', () => {
	for (const [code, , zones] of STATE_TABLE) {
		if (zones === '') continue;
		for (const timeZone of zones.split(' ')) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
		expect(code).toMatch(/^(?:US|CA|BR|AU)-/);
	}
});
