import fc from 'fast-check';
import parsePhoneNumber, { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import { regionsForPhone } from '../../lib/phone';
import { REGION_TABLE } from '../../lib/packs/phone/region-table';

it.each([
	['+14155552671', ['US-CA']],
	['+12025550123', ['US-DC']],
	['+12065550123', ['US-WA']],
	['+19055550123', ['CA-ON']],
	['+17185550123', ['US-NY']],
	['+16045550123', ['CA-BC']],
	['+12365550123', ['CA-BC']],
	['+19025550123', ['CA-NS', 'CA-PE']],
	['+18675550123', ['CA-NT', 'CA-NU', 'CA-YT']],
	['+17875550123', ['US-PR']],
	['+16715550123', ['US-GU']],
	['+13405550123', ['US-VI']],
	['+18765550123', ['JM']],
	['+12423225512', ['BS']],
	['+442079460958', ['GB']],
	['+441481234567', ['GG']],
	['+77011234567', ['KZ']],
	['+79161234567', ['RU']],
	['+4915123456789', ['DE']],
	['+35818123456', ['AX']],
	['+5585991234567', ['BR-CE']],
	['+5511961234567', ['BR-SP']],
	['+5521961234567', ['BR-RJ']],
	['+5567991234567', ['BR-MS']],
	['+5561991234567', ['BR-DF', 'BR-GO']],
	['+5542991234567', ['BR-PR', 'BR-SC']],
	['+5520991234567', ['BR']],
])('places %s', (number, regions) => {
	expect(regionsForPhone(number)).toEqual(regions);
});

it('gives all countries of the plan to a number that none of them owns', () => {
	expect(regionsForPhone('+18005550123')).toEqual(expect.arrayContaining(['US', 'CA', 'JM']));
	expect(regionsForPhone('+448001234567')).toEqual(expect.arrayContaining(['GB', 'GG', 'IM', 'JE']));
});

it('names territories of the United States as its regions, whatever the number', () => {
	expect(regionsForPhone('+18005550123')).toEqual(expect.arrayContaining(['US-PR', 'US-GU', 'US-VI', 'US-AS', 'US-MP']));
	expect(regionsForPhone('+18005550123')).not.toContain('PR');
});

it('tells countries with a common calling code apart as libphonenumber does', () => {
	const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
	const leading = fc.constantFrom('447', '441', '4474', '4477', '44148', '44153', '44162', '77', '79', '76', '733622', '3906698', '393', '4779', '479', '6189162', '6189164', '614', '2125288', '2126', '262639', '26269', '35818', '3584', '59069', '5999', '29022', '2908');
	const number = leading.chain((start) => fc.integer({ min: 4, max: 11 }).chain((rest) => digits(rest).map((end) => `+${start}${end}`.slice(0, 16))));
	fc.assert(
		fc.property(number, (e164) => {
			const parsed = parsePhoneNumber(e164);
			const isOwn = parsed !== undefined && parsed.number === e164 && parsed.isValid() && parsed.country !== undefined && parsed.getType() !== 'TOLL_FREE';
			return !isOwn || regionsForPhone(e164).join() === parsed.country;
		}),
		{ numRuns: 5_000 },
	);
});

it('places an example number of each country that shares its calling code as libphonenumber does', () => {
	const sharing = getCountries().filter((country) => getCountryCallingCode(country) !== '1' && getCountries().filter((other) => getCountryCallingCode(other) === getCountryCallingCode(country)).length > 1);
	expect(sharing.length).toBeGreaterThan(20);
	for (const country of sharing) {
		const example = getExampleNumber(country, examples)?.number ?? '';
		expect(regionsForPhone(example)).toEqual([parsePhoneNumber(example)?.country]);
	}
});

it.each(['', '+', 'x', '14155552671', '+870773111632', '+80012345678', '+9991234567'])('has no region for %j', (number) => {
	expect(regionsForPhone(number)).toEqual([]);
});

it('never throws and never lends out its own list', () => {
	fc.assert(fc.property(fc.anything(), (value) => regionsForPhone(value as string).length === 0));
	regionsForPhone('+19025550123').pop();
	expect(regionsForPhone('+19025550123')).toHaveLength(2);
});

it('has each area code once, and every state, district and province', () => {
	const areaCodes = REGION_TABLE.flatMap(([callingCode, , codes]) => codes.split(' ').map((code) => callingCode + code));
	expect(new Set(areaCodes).size).toBe(areaCodes.length);
	const regions = new Set(REGION_TABLE.flatMap(([, names]) => names.split(' ')));
	expect([...regions].filter((region) => region.startsWith('US-'))).toHaveLength(50 + 1 + 5);
	expect([...regions].filter((region) => region.startsWith('CA-'))).toHaveLength(13);
	expect([...regions].filter((region) => region.startsWith('BR-'))).toHaveLength(26 + 1);
});
