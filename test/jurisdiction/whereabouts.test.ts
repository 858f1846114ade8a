import fc from 'fast-check';
import { countryOfZone, readPlace, whereabouts, withParents, zonesOfJurisdiction, type GivenPlace, type PlaceHints } from '../../lib/jurisdiction';
import { possibleZonesForPhone, regionsForPhone } from '../../lib/phone';

const NEW_YORK = '+12125550123';
const AUSTIN = '+15125550123';
const FLORIDA_PANHANDLE = '+18505550123';
const NOVA_SCOTIA = '+19025550123';
const TOLL_FREE = '+18005550123';
const SPAIN = '+34612345678';
const BERLIN = '+493012345678';
const PERTH_OR_SYDNEY = '+61412345678';

const jurisdiction = (hints: PlaceHints) => whereabouts(hints).jurisdiction;
const zone = (hints: PlaceHints) => whereabouts(hints).zone;

describe('whose rules hold', () => {
	it.each<[string, PlaceHints, string[], string]>([
		['nothing is known', {}, [], 'none'],
		['only the phone number is known', { phone: NEW_YORK }, ['US-NY'], 'phone'],
		['only the item has an address', { given: { country: 'US', state: 'TX' } }, ['US-TX'], 'explicit'],
		['only the stored contact has one', { stored: { jurisdiction: 'US-TX' } }, ['US-TX'], 'contact'],
		['address and phone number agree', { given: { state: 'NY' }, phone: NEW_YORK }, ['US-NY'], 'explicit'],
		['address and area code disagree', { given: { state: 'TX' }, phone: NEW_YORK }, ['US-TX', 'US-NY'], 'explicit+phone'],
		['stored place and area code disagree', { stored: { jurisdiction: 'US-TX' }, phone: NEW_YORK }, ['US-TX', 'US-NY'], 'contact+phone'],
		['address and phone number are from two countries', { given: { country: 'FR' }, phone: BERLIN }, ['FR', 'DE'], 'explicit+phone'],
		['the address picks among the provinces of an area code', { given: { country: 'CA', state: 'NS' }, phone: NOVA_SCOTIA }, ['CA-NS'], 'explicit'],
		['the address is a country and the area code more exact', { given: { country: 'CA' }, phone: NOVA_SCOTIA }, ['CA-NS', 'CA-PE'], 'explicit+phone'],
		['the number tells only the country', { given: { country: 'AU', state: 'WA' }, phone: PERTH_OR_SYDNEY }, ['AU-WA'], 'explicit'],
		['the number is toll-free and the address a state', { given: { state: 'TX' }, phone: TOLL_FREE }, ['US-TX'], 'explicit'],
		['the number is toll-free and the address a country', { given: { country: 'US' }, phone: TOLL_FREE }, ['US'], 'explicit'],
		['the item says otherwise than what is stored', { given: { state: 'CA' }, stored: { jurisdiction: 'US-TX' }, phone: NEW_YORK }, ['US-CA', 'US-NY'], 'explicit+phone'],
		['the item names the country of what is stored', { given: { country: 'US' }, stored: { jurisdiction: 'US-TX' } }, ['US-TX'], 'explicit+contact'],
		['postal code and state disagree', { given: { state: 'TX', postalCode: '94105' }, phone: AUSTIN }, ['US-TX', 'US-CA'], 'explicit'],
		['the address is blank', { given: { country: ' ', state: null }, stored: { jurisdiction: 'US-TX' } }, ['US-TX'], 'contact'],
	])('when %s', (_case, hints, codes, basis) => {
		expect(jurisdiction(hints)).toEqual({ codes, basis });
	});

	it.each<[string, PlaceHints, string[], string]>([
		['the item has a zone', { timeZone: 'America/New_York' }, ['US'], 'zone'],
		['a zone is stored', { stored: { timeZone: 'Europe/Paris' } }, ['FR'], 'zone'],
		['the item has a zone of a territory', { timeZone: 'America/Puerto_Rico' }, ['US-PR'], 'zone'],
		['the item has a zone without a place and one is stored', { timeZone: 'UTC', stored: { timeZone: 'Europe/Paris' } }, ['FR'], 'zone'],
		['the item has a zone without a place', { timeZone: 'UTC' }, [], 'none'],
		['the item has a zone that is only an offset', { timeZone: 'EST' }, [], 'none'],
		['the item has a zone that nobody can read', { timeZone: 'Mars' }, [], 'none'],
		['the number is toll-free and the item has a zone', { timeZone: 'America/New_York', phone: TOLL_FREE }, ['US'], 'phone+zone'],
		['the number is toll-free and a zone is stored', { stored: { timeZone: 'America/Toronto' }, phone: TOLL_FREE }, ['CA'], 'phone+zone'],
		['the number is toll-free and the zone from elsewhere', { timeZone: 'Europe/Paris', phone: TOLL_FREE }, regionsForPhone(TOLL_FREE), 'phone'],
		['the number is of one country and the zone of another', { timeZone: 'Europe/Paris', phone: NEW_YORK }, ['US-NY'], 'phone'],
		['an address is there as well', { timeZone: 'America/New_York', given: { country: 'FR' } }, ['FR'], 'explicit'],
	])('takes the country of a written zone where nothing else tells one: %s', (_case, hints, codes, basis) => {
		expect(jurisdiction(hints)).toEqual({ codes, basis });
	});

	it('gives all countries of a toll-free number beside an address in none of them', () => {
		expect(jurisdiction({ given: { country: 'DE' }, phone: TOLL_FREE }).codes).toEqual(['DE', ...regionsForPhone(TOLL_FREE)]);
	});

	it.each<[GivenPlace, string]>([
		[{ country: 'Atlantis' }, 'COUNTRY_UNKNOWN'], [{ country: 'US', state: 'Txas' }, 'STATE_UNKNOWN'], [{ country: 'DE', state: 'TX' }, 'STATE_NOT_OF_COUNTRY'], [{ country: 'US', postalCode: '00000' }, 'POSTAL_CODE_UNKNOWN'],
	])('says that %j cannot be read, and keeps what else is known', (given, fault) => {
		const facts = jurisdiction({ given, phone: NEW_YORK, stored: { jurisdiction: 'US-TX' } });
		expect(facts.fault).toBe(fault);
		expect(facts.codes).toContain('US-NY');
	});

	it('says that a stored place cannot be read, unless the item tells more than a country', () => {
		expect(jurisdiction({ stored: { jurisdiction: 'EU' }, phone: BERLIN })).toEqual({ codes: ['DE'], basis: 'phone', fault: 'COUNTRY_UNKNOWN' });
		expect(jurisdiction({ given: { country: 'US' }, stored: { jurisdiction: 'US-ZZ' } })).toEqual({ codes: ['US'], basis: 'explicit', fault: 'COUNTRY_UNKNOWN' });
		expect(jurisdiction({ given: { country: 'US', state: 'TX' }, stored: { jurisdiction: 'EU' } })).toEqual({ codes: ['US-TX'], basis: 'explicit' });
	});
});

describe('the zones', () => {
	const TEXAS = ['America/Chicago', 'America/Denver'];

	it.each<[string, PlaceHints, readonly string[], string]>([
		['nothing is known', {}, [], 'none'],
		['only the phone number is known', { phone: FLORIDA_PANHANDLE }, ['America/Chicago', 'America/New_York'], 'phone'],
		['the number is toll-free', { phone: TOLL_FREE }, [], 'none'],
		['the item names a zone', { timeZone: 'Europe/Paris', given: { state: 'TX' }, stored: { timeZone: 'America/Denver' }, phone: NEW_YORK }, ['Europe/Paris'], 'explicit'],
		['the item names a zone that is none', { timeZone: 'Mars', phone: NEW_YORK }, ['Mars'], 'explicit'],
		['the item has something else for a zone', { timeZone: 5, phone: NEW_YORK }, [''], 'explicit'],
		['the item has a zone without a place, and nothing else', { timeZone: 'UTC' }, ['UTC'], 'explicit'],
		['the item has a zone without a place and a phone number', { timeZone: 'UTC', phone: NEW_YORK }, ['America/New_York', 'UTC'], 'explicit'],
		['the item has a zone without a place and an address', { timeZone: 'Etc/GMT+5', given: { state: 'TX' } }, [...TEXAS, 'Etc/GMT+5'], 'explicit'],
		['the item has a zone without a place and one is stored', { timeZone: 'Zulu', stored: { timeZone: 'America/Denver' }, phone: NEW_YORK }, ['America/Denver', 'Zulu'], 'explicit'],
		['the item has a zone that is only an offset', { timeZone: 'EST', phone: AUSTIN }, ['America/Chicago', 'EST'], 'explicit'],
		['a zone without a place is stored', { stored: { timeZone: 'gmt' }, phone: NEW_YORK }, ['America/New_York', 'gmt'], 'contact'],
		['a zone without a place is stored, and the item has a zone', { timeZone: 'Europe/Paris', stored: { timeZone: 'UTC' }, phone: NEW_YORK }, ['Europe/Paris'], 'explicit'],
		['a zone without a place is nearly one', { timeZone: 'UTC+3', phone: NEW_YORK }, ['UTC+3'], 'explicit'],
		['the field for the zone has a placeholder', { timeZone: ' N/A ', phone: NEW_YORK }, ['America/New_York'], 'phone'],
		['the stored zone is a placeholder', { stored: { timeZone: '-' }, phone: NEW_YORK }, ['America/New_York'], 'phone'],
		['the field for the zone is blank', { timeZone: '  ', phone: NEW_YORK }, ['America/New_York'], 'phone'],
		['a zone is stored', { stored: { timeZone: 'America/Denver' }, phone: NEW_YORK }, ['America/Denver'], 'contact'],
		['a zone is stored that the address has', { stored: { timeZone: 'America/Denver' }, given: { state: 'TX' } }, ['America/Denver'], 'contact'],
		['a zone is stored that keeps a time of the address', { stored: { timeZone: 'America/Detroit' }, given: { state: 'MI' } }, ['America/Detroit'], 'contact'],
		['a zone is stored under an old name', { stored: { timeZone: 'US/Central' }, given: { state: 'TX' } }, ['US/Central'], 'contact'],
		['a zone is stored that the address does not have', { stored: { timeZone: 'Europe/Paris' }, given: { state: 'TX' } }, [...TEXAS, 'Europe/Paris'], 'contact'],
		['a zone is stored that nobody can read', { stored: { timeZone: 'Mars' }, given: { state: 'TX' } }, [...TEXAS, 'Mars'], 'contact'],
		['the address is a state', { given: { state: 'TX' } }, TEXAS, 'address'],
		['the stored place is a state', { stored: { jurisdiction: 'US-TX' } }, TEXAS, 'address'],
		['state and area code disagree', { given: { state: 'TX' }, phone: NEW_YORK }, [...TEXAS, 'America/New_York'], 'address'],
		['state and a number of the whole country', { given: { country: 'AU', state: 'WA' }, phone: PERTH_OR_SYDNEY }, ['Australia/Eucla', 'Australia/Perth'], 'address'],
		['state and a number of another whole country', { given: { state: 'TX' }, phone: SPAIN }, [...TEXAS, 'Atlantic/Canary', 'Europe/Madrid'], 'address'],
		['state and a toll-free number', { given: { state: 'TX' }, phone: TOLL_FREE }, TEXAS, 'address'],
		['country and a number from it', { given: { country: 'US' }, phone: NEW_YORK }, ['America/New_York'], 'phone'],
		['country and a number from another', { given: { country: 'FR' }, phone: BERLIN }, ['Europe/Berlin', 'Europe/Paris'], 'address'],
		['country and a number that tells no zone', { given: { country: 'US' }, phone: TOLL_FREE }, zonesOfJurisdiction('US'), 'address'],
		['country alone', { given: { country: 'FR' } }, ['Europe/Paris'], 'address'],
	])('when %s', (_case, hints, zones, basis) => {
		expect(zone(hints).basis).toBe(basis);
		expect([...zone(hints).zones].sort()).toEqual([...zones].sort());
	});

	it('are those of the area codes for every state, so that address and phone number agree', () => {
		for (let areaCode = 200; areaCode < 1000; areaCode++) {
			const phone = `+1${areaCode}5550123`;
			const states = regionsForPhone(phone).filter((region) => region.includes('-'));
			if (states.length === 0 || states.length > 3) continue;
			for (const state of states) expect(zonesOfJurisdiction(state)).toEqual(expect.arrayContaining(possibleZonesForPhone(phone).zones));
		}
	});

	it('are known for every country that has people, under names that the runtime knows', () => {
		const codes = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].flatMap((a) => [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((b) => a + b)).filter((country) => country !== 'UK' && readPlace({ country })?.fault === undefined);
		expect(codes.length).toBe(249 + 3);
		expect(codes.filter((code) => zonesOfJurisdiction(code).length === 0)).toEqual(['BV', 'HM']);
		for (const timeZone of new Set(codes.flatMap(zonesOfJurisdiction))) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
		expect(zonesOfJurisdiction('??')).toEqual([]);
	});
});

it.each([
	['America/New_York', 'US'], ['US/Eastern', 'US'], ['America/Puerto_Rico', 'US-PR'], ['Asia/Kolkata', 'IN'], ['Asia/Calcutta', 'IN'], ['Europe/Kiev', 'UA'], ['europe/berlin', 'DE'],
	['America/Toronto', 'CA'], ['UTC', undefined], ['Etc/GMT+5', undefined], ['Mars', undefined], ['', undefined],
	['EST', undefined], ['CET', undefined], ['Zulu', undefined], ['Europe/Mariehamn', 'AX'], ['Japan', 'JP'],
])('the country of the zone %s is %s', (name, country) => {
	expect(countryOfZone(name)).toBe(country);
});

describe('laws', () => {
	const states = fc.constantFrom('US-TX', 'US-NY', 'US-CA', 'US-PR', 'CA-ON', 'CA-NS', 'BR-CE', 'AU-WA', 'US', 'CA', 'FR', 'DE', 'BR');
	const phones = fc.constantFrom(NEW_YORK, AUSTIN, FLORIDA_PANHANDLE, NOVA_SCOTIA, TOLL_FREE, SPAIN, BERLIN, PERTH_OR_SYDNEY, '+5585991234567', '+447911123456', '+881612345678');
	const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
	const related = (a: string, b: string) => a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
	/** A place is covered by itself or by a part of it: the rules of a part are those of the whole and more. */
	const covers = (codes: readonly string[], place: string) => withParents(codes).includes(place);

	it('a phone number that disagrees with the address adds its regions and drops none', () => {
		fc.assert(
			fc.property(states, phones, (state, phone) => {
				const regions = regionsForPhone(phone);
				const { codes } = jurisdiction({ given: { country: state }, phone });
				const agrees = regions.some((region) => related(region, state));
				return covers(codes, state) && (agrees || regions.every((region) => codes.includes(region)));
			}),
		);
	});

	it('an address that disagrees with the phone number adds its place and drops no region', () => {
		fc.assert(
			fc.property(states, phones, maybe(states), (state, phone, jurisdictionStored) => {
				const stored = jurisdictionStored === undefined ? {} : { stored: { jurisdiction: jurisdictionStored } };
				const before = regionsForPhone(phone);
				const { codes } = jurisdiction({ given: { country: state }, phone, ...stored });
				return before.some((region) => related(region, state)) || [state, ...before].every((code) => covers(codes, code));
			}),
		);
	});

	it('a field that cannot be read is a fault, or changes nothing', () => {
		const junk = fc.oneof(fc.constantFrom('Atlantis', '???', 'Txas', '00000', {}, [], true, 1e300, 'x'.repeat(500)), fc.string().map((text) => `Q0${text}Q0`));
		const field = fc.constantFrom<keyof GivenPlace>('country', 'state', 'postalCode');
		fc.assert(
			fc.property(maybe(states), maybe(phones), maybe(states), field, junk, (country, phone, storedPlace, name, value) => {
				const hints = { ...(phone && { phone }), ...(storedPlace && { stored: { jurisdiction: storedPlace } }) };
				const plain = whereabouts({ ...hints, given: { country, [name]: undefined } });
				const odd = whereabouts({ ...hints, given: { country, [name]: value } });
				if (odd.jurisdiction.fault !== undefined) return plain.jurisdiction.codes.every((code) => covers(odd.jurisdiction.codes, code));
				return JSON.stringify(odd) === JSON.stringify(plain);
			}),
		);
	});

	it('an address never takes away a zone of a phone number that is tied to another area', () => {
		fc.assert(
			fc.property(states, phones, (state, phone) => {
				const { zones, certainty } = possibleZonesForPhone(phone);
				const found = zone({ given: { country: state }, phone }).zones;
				return (certainty !== 'exact' && certainty !== 'split') || zones.every((name) => found.includes(name));
			}),
		);
	});

	it('a zone without a place adds itself to what follows without it, and changes no jurisdiction of an address or phone number', () => {
		fc.assert(
			fc.property(maybe(states), phones, fc.constantFrom('UTC', 'GMT', 'Etc/UTC', 'Etc/GMT-3', 'zulu', 'EST'), (country, phone, timeZone) => {
				const without = whereabouts({ given: { country }, phone });
				const withIt = whereabouts({ given: { country }, phone, timeZone });
				expect(new Set(withIt.zone.zones)).toEqual(new Set([...without.zone.zones, timeZone]));
				expect(withIt.jurisdiction).toEqual(without.jurisdiction);
			}),
		);
	});

	it('what is known of one contact is never told of another: asking in any order gives the same', () => {
		const zones = fc.constantFrom(undefined, 'UTC', 'America/New_York', 'Europe/Paris', 'Mars', '');
		const hintsOf = fc.record({ country: maybe(states), stored: maybe(states), phone: maybe(phones), timeZone: zones, storedZone: zones }).map(({ country, stored, phone, timeZone, storedZone }): PlaceHints => ({
			given: { country }, timeZone, phone, stored: { ...(stored !== undefined && { jurisdiction: stored }), ...(storedZone !== undefined && { timeZone: storedZone }) },
		}));
		fc.assert(
			fc.property(fc.array(hintsOf, { maxLength: 20 }), (list) => {
				const first = list.map((hints) => JSON.stringify(whereabouts(hints)));
				const again = [...list].reverse().map((hints) => JSON.stringify(whereabouts(hints))).reverse();
				expect(again).toEqual(first);
			}),
		);
	});

	it('the result cannot be changed by who gets it', () => {
		const { zone: where, jurisdiction: whose } = whereabouts({ given: { country: 'US' }, phone: FLORIDA_PANHANDLE });
		for (const shared of [where, whose, where.zones, whose.codes]) expect(Object.isFrozen(shared)).toBe(true);
	});

	it('hints that are nothing at all are as none', () => {
		const nothing = { zone: { zones: [], basis: 'none' }, jurisdiction: { codes: [], basis: 'none' } };
		for (const hints of [undefined, null, {}, { given: null }, { stored: null }, { phone: null }, { given: undefined, stored: undefined }]) expect(whereabouts(hints)).toEqual(nothing);
		fc.assert(fc.property(fc.anything(), fc.anything(), fc.anything(), (given, stored, phone) => void whereabouts({ given, stored, phone } as PlaceHints)));
	});

	it('never throws', () => {
		const any = fc.anything();
		fc.assert(
			fc.property(any, any, any, any, fc.string(), fc.string(), fc.string(), (country, state, postalCode, timeZone, jurisdictionText, zoneText, phone) => {
				whereabouts({ given: { country, state, postalCode }, timeZone, stored: { jurisdiction: jurisdictionText, timeZone: zoneText }, phone });
			}),
		);
	});
});
