import fc from 'fast-check';
import { readPlace } from '../../lib/jurisdiction';
import type { GivenPlace } from '../../lib/jurisdiction';

const NEW_YORK = '+12125550123';
const BERLIN = '+493012345678';
const codesOf = (given: GivenPlace, phone?: string) => readPlace(given, phone)?.codes;
const faultOf = (given: GivenPlace, phone?: string) => readPlace(given, phone)?.fault;

describe('a country', () => {
	it.each([
		['US', ['US']], ['us', ['US']], [' usa ', ['US']], ['U.S.A.', ['US']], ['United States', ['US']], ['The United States of America', ['US']], ['United States (US)', ['US']], ['Estados Unidos', ['US']],
		['UK', ['GB']], ['GBR', ['GB']], ['England', ['GB']], ['Great Britain', ['GB']], ['Deutschland', ['DE']], ['Alemania', ['DE']],
		["Côte d'Ivoire", ['CI']], ['COTE D’IVOIRE', ['CI']], ['Ivory Coast', ['CI']], ['Türkiye', ['TR']], ['Turkey', ['TR']], ['日本', ['JP']], ['Россия', ['RU']],
		['St. Lucia', ['LC']], ['Saint Lucia', ['LC']], ['Trinidad and Tobago', ['TT']], ['Trinidad & Tobago', ['TT']], ['Kosovo', ['XK']], ['Niger', ['NE']], ['Nigeria', ['NG']], ['The Netherlands', ['NL']],
		['South Korea', ['KR']], ['Hong Kong', ['HK']], ['Georgia', ['GE']], ['US-TX', ['US-TX']], ['de_by', ['DE-BY']],
	])('is read from %j', (country, codes) => {
		expect(readPlace({ country })).toMatchObject({ codes });
		expect(faultOf({ country })).toBeUndefined();
	});

	it.each(['Atlantis', 'XX', 'U', '1', 'EU', '?', 'Springfield', 840, true, {}, [], 'x'.repeat(1_000_000)])('that is none of them (%#) is unknown', (country) => {
		expect(readPlace({ country })).toEqual({ codes: [], zones: [], fault: 'COUNTRY_UNKNOWN' });
	});

	it.each(['PR', 'pri', 'Puerto Rico'])('that is a territory of the United States (%s) is one of its states', (country) => {
		expect(codesOf({ country })).toEqual(['US-PR']);
		expect(readPlace({ country, state: 'San Juan' })).toMatchObject({ codes: ['US-PR'] });
		expect(faultOf({ country, state: 'San Juan' })).toBeUndefined();
		expect(faultOf({ country, state: 'Texas' })).toBe('STATE_NOT_OF_COUNTRY');
		expect(codesOf({ country, state: 'PR', postalCode: '00907' })).toEqual(['US-PR']);
	});
});

describe('a state', () => {
	it.each([
		['US', 'TX', 'US-TX'], ['US', 'tx', 'US-TX'], ['US', 'Texas', 'US-TX'], ['US', 'US-TX', 'US-TX'], ['US', 'us_tx', 'US-TX'], ['US', 'D.C.', 'US-DC'], ['US', 'Washington, D.C.', 'US-DC'], ['US', 'Washington', 'US-WA'],
		['US', 'new  york', 'US-NY'], ['US', 'Puerto Rico', 'US-PR'], ['US', 'GU', 'US-GU'], ['US', 'FM', 'FM'], ['US', 'Palau', 'PW'],
		['CA', 'QC', 'CA-QC'], ['Canada', 'Québec', 'CA-QC'], ['CA', 'Quebec', 'CA-QC'], ['CA', 'PEI', 'CA-PE'], ['CA', 'Newfoundland', 'CA-NL'], ['CA', 'Nunavut', 'CA-NU'],
		['BR', 'CE', 'BR-CE'], ['BR', 'Ceará', 'BR-CE'], ['Brasil', 'SAO PAULO', 'BR-SP'], ['AU', 'NSW', 'AU-NSW'], ['AU', 'Western Australia', 'AU-WA'], ['MX', 'CDMX', 'MX-CMX'], ['México', 'Nuevo León', 'MX-NLE'],
		['DE', 'BY', 'DE-BY'], ['FR', 'FR-75C', 'FR-75C'],
		['US', 'Calif.', 'US-CA'], ['US', 'Tex.', 'US-TX'], ['US', 'Mass.', 'US-MA'], ['US', 'Penn', 'US-PA'], ['US', 'Pa.', 'US-PA'], ['US', 'W. Va.', 'US-WV'], ['US', 'N Carolina', 'US-NC'], ['US', 'S. Dak.', 'US-SD'],
		['US', 'Texas (TX)', 'US-TX'], ['US', 'TX - Texas', 'US-TX'], ['US', 'TX (Texas)', 'US-TX'], ['CA', 'ON - Ontario', 'CA-ON'], ['US (United States)', 'TX', 'US-TX'], ['US - United States', 'GA (Georgia)', 'US-GA'],
		['FR', '971', 'GP'], ['France', 'Martinique', 'MQ'], ['FR', 972, 'MQ'], ['FR', 'La Réunion', 'RE'], ['FR', 'Reunion', 'RE'], ['FR', 'RE', 'RE'], ['FR', 'Guyane (française)', 'GF'], ['FR', 'FR-976', 'YT'],
		['FR', 'Nouvelle-Calédonie', 'NC'], ['FR', 'Saint-Martin', 'MF'], ['NL', 'Curaçao', 'CW'], ['NL', 'Bonaire', 'BQ'], ['NL', 'BQ2', 'BQ'], ['FI', '01', 'AX'], ['FI', 'Åland', 'AX'], ['NO', '21', 'SJ'],
		['NO', 'Svalbard', 'SJ'], ['CN', 'Hong Kong', 'HK'], ['CN', 'CN-MO', 'MO'], ['RE', '974', 'RE'], ['MQ', 'FR-972', 'MQ'], ['FR-974', 'Réunion', 'RE'],
	])('of %s is read from %j', (country, state, code) => {
		expect(readPlace({ country, state })).toMatchObject({ codes: [code] });
		expect(faultOf({ country, state })).toBeUndefined();
	});

	it.each([
		['DE', 'TX'], ['DE', 'Texas'], ['US', 'ON'], ['US', 'Ontario'], ['CA', 'Florida'], ['FR', 'US-NY'], ['US', 'DE-BY'], ['GB', 'California'], ['AU', 'BC'], ['US-TX', 'CA'], ['RE', 'FR-972'], ['RE', 'FR-IDF'], ['DE', 'Texas (TX)'], ['US', 'AP'],
	])('of another country than %s (%s) is a fault', (country, state) => {
		expect(faultOf({ country, state })).toBe('STATE_NOT_OF_COUNTRY');
		expect(codesOf({ country, state })).toHaveLength(1);
	});

	it.each([['US', 'Txas'], ['US', 'Houston'], ['CA', '?'], ['BR', 'Sao Paolo'], ['AU', 'XX'], ['MX', 7], ['US', {}], ['US', 'AE'], ['US', 'AA'], ['US', 'Texas (CA)'], ['US', 'TX - Ohio'], ['US', 'Texas (Houston)'], ['US', 'x'.repeat(1_000_000)]])('of %s that nobody knows (%#) is a fault', (country, state) => {
		expect(readPlace({ country, state })).toMatchObject({ codes: [country], fault: 'STATE_UNKNOWN' });
	});

	it.each([['DE', 'Bayern'], ['DE', 'Bavaria'], ['GB', 'Kent'], ['FR', 'Île-de-France'], ['CO', 'Amazonas'], ['UY', 'Florida'], ['BG', 'Montana'], ['DE', {}]])('of %s that is a name without a rule (%s) is passed over', (country, state) => {
		expect(readPlace({ country, state })).toMatchObject({ codes: [country] });
		expect(faultOf({ country, state })).toBeUndefined();
	});

	describe('without a country', () => {
		it.each([['TX', 'US-TX'], ['Texas', 'US-TX'], ['ON', 'CA-ON'], ['Ceará', 'BR-CE'], ['NSW', 'AU-NSW'], ['Jalisco', 'MX-JAL'], ['US-TX', 'US-TX'], ['DE-BY', 'DE-BY'], ['Calif.', 'US-CA'], ['Texas (TX)', 'US-TX'], ['Martinique', 'MQ'], ['FR-974', 'RE'], ['NC', 'US-NC']])('%s is that of the only country that has it', (state, code) => {
			expect(codesOf({ state })).toEqual([code]);
			expect(codesOf({ state }, BERLIN)).toEqual([code]);
		});

		it.each([['SC', NEW_YORK, 'US-SC'], ['SC', '+5511961234567', 'BR-SC'], ['NT', '+61412345678', 'AU-NT'], ['WA', '+18005550123', 'US-WA']])('%s is that of the country of %s', (state, phone, code) => {
			expect(codesOf({ state }, phone)).toEqual([code]);
		});

		it.each(['SC', 'WA', 'NL', 'Texs', 'Bayern'])('%s is unknown without a phone number', (state) => {
			expect(readPlace({ state })).toEqual({ codes: [], zones: [], fault: 'STATE_UNKNOWN' });
		});

		it('is passed over where the phone number is from a country whose states do not matter', () => {
			expect(readPlace({ state: 'Bayern' }, BERLIN)).toBeUndefined();
			expect(faultOf({ state: 'Txas' }, NEW_YORK)).toBe('STATE_UNKNOWN');
			expect(faultOf({ state: 'SC' }, BERLIN)).toBe('STATE_UNKNOWN');
		});
	});
});

describe('a postal code', () => {
	it.each([
		['US', '77001', ['US-TX']], ['US', '02139', ['US-MA']], ['US', 2139, ['US-MA']], ['US', '2139', ['US-MA']], ['US', '2139.0', ['US-MA']], ['US', '02139-4307', ['US-MA']], ['US', '021394307', ['US-MA']], ['US', 21394307, ['US-MA']],
		['US', 501, ['US-NY']], ['US', '00907', ['US-PR']], ['US', 907, ['US-PR']], ['US', '20001', ['US-DC']], ['US', '96910', ['US-GU']], ['US', '96799', ['US-AS']], ['US', '96701', ['US-HI']], ['US', '96941', ['FM']],
		['US', '06390', ['US-CT', 'US-NY']], ['US', '83414', ['US-ID', 'US-WY']],
		['CA', 'M5V 2T6', ['CA-ON']], ['CA', 'm5v2t6', ['CA-ON']], ['CA', 'M5V-2T6', ['CA-ON']], ['CA', 'H2Y', ['CA-QC']], ['CA', 'X0A 0H0', ['CA-NT', 'CA-NU']],
		['BR', '60060-170', ['BR-CE']], ['BR', '01310-100', ['BR-SP']], ['BR', 1310100, ['BR-SP']], ['BR', '01.310-100', ['BR-SP']], ['BR', '72850-000', ['BR-GO']], ['BR', '69900-000', ['BR-AC']],
	])('of %s is read from %j', (country, postalCode, codes) => {
		expect(readPlace({ country, postalCode })).toMatchObject({ codes });
		expect(faultOf({ country, postalCode })).toBeUndefined();
	});

	it.each([
		['US', '00000'], ['US', '99'], ['US', 'ABCDE'], ['US', 2139.5], ['US', -2139], ['US', '123456'], ['US', 'M5V 2T6'], ['US', {}], ['US', '09012'], ['US', '96201'],
		['CA', 'D5V 2T6'], ['CA', 'M5V 2O6'], ['CA', '77001'], ['CA', 'M5V 2T'], ['BR', '00310-100'], ['BR', '77001'], ['BR', 'x'.repeat(1_000_000)],
	])('of %s that cannot exist, or tells no state (%#), is a fault', (country, postalCode) => {
		expect(readPlace({ country, postalCode })).toMatchObject({ codes: [country], fault: 'POSTAL_CODE_UNKNOWN' });
	});

	it.each([['971 10', ['GP']], ['97200', ['MQ']], ['97300', ['GF']], [97400, ['RE']], ['97133', ['BL']], ['97150', ['MF']], ['97500', ['PM']], ['97600', ['YT']], ['98600', ['WF']], ['98714', ['PF']], ['98800', ['NC']]])('of France (%s) tells a territory overseas', (postalCode, codes) => {
		expect(readPlace({ country: 'France', postalCode })).toMatchObject({ codes });
		expect(codesOf({ postalCode }, '+33612345678')).toEqual(codes);
		expect(codesOf({ country: 'FR', state: codes[0], postalCode })).toEqual(codes);
	});

	it.each(['75001', '20000', '98000', '1000', 'nonsense'])('of France itself (%s), or that is none, is passed over', (postalCode) => {
		expect(codesOf({ country: 'FR', postalCode })).toEqual(['FR']);
		expect(faultOf({ country: 'FR', postalCode })).toBeUndefined();
		expect(readPlace({ postalCode }, '+33612345678')).toBeUndefined();
	});

	it.each([['DE', '10115'], ['GB', 'SW1A 1AA'], ['AU', '2000'], ['FR', 'nonsense']])('of %s is passed over', (country, postalCode) => {
		expect(readPlace({ country, postalCode })).toMatchObject({ codes: [country] });
		expect(faultOf({ country, postalCode })).toBeUndefined();
	});

	it('picks among the states of its area with the state, and adds to a state that it contradicts', () => {
		expect(codesOf({ country: 'US', state: 'CT', postalCode: '06390' })).toEqual(['US-CT']);
		expect(codesOf({ country: 'US', state: 'TX', postalCode: '10001' })).toEqual(['US-TX', 'US-NY']);
		expect(codesOf({ state: 'Texas', postalCode: '77001' })).toEqual(['US-TX']);
	});

	it('without a country is read as one of the phone number, and a Canadian one as what it is', () => {
		expect(codesOf({ postalCode: '77001' }, NEW_YORK)).toEqual(['US-TX']);
		expect(codesOf({ postalCode: '77001' }, '+18005550123')).toEqual(['US-TX']);
		expect(codesOf({ postalCode: 'M5V 2T6' }, NEW_YORK)).toEqual(['CA-ON']);
		expect(codesOf({ postalCode: '60060-170' }, '+5585991234567')).toEqual(['BR-CE']);
		expect(faultOf({ postalCode: 'SW1A 1AA' }, NEW_YORK)).toBe('POSTAL_CODE_UNKNOWN');
		expect(readPlace({ postalCode: '10115' }, BERLIN)).toBeUndefined();
		expect(readPlace({ postalCode: '77001' })).toBeUndefined();
	});
});

it.each(['', '  ', null, undefined, Number.NaN, 'N/A', 'null', '-', '#N/A', '\u200b'])('takes %j as not given', (nothing) => {
	expect(readPlace({ country: nothing, state: nothing, postalCode: nothing })).toBeUndefined();
	expect(codesOf({ country: 'US', state: nothing, postalCode: nothing })).toEqual(['US']);
});

it('gives the zones of all its places', () => {
	expect(readPlace({ country: 'US', state: 'TX' })?.zones).toEqual(['America/Chicago', 'America/Denver']);
	expect(readPlace({ country: 'US', state: 'TX', postalCode: '10001' })?.zones).toEqual(['America/Chicago', 'America/Denver', 'America/New_York']);
	expect(readPlace({ country: 'BR', state: 'AC' })?.zones).toEqual(['America/Rio_Branco']);
	expect(readPlace({ country: 'AU', state: 'WA' })?.zones).toEqual(['Australia/Eucla', 'Australia/Perth']);
});

it('reads on after a field that cannot be read, and names the first one', () => {
	expect(readPlace({ country: 'Atlantis', state: 'TX', postalCode: '77001' })).toMatchObject({ codes: ['US-TX'], fault: 'COUNTRY_UNKNOWN' });
	expect(readPlace({ country: 'US', state: 'Txas', postalCode: '77001' })).toMatchObject({ codes: ['US-TX'], fault: 'STATE_UNKNOWN' });
	expect(readPlace({ country: 'US', state: 'Txas', postalCode: 'x' })).toMatchObject({ codes: ['US'], fault: 'STATE_UNKNOWN' });
});

it('never throws, and tells a place or a fault of everything that it does not pass over', () => {
	const value = fc.oneof(fc.anything(), fc.string(), fc.constantFrom('US', 'CA', 'TX', 'ON', 'M5V 2T6', '77001', 2139));
	fc.assert(
		fc.property(value, value, value, fc.oneof(fc.string(), fc.constant(NEW_YORK), fc.constant(undefined)), (country, state, postalCode, phone) => {
			const place = readPlace({ country, state, postalCode }, phone);
			return place === undefined || place.fault !== undefined || place.codes.length > 0;
		}),
	);
});
