import fc from 'fast-check';
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
])('places %s', (number, regions) => {
	expect(regionsForPhone(number)).toEqual(regions);
});

it('gives all countries of the plan to a number that none of them owns', () => {
	expect(regionsForPhone('+18005550123')).toEqual(expect.arrayContaining(['US', 'CA', 'JM']));
	expect(regionsForPhone('+448001234567')).toEqual(expect.arrayContaining(['GB', 'GG', 'IM', 'JE']));
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
	const areaCodes = REGION_TABLE.flatMap(([, codes]) => codes.split(' '));
	expect(new Set(areaCodes).size).toBe(areaCodes.length);
	const regions = new Set(REGION_TABLE.flatMap(([names]) => names.split(' ')));
	expect([...regions].filter((region) => region.startsWith('US-'))).toHaveLength(50 + 1 + 5);
	expect([...regions].filter((region) => region.startsWith('CA-'))).toHaveLength(13);
});
