import fc from 'fast-check';
import type { Channel } from '../../lib/model/channel';
import { normalizeAddress } from '../../lib/phone';

const read = (raw: unknown, defaultCountry?: string) => {
	const result = normalizeAddress('sms', raw, { defaultCountry });
	return result.ok ? result.address : result.reason;
};

describe('a phone number as people write it', () => {
	it.each([
		['+1 (415) 555-2671', undefined, '+14155552671'],
		['(415) 555-2671', 'US', '+14155552671'],
		['415.555.2671', 'us', '+14155552671'],
		['1-800-356-9377', 'US', '+18003569377'],
		['0049 151 23456789', undefined, '+4915123456789'],
		['0049 151 23456789', 'US', '+4915123456789'],
		['011 44 20 7946 0958', 'US', '+442079460958'],
		['+44 (0)20 7946 0958', undefined, '+442079460958'],
		['+34 (0)91 123 45 67', undefined, '+34911234567'],
		['+39 06 6982 1234', undefined, '+390669821234'],
		['(+49) 151 23456789', undefined, '+4915123456789'],
		['＋４４ ２０ ７９４６ ０９５８', 'US', '+442079460958'],
		['٠٢٠٧٩٤٦٠٩٥٨', 'GB', '+442079460958'],
		['+४४२०७९४६०९५८', undefined, '+442079460958'],
		['\u202a+1 415\u00a0555\u20112671\u202c', undefined, '+14155552671'],
		['Mobile: 415-555-2671', 'US', '+14155552671'],
		['415-555-2671 (work)', 'US', '+14155552671'],
		['whatsapp:+14155552671', undefined, '+14155552671'],
		['tel:+1-415-555-2671', undefined, '+14155552671'],
		['sms:+14155552671?body=hi', undefined, '+14155552671'],
		['14155552671@s.whatsapp.net', undefined, '+14155552671'],
		['+52 1 55 1234 5678', undefined, '+525512345678'],
		['030/12345678', 'DE', '+493012345678'],
	])('reads %j with default country %s', (raw, country, expected) => {
		expect(read(raw, country)).toBe(expected);
	});

	it.each([
		['415-555-2671 x12', '12'],
		['+1 415 555 2671 ext. 9', '9'],
		['4155552671;ext=123', '123'],
		['415-555-2671 Extension 44', '44'],
	])('drops and reports the extension of %j', (raw, extension) => {
		expect(normalizeAddress('call', raw, { defaultCountry: 'US' })).toMatchObject({ ok: true, address: '+14155552671', extension });
	});

	it('reports country and type, and no country for a number of no country', () => {
		expect(normalizeAddress('sms', '+4915123456789')).toEqual({ ok: true, address: '+4915123456789', country: 'DE', numberType: 'MOBILE' });
		expect(normalizeAddress('sms', '+80012345678')).toEqual({ ok: true, address: '+80012345678', numberType: 'TOLL_FREE' });
	});
});

describe('a phone number that cannot be read safely', () => {
	it.each([
		['14155552671', undefined],
		['4155552671', undefined],
		['4915123456789', 'US'],
		['+4477009001234', undefined],
		['12345', 'US'],
		['1-800-FLOWERS', 'US'],
		['+1 415 555 267l', undefined],
		['415 555 2671 call after 5', 'US'],
		['+14155552671, +14155552672', undefined],
		['4155552671; 4155552672', 'US'],
		['4155552671 / 4155552672', 'US'],
		['4155552671 or 4155552672', 'US'],
		['+14155552671\n+14155552672', undefined],
		['030 123456/57', 'DE'],
		['14155552671.5', 'US'],
		['N/A', 'US'],
		['120363025246125486@g.us', undefined],
	])('rejects %j with default country %s', (raw, country) => {
		expect(read(raw, country)).toBe('ADDRESS_INVALID');
	});

	it.each([[undefined], [null], [''], [' \t'], ['\u200b\ufeff']])('calls %j missing', (raw) => {
		expect(read(raw)).toBe('ADDRESS_MISSING');
	});

	it.each([[{}], [[]], [['+14155552671']], [true], [NaN], [Infinity], [-5], [1.5], [() => 1], [Symbol('x')], [Object.create(null)], [-1n], ['1'.repeat(1_000_000)]])('rejects a value of another kind', (raw) => {
		expect(read(raw, 'US')).toBe('ADDRESS_INVALID');
	});
});

describe('a phone number after a spreadsheet', () => {
	it.each([
		['1.4155552671E+10', undefined, '+14155552671'],
		['1,4155552671e10', undefined, '+14155552671'],
		['14155552671.0', undefined, '+14155552671'],
		['4155552671.0', 'US', '+14155552671'],
		['14,155,552,671', undefined, '+14155552671'],
		["'+14155552671", undefined, '+14155552671'],
		['="+14155552671"', undefined, '+14155552671'],
		[14155552671, undefined, '+14155552671'],
		[4155552671, 'US', '+14155552671'],
		[4915123456789, 'US', '+4915123456789'],
		[4915123456789n, undefined, '+4915123456789'],
		[15123456789, 'DE', '+4915123456789'],
	])('reads %s with default country %s', (raw, country, expected) => {
		expect(read(raw, country)).toBe(expected);
	});

	it('prefers the national reading where the digits are also an international number', () => {
		expect(read(13105551234, 'CN')).toBe('+8613105551234');
		expect(read(13105551234)).toBe('+13105551234');
	});

	it('does not guess between two numbers of the default country', () => {
		expect(read('491713920064.0', 'DE')).toBe('ADDRESS_INVALID');
		expect(read('491713920064.0')).toBe('+491713920064');
	});

	it.each([['1.41555E+10'], ['1,4E10'], ['1E+10'], [2 ** 60], [1e21]])('says that digits of %s are lost', (raw) => {
		expect(read(raw, 'US')).toBe('ADDRESS_IMPRECISE');
	});

	it('never makes a number of an exponent form that lost a digit', () => {
		fc.assert(
			fc.property(fc.integer({ min: 2_000_000_000, max: 99_999_999_999_999 }), fc.integer({ min: 0, max: 8 }), (number, decimals) => {
				const [mantissa = '', exponent = ''] = number.toExponential(decimals).split('e');
				const result = read(`${mantissa}E${exponent}`, 'US');
				return decimals < Number(exponent) ? result === 'ADDRESS_IMPRECISE' : result === read(Number(`${mantissa}e${exponent}`), 'US');
			}),
		);
	});

	it('reads bare digits as an international number on WhatsApp only', () => {
		expect(normalizeAddress('whatsapp', '4915123456789')).toMatchObject({ address: '+4915123456789' });
		expect(normalizeAddress('sms', '4915123456789')).toMatchObject({ reason: 'ADDRESS_INVALID' });
	});
});

describe('the default country', () => {
	it.each([['UK'], ['USA'], ['XX'], ['49'], [5]])('is refused when it is %s', (defaultCountry) => {
		expect(() => normalizeAddress('sms', '+14155552671', { defaultCountry: defaultCountry as string })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});
});

describe('whatever is given', () => {
	it('never throws, and what it accepts it reads again as the same address', () => {
		const soup = fc.string({ unit: fc.constantFrom(...'+0123456789 ()-./,;xX#eE@*\u0660\u0967\uff11\u202a\u0000aф'), maxLength: 40 });
		fc.assert(
			fc.property(fc.constantFrom<Channel>('sms', 'whatsapp', 'email', 'facebook'), fc.oneof(fc.anything(), soup, fc.string({ unit: 'binary' })), fc.constantFrom('US', 'DE', undefined), (channel, raw, defaultCountry) => {
				const result = normalizeAddress(channel, raw, { defaultCountry });
				if (!result.ok) return /^ADDRESS_(MISSING|INVALID|IMPRECISE)$/.test(result.reason);
				const again = normalizeAddress(channel, result.address);
				return again.ok && again.address === result.address;
			}),
			{ numRuns: 3000 },
		);
	});
});
