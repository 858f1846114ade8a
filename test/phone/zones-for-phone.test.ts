import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { possibleZonesForPhone, zonesForPhone } from '../../lib/phone';
import corrections from '../../lib/packs/phone/corrections.json';

const source = new Map(
	readFileSync(join(__dirname, 'source-zones.txt'), 'utf8')
		.split('\n')
		.filter((line) => /^\d/.test(line))
		.map((line) => line.split('|') as [string, string])
		.map(([prefix, zones]) => [prefix, zones.split('&')] as const),
);
const numberUnder = (prefix: string) => `+${prefix.padEnd(prefix.startsWith('1') ? 11 : 12, '5')}`;
const SPLIT = '208 219 250 270 308 418 423 541 574 605 606 620 701 709 775 785 807 812 850 867 906 907 928'.split(' ');

function longestSourceMatch(digits: string): readonly string[] {
	for (let length = digits.length; length > 0; length--) {
		const zones = source.get(digits.slice(0, length));
		if (zones) return zones;
	}
	return [];
}

/** Numbers of these are used in a larger area than the source says, as mobile numbers of a whole country are. */
const WIDENED = [...corrections.nationwide, ...corrections.areas.filter(({ zones }) => zones.length > 1)].map(({ prefix }) => prefix);
const isWidened = (prefix: string) => WIDENED.some((wide) => prefix.startsWith(wide));

describe('the table against the data it is made from', () => {
	it('gives the same zones for at least 99.5 % of the prefixes outside split area codes', () => {
		const overlaid = new Set([...SPLIT, ...corrections.overlays.map(({ areaCode }) => areaCode)]);
		const prefixes = [...source.keys()].filter((prefix) => !prefix.startsWith('1') || !overlaid.has(prefix.slice(1, 4)));
		const differing = prefixes.filter((prefix) => {
			const number = numberUnder(prefix);
			return zonesForPhone(number).zones.join() !== [...longestSourceMatch(number.slice(1))].sort().join();
		});
		expect(differing.length / prefixes.length).toBeLessThanOrEqual(0.005);
	});

	it('never names fewer zones than the source for a North American exchange', () => {
		const exchanges = [...source].filter(([prefix]) => /^1\d{3}/.test(prefix));
		const short = exchanges.filter(([prefix, zones]) => {
			const named = new Set(zonesForPhone(numberUnder(prefix)).zones);
			return zones.some((zone) => !named.has(zone));
		});
		expect(exchanges.length).toBeGreaterThan(2000);
		expect(short).toEqual([]);
	});

	it('never names fewer zones than the source in a widened area, where every possible zone is asked for', () => {
		const widened = [...source].filter(([prefix]) => isWidened(prefix));
		expect(widened.length).toBeGreaterThan(WIDENED.length);
		for (const [prefix, zones] of widened) {
			// Russia's mobile numbers have all zones of the country, in which Kaliningrad's own takes the place of Bucharest.
			const expected = zones.filter((zone) => zone !== 'Europe/Bucharest');
			expect(possibleZonesForPhone(numberUnder(prefix)).zones).toEqual(expect.arrayContaining(expected));
		}
		for (const prefix of WIDENED) expect(possibleZonesForPhone(numberUnder(prefix)).zones.length).toBeGreaterThan(1);
	});

	it.each(SPLIT)('says that area code %s is split, for every exchange', (areaCode) => {
		for (const exchange of ['200', '555', '999']) {
			const { zones, certainty } = zonesForPhone(`+1${areaCode}${exchange}0123`);
			expect(certainty).toBe('split');
			expect(zones.length).toBeGreaterThan(1);
		}
	});

	it.each(corrections.overlays)('gives overlay $areaCode every zone of $of', ({ areaCode, of }) => {
		expect(zonesForPhone(`+1${areaCode}5550123`).zones).toEqual(expect.arrayContaining(zonesForPhone(`+1${of}5550123`).zones));
	});

	it('names only zones that the runtime knows', () => {
		const names = new Set([...source.keys()].flatMap((prefix) => zonesForPhone(numberUnder(prefix)).zones));
		expect(names.size).toBeGreaterThan(250);
		for (const timeZone of names) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
	});
});

it.each([
	['+14155552671', ['America/Los_Angeles'], 'exact'],
	['+18505550123', ['America/Chicago', 'America/New_York'], 'split'],
	['+442079460958', ['Europe/London'], 'exact'],
	['+447400123456', ['Europe/Guernsey', 'Europe/Isle_of_Man', 'Europe/London'], 'exact'],
	['+34612345678', ['Atlantic/Canary', 'Europe/Madrid'], 'country'],
	['+5511961234567', ['America/Sao_Paulo'], 'exact'],
	['+5568999123456', ['America/Rio_Branco'], 'exact'],
	['+5581991234567', ['America/Noronha', 'America/Sao_Paulo'], 'split'],
	['+5591991234567', ['America/Sao_Paulo'], 'exact'],
	['+5593991234567', ['America/Sao_Paulo'], 'exact'],
	['+5597991234567', ['America/Manaus', 'America/Rio_Branco'], 'split'],
	['+5592991234567', ['America/Manaus'], 'exact'],
	['+628111234567', ['Asia/Jakarta', 'Asia/Jayapura', 'Asia/Makassar'], 'country'],
	['+74012123456', ['Europe/Kaliningrad'], 'exact'],
	['+64211234567', ['Pacific/Auckland', 'Pacific/Chatham'], 'country'],
	['+970599123456', ['Asia/Gaza', 'Asia/Hebron'], 'exact'],
	['+213551234567', ['Africa/Algiers'], 'exact'],
])('knows the possible zones of %s', (number, zones, certainty) => {
	expect(possibleZonesForPhone(number)).toEqual({ zones, certainty });
});

it('gives a Russian and an Australian mobile number all zones of the country', () => {
	expect(possibleZonesForPhone('+79161234567')).toMatchObject({ certainty: 'country', zones: expect.arrayContaining(['Europe/Moscow', 'Asia/Vladivostok']) });
	expect(possibleZonesForPhone('+61412345678')).toMatchObject({ certainty: 'country', zones: expect.arrayContaining(['Australia/Perth', 'Australia/Sydney']) });
});

it.each([
	...[
		'800', '888', '877', '866', '855', '844', '833', '822', '900', '999', '273',
		'500', '521', '522', '523', '524', '525', '526', '527', '528', '529', '532', '533', '535', '538', '542', '543', '544', '545', '546', '547', '549', '550', '552', '553', '554', '556', '566', '569',
		'577', '578', '588', '589', '600', '622', '700', '710',
	].map((areaCode) => `+1${areaCode}5550123`),
	'+80012345678', '+870773111632', '+881612345678', '+9991234567', '', '14155552671', '+', '+1', '+0123456789', '+1415555267a', '+1234567890123456',
])('knows nothing about %s', (number) => {
	expect(zonesForPhone(number)).toEqual({ zones: [], certainty: 'unknown' });
});

it('never throws and never lends out its own list', () => {
	fc.assert(fc.property(fc.anything(), (value) => zonesForPhone(value as string).certainty === 'unknown'));
	zonesForPhone('+18505550123').zones.pop();
	expect(zonesForPhone('+18505550123').zones).toHaveLength(2);
});

it('says nothing else about a number than every possible zone does, but where a correction goes beyond the source', () => {
	const beyond = [...corrections.replacements, ...corrections.nationwide, ...corrections.areas].filter((row) => 'onlyPossible' in row).map(({ prefix }) => prefix);
	expect(beyond.length).toBeGreaterThan(5);
	const elsewhere = [...source.keys()].filter((prefix) => !beyond.some((wide) => prefix.startsWith(wide)));
	for (const prefix of elsewhere) expect(zonesForPhone(numberUnder(prefix)).zones).toEqual(possibleZonesForPhone(numberUnder(prefix)).zones);
});
